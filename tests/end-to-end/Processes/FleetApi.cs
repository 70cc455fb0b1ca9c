// The fleet manager's HTTP interface, as a program uses it.
using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;

namespace EndToEnd.Tests.Processes;

/// <summary>A hub's MQTT sign-in.</summary>
internal sealed record HubSignIn(string HubId, string Password, string Key = "");

/// <summary>Asks the fleet manager over HTTP; keeps nothing of the server's own types.</summary>
internal sealed class FleetApi : IDisposable
{
    private readonly HttpClient _http;

    private FleetApi(HttpClient http) => _http = http;

    /// <summary>Signs in as one of the demo users: operator, technician or admin.</summary>
    public static async Task<FleetApi> SignInAsync(
        FleetServerProcess server, string userName, CancellationToken cancellationToken)
    {
        var http = new HttpClient { BaseAddress = server.Url, Timeout = TimeSpan.FromSeconds(60) };
        using HttpResponseMessage answer = await http.PostAsJsonAsync(
            "/api/access/token", new { userName, password = FleetServerProcess.DemoPassword }, cancellationToken);
        JsonElement body = await ReadAsync(answer, cancellationToken);
        string token = body.GetProperty("accessToken").GetString()!;
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return new FleetApi(http);
    }

    /// <summary>Registers hubs and returns their sign-ins.</summary>
    public async Task<IReadOnlyList<HubSignIn>> AddHubsAsync(int count, CancellationToken cancellationToken)
    {
        using HttpResponseMessage answer = await _http.PostAsJsonAsync(
            "/api/hubs", new { count, withKeys = true }, cancellationToken);
        JsonElement body = await ReadAsync(answer, cancellationToken);
        return body.GetProperty("items").EnumerateArray()
            .Select(h => new HubSignIn(
                h.GetProperty("hubId").GetString()!,
                h.GetProperty("password").GetString()!,
                h.GetProperty("key").GetString()!))
            .ToArray();
    }

    /// <summary>The cases of one hub, open and closed.</summary>
    public async Task<IReadOnlyList<JsonElement>> CasesAsync(string hubId, CancellationToken cancellationToken)
    {
        JsonElement body = await GetAsync($"/api/cases?state=all&hub={hubId}", cancellationToken);
        return body.GetProperty("items").EnumerateArray().Select(c => c.Clone()).ToArray();
    }

    /// <summary>The history of one hub, newest first.</summary>
    public async Task<IReadOnlyList<JsonElement>> HistoryAsync(string hubId, CancellationToken cancellationToken)
    {
        JsonElement body = await GetAsync($"/api/hubs/{hubId}/history", cancellationToken);
        return body.GetProperty("items").EnumerateArray().Select(c => c.Clone()).ToArray();
    }

    /// <summary>One answer as JSON; fails when it is no success.</summary>
    public async Task<JsonElement> GetAsync(string path, CancellationToken cancellationToken)
    {
        using HttpResponseMessage answer = await _http.GetAsync(new Uri(path, UriKind.Relative), cancellationToken);
        return await ReadAsync(answer, cancellationToken);
    }

    /// <summary>The client, signed in.</summary>
    public HttpClient Client => _http;

    /// <summary>Asks for a change and returns the answer as JSON; fails when it is no success.</summary>
    public async Task<JsonElement> SendAsync(
        HttpMethod method, string path, object body, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, path) { Content = JsonContent.Create(body, body.GetType()) };
        using HttpResponseMessage answer = await _http.SendAsync(request, cancellationToken);
        return await ReadAsync(answer, cancellationToken);
    }

    /// <summary>Asks for a change and returns the status.</summary>
    public async Task<HttpStatusCode> PostAsync(string path, object body, CancellationToken cancellationToken)
    {
        using HttpResponseMessage answer = await _http.PostAsJsonAsync(path, body, cancellationToken);
        return answer.StatusCode;
    }

    public void Dispose() => _http.Dispose();

    private static async Task<JsonElement> ReadAsync(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        string text = await answer.Content.ReadAsStringAsync(cancellationToken);
        if (!answer.IsSuccessStatusCode)
        {
            throw new InvalidOperationException($"{answer.RequestMessage?.RequestUri}: {answer.StatusCode}\n{text}");
        }

        return JsonDocument.Parse(text.Length == 0 ? "null" : text).RootElement.Clone();
    }
}
