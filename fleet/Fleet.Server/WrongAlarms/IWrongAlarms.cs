// The public handler of wrong alarms: marked by staff, decided by the alarm-responsible person.
using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using Fleet.Server.Access;
using Fleet.Server.Store;

namespace Fleet.Server.WrongAlarms;

/// <summary>How far a wrong alarm is; done ones are archived (HUL-042).</summary>
public enum WrongAlarmStatus
{
    /// <summary>Nobody has looked yet.</summary>
    New = 0,

    /// <summary>Somebody is looking.</summary>
    Ongoing = 1,

    /// <summary>Decided.</summary>
    Done = 9,
}

/// <summary>Why staff call an alarm wrong (HUL-040).</summary>
public enum WrongAlarmCause
{
    /// <summary>Another reason, or not told.</summary>
    Other = 0,

    /// <summary>A setting is bad.</summary>
    BadSetting = 1,

    /// <summary>A sensor is badly placed.</summary>
    BadPlacement = 2,
}

/// <summary>A wrong alarm.</summary>
/// <param name="WrongAlarmId">Its id.</param>
/// <param name="CaseId">The case.</param>
/// <param name="CaseNumber">What people say aloud.</param>
/// <param name="HubId">The hub.</param>
/// <param name="HubName">What the hub is called.</param>
/// <param name="TriggerId">The sensor.</param>
/// <param name="DeviceType">What it is, as SCAIP device type.</param>
/// <param name="StatusCode">The cause, as SCAIP status code.</param>
/// <param name="RaisedAt">When the alarm was raised.</param>
/// <param name="Status">How far it is.</param>
/// <param name="Reason">Why it is called wrong.</param>
/// <param name="Comment">What staff say, without personal data.</param>
/// <param name="MarkedAt">When it was marked.</param>
/// <param name="MarkedBy">By whom.</param>
/// <param name="Decision">What was decided.</param>
/// <param name="ChangeId">The change of a setting that answers it (HUL-041).</param>
/// <param name="DecidedAt">When it was decided.</param>
/// <param name="DecidedBy">By whom.</param>
/// <param name="Version">Raised by every change.</param>
public sealed record WrongAlarmView(
    Guid WrongAlarmId,
    Guid CaseId,
    long CaseNumber,
    string HubId,
    string HubName,
    long TriggerId,
    int DeviceType,
    int StatusCode,
    DateTimeOffset RaisedAt,
    WrongAlarmStatus Status,
    WrongAlarmCause Reason,
    string Comment,
    DateTimeOffset MarkedAt,
    string MarkedBy,
    string Decision,
    Guid? ChangeId,
    DateTimeOffset? DecidedAt,
    string DecidedBy,
    long Version);

/// <summary>A change of a sensor's setting or placement that answers a wrong alarm (HUL-041, HUL-046).</summary>
/// <param name="Setting">What was changed: sensor, delay, active window, placement or other.</param>
/// <param name="OldValue">How it was.</param>
/// <param name="NewValue">How it is.</param>
/// <param name="Comment">Why.</param>
public sealed record SettingChange(string Setting, string OldValue, string NewValue, string Comment = "");

/// <summary>A change with who made it.</summary>
/// <param name="ChangeId">Its id.</param>
/// <param name="ChangedAt">When.</param>
/// <param name="ActorName">Who.</param>
/// <param name="Change">What.</param>
public sealed record SettingChangeView(Guid ChangeId, DateTimeOffset ChangedAt, string ActorName, SettingChange Change);

/// <summary>Wrong alarms of one sensor, for evaluation (HUL-045).</summary>
/// <param name="HubId">The hub.</param>
/// <param name="HubName">What the hub is called.</param>
/// <param name="TriggerId">The sensor.</param>
/// <param name="DeviceType">What it is.</param>
/// <param name="Alarms">Person cases that it raised in the period.</param>
/// <param name="Wrong">Those of them that were called wrong.</param>
/// <param name="Changes">Changes made to it in the period.</param>
public sealed record SensorCount(
    string HubId, string HubName, long TriggerId, int DeviceType, int Alarms, int Wrong, int Changes);

/// <summary>What became of a change.</summary>
public enum WrongAlarmResult
{
    /// <summary>It is committed.</summary>
    Done = 0,

    /// <summary>The tenant has no such case or wrong alarm.</summary>
    NotFound = 1,

    /// <summary>It is decided already.</summary>
    AlreadyDone = 2,

    /// <summary>It has changed since the version the caller had seen.</summary>
    Stale = 3,
}

/// <summary>The answer to a change.</summary>
/// <param name="Result">Done, or why not.</param>
/// <param name="WrongAlarm">The wrong alarm as it is now.</param>
public sealed record WrongAlarmChange(WrongAlarmResult Result, WrongAlarmView? WrongAlarm);

/// <summary>
/// Marks, lists and decides within the actor's tenant. That only the alarm-responsible decides (HUL-044) is the policy
/// of who calls <see cref="DecideAsync"/>.
/// </summary>
public interface IWrongAlarms
{
    /// <summary>New and ongoing ones, the oldest first; or the archive, the newest first (HUL-042).</summary>
    Task<IReadOnlyList<WrongAlarmView>> ListAsync(Actor actor, bool isArchive, CancellationToken cancellationToken);

    /// <summary>One; null when the tenant has none.</summary>
    Task<WrongAlarmView?> FindAsync(Actor actor, Guid wrongAlarmId, CancellationToken cancellationToken);

    /// <summary>Calls a person alarm wrong; once for each case, a second time adds reason and comment.</summary>
    Task<WrongAlarmChange> MarkAsync(
        Actor actor, Guid caseId, WrongAlarmCause reason, string comment, CancellationToken cancellationToken);

    /// <summary>The same inside the caller's transaction, which begins with <see cref="Outbox.Open"/>.</summary>
    WrongAlarmResult Mark(
        StoreSession session,
        Guid tenantId,
        Guid caseId,
        WrongAlarmCause reason,
        string comment,
        string markedBy,
        long now);

    /// <summary>Somebody looks at it.</summary>
    Task<WrongAlarmChange> TakeUpAsync(
        Actor actor, Guid wrongAlarmId, long? ifVersion, CancellationToken cancellationToken);

    /// <summary>Decides, with the change that answers it when there is one (HUL-041).</summary>
    Task<WrongAlarmChange> DecideAsync(
        Actor actor,
        Guid wrongAlarmId,
        string decision,
        SettingChange? change,
        long? ifVersion,
        CancellationToken cancellationToken);

    /// <summary>The changes made to a sensor, newest first (HUL-043).</summary>
    Task<IReadOnlyList<SettingChangeView>> ChangesAsync(
        Actor actor, string hubId, long triggerId, CancellationToken cancellationToken);

    /// <summary>Counts for each sensor that raised alarms in a period, most wrong ones first (HUL-045).</summary>
    Task<IReadOnlyList<SensorCount>> CountsAsync(
        Actor actor, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken);
}
