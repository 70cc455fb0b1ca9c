// The messages written and read by System.Formats.Cbor, so that no fault can hide in a codec shared by both ends.
using System;
using System.Collections.Generic;
using System.Formats.Cbor;
using System.Globalization;
using Hub.Protocols.Messages;

namespace Protocols.Tests.Messages;

internal static class ForeignCodec
{
    internal static byte[] Encode(HubMessage message, CborConformanceMode mode)
    {
        List<FieldRule> written = [.. MessageCatalog.Rules(message)];
        written.RemoveAll(rule => !rule.IsRequired && IsDefault(MessageCatalog.Get(message, rule.Name)));
        CborWriter writer = new(mode);
        writer.WriteStartMap(written.Count);
        foreach (FieldRule rule in written)
        {
            writer.WriteInt32(rule.Key);
            WriteField(writer, message, rule);
        }

        writer.WriteEndMap();
        return writer.Encode();
    }

    /// <summary>Every field as it is, but one number as given, in range or not.</summary>
    internal static byte[] EncodeWith(HubMessage message, int key, long value)
    {
        CborWriter writer = new(CborConformanceMode.Canonical);
        writer.WriteStartMap(message.FieldCount);
        foreach (FieldRule rule in MessageCatalog.Rules(message))
        {
            writer.WriteInt32(rule.Key);
            if (rule.Key == key)
            {
                writer.WriteInt64(value);
            }
            else
            {
                WriteField(writer, message, rule);
            }
        }

        writer.WriteEndMap();
        return writer.Encode();
    }

    private static void WriteField(CborWriter writer, HubMessage message, FieldRule rule)
    {
        object value = MessageCatalog.Get(message, rule.Name);
        switch (value)
        {
            case string bytes when rule.Type == FieldType.Bytes:
                writer.WriteByteString(Convert.FromHexString(bytes));
                break;
            case string text: writer.WriteTextString(text); break;
            case ulong number: writer.WriteUInt64(number); break;
            default: writer.WriteInt64(Convert.ToInt64(value, CultureInfo.InvariantCulture)); break;
        }
    }

    internal static HubMessage Decode(string name, ReadOnlyMemory<byte> body, CborConformanceMode mode)
    {
        HubMessage message = MessageCatalog.Create(name);
        message.Clear();
        CborReader reader = new(body, mode);
        int? pairs = reader.ReadStartMap();
        for (int i = 0; i < pairs; i++)
        {
            FieldRule rule = message.GetRule(reader.ReadInt32());
            switch (rule.Type)
            {
                case FieldType.Text: MessageCatalog.Set(message, rule.Name, reader.ReadTextString()); break;
                case FieldType.Unsigned64: MessageCatalog.Set(message, rule.Name, reader.ReadUInt64()); break;
                case FieldType.Bytes:
                    MessageCatalog.Set(message, rule.Name, Convert.ToHexStringLower(reader.ReadByteString()));
                    break;
                default: MessageCatalog.Set(message, rule.Name, reader.ReadInt64()); break;
            }
        }

        reader.ReadEndMap();
        Assert.Equal(0, reader.BytesRemaining);
        return message;
    }

    private static bool IsDefault(object value) => value switch
    {
        string text => text.Length == 0,
        ulong number => number == 0,
        _ => Convert.ToInt64(value, CultureInfo.InvariantCulture) == 0,
    };
}
