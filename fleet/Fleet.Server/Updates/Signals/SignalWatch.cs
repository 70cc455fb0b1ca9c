// Holds updated hubs against what they did before.
using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Fleet.Server.Gateway;
using Fleet.Server.Hubs;
using Fleet.Server.Store;
using Fleet.Server.Time;
using Fleet.Server.Updates.Rollouts;

namespace Fleet.Server.Updates.Signals;

/// <summary>Writes figures to hubs' days, and looks at the hubs of a rollout every few minutes.</summary>
internal sealed class SignalWatch : IRound
{
    private const long LookEveryMilliseconds = 300_000;
    private const int DaysKept = 30;
    private const double MillisecondsPerHour = 3_600_000;

    private readonly FleetStore _store;
    private readonly HubDays _days;
    private readonly IHubProjection _hubs;
    private readonly SteadyClock _clock;
    private readonly Dictionary<Guid, long> _looked = [];

    public SignalWatch(FleetStore store, HubDays days, IHubProjection hubs, SteadyClock clock)
    {
        _store = store;
        _days = days;
        _hubs = hubs;
        _clock = clock;
    }

    public TimeSpan Interval => TimeSpan.FromSeconds(30);

    /// <summary>Writes what is old enough.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        long now = _clock.UnixNow;
        foreach ((HubPrincipal Hub, DayFigures Figures)[] portion in
            _days.TakeDue(now).Chunk(Limits.Store.RowsPerBackgroundWrite))
        {
            await _store.WriteAsync(
                session =>
                {
                    foreach ((HubPrincipal hub, DayFigures figures) in portion)
                    {
                        SignalStore.Add(session, hub, now, figures);
                    }

                    return portion.Length;
                },
                cancellationToken).ConfigureAwait(false);
        }

        await _store.WriteAsync(
            session => SignalStore.Forget(session, SignalStore.DayOf(now) - DaysKept), cancellationToken)
            .ConfigureAwait(false);
    }

    /// <summary>A hub runs a release for good from now on.</summary>
    public void Mark(StoreSession session, StoredRollout rollout, HubPrincipal hub)
    {
        SignalStore.Add(session, hub, _clock.UnixNow, _days.Take(hub));
        SignalStore.Mark(session, rollout.RolloutId, hub, _clock.UnixNow);
    }

    /// <summary>Looks at the hubs of a rollout, when it is time.</summary>
    public async Task LookAsync(StoredRollout rollout, CancellationToken cancellationToken)
    {
        long now = _clock.UnixNow;
        if (now - _looked.GetValueOrDefault(rollout.RolloutId) < LookEveryMilliseconds)
        {
            return;
        }

        _looked[rollout.RolloutId] = now;
        long after = 0;
        List<SignalMark> marks;
        do
        {
            long from = after;
            marks = await _store.ReadAsync(
                session => SignalStore.Marked(
                    session,
                    rollout.RolloutId,
                    now - (Limits.Updates.SignalHours * (long)MillisecondsPerHour),
                    from,
                    Limits.Store.RowsPerBackgroundWrite),
                cancellationToken).ConfigureAwait(false);
            if (marks.Count > 0)
            {
                after = marks[^1].HubRow;
                await _store.WriteAsync(session => Look(session, rollout, marks, now), cancellationToken)
                    .ConfigureAwait(false);
            }
        }
        while (marks.Count == Limits.Store.RowsPerBackgroundWrite);
    }

    private int Look(StoreSession session, StoredRollout rollout, List<SignalMark> marks, long now)
    {
        int worse = 0;
        foreach (SignalMark mark in marks)
        {
            if (_hubs.FindRow(mark.HubRow) is not { } hub)
            {
                continue;
            }

            SignalStore.Add(session, hub, now, _days.Take(hub));
            long day = SignalStore.DayOf(mark.At);
            (DayFigures before, int days) = SignalStore.Sum(
                session, mark.HubRow, day - Limits.Updates.BaselineDays, day);
            (DayFigures since, int _) = SignalStore.Sum(session, mark.HubRow, day, long.MaxValue);
            string found = SignalRules.Worse(
                before, days, since.Minus(mark.Figures), (now - mark.At) / MillisecondsPerHour);
            if (found.Length > 0)
            {
                SignalStore.SetWorse(session, rollout.RolloutId, mark.HubRow, found);
                worse++;
            }
        }

        return worse;
    }
}
