// How the page's server writes and reads JSON, and names things in it.
using System;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Http;

namespace Hub.Simulator.App.Page;

internal static class PageJson
{
    /// <summary>Names and words of enumerations begin with a small letter; unknown properties are refused.</summary>
    internal static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
    };

    /// <summary>A device's id as people see it: eight hexadecimal digits.</summary>
    internal static string Id(uint deviceId) => deviceId.ToString("X8", CultureInfo.InvariantCulture);

    /// <summary>Reads an id; 0 when it is none.</summary>
    internal static uint ParseId(string text) =>
        text.Length == 8
            && uint.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out uint id)
            ? id
            : 0;

    /// <summary>The name of a constant as the page knows it.</summary>
    internal static string Word(string name) => JsonNamingPolicy.CamelCase.ConvertName(name);

    /// <summary>Reads the body of a request.</summary>
    /// <returns>Null when it is not what was asked for.</returns>
    internal static async Task<T?> Read<T>(HttpRequest request)
        where T : class
    {
        if (!request.HasJsonContentType())
        {
            return null;
        }

        try
        {
            return await request.ReadFromJsonAsync<T>(Options, request.HttpContext.RequestAborted);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return null;
        }
    }
}
