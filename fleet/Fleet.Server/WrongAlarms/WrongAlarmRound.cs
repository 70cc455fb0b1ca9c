// Puts cases that were closed as wrong into the queue.
using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using Fleet.Server.Store;
using Fleet.Server.Time;

namespace Fleet.Server.WrongAlarms;

/// <summary>
/// Looks every few seconds, a month back: whoever closed the case and however long this server was away, the
/// alarm-responsible person gets to see it (HUL-040).
/// </summary>
internal sealed class WrongAlarmRound : IRound
{
    private const long LookBackMilliseconds = 30L * 86_400_000;
    private readonly FleetStore _store;
    private readonly SteadyClock _clock;

    public WrongAlarmRound(FleetStore store, SteadyClock clock)
    {
        _store = store;
        _clock = clock;
    }

    public TimeSpan Interval => TimeSpan.FromSeconds(5);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        long after = _clock.UnixNow - LookBackMilliseconds;
        List<(Guid CaseId, Guid TenantId, string By)> found = await _store.ReadAsync(
            session => WrongAlarmStore.ReadUnmarked(session, after, Limits.Store.RowsPerBackgroundWrite),
            cancellationToken).ConfigureAwait(false);
        if (found.Count > 0)
        {
            await _store.WriteAsync(session => Mark(session, found), cancellationToken).ConfigureAwait(false);
        }
    }

    private int Mark(StoreSession session, List<(Guid CaseId, Guid TenantId, string By)> cases)
    {
        Outbox.Open(session);
        foreach ((Guid caseId, Guid tenantId, string by) in cases)
        {
            WrongAlarmStore.Mark(session, tenantId, caseId, WrongAlarmCause.Other, "", by, _clock.UnixNow);
        }

        return cases.Count;
    }
}
