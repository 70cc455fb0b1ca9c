// Says which field of a body could not be read, and what is wrong with it.
using System;
using System.Globalization;
using System.Text.Json;

namespace Fleet.Server.Http;

/// <summary>Turns what the serialiser says into a field and a sentence that tell nothing of the server's types.</summary>
internal static class BodyFaults
{
    /// <summary>The field that stands for the whole body.</summary>
    public const string Body = "body";

    private const int LongestPath = 200;

    /// <summary>The fault of a body that could not be read.</summary>
    public static FieldFault Of(JsonException fault)
    {
        string path = (fault.Path ?? "").TrimStart('$').TrimStart('.');
        if (fault is NullElements.NullElementException element)
        {
            return new FieldFault(Short(path.Length == 0 ? element.Within : path + "." + element.Within), fault.Message);
        }

        // The reader's own faults stand within the serialiser's, and say where: it is no JSON at all, or too deep.
        if (fault.InnerException is JsonException || fault.GetType() != typeof(JsonException))
        {
            return new FieldFault(Body, string.Create(CultureInfo.InvariantCulture,
                $"is no valid JSON from line {fault.LineNumber + 1}, byte {fault.BytePositionInLine + 1} on."));
        }

        string sentence = fault.Message.Contains("could not be mapped", StringComparison.Ordinal)
            ? "is not known here."
            : "has a value that it cannot have.";
        return new FieldFault(path.Length == 0 ? Body : Short(path), sentence);
    }

    private static string Short(string path)
    {
        return path.Length <= LongestPath ? path : path[..LongestPath];
    }
}
