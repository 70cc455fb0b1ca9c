// The fleet manager's HTTP interface on a real port, with a gateway of the test's own.
using System;
using System.IO;
using System.Linq;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using Fleet.Server;
using Fleet.Server.Access;
using Fleet.Server.Alarms;
using Fleet.Server.Channels;
using Fleet.Server.Commands;
using Fleet.Server.Audit;
using Fleet.Server.Devices;
using Fleet.Server.Dispatch;
using Fleet.Server.Gateway;
using Fleet.Server.Gateway.Ingest;
using Fleet.Server.Http;
using Fleet.Server.Hubs;
using Fleet.Server.Programming;
using Fleet.Server.Reports;
using Fleet.Server.Residents;
using Fleet.Server.Store;
using Fleet.Server.Updates;
using Hub.Protocols;
using Hub.Protocols.Cbor;
using Hub.Protocols.Messages;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.BearerToken;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Slices.Tests.World;

/// <summary>Programs and people speak with it over HTTP, the hub double over the ingest and the downlink.</summary>
internal sealed class HttpFleet : IAsyncDisposable
{
    public const string Password = "only-for-this-test";

    private readonly WebApplication _app;
    private readonly string _directory;

    private HttpFleet(WebApplication app, string directory, LogDouble log)
    {
        _app = app;
        _directory = directory;
        Log = log;
    }

    public LogDouble Log { get; }

    public DownlinkDouble Downlink { get; } = new();

    public Uri Url => new(_app.Urls.First());

    /// <param name="change">Changes the settings.</param>
    /// <param name="replace">Replaces services.</param>
    /// <param name="isWithUsers">
    /// False for no user at all: the test makes its own, whose passwords cost nothing.
    /// </param>
    public static async Task<HttpFleet> StartAsync(
        Func<FleetSettings, FleetSettings>? change = null,
        Action<IServiceCollection>? replace = null,
        bool isWithUsers = true)
    {
        FleetSettings settings = await TestFleet.EmptyAsync(StoreProvider.Sqlite);
        settings = settings with { Access = new AccessOptions(isWithUsers, isWithUsers ? Password : null) };
        settings = change?.Invoke(settings) ?? settings;
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.WebHost.ConfigureKestrel(static kestrel =>
            kestrel.Limits.MaxRequestBodySize = Limits.Http.RequestBodyBytes);
        var log = new LogDouble();
        builder.Logging.AddProvider(log).SetMinimumLevel(LogLevel.Warning);
        builder.Services.AddFleet(settings);
        builder.Services.AddFleetAuthentication(settings.Access);
        builder.Services.AddProblemAnswers();
        builder.Services.Configure<JsonOptions>(options => JsonSettings.Apply(options.SerializerOptions));
        HttpFleet? fleet = null;
        builder.Services.AddSingleton<IDownlink>(_ => fleet!.Downlink);
        replace?.Invoke(builder.Services);
        WebApplication app = builder.Build();
        app.UseProblemAnswers();
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapAccess();
        app.MapCases();
        app.MapHubs();
        app.MapDevices();
        app.MapCommands();
        app.MapProgramming();
        app.MapUpdates();
        app.MapChannels();
        app.MapHomes();
        app.MapDispatch();
        app.MapRespond();
        app.MapAudit();
        app.MapReports();
        app.MapTechnical();
        fleet = new HttpFleet(app, settings.DataDirectory, log);
        await app.StartAsync();
        return fleet;
    }

    public T Get<T>()
        where T : notnull => _app.Services.GetRequiredService<T>();

    /// <summary>A client that is signed in as operator, technician or admin.</summary>
    public async Task<HttpClient> SignInAsync(string userName)
    {
        var http = new HttpClient { BaseAddress = Url };
        using HttpResponseMessage answer = await http.PostAsJsonAsync(
            "/api/access/token", new { userName, password = Password });
        JsonObject body = await ReadAsync(answer);
        http.DefaultRequestHeaders.Authorization =
            new AuthenticationHeaderValue("Bearer", body["accessToken"]!.GetValue<string>());
        return http;
    }

