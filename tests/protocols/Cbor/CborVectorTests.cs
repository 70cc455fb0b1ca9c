// Whole CBOR items: those of RFC 8949 that the profile has are read and written, the others refused by name.
using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.Json;
using Hub.Protocols.Cbor;
using Protocols.Tests.Documents;

namespace Protocols.Tests.Cbor;

public sealed class CborVectorTests
{
    private static readonly IReadOnlyList<JsonElement> All = ProtocolFiles.Vectors("cbor.json");

    public static TheoryData<string> Good => [.. Of(vector => vector.Text("error").Length == 0)];

    public static TheoryData<string> Bad => [.. Of(vector => vector.Text("error").Length > 0)];

    [Theory]
    [MemberData(nameof(Good))]
    public void A_good_item_is_written_read_and_passed_over(string hex)
    {
        JsonElement vector = All.Single(vector => vector.Text("hex") == hex);
        byte[] bytes = Convert.FromHexString(hex);
        if (!vector.TryGetProperty("readOnly", out _))
        {
            byte[] buffer = new byte[bytes.Length];
            CborWriter writer = new();
            writer.Reset(buffer, 0, buffer.Length);
            Write(writer, vector);
            Assert.Equal(CborError.None, writer.Error);
            Assert.Equal(hex, Convert.ToHexStringLower(buffer, 0, writer.Length));
        }

        CborReader reader = new();
        reader.Reset(bytes, 0, bytes.Length);
        Read(reader, vector);
        Assert.True(reader.ReadEnd(), reader.Error.ToString());

        reader.Reset(bytes, 0, bytes.Length);
        Assert.True(reader.SkipValue() && reader.ReadEnd(), reader.Error.ToString());
    }

    [Theory]
    [MemberData(nameof(Bad))]
    public void A_bad_item_is_refused_by_name(string hex)
    {
        JsonElement vector = All.Single(vector => vector.Text("hex") == hex);
        byte[] bytes = Convert.FromHexString(hex);
        CborReader reader = new();
        reader.Reset(bytes, 0, bytes.Length);
        Assert.False(reader.SkipValue() && reader.ReadEnd());
        Assert.Equal(vector.Text("error"), reader.Error.ToString());

        // And it stays refused: a failure is sticky.
        Assert.False(reader.SkipValue() || reader.ReadEnd() || reader.ReadNull());
        Assert.Equal(vector.Text("error"), reader.Error.ToString());
    }

    private static IEnumerable<string> Of(Func<JsonElement, bool> wanted) =>
        All.Where(wanted).Select(vector => vector.Text("hex"));

    private static void Write(CborWriter writer, JsonElement vector)
    {
        if (vector.TryGetProperty("bytes", out JsonElement bytes))
        {
            byte[] content = Convert.FromHexString(bytes.GetString()!);
            writer.WriteBytes(content, 0, content.Length);
        }
        else if (vector.TryGetProperty("pairs", out JsonElement pairs))
        {
            writer.WriteMapStart(pairs.GetArrayLength());
            foreach (JsonElement item in pairs.EnumerateArray().SelectMany(pair => pair.EnumerateArray()))
            {
                WriteValue(writer, item);
            }
        }
        else
        {
            WriteValue(writer, vector.GetProperty("value"));
        }
    }

    private static void WriteValue(CborWriter writer, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Number: writer.WriteInt(value.GetInt64()); break;
            case JsonValueKind.True or JsonValueKind.False: writer.WriteBool(value.GetBoolean()); break;
            case JsonValueKind.Null: writer.WriteNull(); break;
            case JsonValueKind.Array:
                writer.WriteArrayStart(value.GetArrayLength());
                foreach (JsonElement item in value.EnumerateArray())
                {
                    WriteValue(writer, item);
                }

                break;
            case JsonValueKind.Object:
                writer.WriteMapStart(value.EnumerateObject().Count());
                foreach (JsonProperty pair in value.EnumerateObject())
                {
                    writer.WriteText(pair.Name);
                    WriteValue(writer, pair.Value);
                }

                break;
            default: WriteText(writer, value.GetString()!); break;
        }
    }

    // Decimal digits stand for a number that JSON's numbers do not hold exactly.
    private static void WriteText(CborWriter writer, string text)
    {
        if (ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out ulong number))
        {
            writer.WriteUInt(number);
        }
        else
        {
            writer.WriteText(text);
        }
    }

    private static void Read(CborReader reader, JsonElement vector)
    {
        if (vector.TryGetProperty("bytes", out JsonElement bytes))
        {
            Assert.Equal(CborType.Bytes, reader.PeekType());
            Assert.True(reader.ReadBytes(out _, out int length));
            Assert.Equal(bytes.GetString()!.Length / 2, length);
        }
        else if (vector.TryGetProperty("pairs", out JsonElement pairs))
        {
            Assert.True(reader.ReadMapStart(out int count));
            Assert.Equal(pairs.GetArrayLength(), count);
            foreach (JsonElement item in pairs.EnumerateArray().SelectMany(pair => pair.EnumerateArray()))
            {
                ReadValue(reader, item);
            }
        }
        else
        {
            ReadValue(reader, vector.GetProperty("value"));
        }
    }

    private static void ReadValue(CborReader reader, JsonElement value)
    {
        switch (reader.PeekType())
        {
            case CborType.UnsignedInteger:
                Assert.True(reader.ReadUInt(out ulong number));
                Assert.Equal(value.ToString(), number.ToString(CultureInfo.InvariantCulture));
                break;
            case CborType.NegativeInteger:
                Assert.True(reader.ReadNegative(out ulong below));
                Assert.Equal(value.ToString(), (-1 - (Int128)below).ToString(CultureInfo.InvariantCulture));
                break;
            case CborType.Text:
                Assert.True(reader.ReadText(64, out string text));
                Assert.Equal(value.GetString(), text);
                break;
            case CborType.Boolean:
                Assert.True(reader.ReadBool(out bool flag));
                Assert.Equal(value.GetBoolean(), flag);
                break;
            case CborType.Null:
                Assert.True(reader.ReadNull());
                Assert.Equal(JsonValueKind.Null, value.ValueKind);
                break;
            case CborType.Array:
                Assert.True(reader.ReadArrayStart(out int items));
                Assert.Equal(value.GetArrayLength(), items);
                foreach (JsonElement item in value.EnumerateArray())
                {
                    ReadValue(reader, item);
                }

                break;
            case CborType.Map:
                Assert.True(reader.ReadMapStart(out int pairs));
                Assert.Equal(value.EnumerateObject().Count(), pairs);
                foreach (JsonProperty pair in value.EnumerateObject())
                {
                    Assert.True(reader.ReadText(64, out string key));
                    Assert.Equal(pair.Name, key);
                    ReadValue(reader, pair.Value);
                }

                break;
            default: Assert.Fail(reader.PeekType().ToString()); break;
        }
    }
}
