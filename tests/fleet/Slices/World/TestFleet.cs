// The fleet manager's real parts on a real database, with a clock, a gateway and hubs of the test's own.
using System;
using System.Buffers;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using Fleet.Server;
using Fleet.Server.Access;
using Fleet.Server.Alarms;
using Fleet.Server.Gateway;
using Fleet.Server.Gateway.Ingest;
using Fleet.Server.Hubs;
using Fleet.Server.Store;
using Fleet.Server.Supervision;
using Hub.Protocols;
using Hub.Protocols.Cbor;
using Hub.Protocols.Messages;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Slices.Tests.World;

/// <summary>Everything but Kestrel, the gateway and the console.</summary>
internal sealed class TestFleet : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private readonly CborWriter _writer = new();
    private readonly bool _ownsDirectory;
    private bool _isStarted;

    private TestFleet(FleetSettings settings, ManualTimeProvider time, Action<IServiceCollection>? replace, bool owns)
    {
        Settings = settings;
        Time = time;
        _ownsDirectory = owns;
        var services = new ServiceCollection();
        services.AddLogging(logging => logging.AddProvider(Log).SetMinimumLevel(LogLevel.Information));
        services.AddSingleton<TimeProvider>(time);
        services.AddSingleton<IDownlink>(Downlink);
        services.AddFleet(settings);
        replace?.Invoke(services);
        _services = services.BuildServiceProvider();
    }

    public static TheoryData<StoreProvider> Providers => [StoreProvider.Sqlite, StoreProvider.PostgreSql];

    public FleetSettings Settings { get; }

    public ManualTimeProvider Time { get; }

    public LogDouble Log { get; } = new();

    public DownlinkDouble Downlink { get; } = new();

    /// <summary>An operator of the tenant that <see cref="AddHubAsync"/> adds hubs to.</summary>
    public Actor Operator { get; private set; } = new(Guid.Empty, Guid.Empty, "nobody");

    public UplinkIngest Ingest => Get<UplinkIngest>();

    public FleetStore Store => Get<FleetStore>();

    public AlarmCases Cases => Get<AlarmCases>();

    public IHubDirectory Hubs => Get<IHubDirectory>();

    public HubRegistry Registry => Get<HubRegistry>();

    /// <summary>Starts on an empty database.</summary>
    public static async Task<TestFleet> StartAsync(
        StoreProvider provider = StoreProvider.Sqlite,
        Action<IServiceCollection>? replace = null,
        Func<FleetSettings, FleetSettings>? change = null)
    {
        FleetSettings settings = await EmptyAsync(provider);
        var fleet = new TestFleet(change?.Invoke(settings) ?? settings, new ManualTimeProvider(), replace, owns: true);
        return await fleet.BeginAsync();
    }

    /// <summary>
    /// Starts on what a crash at this moment would leave: the files as they are now, whatever memory holds.
    /// </summary>
    public async Task<TestFleet> RestartFromCrashAsync(Action<IServiceCollection>? replace = null)
    {
        // The connections of a server that crashed end with it.
        Get<DatabaseHold>().Dispose();
        return await StartBesideAsync(replace);
    }

    /// <summary>
    /// Starts a standby: the same keys in a data directory of its own, on a copy of the files or on the same database.
    /// </summary>
    /// <param name="replace">Replaces services.</param>
    /// <param name="isApart">True for connections that it shares with no other server in this process.</param>
    public async Task<TestFleet> StartBesideAsync(Action<IServiceCollection>? replace = null, bool isApart = false)
    {
        FleetSettings settings = Settings;
        if (Settings.Store.Provider == StoreProvider.Sqlite)
        {
            string directory = StoreTemplate.NewDirectory();
            Store.Turn.Enter();
            try
            {
                CopyAll(Settings.DataDirectory, directory);
            }
            finally
            {
                Store.Turn.Leave();
            }

            settings = Settings with
            {
                DataDirectory = directory,
                Store = Settings.Store with { ConnectionString = "Data Source=" + Path.Combine(directory, "fleet.db") },
            };
        }
        else
        {
            // The database outlives its client; the old server writes nothing more that the test does not ask for.
            string directory = StoreTemplate.NewDirectory();
            CopyAll(Settings.DataDirectory, directory);
            string apart = isApart ? ";Application Name=standby" : "";
            settings = Settings with
            {
                DataDirectory = directory,
                Store = Settings.Store with { ConnectionString = Settings.Store.ConnectionString + apart },
            };
        }

        var fleet = new TestFleet(settings, Time, replace, owns: true) { Operator = Operator };
        try
        {
            return await fleet.BeginAsync();
        }
        catch
        {
            await fleet.DisposeAsync();
            throw;
        }
    }

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public async Task<LiveHub> AddHubAsync() => (await AddHubsAsync(1))[0];

    public async Task<LiveHub[]> AddHubsAsync(int count)
    {
        IReadOnlyList<NewHub> added = await Hubs.AddAsync(Operator, count, null, default);
        return [.. added.Select(hub => Registry.Find(Operator.TenantId, hub.HubId)!)];
    }

    /// <summary>Makes another municipality.</summary>
    public async Task<Actor> AddTenantAsync(string name)
    {
        var actor = new Actor(Guid.NewGuid(), Guid.NewGuid(), "Operator of " + name);
        await Store.WriteAsync(
            session => session.Sql("INSERT INTO access.tenant (tenant_id, name, created_at) VALUES (@id, @name, 0)")
                .With("@id", actor.TenantId).With("@name", name).Run(),
            default);
        return actor;
    }

    /// <summary>Sends a message and waits for its outcome.</summary>
    public async Task<PublishOutcome> SendAsync(HubPrincipal hub, HubMessage message)
    {
        var receipt = new Receipt();
        Enqueue(hub, message, receipt);
        return (await receipt.WaitAsync())[0];
    }

    /// <summary>
    /// Waits until the notes of what was acknowledged before are written: they are asked for after the receipt, by the
    /// one thread that gives the next one too.
    /// </summary>
    public async Task AreNotedAsync()
    {
        await SendAsync(await AddHubAsync(), Messages.Heartbeat(1));
        await NumberAsync("SELECT 1");
    }

    /// <summary>Hands a message to the ingest.</summary>
    public void Enqueue(HubPrincipal hub, HubMessage message, IUplinkReceipt? receipt, uint token = 1)
    {
        UplinkKind kind = message switch
        {
            HelloMessage => UplinkKind.Hello,
            HeartbeatMessage => UplinkKind.Heartbeat,
            AlarmMessage => UplinkKind.Alarm,
            EventMessage => UplinkKind.Event,
            DevicePairingMessage => UplinkKind.Pairing,
            DeviceStateMessage => UplinkKind.Device,
            WalkTestMessage => UplinkKind.Walk,
            DiagnosticsMessage => UplinkKind.Diagnostics,
            SettingsStateMessage => UplinkKind.Settings,
            UpdateStateMessage => UplinkKind.Update,
            FetchMessage => UplinkKind.Fetch,
            _ => UplinkKind.Acknowledgement,
        };
        byte[] body = new byte[ProtocolLimits.MaxMessageBytes];
        int length = message.Encode(_writer, body, 0, body.Length);
        Assert.True(length > 0, $"The test's own message is not valid: {message.Check()}");
        EnqueueBody(hub, kind, body.AsMemory(0, length), receipt, token);
    }

    public void EnqueueBody(
        HubPrincipal hub, UplinkKind kind, ReadOnlyMemory<byte> body, IUplinkReceipt? receipt, uint token = 1) =>
        Assert.True(Ingest.TryEnqueue(hub, kind, new ReadOnlySequence<byte>(body), receipt, token),
            "The group is full.");

    /// <summary>Writes what is known of the hubs, as the server does every other second.</summary>
    public async Task ProjectAsync() => Assert.True(await Get<ProjectionWriter>().WriteAsync(default));

    /// <summary>Lets seconds pass one by one, with a round of the supervision in each.</summary>
    public async Task SuperviseAsync(int seconds)
    {
        for (int i = 0; i < seconds; i++)
        {
            Time.Advance(TimeSpan.FromSeconds(1));
            await Get<HubSupervisor>().RoundAsync(default);
        }
    }

    /// <summary>A number from the database.</summary>
    public Task<long?> NumberAsync(string sql) => Store.WriteAsync(session => session.Sql(sql).Number(), default);

    public async Task<IReadOnlyList<AlarmCaseView>> OpenCasesAsync() =>
        await Cases.ListAsync(Operator, new CaseFilter(), default);

    public async Task<string[]> StepsAsync(Guid caseId) =>
        [.. (await Cases.LogAsync(Operator, caseId, default)).Select(entry => entry.Step)];

    public async Task<string[]> HistoryAsync(LiveHub hub)
    {
        await ProjectAsync();
        return [.. (await Hubs.HistoryAsync(Operator, hub.HubId, 1_000, default)).Select(line => line.Kind)];
    }

    /// <summary>Stops as a server does that is asked to.</summary>
    public async Task StopAsync()
    {
        if (_isStarted)
        {
            _isStarted = false;
            await Get<IHostedService>().StopAsync(default);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await _services.DisposeAsync();
        if (_ownsDirectory)
        {
            Directory.Delete(Settings.DataDirectory, recursive: true);
        }
    }

    /// <summary>Settings for a database with the schema and nothing in it.</summary>
    public static async Task<FleetSettings> EmptyAsync(StoreProvider provider)
    {
        string directory = StoreTemplate.NewDirectory();
        string connection = provider == StoreProvider.Sqlite
            ? StoreTemplate.CopyTo(directory)
            : await PostgresCluster.CopyTemplateAsync();
        return new FleetSettings(
            directory,
            new Uri("http://127.0.0.1:0"),
            new StoreOptions(provider, connection),
            new IngestOptions(GatherMilliseconds: 0),
            new HubOptions(),
            new AlarmOptions(),
            new SupervisionOptions(),
            new AccessOptions(DemoEnabled: false, DemoPassword: null));
    }

    private async Task<TestFleet> BeginAsync()
    {
        if (Settings.Store.Provider == StoreProvider.PostgreSql)
        {
            Store.Migrate();
        }

        await Get<IHostedService>().StartAsync(default);
        _isStarted = true;
        if (Operator.TenantId == Guid.Empty)
        {
            Operator = await AddTenantAsync("Testkommun");
        }

        return this;
    }

    private static void CopyAll(string from, string to)
    {
        foreach (string file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            string target = Path.Combine(to, Path.GetRelativePath(from, file));
            if (Path.GetFileName(file) != "lock")
            {
                Directory.CreateDirectory(Path.GetDirectoryName(target)!);
                File.Copy(file, target);
            }
        }
    }
}
