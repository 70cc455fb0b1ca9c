// Gives each technical case its service deadline, and notes the ones that passed.
using System;
using System.Collections.Generic;
using System.Globalization;
using System.Threading;
using System.Threading.Tasks;
using Fleet.Server.Alarms;
using Fleet.Server.Store;
using Fleet.Server.Time;

namespace Fleet.Server.Supervision;

/// <summary>
/// Looks every few seconds. The deadline stands beside the case: the case's own deadline asks who looks at it, this one
/// asks when it is mended (HBG-086). A passed one is kept as a breach, whatever happens later.
/// </summary>
internal sealed class FaultDesk : IRound
{
    private readonly FleetStore _store;
    private readonly FaultRules _rules;
    private readonly ICaseProgress _progress;
    private readonly SteadyClock _clock;

    public FaultDesk(FleetStore store, FaultRules rules, ICaseProgress progress, SteadyClock clock)
    {
        _store = store;
        _rules = rules;
        _progress = progress;
        _clock = clock;
    }

    public TimeSpan Interval => TimeSpan.FromSeconds(5);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (await IsAnyNewAsync(cancellationToken).ConfigureAwait(false)
            && await _store.WriteAsync(TakeNew, cancellationToken).ConfigureAwait(false)
                == Limits.Store.RowsPerBackgroundWrite)
        {
        }

        await _store.WriteAsync(Follow, cancellationToken).ConfigureAwait(false);
    }

    private Task<bool> IsAnyNewAsync(CancellationToken cancellationToken)
    {
        return _store.ReadAsync(session => FaultStore.ReadNew(session, 1).Count > 0, cancellationToken);
    }

    private int TakeNew(StoreSession session)
    {
        List<NewFault> found = FaultStore.ReadNew(session, Limits.Store.RowsPerBackgroundWrite);
        foreach (NewFault fault in found)
        {
            FaultMeaning meaning = FaultRules.MeaningOf(fault.DeviceType, fault.StatusCode, fault.TriggerId);
            FaultStore.Insert(session, fault, meaning, _rules.DueAt(meaning.IsUrgent, fault.DetectedAt));
        }

        return found.Count;
    }

    private int Follow(StoreSession session)
    {
        Outbox.Open(session);
        long now = _clock.UnixNow;
        int changed = FaultStore.FollowCases(session);
        List<(Guid CaseId, Guid TenantId, long DueAt)> breached = FaultStore.TakeBreached(session, now);
        foreach ((Guid caseId, Guid tenantId, long dueAt) in breached)
        {
            string due = DateTimeOffset.FromUnixTimeMilliseconds(dueAt).ToString("O", CultureInfo.InvariantCulture);
            _progress.Note(session, tenantId, caseId, CaseSteps.Breached, "due " + due, now);
        }

        return changed + breached.Count;
    }
}
