// Packets as a broker would send them, put together without any of the code under test.
using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace Protocols.Tests.Mqtt;

/// <summary>Builders of MQTT packets for both protocol levels.</summary>
internal static class Wire
{
    public static byte[] Hex(string hex) => Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal));

    public static byte[] Join(params byte[][] parts) => parts.SelectMany(p => p).ToArray();

    public static byte[] Number(int value) => [(byte)(value >> 8), (byte)value];

    public static byte[] Prefixed(byte[] bytes) => Join(Number(bytes.Length), bytes);

    public static byte[] Text(string text) => Prefixed(Encoding.UTF8.GetBytes(text));

    public static byte[] Variable(int value)
    {
        var bytes = new List<byte>();
        do
        {
            bytes.Add((byte)((value & 0x7F) | (value > 0x7F ? 0x80 : 0)));
            value >>= 7;
        }
        while (value > 0);

        return [.. bytes];
    }

    public static byte[] Packet(int first, params byte[][] body)
    {
        byte[] joined = Join(body);
        return Join([(byte)first], Variable(joined.Length), joined);
    }

    public static byte[] Accepted(int level, bool sessionPresent = false, params byte[][] properties)
    {
        byte flags = sessionPresent ? (byte)1 : (byte)0;
        return level == 5
            ? Packet(0x20, [flags, 0], Properties(properties))
            : Packet(0x20, [flags, 0]);
    }

    public static byte[] Refused(int level, int code) =>
        level == 5 ? Packet(0x20, [0, (byte)code, 0]) : Packet(0x20, [0, (byte)code]);

    public static byte[] Properties(params byte[][] properties)
    {
        byte[] joined = Join(properties);
        return Join(Variable(joined.Length), joined);
    }

    public static byte[] Publish(
        int level, string topic, byte[] payload, int qos = 0, int packetId = 0, bool duplicate = false,
        params byte[][] properties)
    {
        return Packet(
            0x30 | (qos << 1) | (duplicate ? 8 : 0),
            Text(topic),
            qos > 0 ? Number(packetId) : [],
            level == 5 ? Properties(properties) : [],
            payload);
    }

    public static byte[] Acknowledge(int packetId) => Packet(0x40, Number(packetId));

    public static byte[] Acknowledge(int packetId, int reasonCode) =>
        Packet(0x40, Number(packetId), [(byte)reasonCode]);

    public static byte[] Release(int packetId) => Packet(0x62, Number(packetId));

    public static byte[] Subscribed(int level, int packetId, int code) =>
        Packet(0x90, Number(packetId), level == 5 ? [0] : [], [(byte)code]);

    public static byte[] PingResponse() => [0xD0, 0x00];

    /// <summary>Cuts what a client wrote into packets, as hexadecimal text.</summary>
    public static List<string> Split(IReadOnlyList<byte> written)
    {
        var packets = new List<string>();
        int start = 0;
        while (start < written.Count)
        {
            int length = 0;
            int position = start + 1;
            for (int shift = 0; ; shift += 7)
            {
                length |= (written[position] & 0x7F) << shift;
                if (written[position++] < 0x80)
                {
                    break;
                }
            }

            Assert.True(position + length <= written.Count, "the last packet is cut short");
            packets.Add(Convert.ToHexString(written.Skip(start).Take(position + length - start).ToArray()));
            start = position + length;
        }

        return packets;
    }
}
