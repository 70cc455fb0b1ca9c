// How evidence is written as JSON and read back: strictly, so that nothing unknown passes unseen.
using System;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Fleet.Evidence;

/// <summary>Names in camel case, bytes in hexadecimal, no member unknown, missing or twice.</summary>
internal static class EvidenceJson
{
    /// <summary>For people and programs: indented.</summary>
    public static readonly JsonSerializerOptions Indented = Make(isIndented: true);

    /// <summary>One line.</summary>
    public static readonly JsonSerializerOptions Line = Make(isIndented: false);

    private static JsonSerializerOptions Make(bool isIndented)
    {
        return new JsonSerializerOptions
        {
            PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
            UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
            RespectRequiredConstructorParameters = true,
            RespectNullableAnnotations = true,
            AllowDuplicateProperties = false,
            MaxDepth = 8,
            WriteIndented = isIndented,
            NewLine = "\n",
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            Converters = { new HexConverter() },
        };
    }

    private sealed class HexConverter : JsonConverter<byte[]>
    {
        public override byte[] Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            try
            {
                return Convert.FromHexString(reader.GetString() ?? "");
            }
            catch (Exception exception) when (exception is FormatException or InvalidOperationException)
            {
                throw new JsonException("must be hexadecimal", exception);
            }
        }

        public override void Write(Utf8JsonWriter writer, byte[] value, JsonSerializerOptions options)
        {
            writer.WriteStringValue(Convert.ToHexStringLower(value));
        }
    }
}
