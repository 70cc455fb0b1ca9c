// An answer of the HTTP interface, read.
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Threading.Tasks;

namespace Slices.Tests.World;

/// <summary>Status, body and ETag.</summary>
internal sealed record ApiAnswer(HttpStatusCode Status, JsonObject Body, string? Tag)
{
    /// <summary>The last part of the problem's type.</summary>
    public string Problem => Body["type"]?.GetValue<string>().Split('/')[^1] ?? "";

    public string Detail => Body["detail"]?.GetValue<string>() ?? "";

    /// <summary>The fields that are wrong.</summary>
    public string[] Fields => Body["errors"] is JsonObject errors ? [.. errors.Select(one => one.Key)] : [];

    public JsonArray Items => Body["items"]!.AsArray();

    /// <summary>What is wrong with a field, all sentences.</summary>
    public string Of(string field) => Body["errors"]?[field] is { } sentences
        ? string.Join(' ', sentences.AsArray().Select(one => one!.GetValue<string>()))
        : "";

    public string Text(string name) => Body[name]!.GetValue<string>();

    public ApiAnswer Done()
    {
        Assert.True((int)Status < 300, $"{(int)Status} {Body.ToJsonString()}");
        return this;
    }
}

/// <summary>Asks the interface as a program does.</summary>
internal static class ApiCalls
{
    public static async Task<ApiAnswer> AskAsync(
        this HttpClient http, HttpMethod method, string path, object? body = null, string? ifMatch = null)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null)
        {
            request.Content = JsonContent.Create(body, body.GetType());
        }

        if (ifMatch is not null)
        {
            Assert.True(request.Headers.TryAddWithoutValidation("If-Match", ifMatch));
        }

        using HttpResponseMessage answer = await http.SendAsync(request);
        return new ApiAnswer(answer.StatusCode, await HttpFleet.ReadAsync(answer), answer.Headers.ETag?.Tag);
    }

    public static Task<ApiAnswer> LookAsync(this HttpClient http, string path) => http.AskAsync(HttpMethod.Get, path);

    public static Task<ApiAnswer> PostAsync(this HttpClient http, string path, object body) =>
        http.AskAsync(HttpMethod.Post, path, body);

    public static Task<ApiAnswer> PutAsync(this HttpClient http, string path, object body, string? ifMatch = null) =>
        http.AskAsync(HttpMethod.Put, path, body, ifMatch);

    public static string[] Texts(this JsonArray items, string name) =>
        [.. items.Select(item => item![name]!.GetValue<string>())];

    public static IEnumerable<JsonNode> Each(this JsonNode list) => list.AsArray().Select(item => item!);
}
