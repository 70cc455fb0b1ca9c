// A packet as a client receives it.
using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;

namespace Gateway.Tests.Wire;

/// <summary>One packet from the server, taken apart as far as tests look.</summary>
internal sealed record Packet(byte FirstByte, byte[] Body, int Level)
{
    internal int Type => FirstByte >> 4;

    /// <summary>First byte and body in hexadecimal, without the length.</summary>
    internal string Hex => $"{FirstByte:X2} {Convert.ToHexString(Body)}".TrimEnd();

    internal int Qos => (FirstByte >> 1) & 3;

    internal bool Dup => (FirstByte & 8) != 0;

    internal bool Retain => (FirstByte & 1) != 0;

    /// <summary>Reason code of CONNACK, DISCONNECT and the acknowledgements; 0 where it is left out.</summary>
    internal int Reason => Type switch
    {
        2 => Body[1],
        14 => Body.Length > 0 ? Body[0] : 0,
        _ => Body.Length > 2 ? Body[2] : 0,
    };

    internal bool SessionPresent => Body[0] == 1;

    /// <summary>Packet id of everything but CONNACK, DISCONNECT and PINGRESP.</summary>
    internal int Id => Type == 3 ? ReadPublish().Id : (Body[0] << 8) | Body[1];

    internal string Topic => ReadPublish().Topic;

    internal string Payload => ReadPublish().Payload;

    /// <summary>Return codes of SUBACK and UNSUBACK.</summary>
    internal byte[] Codes => Level == PacketBytes.V5 ? Body[3..] : Body[2..];

    /// <summary>Properties of CONNACK and PUBLISH, as <c>id=value</c>, in order.</summary>
    internal List<string> Properties =>
        Level != PacketBytes.V5 ? [] : Type == 2 ? ReadProperties(2).List : ReadPublish().Properties;

    private (string Topic, int Id, List<string> Properties, string Payload) ReadPublish()
    {
        var length = (Body[0] << 8) | Body[1];
        var topic = Encoding.UTF8.GetString(Body, 2, length);
        var at = 2 + length;
        var id = 0;
        if (Qos > 0)
        {
            id = (Body[at] << 8) | Body[at + 1];
            at += 2;
        }

        List<string> properties = [];
        if (Level == PacketBytes.V5)
        {
            (properties, at) = ReadProperties(at);
        }

        return (topic, id, properties, Encoding.UTF8.GetString(Body, at, Body.Length - at));
    }

    private (List<string> List, int End) ReadProperties(int at)
    {
        var list = new List<string>();
        var length = Number(ref at);
        var end = at + length;
        while (at < end)
        {
            var id = Body[at++];
            var value = id switch
            {
                1 or 23 or 25 or 36 or 37 or 40 or 41 or 42 => Big(ref at, 1),
                19 or 33 or 34 or 35 => Big(ref at, 2),
                2 or 17 or 24 or 39 => Big(ref at, 4),
                11 => Number(ref at).ToString(CultureInfo.InvariantCulture),
                38 => String(ref at) + ":" + String(ref at),
                _ => String(ref at),
            };
            list.Add($"{id}={value}");
        }

        return (list, end);
    }

    private int Number(ref int at)
    {
        var value = 0;
        for (var shift = 0; ; shift += 7)
        {
            var next = Body[at++];
            value |= (next & 0x7F) << shift;
            if (next < 0x80)
            {
                return value;
            }
        }
    }

    private string Big(ref int at, int bytes)
    {
        uint value = 0;
        for (var left = bytes; left > 0; left--)
        {
            value = (value << 8) | Body[at++];
        }

        return value.ToString(CultureInfo.InvariantCulture);
    }

    private string String(ref int at)
    {
        var length = (Body[at] << 8) | Body[at + 1];
        var text = Encoding.UTF8.GetString(Body, at + 2, length);
        at += 2 + length;
        return text;
    }
}
