// In which order alarms stand in a list.
using System;
using System.Collections.Generic;
using Fleet.Server.Alarms;

namespace Fleet.Server.Console.Lists;

/// <summary>
/// Unclaimed before claimed before closed; within each the highest priority first, and the oldest of those. Closed ones
/// stand newest first.
/// </summary>
internal sealed class CaseOrder : IComparer<AlarmCaseView>
{
    public static readonly CaseOrder Instance = new();

    public int Compare(AlarmCaseView? x, AlarmCaseView? y)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(y);
        var byState = x.State.CompareTo(y.State);
        if (byState != 0)
        {
            return byState;
        }

        if (x.State == CaseState.Closed)
        {
            var byClosing = Nullable.Compare(y.ClosedAt, x.ClosedAt);
            return byClosing != 0 ? byClosing : y.CaseNumber.CompareTo(x.CaseNumber);
        }

        var byPriority = x.Priority.CompareTo(y.Priority);
        var byAge = byPriority != 0 ? byPriority : Since(x).CompareTo(Since(y));
        return byAge != 0 ? byAge : x.CaseNumber.CompareTo(y.CaseNumber);
    }

    /// <summary>
    /// From when a case's age counts: a hub whose clock runs ahead must not make its alarm look young.
    /// </summary>
    public static DateTimeOffset Since(AlarmCaseView view) =>
        view.RaisedAt < view.ReceivedAt ? view.RaisedAt : view.ReceivedAt;
}
