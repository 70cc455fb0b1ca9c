// Packets as bytes, built by hand and apart from the server's own code.
using System;
using System.Collections.Generic;
using System.Text;

namespace Gateway.Tests.Wire;

/// <summary>Builds what a client sends, right or wrong, byte by byte.</summary>
internal static class PacketBytes
{
    internal const int V3 = 4;
    internal const int V5 = 5;

    internal static readonly byte[] PingRequest = [0xC0, 0x00];
    internal static readonly byte[] Disconnect = [0xE0, 0x00];

    /// <summary>A packet from its first byte and its body.</summary>
    internal static byte[] Frame(int firstByte, params byte[][] body)
    {
        var all = Join(body);
        return Join([(byte)firstByte], Number(all.Length), all);
    }

    internal static byte[] Join(params byte[][] parts)
    {
        var all = new List<byte>();
        foreach (var part in parts)
        {
            all.AddRange(part);
        }

        return [.. all];
    }

    /// <summary>A variable byte integer.</summary>
    internal static byte[] Number(int value)
    {
        var bytes = new List<byte>();
        do
        {
            var next = value & 0x7F;
            value >>= 7;
            bytes.Add((byte)(value > 0 ? next | 0x80 : next));
        }
        while (value > 0);
        return [.. bytes];
    }

    internal static byte[] U16(int value) => [(byte)(value >> 8), (byte)value];

    internal static byte[] U32(uint value) =>
        [(byte)(value >> 24), (byte)(value >> 16), (byte)(value >> 8), (byte)value];

    internal static byte[] Text(string value) => Binary(Encoding.UTF8.GetBytes(value));

    internal static byte[] Binary(byte[] value) => Join(U16(value.Length), value);

    /// <summary>A property block with its length, for 5.0; nothing for 3.1.1.</summary>
    internal static byte[] Properties(int level, params byte[][] properties)
    {
        var all = Join(properties);
        return level == V5 ? Join(Number(all.Length), all) : [];
    }

    internal static byte[] Property(int id, byte value) => [(byte)id, value];

    internal static byte[] Property16(int id, int value) => Join([(byte)id], U16(value));

    internal static byte[] Property32(int id, uint value) => Join([(byte)id], U32(value));

    internal static byte[] PropertyText(int id, string value) => Join([(byte)id], Text(value));

    internal static byte[] User(string name, string value) => Join([0x26], Text(name), Text(value));

    internal static byte[] Publish(
        int level, string topic, string payload, int qos = 0, int id = 0, bool retain = false, bool dup = false,
        params byte[][] properties)
    {
        var firstByte = 0x30 | (dup ? 8 : 0) | (qos << 1) | (retain ? 1 : 0);
        return Frame(
            firstByte,
            Text(topic),
            qos > 0 ? U16(id) : [],
            Properties(level, properties),
            Encoding.UTF8.GetBytes(payload));
    }

    internal static byte[] Ack(int firstByte, int id) => Frame(firstByte, U16(id));

    internal static byte[] PubAck(int id) => Ack(0x40, id);

    internal static byte[] PubRec(int id) => Ack(0x50, id);

    internal static byte[] PubRel(int id) => Ack(0x62, id);

    internal static byte[] PubComp(int id) => Ack(0x70, id);

    internal static byte[] Subscribe(int level, int id, string filter, int options, params byte[][] properties) =>
        Frame(0x82, U16(id), Properties(level, properties), Text(filter), [(byte)options]);

    internal static byte[] Unsubscribe(int level, int id, string filter) =>
        Frame(0xA2, U16(id), Properties(level), Text(filter));

    internal static byte[] Hex(string hex) =>
        Convert.FromHexString(hex.Replace(" ", string.Empty, StringComparison.Ordinal));
}
