// DISCONNECT from a client, read and checked.
using System;

namespace Fleet.Server.Gateway.Mqtt.Codec;

/// <summary>A DISCONNECT packet (MQTT 5.0 §3.14).</summary>
internal struct DisconnectPacket
{
    internal ReasonCode Reason;
    internal bool HasSessionExpiry;
    internal uint SessionExpirySeconds;

    /// <summary>Reads the packet.</summary>
    /// <returns><see cref="ReasonCode.Success"/>, or the code for the answering DISCONNECT.</returns>
    internal static ReasonCode Parse(byte firstByte, byte level, ReadOnlySpan<byte> body, out DisconnectPacket packet)
    {
        packet = default;
        if ((firstByte & 0x0F) != 0 || (level != ConnectPacket.Version5 && !body.IsEmpty))
        {
            return ReasonCode.MalformedPacket;
        }

        var reader = new PacketReader(body);
        if (reader.Remaining > 0)
        {
            packet.Reason = (ReasonCode)reader.ReadByte();
        }

        if (reader.Remaining > 0)
        {
            var properties = PropertyReader.Open(ref reader, PropertyRules.Disconnect);
            while (properties.MoveNext())
            {
                if (properties.Id == PropertyId.SessionExpiryInterval)
                {
                    packet.HasSessionExpiry = true;
                    packet.SessionExpirySeconds = properties.Number;
                }
            }

            if (properties.Fault != ReasonCode.Success)
            {
                reader.Fail(properties.Fault);
            }
        }

        if (!IsClientReason(packet.Reason))
        {
            reader.Fail(ReasonCode.ProtocolError);
        }

        reader.ExpectEnd();
        return reader.Fault;
    }

    private static bool IsClientReason(ReasonCode reason) =>
        reason is ReasonCode.Success
            or ReasonCode.DisconnectWithWill
            or ReasonCode.UnspecifiedError
            or ReasonCode.MalformedPacket
            or ReasonCode.ProtocolError
            or ReasonCode.ImplementationSpecificError
            or ReasonCode.TopicNameInvalid
            or ReasonCode.ReceiveMaximumExceeded
            or ReasonCode.TopicAliasInvalid
            or ReasonCode.PacketTooLarge
            or ReasonCode.MessageRateTooHigh
            or ReasonCode.QuotaExceeded
            or ReasonCode.AdministrativeAction
            or ReasonCode.PayloadFormatInvalid;
}
