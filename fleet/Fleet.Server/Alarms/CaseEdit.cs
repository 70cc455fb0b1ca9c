// A change of one case: the row as it will be and the log entries that tell of it.
using System;
using System.Collections.Generic;

namespace Fleet.Server.Alarms;

/// <summary>Gathers what changes in a case, so that row and log are written together or not at all.</summary>
public sealed class CaseEdit
{
    private readonly List<CaseLogRow> _entries = [];

    /// <summary>Begins a change.</summary>
    /// <param name="row">The case as read, or a new one.</param>
    /// <param name="chain">The chain in force, from which its deadlines come.</param>
    /// <param name="isNew">True for a case that is not in the store yet.</param>
    /// <param name="now">The time of the change, unix milliseconds UTC.</param>
    public CaseEdit(AlarmCaseRow row, EscalationChain chain, bool isNew, long now)
    {
        Row = row;
        Chain = chain;
        IsNew = isNew;
        Now = now;
        At = Math.Max(now, row.LastEventAt);
        ReadVersion = row.Version;
        ReadLogCount = row.LogCount;
    }

    /// <summary>The case as it will be.</summary>
    public AlarmCaseRow Row { get; }

    /// <summary>The chain in force.</summary>
    public EscalationChain Chain { get; }

    /// <summary>True for a case that is not in the store yet.</summary>
    public bool IsNew { get; }

    /// <summary>The time of the change, from which deadlines count.</summary>
    public long Now { get; }

    /// <summary>The time in the log: never before the entry above, even when the clock was put back.</summary>
    public long At { get; }

    /// <summary>The version the change was made from.</summary>
    public long ReadVersion { get; }

    /// <summary>The length of the log the change was made from.</summary>
    public long ReadLogCount { get; }

    /// <summary>The new entries, oldest first.</summary>
    public IReadOnlyList<CaseLogRow> Entries => _entries;

    /// <summary>Moves the case to a state: its phase begins, with the first deadline of it.</summary>
    public void Enter(CaseState state)
    {
        Row.State = state;
        if (state >= CaseState.Dispatched)
        {
            // Somebody goes there: what the home was asked for is not waited for any more.
            Row.TestDueAt = null;
        }

        Row.PhaseSince = At;
        Restart();
    }

    /// <summary>Begins the steps of the present phase anew.</summary>
    public void Restart()
    {
        Row.StepIndex = 0;
        Row.OverdueCount = 0;
        SetDeadline();
    }

    /// <summary>A step of the chain is done: the next one's deadline begins.</summary>
    public void Continue()
    {
        // Beyond the longest chain the number says nothing more.
        Row.StepIndex = Math.Min(Row.StepIndex + 1, Limits.Cases.StepsPerPhase);
        Row.OverdueCount++;
        SetDeadline();
    }

    /// <summary>Adds an entry to the log and makes it the case's newest event.</summary>
    /// <param name="step">One of <see cref="CaseSteps"/>.</param>
    /// <param name="detail">A short note without personal data.</param>
    /// <param name="actorId">Who did it; null for the system.</param>
    /// <param name="actorName">The actor's display name.</param>
    public void Log(string step, string detail, Guid? actorId = null, string? actorName = null)
    {
        var entry = new CaseLogRow
        {
            CaseId = Row.CaseId,
            Number = Row.LogCount + 1,
            TenantId = Row.TenantId,
            At = At,
            Step = step,
            ActorId = actorId,
            ActorName = actorName,
            Detail = detail,
        };
        entry.Hash = CaseLog.Hash(Row.LogHash, entry);
        Row.LogCount = entry.Number;
        Row.LogHash = entry.Hash;
        Row.LastEventAt = At;
        _entries.Add(entry);
    }

    private void SetDeadline()
    {
        Row.NextDeadlineAt = LossRules.DeadlineOf(Row, Now + (Chain.NextStep(Row).AfterSeconds * 1_000L));
    }
}
