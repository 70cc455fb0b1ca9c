// A town of three hubs with its page server, as a browser meets it; no fleet manager answers.
using System;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using Hub.Simulator.App;
using Hub.Simulator.App.Page;
using Microsoft.AspNetCore.Builder;

namespace Simulator.Tests.App;

internal sealed class PageSession : IAsyncDisposable
{
    internal static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly DemoTown _town;
    private WebApplication _page = null!;

    private PageSession(string stateDirectory)
    {
        Credentials[] hubs = [.. Enumerable.Range(1, 3).Select(i => new Credentials($"{i:x16}", "secret"))];
        _town = new DemoTown(hubs, new DemoOptions
        {
            Hubs = 3,
            Server = new ServerAddress("127.0.0.1", FreePort()),
            CredentialsFile = "",
            StateDirectory = stateDirectory,
            ControlPort = 0,
            HeartbeatIntervalSeconds = 120,
            Tls = null,
        }, _ => { });
    }

    /// <summary>A client whose streams are closed at once when they are left.</summary>
    internal HttpClient Client { get; } =
        new(new SocketsHttpHandler { ResponseDrainTimeout = TimeSpan.Zero }) { Timeout = Patience };

    internal static async Task<PageSession> Start(string stateDirectory)
    {
        PageSession session = new(stateDirectory);
        session._page = await PageServer.Start(session._town, 0);
        session.Client.BaseAddress = new Uri(session._page.Urls.Single());
        session._town.Start();
        return session;
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _page.DisposeAsync();
        _town.Dispose();
    }

    internal async Task<HubView> Hub(int number = 1) =>
        (await Client.GetFromJsonAsync<HubView>($"/api/hubs/{number}", PageJson.Options))!;

    /// <summary>Asks for something that is done; the hub afterwards.</summary>
    internal async Task<HubView> Do(HttpMethod method, string path, object? body = null)
    {
        using HttpResponseMessage response = await Send(method, path, body);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
        return (await response.Content.ReadFromJsonAsync<HubView>(PageJson.Options))!;
    }

    internal Task<HubView> Post(string path, object? body = null) => Do(HttpMethod.Post, path, body);

    internal Task<HttpResponseMessage> Send(HttpMethod method, string path, object? body = null) =>
        Send(new HttpRequestMessage(method, path)
        {
            Content = body is string text ? new StringContent(text, null, "application/json")
                : body == null ? null : JsonContent.Create(body),
        });

    internal Task<HttpResponseMessage> Send(HttpRequestMessage request) => Client.SendAsync(request);

    internal Task<HttpResponseMessage> Get(string path) => Send(HttpMethod.Get, path);

    internal static Task<string> Text(HttpResponseMessage response) =>
        response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

    /// <summary>Opens a stream of events.</summary>
    internal async Task<HttpResponseMessage> Listen(string path = "/api/hubs/1/events") =>
        await Client.GetAsync(path, HttpCompletionOption.ResponseHeadersRead);

    /// <summary>Follows a hub's live state until something is so; every state passes by here.</summary>
    internal async Task<HubView> Until(Func<HubView, bool> condition, int number = 1)
    {
        using HttpResponseMessage stream = await Listen($"/api/hubs/{number}/events");
        using StreamReader reader = new(await stream.Content.ReadAsStreamAsync());
        using CancellationTokenSource patience = new(Patience);
        string last = "";
        try
        {
            while (await reader.ReadLineAsync(patience.Token) is { } line)
            {
                const string data = "data: ";
                if (line.StartsWith(data, StringComparison.Ordinal))
                {
                    last = line;
                    HubView hub = JsonSerializer.Deserialize<HubView>(line[data.Length..], PageJson.Options)!;
                    if (condition(hub))
                    {
                        return hub;
                    }
                }
            }
        }
        catch (OperationCanceledException)
        {
            // Nothing more has come in all that time.
        }

        throw new Xunit.Sdk.XunitException($"It never came to that. The last state: {last}");
    }

    private static int FreePort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
