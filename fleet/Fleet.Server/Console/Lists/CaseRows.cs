// The rows of the alarm list, and when they may move.
using System;
using System.Collections.Generic;
using System.Linq;
using Fleet.Server.Alarms;

namespace Fleet.Server.Console.Lists;

/// <summary>
/// Three sections (person, technical, test) and above them the new alarms. While the operator's pointer or focus is in
/// the list (held) no row moves: a change shows in its place, a closed case stays as such, and an arrival goes last
/// among the new ones. Released, the list is put in order again.
/// </summary>
internal sealed class CaseRows
{
    private readonly List<CaseRow> _new = [];
    private readonly List<CaseRow> _settled = [];

    /// <summary>Alarms that came while the page was open and are not sorted in yet.</summary>
    public IReadOnlyList<CaseRow> New => _new;

    /// <summary>True while no row may move.</summary>
    public bool IsHeld { get; private set; }

    /// <summary>True when the list would look different if it were put in order now.</summary>
    public bool HasWaitingMoves { get; private set; }

    /// <summary>The sorted rows of one kind.</summary>
    public IEnumerable<CaseRow> Section(CaseKind kind) => _settled.Where(row => row.View.Kind == kind);

    /// <summary>Starts anew: nothing is new, everything is in order.</summary>
    public void Reset(IEnumerable<AlarmCaseView> shown, DateTimeOffset now)
    {
        _new.Clear();
        _settled.Clear();
        _settled.AddRange(shown.Select(view => new CaseRow(view, now)));
        Sort(_settled);
        HasWaitingMoves = false;
    }

    /// <summary>Takes the cases as they are now.</summary>
    /// <param name="shown">Those that the list's filter lets through.</param>
    /// <param name="find">The newest view of a case that no longer is among them, if known: how it ended.</param>
    /// <param name="now">The time.</param>
    public void Update(IEnumerable<AlarmCaseView> shown, Func<Guid, AlarmCaseView?> find, DateTimeOffset now)
    {
        var views = shown.ToDictionary(view => view.CaseId);
        foreach (var row in _new.Concat(_settled))
        {
            row.IsGone = !views.Remove(row.View.CaseId, out var view);
            row.View = view ?? find(row.View.CaseId) ?? row.View;
        }

        foreach (var view in views.Values.Order(CaseOrder.Instance))
        {
            (view.State == CaseState.Raised ? _new : _settled).Add(new CaseRow(view, now));
        }

        if (IsHeld)
        {
            HasWaitingMoves = WouldMove(now);
        }
        else
        {
            Settle(now, TimeSpan.FromSeconds(Limits.Console.NewAlarmSeconds));
        }
    }

    /// <summary>The operator's pointer or focus came into the list, or left it.</summary>
    public void Hold(bool isHeld, DateTimeOffset now)
    {
        IsHeld = isHeld;
        if (!isHeld)
        {
            Settle(now, TimeSpan.FromSeconds(Limits.Console.NewAlarmSeconds));
        }
    }

    /// <summary>The operator asked for order: everything is sorted in, the new ones too.</summary>
    public void SortIn(DateTimeOffset now) => Settle(now, TimeSpan.Zero);

    private void Settle(DateTimeOffset now, TimeSpan newFor)
    {
        _new.RemoveAll(row => row.IsGone);
        _settled.RemoveAll(row => row.IsGone);
        _settled.AddRange(_new.Where(row => IsNoLongerNew(row, now, newFor)));
        _new.RemoveAll(row => IsNoLongerNew(row, now, newFor));
        _new.Sort((x, y) => CompareNew(x.View, y.View));
        Sort(_settled);
        HasWaitingMoves = false;
    }

    private static bool IsNoLongerNew(CaseRow row, DateTimeOffset now, TimeSpan newFor) =>
        row.View.State != CaseState.Raised || now - row.CameAt >= newFor;

    private bool WouldMove(DateTimeOffset now)
    {
        var newFor = TimeSpan.FromSeconds(Limits.Console.NewAlarmSeconds);
        return _new.Any(row => row.IsGone || IsNoLongerNew(row, now, newFor))
            || _settled.Any(row => row.IsGone)
            || _settled.Zip(_settled.Skip(1)).Any(
                pair => CaseOrder.Instance.Compare(pair.First.View, pair.Second.View) > 0);
    }

    private static void Sort(List<CaseRow> rows) => rows.Sort((x, y) => CaseOrder.Instance.Compare(x.View, y.View));

    /// <summary>Among the new ones a person goes before a machine, whatever the priorities say.</summary>
    private static int CompareNew(AlarmCaseView x, AlarmCaseView y)
    {
        var byKind = x.Kind.CompareTo(y.Kind);
        return byKind != 0 ? byKind : CaseOrder.Instance.Compare(x, y);
    }
}
