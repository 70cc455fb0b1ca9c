// The fleet manager's real parts in this process, on the simulated world's time.
using System;
using System.Buffers;
using System.Threading.Tasks;
using EndToEnd.Tests.Processes;
using Fleet.Server;
using Fleet.Server.Access;
using Fleet.Server.Alarms;
using Fleet.Server.Gateway;
using Fleet.Server.Gateway.Ingest;
using Fleet.Server.Hubs;
using Fleet.Server.Store;
using Fleet.Server.Supervision;
using Hub.Protocols.Messages;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace EndToEnd.Tests.Trial;

/// <summary>Everything but Kestrel, the gateway and the console, with one hub; what it sends goes nowhere.</summary>
internal sealed class TrialFleet : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ServiceProvider _services;

    private TrialFleet(long startUnixMilliseconds)
    {
        Clock.Set(startUnixMilliseconds);
        var settings = new FleetSettings(
            _folder.File(""),
            new Uri("http://127.0.0.1:0"),
            new StoreOptions(StoreProvider.Sqlite, "Data Source=" + _folder.File("fleet.db")),
            new IngestOptions(GatherMilliseconds: 0),
            new HubOptions(),
            new AlarmOptions(),
            new SupervisionOptions(),
            new AccessOptions(DemoEnabled: false, DemoPassword: null));
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton<TimeProvider>(Clock);
        services.AddSingleton<IDownlink>(new NoDownlink());
        services.AddFleet(settings);
        _services = services.BuildServiceProvider();
    }

    public TrialClock Clock { get; } = new();

    public Actor Actor { get; } = new(Guid.NewGuid(), Guid.NewGuid(), "Kim");

    public HubPrincipal Hub { get; private set; } = null!;

    public static async Task<TrialFleet> StartAsync(long startUnixMilliseconds)
    {
        var fleet = new TrialFleet(startUnixMilliseconds);
        fleet.Get<FleetStore>().Migrate();
        await fleet.Get<IHostedService>().StartAsync(default);
        await fleet.Get<FleetStore>().WriteAsync(
            session => session.Sql("INSERT INTO access.tenant (tenant_id, name, created_at) VALUES (@id, 'Ort', 0)")
                .With("@id", fleet.Actor.TenantId).Run(),
            default);
        string hubId = (await fleet.Get<IHubDirectory>().AddAsync(fleet.Actor, 1, null, default))[0].HubId;
        fleet.Hub = fleet.Get<HubRegistry>().Find(fleet.Actor.TenantId, hubId)!;
        return fleet;
    }

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    /// <summary>Takes a message as the gateway does.</summary>
    public async Task TakeAsync(MessageKind kind, byte[] body)
    {
        UplinkKind? uplink = kind switch
        {
            MessageKind.Hello => UplinkKind.Hello,
            MessageKind.Heartbeat => UplinkKind.Heartbeat,
            MessageKind.Alarm => UplinkKind.Alarm,
            MessageKind.Event => UplinkKind.Event,
            MessageKind.DeviceState => UplinkKind.Device,
            _ => null,
        };
        if (uplink is not { } known)
        {
            return;
        }

        var receipt = new Receipt();
        Assert.True(Get<UplinkIngest>().TryEnqueue(Hub, known, new ReadOnlySequence<byte>(body), receipt, 1));
        Assert.Equal(PublishOutcome.Accepted, await receipt.Outcome.Task.WaitAsync(TimeSpan.FromSeconds(30)));
    }

    /// <summary>Writes what was told, as the server does every other second.</summary>
    public async Task ProjectAsync() => Assert.True(await Get<ProjectionWriter>().WriteAsync(default));

    public async ValueTask DisposeAsync()
    {
        await Get<IHostedService>().StopAsync(default);
        await _services.DisposeAsync();
        _folder.Dispose();
    }

    private sealed class NoDownlink : IDownlink
    {
        public bool Send(
            HubPrincipal hub, DownlinkKind kind, ReadOnlySpan<byte> payload, bool atLeastOnce, bool flushNow = true) =>
            true;

        public bool IsConnected(HubPrincipal hub) => true;
    }

    private sealed class Receipt : IUplinkReceipt
    {
        public bool AwaitingFlush { get; set; }

        public TaskCompletionSource<PublishOutcome> Outcome { get; } =
            new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void Completed(uint token, PublishOutcome outcome) => Outcome.TrySetResult(outcome);

        public void Flush()
        {
        }
    }
}
