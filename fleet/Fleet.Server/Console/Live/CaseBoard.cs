// The open cases as one operator's page knows them.
using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using Fleet.Server.Alarms;

namespace Fleet.Server.Console.Live;

/// <summary>
/// Joins what the feed tells (from any thread) with what the store answers (now and then) into one picture. Everything
/// but <see cref="Offer"/> belongs to the page's own thread of work.
/// </summary>
internal sealed class CaseBoard
{
    private readonly ConcurrentDictionary<Guid, AlarmCaseView> _offered = new();
    private readonly Dictionary<Guid, Held> _open = [];

    /// <summary>The open cases, in no order.</summary>
    public IEnumerable<AlarmCaseView> Open => _open.Values.Select(held => held.View);

    /// <summary>How many are open.</summary>
    public int Count => _open.Count;

    /// <summary>True when more changes came than are kept: the store must be asked.</summary>
    public bool HasLostChanges { get; private set; }

    /// <summary>When the store last answered.</summary>
    public DateTimeOffset? ReadAt { get; private set; }

    /// <summary>Takes a change from the feed; of several for one case the newest stays.</summary>
    public void Offer(AlarmCaseView view)
    {
        if (_offered.Count >= Limits.Console.UnappliedChanges && !_offered.ContainsKey(view.CaseId))
        {
            HasLostChanges = true;
            return;
        }

        _offered.AddOrUpdate(view.CaseId, view, (_, old) => view.Version > old.Version ? view : old);
    }

    /// <summary>Brings what was offered into the picture and tells what changed.</summary>
    public IReadOnlyList<BoardChange> Apply(DateTimeOffset now)
    {
        List<BoardChange> changes = [];
        foreach (var caseId in _offered.Keys)
        {
            if (_offered.TryRemove(caseId, out var view))
            {
                Put(view, now, changes);
            }
        }

        return changes;
    }

    /// <summary>Compares the picture with a fresh list of the open cases.</summary>
    /// <param name="list">What the store answered.</param>
    /// <param name="askedAt">When it was asked: what the feed told after that is newer.</param>
    /// <param name="isWhole">False when the list was cut at its limit, so that a missing case says nothing.</param>
    /// <param name="now">The time of the answer.</param>
    public IReadOnlyList<BoardChange> Reconcile(
        IReadOnlyList<AlarmCaseView> list, DateTimeOffset askedAt, bool isWhole, DateTimeOffset now)
    {
        HasLostChanges = false;
        ReadAt = now;
        List<BoardChange> changes = [];
        foreach (var view in list)
        {
            Put(view, now, changes);
        }

        if (isWhole)
        {
            var listed = list.Select(view => view.CaseId).ToHashSet();
            foreach (var (caseId, held) in _open.Where(pair => pair.Value.PutAt < askedAt).ToList())
            {
                if (!listed.Contains(caseId))
                {
                    _open.Remove(caseId);
                    changes.Add(new BoardChange(held.View, null));
                }
            }
        }

        return changes;
    }

    private void Put(AlarmCaseView view, DateTimeOffset now, List<BoardChange> changes)
    {
        var before = _open.GetValueOrDefault(view.CaseId)?.View;
        if (before is not null && view.Version <= before.Version)
        {
            return;
        }

        if (view.State == CaseState.Closed)
        {
            _open.Remove(view.CaseId);
        }
        else
        {
            _open[view.CaseId] = new Held(view, now);
        }

        changes.Add(new BoardChange(before, view));
    }

    private sealed record Held(AlarmCaseView View, DateTimeOffset PutAt);
}

/// <summary>
/// A case before and after: no before for one not known as open, no after for one that is gone from the open list.
/// </summary>
internal sealed record BoardChange(AlarmCaseView? Before, AlarmCaseView? After)
{
    /// <summary>Somebody needs to see this: it was not there, and nobody has claimed it.</summary>
    public bool IsArrival => Before is null && After?.State == CaseState.Raised;

    /// <summary>The trigger was pressed again in an open case.</summary>
    public bool IsRepeat =>
        Before is not null && After is { State: not CaseState.Closed } && After.PressCount > Before.PressCount;
}
