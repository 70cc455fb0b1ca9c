// Versions as entity tags.
using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Fleet.Server.Http;

/// <summary>Writes a version as ETag and reads it from If-Match (RFC 9110 §8.8.3, §13.1.1).</summary>
internal static class VersionTag
{
    /// <summary>Sets the response's ETag.</summary>
    public static void Write(HttpContext context, long version)
    {
        context.Response.Headers.ETag = string.Create(CultureInfo.InvariantCulture, $"\"{version}\"");
    }

    /// <summary>Reads If-Match.</summary>
    /// <param name="context">The request.</param>
    /// <param name="version">The version; null when any will do.</param>
    /// <returns>False when the header is not one version of ours.</returns>
    public static bool TryRead(HttpContext context, out long? version)
    {
        version = null;
        StringValues header = context.Request.Headers.IfMatch;
        if (header.Count == 0 || header == "*")
        {
            return true;
        }

        string text = header.ToString().Trim();
        if (text.Length < 3 || text[0] != '"' || text[^1] != '"'
            || !long.TryParse(text[1..^1], NumberStyles.None, CultureInfo.InvariantCulture, out long number))
        {
            return false;
        }

        version = number;
        return true;
    }
}
