// Makes what people see of a case from its row.
using System;
using System.Collections.Generic;
using Fleet.Server.Hubs;

namespace Fleet.Server.Alarms;

/// <summary>Maps rows to views; the hub's id and name come from the registry.</summary>
internal sealed class CaseViews
{
    private readonly IHubNames _hubs;

    public CaseViews(IHubNames hubs)
    {
        _hubs = hubs;
    }

    /// <summary>The case as lists show it.</summary>
    public AlarmCaseView Of(AlarmCaseRow row)
    {
        HubName hub = _hubs.Find(row.HubRowId);
        return new AlarmCaseView(
            row.CaseId,
            row.CaseNumber,
            hub.HubId,
            hub.Name,
            row.Kind,
            row.DeviceType,
            row.StatusCode,
            row.TriggerId,
            row.Priority,
            row.State,
            row.IsConditionActive,
            row.PressCount,
            Time(row.RaisedAt),
            Time(row.ReceivedAt),
            Time(row.LastEventAt),
            row.OwnerId,
            row.OwnerName,
            TimeOrNull(row.NextDeadlineAt),
            row.Outcome,
            TimeOrNull(row.ClosedAt),
            row.Version,
            row.Location,
            OccupantsOf(row.Occupants),
            row.Queue,
            row.IsDirect,
            row.IsSounding,
            row.Source,
            row.Speech,
            Time(row.PhaseSince),
            new CaseStages(
                TimeOrNull(row.ClaimedAt),
                TimeOrNull(row.SpokenAt),
                TimeOrNull(row.DispatchedAt),
                TimeOrNull(row.AcceptedAt),
                TimeOrNull(row.OnSiteAt),
                TimeOrNull(row.LeftAt)),
            row.GroupId,
            row.GroupName,
            row.ResponderId,
            row.ResponderName,
            row.ReceiptMethod,
            row.Cause,
            row.MergedInto,
            row.ReopenCount,
            row.State == CaseState.Raised && row.QuietUntil == row.NextDeadlineAt ? TimeOrNull(row.QuietUntil) : null,
            TimeOrNull(row.TestAskedAt),
            TimeOrNull(row.TestDueAt),
            TimeOrNull(row.VisitSince),
            LossRules.IsLoss(row.Kind, row.DeviceType, row.StatusCode, row.TriggerId));
    }

    /// <summary>An entry of a log as pages show it.</summary>
    public static CaseLogEntryView Of(CaseLogRow row)
    {
        return new CaseLogEntryView(
            row.Number, Time(row.At), row.Step, row.ActorName, row.Detail, Convert.ToHexStringLower(row.Hash));
    }

    private static List<int>? OccupantsOf(int bits)
    {
        if (bits == 0)
        {
            return null;
        }

        var occupants = new List<int>();
        for (int i = 1; i < 31; i++)
        {
            if ((bits & (1 << i)) != 0)
            {
                occupants.Add(i);
            }
        }

        return occupants;
    }

    private static DateTimeOffset Time(long unixMilliseconds)
    {
        return DateTimeOffset.FromUnixTimeMilliseconds(unixMilliseconds);
    }

    private static DateTimeOffset? TimeOrNull(long? unixMilliseconds)
    {
        return unixMilliseconds is { } known ? Time(known) : null;
    }
}
