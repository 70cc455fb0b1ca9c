// Executes the deadlines of open cases, from the store, so that a restart or another node goes on with them.
using System;
using System.Collections.Generic;
using System.Data.Common;
using System.Threading;
using System.Threading.Tasks;
using Fleet.Server.Store;
using Fleet.Server.Time;
using Microsoft.Extensions.Logging;

namespace Fleet.Server.Alarms;

/// <summary>
/// Looks four times a second, which costs a look into an index. A deadline is a duration from an event, stored as a
/// time of day; when the clock is put forward or back, every open deadline moves with it, so that none comes early and
/// none comes late.
/// </summary>
internal sealed partial class CaseDeadlines
{
    /// <summary>A smaller difference between the two clocks is their ordinary drift.</summary>
    public const long SmallestStepMilliseconds = 2_000;

    private readonly FleetStore _store;
    private readonly ChainBook _chains;
    private readonly CaseCourse _course;
    private readonly SteadyClock _clock;
    private readonly ILogger _logger;
    private long _lastTick;
    private long _lastUnix;

    public CaseDeadlines(
        FleetStore store, ChainBook chains, CaseCourse course, SteadyClock clock, ILogger<CaseDeadlines> logger)
    {
        _store = store;
        _chains = chains;
        _course = course;
        _clock = clock;
        _logger = logger;
        _lastTick = clock.Now;
        _lastUnix = clock.UnixNow;
    }

    /// <summary>When the clock last stepped, on the steady clock; 0 when it has not.</summary>
    public long SteppedAtTick { get; private set; }

    /// <summary>
    /// Brings deadlines back that lie further ahead than any can: the clock was wrong when they were set.
    /// </summary>
    public int Start(StoreSession session)
    {
        long now = _clock.UnixNow;
        int corrected = 0;
        foreach (Guid tenantId in TenantsWithOpenCases(session))
        {
            foreach (CaseKind kind in Enum.GetValues<CaseKind>())
            {
                corrected += BringBack(session, tenantId, kind, now);
            }
        }

        _lastTick = _clock.Now;
        _lastUnix = now;
        return corrected;
    }

    private int BringBack(StoreSession session, Guid tenantId, CaseKind kind, long now)
    {
        EscalationChain chain = _chains.Find(session, tenantId, kind);
        int corrected = 0;
        foreach (CaseState state in Enum.GetValues<CaseState>())
        {
            if (state != CaseState.Closed)
            {
                corrected += session.Sql(
                    """
                    UPDATE care.alarm_case SET next_deadline_at = @latest
                    WHERE tenant_id = @tenant_id AND state = @state AND kind = @kind AND next_deadline_at > @latest
                      AND (test_due_at IS NULL OR next_deadline_at <> test_due_at OR test_due_at > @latest_test)
                    """)
                    .With("@latest", now + chain.LongestAhead(state))
                    .With("@latest_test", now + (Limits.Cases.TestMinutesMost * 60_000L))
                    .With("@tenant_id", tenantId)
                    .With("@state", (long)state)
                    .With("@kind", (long)kind)
                    .Run();
            }
        }

        return corrected;
    }

    private static List<Guid> TenantsWithOpenCases(StoreSession session)
    {
        var tenants = new List<Guid>();
        using DbDataReader reader = session.Sql(
            "SELECT DISTINCT tenant_id FROM care.alarm_case WHERE state <> 9").Read();
        while (reader.Read())
        {
            tenants.Add(reader.GetGuid(0));
        }

        return tenants;
    }

    /// <summary>One round.</summary>
    /// <returns>How many deadlines were executed.</returns>
    public async Task<int> RoundAsync(CancellationToken cancellationToken)
    {
        await FollowClockAsync(cancellationToken).ConfigureAwait(false);
        int total = 0;
        int passed;
        do
        {
            if (!await IsAnyDueAsync(cancellationToken).ConfigureAwait(false))
            {
                break;
            }

            passed = await _store.WriteAsync(PassDue, cancellationToken).ConfigureAwait(false);
            total += passed;
        }
        while (passed == Limits.Store.RowsPerBackgroundWrite);
        return total;
    }

    private async Task FollowClockAsync(CancellationToken cancellationToken)
    {
        long tick = _clock.Now;
        long unix = _clock.UnixNow;
        long step = unix - _lastUnix - (tick - _lastTick);
        if (Math.Abs(step) >= SmallestStepMilliseconds)
        {
            await _store.WriteAsync(
                session => session.Sql(
                    """
                    UPDATE care.alarm_case
                    SET next_deadline_at = next_deadline_at + @step, test_due_at = test_due_at + @step,
                        test_asked_at = test_asked_at + @step
                    WHERE state <> 9
                    """)
                    .With("@step", step)
                    .Run(),
                cancellationToken).ConfigureAwait(false);
            SteppedAtTick = tick;
            ClockStepped(_logger, step);
        }

        _lastTick = tick;
        _lastUnix = unix;
    }

    private Task<bool> IsAnyDueAsync(CancellationToken cancellationToken)
    {
        // A read, so that idle seconds write nothing.
        long now = _clock.UnixNow;
        return _store.ReadAsync(
            session => session.Sql(
                "SELECT 1 FROM care.alarm_case WHERE state <> 9 AND next_deadline_at <= @now LIMIT 1")
                .With("@now", now)
                .Number() is not null,
            cancellationToken);
    }

    private int PassDue(StoreSession session)
    {
        Outbox.Open(session);
        long now = _clock.UnixNow;
        IReadOnlyList<AlarmCaseRow> due = CaseStore.TakeDue(session, now, Limits.Store.RowsPerBackgroundWrite);
        foreach (AlarmCaseRow row in due)
        {
            _course.Pass(session, row, now);
        }

        return due.Count;
    }

    [LoggerMessage(5001, LogLevel.Warning, "The clock stepped by {Milliseconds} ms; open deadlines were moved with it")]
    private static partial void ClockStepped(ILogger logger, long milliseconds);
}
