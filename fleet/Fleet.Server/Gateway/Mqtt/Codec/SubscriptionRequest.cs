// The topic filters of SUBSCRIBE and UNSUBSCRIBE, read one by one.
using System;

namespace Fleet.Server.Gateway.Mqtt.Codec;

/// <summary>
/// Reads a SUBSCRIBE or UNSUBSCRIBE (MQTT 5.0 §3.8, §3.10): <see cref="Open"/>, then <see cref="MoveNext"/> until it
/// is false. The whole packet is to be walked once before anything is done, so that a faulty one does nothing.
/// </summary>
internal ref struct SubscriptionRequest
{
    private readonly byte _level;
    private readonly bool _hasOptions;
    private PacketReader _reader;

    private SubscriptionRequest(ReadOnlySpan<byte> body, byte level, bool hasOptions)
    {
        _reader = new PacketReader(body);
        _level = level;
        _hasOptions = hasOptions;
    }

    internal readonly ReasonCode Fault => _reader.Fault;

    internal ushort PacketId { get; private set; }

    /// <summary>1..268435455, or 0 for none.</summary>
    internal uint SubscriptionIdentifier { get; private set; }

    internal ReadOnlySpan<byte> Filter { get; private set; }

    internal byte Qos { get; private set; }

    internal bool NoLocal { get; private set; }

    internal bool RetainAsPublished { get; private set; }

    /// <summary>0 send retained messages, 1 only for a new subscription, 2 never (§3.8.3.1).</summary>
    internal byte RetainHandling { get; private set; }

    /// <summary>Reads what stands before the filters.</summary>
    internal static SubscriptionRequest Open(byte firstByte, byte level, ReadOnlySpan<byte> body)
    {
        var isSubscribe = (PacketType)(firstByte >> 4) == PacketType.Subscribe;
        var request = new SubscriptionRequest(body, level, isSubscribe);
        request.PacketId = request._reader.ReadUInt16();
        if ((firstByte & 0x0F) != 0x02)
        {
            request._reader.Fail(ReasonCode.MalformedPacket);
        }

        if (request.PacketId == 0)
        {
            request._reader.Fail(ReasonCode.ProtocolError);
        }

        if (level == ConnectPacket.Version5)
        {
            request.ReadProperties(isSubscribe ? PropertyRules.Subscribe : PropertyRules.Unsubscribe);
        }

        if (request._reader.Remaining == 0)
        {
            request._reader.Fail(ReasonCode.ProtocolError);
        }

        return request;
    }

    /// <summary>Steps to the next filter; false at the end and at a fault.</summary>
    internal bool MoveNext()
    {
        if (_reader.Fault != ReasonCode.Success || _reader.Remaining == 0)
        {
            return false;
        }

        Filter = _reader.ReadString();
        if (_hasOptions)
        {
            ReadOptions();
        }

        return _reader.Fault == ReasonCode.Success;
    }

    private void ReadProperties(ulong allowed)
    {
        var properties = PropertyReader.Open(ref _reader, allowed);
        while (properties.MoveNext())
        {
            if (properties.Id == PropertyId.SubscriptionIdentifier)
            {
                SubscriptionIdentifier = properties.Number;
            }
        }

        if (properties.Fault != ReasonCode.Success)
        {
            _reader.Fail(properties.Fault);
        }
    }

    private void ReadOptions()
    {
        var options = _reader.ReadByte();
        Qos = (byte)(options & 0x03);
        NoLocal = (options & 0x04) != 0;
        RetainAsPublished = (options & 0x08) != 0;
        RetainHandling = (byte)((options >> 4) & 0x03);
        var reserved = _level == ConnectPacket.Version5 ? 0xC0 : 0xFC;
        if (Qos > 2 || (options & reserved) != 0)
        {
            _reader.Fail(ReasonCode.MalformedPacket);
        }

        var isShared = Filter.StartsWith("$share/"u8);
        if (RetainHandling > 2 || (NoLocal && isShared && _level == ConnectPacket.Version5))
        {
            _reader.Fail(ReasonCode.ProtocolError);
        }
    }
}
