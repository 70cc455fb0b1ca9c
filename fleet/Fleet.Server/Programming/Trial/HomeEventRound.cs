// Removes events of homes that are older than what is kept.
using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using Fleet.Server.Hubs;
using Fleet.Server.Store;
using Fleet.Server.Time;

namespace Fleet.Server.Programming.Trial;

/// <summary>Looks at some homes at a time, again and again, each in a transaction of its own.</summary>
internal sealed class HomeEventRound : IRound
{
    private const long DayMilliseconds = 86_400_000;
    private readonly FleetStore _store;
    private readonly IHubProjection _hubs;
    private readonly TimeProvider _time;
    private long _after;

    public HomeEventRound(FleetStore store, IHubProjection hubs, TimeProvider time)
    {
        _store = store;
        _hubs = hubs;
        _time = time;
    }

    public TimeSpan Interval => TimeSpan.FromMinutes(1);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        long before = _time.GetUtcNow().ToUnixTimeMilliseconds() - (Limits.Trial.KeptDays * DayMilliseconds);
        List<long> rows = await _store.ReadAsync(
            session => HomeEventStore.Hubs(session, _after, Limits.Trial.HomesPerRound), cancellationToken)
            .ConfigureAwait(false);
        foreach (long row in rows)
        {
            if (_hubs.FindRow(row) is { } hub)
            {
                await _store.WriteAsync(session => HomeEventStore.Prune(session, hub, before), cancellationToken)
                    .ConfigureAwait(false);
            }
        }

        _after = rows.Count < Limits.Trial.HomesPerRound ? 0 : rows[^1];
    }
}