    /// <summary>
    /// Makes a user and a client that has signed in as them, without the time that a password's hash takes.
    /// </summary>
    public async Task<HttpClient> EnterAsync(Guid tenantId, string role, string displayName)
    {
        AppUserRow user = NewUser(tenantId, role, Guid.NewGuid().ToString("N"), displayName);
        await AddAsync(user);
        return Client(user);
    }

    /// <summary>A user whose password nobody can give.</summary>
    public static AppUserRow NewUser(Guid tenantId, string role, string userName, string displayName) => new()
    {
        UserId = Guid.NewGuid(),
        TenantId = tenantId,
        UserName = userName,
        DisplayName = displayName,
        Role = role,
        PasswordHash = "",
    };

    /// <summary>Writes a row.</summary>
    public Task AddAsync(object row) => Get<FleetStore>().WriteAsync(
        session =>
        {
            using FleetDbContext context = FleetStore.ContextOn(session);
            context.Add(row);
            return context.SaveChanges();
        },
        default);

    /// <summary>A client that has signed in as a user.</summary>
    public HttpClient Client(AppUserRow user)
    {
        const string Scheme = BearerTokenDefaults.AuthenticationScheme;
        var ticket = new AuthenticationTicket(
            ActorClaims.Principal(user),
            new AuthenticationProperties { ExpiresUtc = DateTimeOffset.MaxValue },
            Scheme + ":AccessToken");
        string token = Get<IOptionsMonitor<BearerTokenOptions>>().Get(Scheme).BearerTokenProtector.Protect(ticket);
        var http = new HttpClient { BaseAddress = Url };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return http;
    }

    /// <summary>Registers a hub over HTTP and stands in for it.</summary>
    public async Task<HubDouble> AddHubAsync()
    {
        using HttpClient http = await SignInAsync("technician");
        return await AddHubAsync(http);
    }

    /// <summary>The same as a technician who has signed in.</summary>
    public async Task<HubDouble> AddHubAsync(HttpClient http)
    {
        using HttpResponseMessage answer = await http.PostAsJsonAsync(
            "/api/hubs", new { count = 1, withKeys = true });
        JsonNode added = (await ReadAsync(answer))["items"]![0]!;
        string hubId = added["hubId"]!.GetValue<string>();
        LiveHub hub = _app.Services.GetRequiredService<HubRegistry>().All().Single(one => one.HubId == hubId);
        return HubDouble.Of(
            hub,
            HubDouble.Key(added["key"]!.GetValue<string>()),
            message => SendAsync(hub, message),
            () => Downlink.Decoded<PairRequestMessage>(hub, DownlinkKind.Pair));
    }

    /// <summary>Sends a message of a hub and waits until everything that follows from it is written.</summary>
    public async Task SendAsync(HubPrincipal hub, HubMessage message)
    {
        UplinkKind kind = message switch
        {
            DevicePairingMessage => UplinkKind.Pairing,
            DeviceStateMessage => UplinkKind.Device,
            WalkTestMessage => UplinkKind.Walk,
            DiagnosticsMessage => UplinkKind.Diagnostics,
            HelloMessage => UplinkKind.Hello,
            SettingsStateMessage => UplinkKind.Settings,
            UpdateStateMessage => UplinkKind.Update,
            AlarmMessage => UplinkKind.Alarm,
            EventMessage => UplinkKind.Event,
            _ => UplinkKind.Acknowledgement,
        };
        byte[] body = new byte[ProtocolLimits.MaxMessageBytes];
        int length = message.Encode(new CborWriter(), body, 0, body.Length);
        Assert.True(length > 0, $"The test's own message is not valid: {message.Check()}");
        var receipt = new Receipt();
        UplinkIngest ingest = _app.Services.GetRequiredService<UplinkIngest>();
        Assert.True(ingest.TryEnqueue(
            hub, kind, new System.Buffers.ReadOnlySequence<byte>(body, 0, length), receipt, 1));
        await receipt.WaitAsync();
        await _app.Services.GetRequiredService<ProjectionWriter>().WriteAsync(default);
    }

    /// <summary>The body of an answer, whatever its status.</summary>
    public static async Task<JsonObject> ReadAsync(HttpResponseMessage answer)
    {
        string text = await answer.Content.ReadAsStringAsync();
        return text.Length == 0 ? [] : JsonSerializer.Deserialize<JsonObject>(text)!;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        Directory.Delete(_directory, recursive: true);
    }
}
