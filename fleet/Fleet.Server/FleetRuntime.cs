// Starts and stops the parts of the fleet manager in their order, and turns their wheels.
using System;
using System.Collections.Generic;
using System.Data.Common;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Fleet.Server.Access;
using Fleet.Server.Alarms;
using Fleet.Server.Devices;
using Fleet.Server.Gateway.Ingest;
using Fleet.Server.Hubs;
using Fleet.Server.Store;
using Fleet.Server.Supervision;
using Fleet.Server.Time;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Fleet.Server;

/// <summary>
/// Start: schema, node epoch, demo, hubs, replay, cases, supervision, ingest; only then are connections taken. Stop:
/// connections end first (the web server stops before this does), then the ingest is drained, what is known of the
/// hubs is written, and the log is copied back.
/// </summary>
internal sealed partial class FleetRuntime : IHostedService, IDisposable
{
    private readonly IServiceProvider _services;
    private readonly FleetSettings _settings;
    private readonly FleetStore _store;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _stopping = new();
    private FileStream? _lock;
    private DatabaseHold? _hold;
    private WalKeeper? _walKeeper;
    private OutboxPump? _pump;
    private Task _loops = Task.CompletedTask;
    private long _linesWrittenAt;
    private bool _isLost;

    public FleetRuntime(
        IServiceProvider services,
        FleetSettings settings,
        FleetStore store,
        TimeProvider time,
        ILogger<FleetRuntime> logger)
    {
        _services = services;
        _settings = settings;
        _store = store;
        _time = time;
        _logger = logger;
    }

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        _lock = LockDataDirectory(_settings.DataDirectory);
        _store.Start();
        _hold = _services.GetRequiredService<DatabaseHold>();
        _hold.Take();
        if (_store.Dialect.Provider == StoreProvider.Sqlite)
        {
            _walKeeper = new WalKeeper(_store, _services.GetRequiredService<ILogger<WalKeeper>>());
        }

        long epoch = await _store.WriteAsync(NextEpoch, cancellationToken).ConfigureAwait(false);
        _services.GetRequiredService<DownMessages>().NodeEpoch = epoch;
        if (_settings.Access.DemoEnabled)
        {
            var demo = new DemoTenant(_settings.Access, _settings.DataDirectory, _time);
            await _store.WriteAsync(demo.Seed, cancellationToken).ConfigureAwait(false);
        }

