// The fleet manager under test: the release build, its own SQLite store with synchronous=FULL, one processor.
using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Benchmarks.Load;

namespace Benchmarks.Servers;

/// <summary>Starts the fleet manager and speaks its HTTP interface.</summary>
internal sealed class FleetServer : ServerProcess
{
    private const string Password = "only-for-this-benchmark-run";

    private readonly HttpClient _http;

    public FleetServer()
        : base("fleet manager, durable")
    {
        string program = Path.Combine(AppContext.BaseDirectory, "Fleet.Server");
        if (!File.Exists(program))
        {
            throw new BenchmarkException($"the fleet manager is not beside the benchmarks: {program}");
        }

        HttpPort = FreePort();
        (string certificate, string key) = Certificate.Write(Folder);
        Launch(program, ["--contentRoot", AppContext.BaseDirectory], new Dictionary<string, string>
        {
            ["Fleet__DataDirectory"] = Path.Combine(Folder, "data"),
            ["Fleet__Http__Url"] = $"http://127.0.0.1:{HttpPort}",
            ["Fleet__Gateway__Mqtt__Port"] = MqttPort.ToString(CultureInfo.InvariantCulture),
            ["Fleet__Gateway__MqttTls__Port"] = MqttTlsPort.ToString(CultureInfo.InvariantCulture),
            ["Fleet__Gateway__MqttTls__CertificatePath"] = certificate,
            ["Fleet__Gateway__MqttTls__CertificateKeyPath"] = key,
            ["Fleet__Demo__Enabled"] = "true",
            ["FLEET_DEMO_PASSWORD"] = Password,

            // Hubs that the load generator does not connect are not to become cases of silence in between.
            ["Fleet__Supervision__HeartbeatIntervalSeconds"] = "86400",
            ["Logging__LogLevel__Default"] = "Warning",
        });
        _http = new HttpClient
        {
            BaseAddress = new Uri($"http://127.0.0.1:{HttpPort}"),
            Timeout = TimeSpan.FromMinutes(2),
        };
        WaitUntilReady();
    }

    /// <summary>The store, which may be read while the server runs and while it does not.</summary>
    public string StoreFile => Path.Combine(Folder, "data", "fleet.db");

    public int HttpPort { get; }

    /// <summary>A bearer token of the demonstration's administrator.</summary>
    public string Token { get; private set; } = "";

    /// <summary>Kills the server (SIGKILL); what it had not committed is gone.</summary>
    public void KillNow() => Kill();

    /// <summary>Starts it again on the same store, without waiting.</summary>
    public void StartAgain() => LaunchAgain();

    /// <summary>Waits until it is ready, and signs in.</summary>
    public void WaitUntilReady()
    {
        WaitUntil(IsReady);
        _http.DefaultRequestHeaders.Authorization = null;
        Token = SignIn();
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Token);
    }

    /// <summary>Registers hubs.</summary>
    public HubAccount[] AddHubs(int count)
    {
        var accounts = new List<HubAccount>(count);
        using JsonDocument answer = Post("/api/hubs", new { count });
        foreach (JsonElement hub in answer.RootElement.GetProperty("items").EnumerateArray())
        {
            accounts.Add(new HubAccount(
                hub.GetProperty("hubId").GetString()!,
                hub.GetProperty("userName").GetString()!,
                hub.GetProperty("password").GetString()!));
        }

        return [.. accounts];
    }

    public override void Dispose()
    {
        _http.Dispose();
        base.Dispose();
    }

    private bool IsReady()
    {
        try
        {
            using HttpResponseMessage answer = _http.Send(new HttpRequestMessage(HttpMethod.Get, "/healthz/ready"));
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private string SignIn()
    {
        using JsonDocument answer = Post("/api/access/token", new { userName = "admin", password = Password });
        return answer.RootElement.GetProperty("accessToken").GetString()!;
    }

    /// <summary>Asks for something.</summary>
    public JsonDocument Get(string path) => Send(new HttpRequestMessage(HttpMethod.Get, path));

    /// <summary>Makes something.</summary>
    public JsonDocument Post(string path, object body) =>
        Send(new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body) });

    /// <summary>Sets something.</summary>
    public JsonDocument Put(string path, object body) =>
        Send(new HttpRequestMessage(HttpMethod.Put, path) { Content = JsonContent.Create(body) });

    /// <summary>Sends a request.</summary>
    public JsonDocument Send(HttpRequestMessage request)
    {
        using HttpRequestMessage sent = request;
        using HttpResponseMessage answer = _http.Send(request);
        string text = new StreamReader(answer.Content.ReadAsStream()).ReadToEnd();
        return answer.IsSuccessStatusCode
            ? JsonDocument.Parse(text.Length == 0 ? "null" : text)
            : throw new BenchmarkException($"{request.RequestUri} was answered {(int)answer.StatusCode}: {text}");
    }
}
