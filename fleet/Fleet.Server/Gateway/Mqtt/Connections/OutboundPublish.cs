// A PUBLISH about to be written.
using System;
using Fleet.Server.Gateway.Mqtt.Codec;
using Fleet.Server.Gateway.Mqtt.Routing;

namespace Fleet.Server.Gateway.Mqtt.Connections;

/// <summary>The parts of a PUBLISH to a client (MQTT 5.0 §3.3), measured and written without copies in
/// between.</summary>
internal readonly ref struct OutboundPublish
{
    private readonly ReadOnlySpan<byte> _properties;
    private readonly uint[]? _identifiers;
    private readonly ushort _packetId;
    private readonly byte _firstByte;
    private readonly long _expiresAt;

    /// <summary>A message of QoS 0 that is kept nowhere.</summary>
    internal OutboundPublish(ReadOnlySpan<byte> topic, ReadOnlySpan<byte> payload, uint[]? identifiers)
    {
        Topic = topic;
        Payload = payload;
        _identifiers = identifiers;
        _firstByte = FirstByte.Publish;
    }

    internal OutboundPublish(in Delivery delivery, ushort packetId, bool isDuplicate)
    {
        Topic = delivery.Message.Topic;
        Payload = delivery.Message.Payload;
        _properties = delivery.Message.Properties;
        _expiresAt = delivery.Message.ExpiresAt;
        _identifiers = delivery.SubscriptionIdentifiers;
        _packetId = packetId;
        _firstByte = (byte)(FirstByte.Publish
            | (isDuplicate ? 0x08 : 0)
            | (delivery.Qos << 1)
            | (delivery.Retain ? 0x01 : 0));
    }

    internal ReadOnlySpan<byte> Topic { get; }

    internal ReadOnlySpan<byte> Payload { get; }

    /// <summary>Length of everything after the fixed header.</summary>
    /// <param name="level">Protocol level of the receiver.</param>
    /// <param name="alias">Topic alias to send; 0 for none.</param>
    /// <param name="sendsTopic">False when the alias alone stands for the topic.</param>
    internal int BodyLength(byte level, ushort alias, bool sendsTopic)
    {
        var length = 2 + (sendsTopic ? Topic.Length : 0) + (_packetId == 0 ? 0 : 2) + Payload.Length;
        if (level == ConnectPacket.Version5)
        {
            var properties = PropertiesLength(alias);
            length += PacketWriter.VariableIntegerLength((uint)properties) + properties;
        }

        return length;
    }

    /// <summary>Writes everything but the payload.</summary>
    internal void WriteHead(
        ref PacketWriter writer, byte level, ushort alias, bool sendsTopic, int bodyLength, long now)
    {
        writer.WriteByte(_firstByte);
        writer.WriteVariableInteger((uint)bodyLength);
        writer.WriteBinary(sendsTopic ? Topic : default);
        if (_packetId != 0)
        {
            writer.WriteUInt16(_packetId);
        }

        if (level == ConnectPacket.Version5)
        {
            WriteProperties(ref writer, alias, now);
        }
    }

    private void WriteProperties(ref PacketWriter writer, ushort alias, long now)
    {
        writer.WriteVariableInteger((uint)PropertiesLength(alias));
        if (_expiresAt != 0)
        {
            var left = Math.Max(0, (_expiresAt - now + 999) / 1000);
            writer.WriteUInt32Property(PropertyId.MessageExpiryInterval, (uint)left);
        }

        if (alias != 0)
        {
            writer.WriteUInt16Property(PropertyId.TopicAlias, alias);
        }

        foreach (var identifier in _identifiers ?? [])
        {
            writer.WriteByte((byte)PropertyId.SubscriptionIdentifier);
            writer.WriteVariableInteger(identifier);
        }

        writer.WriteBytes(_properties);
    }

    private int PropertiesLength(ushort alias)
    {
        var length = _properties.Length + (_expiresAt == 0 ? 0 : 5) + (alias == 0 ? 0 : 3);
        foreach (var identifier in _identifiers ?? [])
        {
            length += 1 + PacketWriter.VariableIntegerLength(identifier);
        }

        return length;
    }
}
