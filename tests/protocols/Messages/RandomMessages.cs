// Seeded random messages whose every field is in range, with a liking for the ends of the ranges.
using System;
using System.Text;
using Hub.Protocols.Messages;

namespace Protocols.Tests.Messages;

internal static class RandomMessages
{
    private static readonly string[] Pieces =
        ["a", "Z", "0", " ", "å", "ß", "Ω", "€", "水", "𝄞", "🏠", "\u0001", "\uFFFD"];

    internal static HubMessage Next(Random random)
    {
        string name = MessageCatalog.Names[random.Next(MessageCatalog.Names.Count)];
        HubMessage message = MessageCatalog.Create(name);
        foreach (FieldRule rule in MessageCatalog.Rules(message))
        {
            if (rule.Type == FieldType.Text)
            {
                MessageCatalog.Set(message, rule.Name, Text(random, (int)rule.Max));
            }
            else if (rule.Type == FieldType.Bytes)
            {
                byte[] bytes = new byte[random.Next((int)rule.Min, (int)rule.Max + 1)];
                random.NextBytes(bytes);
                MessageCatalog.Set(message, rule.Name, Convert.ToHexStringLower(bytes));
            }
            else
            {
                MessageCatalog.SetNumber(message, rule, Number(random, rule));
            }
        }

        if (message is HelloMessage hello && hello.MinProtocolVersion > hello.MaxProtocolVersion)
        {
            (hello.MinProtocolVersion, hello.MaxProtocolVersion) = (hello.MaxProtocolVersion, hello.MinProtocolVersion);
        }

        return message;
    }

    private static long Number(Random random, FieldRule rule)
    {
        long value = random.Next(8) switch
        {
            0 => rule.Min,
            1 => rule.Max,
            2 => rule.AlsoAllowed,
            3 => 23 + random.Next(3),
            4 => 255 + random.Next(3),
            5 => 65535 + random.Next(3),
            6 => 4294967295 + random.Next(3),
            _ => rule.Type == FieldType.Unsigned64 ? random.NextInt64() : random.NextInt64(rule.Min, rule.Max),
        };
        return rule.Allows(value) ? value : rule.Max;
    }

    private static string Text(Random random, int maxBytes)
    {
        int aim = random.Next(maxBytes + 1);
        StringBuilder text = new();
        for (int bytes = 0; ;)
        {
            string piece = Pieces[random.Next(Pieces.Length)];
            bytes += Encoding.UTF8.GetByteCount(piece);
            if (bytes > aim)
            {
                return text.ToString();
            }

            text.Append(piece);
        }
    }
}
