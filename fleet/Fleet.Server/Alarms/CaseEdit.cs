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
    /// <param name="isNew">True for a case that is not in the store yet.</param>
    /// <param name="now">The time of the change, unix milliseconds UTC.</param>
    public CaseEdit(AlarmCaseRow row, bool isNew, long now)
    {
        Row = row;
        IsNew = isNew;
        Now = now;
        At = Math.Max(now, row.LastEventAt);
        ReadVersion = row.Version;
        ReadLogCount = row.LogCount;
    }

    /// <summary>The case as it will be.</summary>
    public AlarmCaseRow Row { get; }

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
}
