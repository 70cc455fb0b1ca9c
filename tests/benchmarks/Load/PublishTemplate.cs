// A hub's PUBLISH, made once; sending it anew means writing two numbers into it.
using System;
using System.Buffers.Binary;
using System.Text;
using Hub.Protocols.Alarms;
using Hub.Protocols.Cbor;
using Hub.Protocols.Messages;

namespace Benchmarks.Load;

/// <summary>
/// MQTT 3.1.1 PUBLISH of QoS 1 with a real message of the wire in it, brought to 100 bytes by a key that receivers
/// pass over. The same bytes go to every server.
/// </summary>
internal static class PublishTemplate
{
    public const int PayloadBytes = 100;

    private const int PaddingKey = 63;

    // Map head, key 0, version, key 1, boot count (one byte), key 2, head of a 64-bit number.
    private const int SequenceInPayload = 7;

    /// <summary>Where the packet id stands, from the packet's end.</summary>
    public const int PacketIdFromEnd = PayloadBytes + 2;

    /// <summary>Where the sequence number stands, from the packet's end.</summary>
    public const int SequenceFromEnd = PayloadBytes - SequenceInPayload;

    /// <summary>Sequence numbers start here, so that they always take the same eight bytes.</summary>
    public const ulong FirstSequence = 1UL << 40;

    public static byte[] Heartbeat(string hubId, string? topic)
    {
        var message = new HeartbeatMessage
        {
            BootCount = 1,
            Sequence = FirstSequence,
            HubUnixMilliseconds = 1_700_000_000_000,
            UptimeSeconds = 3600,
            Bearer = BearerKind.Lte,
            SignalDbm = -71,
            PowerSource = PowerSource.Mains,
            BatteryPercent = 98,
            SettingsVersion = 1,
        };
        string name = topic?.Replace("{hubId}", hubId, StringComparison.Ordinal)
            ?? Topics.For(hubId, MessageKind.Heartbeat);
        return Packet(name, message);
    }

    public static byte[] Alarm(string hubId, int priority = 1)
    {
        var message = new AlarmMessage
        {
            BootCount = 1,
            Sequence = FirstSequence,
            Kind = AlarmKind.Person,
            TriggerId = 7,
            DeviceType = DeviceTypes.PersonalTrigger,
            StatusCode = StatusCodes.ManualAlarm,
            Priority = priority,
            Attempt = 1,
            PressCount = 1,
        };
        return Packet(Topics.For(hubId, MessageKind.Alarm), message);
    }

    private static byte[] Packet(string topicName, HubMessage message)
    {
        byte[] topic = Encoding.UTF8.GetBytes(topicName);
        byte[] payload = Payload(message);
        int remaining = 2 + topic.Length + 2 + payload.Length;
        var packet = new byte[1 + 2 + remaining];
        packet[0] = 0x32;
        packet[1] = (byte)((remaining & 0x7F) | 0x80);
        packet[2] = (byte)(remaining >> 7);
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(3), (ushort)topic.Length);
        topic.CopyTo(packet, 5);
        payload.CopyTo(packet, packet.Length - payload.Length);
        return packet;
    }

    private static byte[] Payload(HubMessage message)
    {
        var writer = new CborWriter();
        var payload = new byte[PayloadBytes];
        int length = message.Encode(writer, payload, 0, payload.Length);
        int padding = PayloadBytes - length - 2 - 2;
        if (length == 0 || padding < 24 || payload[SequenceInPayload - 1] != 0x1B)
        {
            throw new BenchmarkException("the message does not fit the template of the load generator");
        }

        // One pair more: an unknown key above all known, with a byte string of 24 to 255 bytes.
        payload[0]++;
        payload[length] = 0x18;
        payload[length + 1] = PaddingKey;
        payload[length + 2] = 0x58;
        payload[length + 3] = (byte)padding;
        return payload;
    }
}
