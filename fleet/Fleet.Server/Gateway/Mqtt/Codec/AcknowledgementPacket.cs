// PUBACK, PUBREC, PUBREL and PUBCOMP, read and checked.
using System;

namespace Fleet.Server.Gateway.Mqtt.Codec;

/// <summary>One of the four packets of the QoS 1 and 2 exchanges (MQTT 5.0 §3.4 to §3.7).</summary>
internal struct AcknowledgementPacket
{
    internal ushort PacketId;
    internal ReasonCode Reason;

    /// <summary>Reads the packet.</summary>
    /// <returns><see cref="ReasonCode.Success"/>, or the code for the DISCONNECT.</returns>
    internal static ReasonCode Parse(
        byte firstByte, byte level, ReadOnlySpan<byte> body, out AcknowledgementPacket packet)
    {
        packet = default;
        var type = (PacketType)(firstByte >> 4);
        var flags = type == PacketType.PublishRelease ? 0x02 : 0x00;
        var reader = new PacketReader(body);
        packet.PacketId = reader.ReadUInt16();
        if ((firstByte & 0x0F) != flags)
        {
            return ReasonCode.MalformedPacket;
        }

        if (packet.PacketId == 0)
        {
            reader.Fail(ReasonCode.ProtocolError);
        }

        if (level == ConnectPacket.Version5 && reader.Remaining > 0)
        {
            packet.Reason = (ReasonCode)reader.ReadByte();
            if (reader.Remaining > 0)
            {
                var properties = PropertyReader.Open(ref reader, PropertyRules.Acknowledgement);
                if (properties.CheckAll() != ReasonCode.Success)
                {
                    reader.Fail(properties.Fault);
                }
            }

            if (!IsReasonOf(type, packet.Reason))
            {
                reader.Fail(ReasonCode.ProtocolError);
            }
        }

        reader.ExpectEnd();
        return reader.Fault;
    }

    private static bool IsReasonOf(PacketType type, ReasonCode reason)
    {
        if (type is PacketType.PublishRelease or PacketType.PublishComplete)
        {
            return reason is ReasonCode.Success or ReasonCode.PacketIdentifierNotFound;
        }

        return reason is ReasonCode.Success
            or ReasonCode.NoMatchingSubscribers
            or ReasonCode.UnspecifiedError
            or ReasonCode.ImplementationSpecificError
            or ReasonCode.NotAuthorized
            or ReasonCode.TopicNameInvalid
            or ReasonCode.PacketIdentifierInUse
            or ReasonCode.QuotaExceeded
            or ReasonCode.PayloadFormatInvalid;
    }
}
