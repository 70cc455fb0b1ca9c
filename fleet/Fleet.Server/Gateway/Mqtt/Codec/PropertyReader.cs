// Walks the properties of one packet and checks them.
using System;

namespace Fleet.Server.Gateway.Mqtt.Codec;

/// <summary>
/// Walks a property block. Faults on what §2.2.2 forbids: an identifier unknown or not of this packet (malformed), a
/// property given twice, and values outside their range (protocol error).
/// </summary>
internal ref struct PropertyReader
{
    private readonly ulong _allowed;
    private PacketReader _reader;
    private ulong _seen;

    /// <param name="block">The properties without their length.</param>
    /// <param name="allowed">The identifiers of this packet, from <see cref="PropertyRules"/>.</param>
    internal PropertyReader(ReadOnlySpan<byte> block, ulong allowed)
    {
        _reader = new PacketReader(block);
        _allowed = allowed;
        _seen = 0;
    }

    internal readonly ReasonCode Fault => _reader.Fault;

    internal PropertyId Id { get; private set; }

    /// <summary>Value of a numeric property.</summary>
    internal uint Number { get; private set; }

    /// <summary>Value of a text or binary property.</summary>
    internal ReadOnlySpan<byte> Value { get; private set; }

    /// <summary>Offset of the property's identifier in the block.</summary>
    internal int Start { get; private set; }

    /// <summary>Offset behind the property's value in the block.</summary>
    internal readonly int End => _reader.Position;

    /// <summary>Reads the property length and its block.</summary>
    internal static PropertyReader Open(scoped ref PacketReader packet, ulong allowed) =>
        new(packet.ReadBlock(packet.ReadVariableInteger()), allowed);

    /// <summary>Steps to the next property; false at the end and at a fault.</summary>
    internal bool MoveNext()
    {
        if (_reader.Fault != ReasonCode.Success || _reader.Remaining == 0)
        {
            return false;
        }

        Start = _reader.Position;
        var number = _reader.ReadVariableInteger();
        if (number is 0 or > 63 || (_allowed & (1UL << (int)number)) == 0)
        {
            _reader.Fail(ReasonCode.MalformedPacket);
            return false;
        }

        Id = (PropertyId)number;
        ReadValue();
        if (Id != PropertyId.UserProperty && (_seen & (1UL << (int)number)) != 0)
        {
            _reader.Fail(ReasonCode.ProtocolError);
        }

        _seen |= 1UL << (int)number;
        CheckValue();
        return _reader.Fault == ReasonCode.Success;
    }

    /// <summary>Walks to the end; for packets whose properties the gateway checks but does not use.</summary>
    internal ReasonCode CheckAll()
    {
        while (MoveNext())
        {
        }

        return Fault;
    }

    private void ReadValue()
    {
        Value = default;
        Number = 0;
        switch (PropertyRules.ShapeOf(Id))
        {
            case PropertyRules.Shape.Byte:
                Number = _reader.ReadByte();
                break;
            case PropertyRules.Shape.UInt16:
                Number = _reader.ReadUInt16();
                break;
            case PropertyRules.Shape.UInt32:
                Number = _reader.ReadUInt32();
                break;
            case PropertyRules.Shape.VariableInteger:
                Number = _reader.ReadVariableInteger();
                break;
            case PropertyRules.Shape.Binary:
                Value = _reader.ReadBinary();
                break;
            case PropertyRules.Shape.Text:
                Value = _reader.ReadString();
                break;
            case PropertyRules.Shape.TextPair:
                _reader.ReadString();
                Value = _reader.ReadString();
                break;
            default:
                _reader.Fail(ReasonCode.MalformedPacket);
                break;
        }
    }

    private void CheckValue()
    {
        switch (Id)
        {
            case PropertyId.PayloadFormatIndicator:
            case PropertyId.RequestProblemInformation:
            case PropertyId.RequestResponseInformation:
                if (Number > 1)
                {
                    _reader.Fail(ReasonCode.ProtocolError);
                }

                break;
            case PropertyId.ReceiveMaximum:
            case PropertyId.MaximumPacketSize:
            case PropertyId.SubscriptionIdentifier:
                if (Number == 0)
                {
                    _reader.Fail(ReasonCode.ProtocolError);
                }

                break;
            case PropertyId.TopicAlias:
                if (Number == 0)
                {
                    _reader.Fail(ReasonCode.TopicAliasInvalid);
                }

                break;
            case PropertyId.ResponseTopic:
                if (Value.IsEmpty || Value.ContainsAny((byte)'+', (byte)'#'))
                {
                    _reader.Fail(ReasonCode.ProtocolError);
                }

                break;
            default:
                break;
        }
    }
}
