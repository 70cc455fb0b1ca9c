// PUBLISH, read and checked.
using System;

namespace Fleet.Server.Gateway.Mqtt.Codec;

/// <summary>A PUBLISH packet (MQTT 5.0 §3.3). The spans point into the received packet.</summary>
internal ref struct PublishPacket
{
    private PacketReader _reader;

    internal byte Qos;
    internal bool IsDuplicate;
    internal bool Retain;

    /// <summary>Empty when <see cref="TopicAlias"/> stands for it.</summary>
    internal ReadOnlySpan<byte> Topic;

    /// <summary>1..65535, or 0 for QoS 0.</summary>
    internal ushort PacketId;

    /// <summary>1..65535, or 0 for none.</summary>
    internal ushort TopicAlias;
    internal bool HasExpiry;
    internal uint ExpirySeconds;
    internal bool IsText;

    /// <summary>The whole property block; <see cref="ForwardedProperties"/> takes from it what subscribers
    /// get.</summary>
    internal ReadOnlySpan<byte> Properties;

    /// <summary>Offset of the payload in the packet's body; the payload is the rest.</summary>
    internal int PayloadOffset;

    /// <summary><see cref="ReasonCode.Success"/>, or the code for the DISCONNECT.</summary>
    internal readonly ReasonCode Fault => _reader.Fault;

    /// <summary>Reads a PUBLISH.</summary>
    internal static PublishPacket Parse(byte firstByte, byte level, ReadOnlySpan<byte> body)
    {
        var packet = new PublishPacket
        {
            _reader = new PacketReader(body),
            Qos = (byte)((firstByte >> 1) & 3),
            IsDuplicate = (firstByte & 0x08) != 0,
            Retain = (firstByte & 0x01) != 0,
        };
        packet.Read(level);
        return packet;
    }

    /// <summary>Checks a topic that did not prove well formed by being equal to a known one.</summary>
    internal readonly ReasonCode CheckTopic()
    {
        if (!PacketReader.IsText(Topic))
        {
            return ReasonCode.MalformedPacket;
        }

        return Topic.ContainsAny((byte)'+', (byte)'#') ? ReasonCode.TopicNameInvalid : ReasonCode.Success;
    }

    private void Read(byte level)
    {
        Topic = _reader.ReadBinary();
        if (Qos > 2 || (Qos == 0 && IsDuplicate))
        {
            _reader.Fail(ReasonCode.MalformedPacket);
        }

        if (Qos > 0)
        {
            PacketId = _reader.ReadUInt16();
            if (PacketId == 0)
            {
                _reader.Fail(ReasonCode.ProtocolError);
            }
        }

        if (level == ConnectPacket.Version5)
        {
            ReadProperties();
        }

        PayloadOffset = _reader.Position;
    }

    private void ReadProperties()
    {
        var length = _reader.ReadVariableInteger();
        if (length == 0)
        {
            return;
        }

        Properties = _reader.ReadBlock(length);
        var properties = new PropertyReader(Properties, PropertyRules.Publish);
        while (properties.MoveNext())
        {
            switch (properties.Id)
            {
                case PropertyId.TopicAlias:
                    TopicAlias = (ushort)properties.Number;
                    break;
                case PropertyId.MessageExpiryInterval:
                    HasExpiry = true;
                    ExpirySeconds = properties.Number;
                    break;
                case PropertyId.PayloadFormatIndicator:
                    IsText = properties.Number == 1;
                    break;
                case PropertyId.SubscriptionIdentifier:
                    _reader.Fail(ReasonCode.ProtocolError);
                    return;
                default:
                    break;
            }
        }

        if (properties.Fault != ReasonCode.Success)
        {
            _reader.Fail(properties.Fault);
        }
    }
}