        await _store.WriteAsync(Load, cancellationToken).ConfigureAwait(false);
        _pump = _services.GetRequiredService<OutboxPump>();
        await _store.WriteAsync(session => Prepare(session, _pump), cancellationToken).ConfigureAwait(false);
        _services.GetRequiredService<UplinkIngest>().Start();
        var loops = new List<Task>
        {
            LoopAsync(TimeSpan.FromSeconds(1), nameof(SuperviseAsync), SuperviseAsync),
            LoopAsync(TimeSpan.FromMilliseconds(250), nameof(PassDeadlinesAsync), PassDeadlinesAsync),
            LoopAsync(
                TimeSpan.FromMilliseconds(Limits.Store.PortionMilliseconds), nameof(ProjectAsync), ProjectAsync),
            WriteDeviceNewsAsync(),
            LoopAsync(TimeSpan.FromSeconds(1), nameof(KeepHoldAsync), KeepHoldAsync),
        };
        loops.AddRange(_services.GetServices<IRound>().Select(round => LoopAsync(
            round.Interval, round.GetType().Name, () => round.RunAsync(_stopping.Token))));
        _loops = Task.WhenAll(loops);
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync().ConfigureAwait(false);
        await _loops.ConfigureAwait(false);
        _services.GetRequiredService<UplinkIngest>().Dispose();
        await _services.GetRequiredService<ProjectionWriter>().WriteAsync(default).ConfigureAwait(false);
        _pump?.Dispose();
        _walKeeper?.Dispose();
        _store.Dispose();
        _hold?.Dispose();
    }

    public void Dispose()
    {
        _stopping.Dispose();
        _lock?.Dispose();
    }

    /// <summary>Two servers on one store would each keep its own truth in memory.</summary>
    private static FileStream LockDataDirectory(string directory)
    {
        try
        {
            return new FileStream(
                Path.Combine(directory, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException exception) when (exception is not DirectoryNotFoundException)
        {
            throw new InvalidDataException(
                $"The data directory {directory} is in use by another fleet manager. Stop that one, or choose another "
                + "with Fleet:DataDirectory.");
        }
    }

    private long NextEpoch(StoreSession session)
    {
        return session.Sql(
            "INSERT INTO store.node_epoch (node_name, started_at) VALUES (@name, @at) RETURNING epoch")
            .With("@name", Environment.MachineName)
            .With("@at", _time.GetUtcNow().ToUnixTimeMilliseconds())
            .Number()!.Value;
    }

    private int Load(StoreSession session)
    {
        long start = _time.GetTimestamp();
        CheckMasterKey(session);
        HubRegistry registry = _services.GetRequiredService<HubRegistry>();
        registry.Load(session);
        long replayed = _services.GetRequiredService<BatchReplay>().Run(session);
        Loaded(_logger, registry.Count, replayed, (long)_time.GetElapsedTime(start).TotalMilliseconds);
        return registry.Count;
    }

    private int Prepare(StoreSession session, OutboxPump pump)
    {
        _services.GetRequiredService<HubSupervisor>().Start(session);
        foreach (IStoreStartup startup in _services.GetServices<IStoreStartup>())
        {
            startup.Start(session);
        }

        pump.Start(session);
        return _services.GetRequiredService<CaseDeadlines>().Start(session);
    }

    /// <summary>
    /// Finds out at once, not at the first use of a key, that master key and store do not belong together.
    /// </summary>
    private void CheckMasterKey(StoreSession session)
    {
        using DbDataReader reader = session.Sql(
            "SELECT hub_id, sealed_key FROM device.hub ORDER BY hub_row_id DESC LIMIT 1").Read();
        if (reader.Read()
            && _services.GetRequiredService<HubKeyVault>()
                .Unseal(reader.GetString(0), reader.GetFieldValue<byte[]>(1)) is null)
        {
            throw new InvalidDataException(
                "The master key does not open the hubs' keys in the store: it belongs to another store, or was made "
                + "anew. Put back the hub-master.key that was in use when the hubs were registered.");
        }
    }

    /// <summary>A server whose database another one has taken must not go on beside it.</summary>
    private Task KeepHoldAsync()
    {
        if (!_isLost && _hold is { } hold && !hold.Keep())
        {
            _isLost = true;
            HoldLost(_logger);
            _services.GetService<IHostApplicationLifetime>()?.StopApplication();
        }

        return Task.CompletedTask;
    }

    private async Task SuperviseAsync()
    {
        await _services.GetRequiredService<HubSupervisor>().RoundAsync(_stopping.Token).ConfigureAwait(false);
        _services.GetRequiredService<HubFeed>().Drain();
    }

    private Task PassDeadlinesAsync()
    {
        return _services.GetRequiredService<CaseDeadlines>().RoundAsync(_stopping.Token);
    }

    private async Task ProjectAsync()
    {
        ProjectionWriter writer = _services.GetRequiredService<ProjectionWriter>();
        if (_time.GetElapsedTime(_linesWrittenAt).TotalMilliseconds >= _settings.Hubs.ProjectionMilliseconds)
        {
            _linesWrittenAt = _time.GetTimestamp();
            if (await writer.WriteLinesAsync(_stopping.Token).ConfigureAwait(false))
            {
                await writer.KeepRetentionAsync(_stopping.Token).ConfigureAwait(false);
                await _services.GetRequiredService<BatchRetention>().RoundAsync(_stopping.Token).ConfigureAwait(false);
            }
        }

        await writer.WriteSomeHubsAsync(_stopping.Token).ConfigureAwait(false);
    }

    private async Task WriteDeviceNewsAsync()
    {
        try
        {
            await _services.GetRequiredService<DeviceWriter>().WriteNewsAsync(_stopping.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // The server stops.
        }
    }

    private async Task LoopAsync(TimeSpan interval, string name, Func<Task> round)
    {
        using var timer = new PeriodicTimer(interval, _time);
        try
        {
            while (await timer.WaitForNextTickAsync(_stopping.Token).ConfigureAwait(false))
            {
                try
                {
                    await round().ConfigureAwait(false);
                }
                catch (Exception exception) when (exception is not OperationCanceledException)
                {
                    RoundFailed(_logger, name, exception.GetType().Name);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The server stops.
        }
    }

    [LoggerMessage(6001, LogLevel.Information,
        "{Hubs} hubs loaded, {Messages} messages replayed, in {Milliseconds} ms")]
    private static partial void Loaded(ILogger logger, int hubs, long messages, long milliseconds);

    [LoggerMessage(6002, LogLevel.Error, "A round of {Round} failed ({Fault}); the next follows")]
    private static partial void RoundFailed(ILogger logger, string round, string fault);

    [LoggerMessage(6003, LogLevel.Critical, "Another fleet manager has taken over the database; this one stops")]
    private static partial void HoldLost(ILogger logger);
}
