// Turns alarms and faults into cases, or joins them to the open one.
using System;
using System.Globalization;
using Fleet.Server.Store;
using Hub.Protocols.Alarms;
using Hub.Protocols.Messages;

namespace Fleet.Server.Alarms;

/// <summary>What became of an alarm.</summary>
public enum IntakeResult
{
    /// <summary>It raised a case.</summary>
    Raised = 0,

    /// <summary>It joined the open case.</summary>
    Joined = 1,

    /// <summary>It was held already; the hub only missed the acknowledgement.</summary>
    Repeated = 2,
}

/// <summary>The alarm's case and how it got there.</summary>
/// <param name="Result">Raised, joined or repeated.</param>
/// <param name="CaseId">The case.</param>
public readonly record struct Intake(IntakeResult Result, Guid CaseId);

/// <summary>Whose alarm it is.</summary>
/// <param name="HubRowId">The hub's row in the store.</param>
/// <param name="TenantId">The hub's municipality.</param>
public readonly record struct AlarmSource(long HubRowId, Guid TenantId);

/// <summary>
/// The public handler through which the ingest and the supervision raise cases, inside the caller's transaction, so
/// that the message and its case are committed together.
/// </summary>
public sealed class CaseIntake
{
    private const long OldestRaiseMilliseconds = 30L * 86_400_000;
    private readonly CaseRules _rules;

    /// <summary>Creates the intake.</summary>
    public CaseIntake(CaseRules rules)
    {
        _rules = rules;
    }

    /// <summary>Takes an alarm of a kind that makes a case. The same (hub, sequence) twice is one alarm.</summary>
    /// <param name="session">A session in a transaction.</param>
    /// <param name="source">The hub.</param>
    /// <param name="message">The alarm; not a silent test.</param>
    /// <param name="receivedAt">Unix milliseconds UTC.</param>
    public Intake Take(StoreSession session, AlarmSource source, AlarmMessage message, long receivedAt)
    {
        long? known = FindAlarm(session, source, message.Sequence, out Guid caseId);
        if (known is not null)
        {
            return new Intake(IntakeResult.Repeated, caseId);
        }

        CaseKind kind = (AlarmKind)message.Kind switch
        {
            AlarmKind.Technical => CaseKind.Technical,
            AlarmKind.Test => CaseKind.Test,
            _ => CaseKind.Person,
        };
        Outbox.Open(session);
        long raisedAt = RaisedAt(message, receivedAt);
        AlarmCaseRow? open = kind == CaseKind.Technical
            ? CaseStore.FindOpenFault(
                session, source.HubRowId, message.TriggerId, message.DeviceType, message.StatusCode)
            : CaseStore.FindOpen(session, source.HubRowId, kind);
        CaseEdit edit;
        if (open is null)
        {
            edit = NewCase(session, source, kind, raisedAt, receivedAt);
            AlarmCaseRow row = edit.Row;
            row.DeviceType = message.DeviceType;
            row.StatusCode = message.StatusCode;
            row.TriggerId = message.TriggerId;
            row.Priority = CaseRules.PriorityWithin(kind, message.Priority);
            row.PressCount = Math.Clamp(message.PressCount, 1, Limits.Alarms.PressCount);
            _rules.Raise(edit, Describe(message, receivedAt - raisedAt));
        }
        else
        {
            edit = new CaseEdit(open, isNew: false, receivedAt);
            _rules.Join(edit, message.PressCount, message.Priority, Describe(message, receivedAt - raisedAt));
        }

        SaveOrThrow(session, edit);
        InsertAlarm(session, source, message, raisedAt, receivedAt, edit.Row.CaseId);
        return new Intake(open is null ? IntakeResult.Raised : IntakeResult.Joined, edit.Row.CaseId);
    }

    /// <summary>Raises a technical case for a fault the server itself has found, or wakes the open one.</summary>
    /// <returns>The case.</returns>
    public Guid RaiseFault(
        StoreSession session, AlarmSource source, int deviceType, int statusCode, long since, long now, string detail)
    {
        Outbox.Open(session);
        AlarmCaseRow? open = CaseStore.FindOpenFault(session, source.HubRowId, 0, deviceType, statusCode);
        CaseEdit edit;
        if (open is null)
        {
            edit = NewCase(session, source, CaseKind.Technical, since, now);
            edit.Row.DeviceType = deviceType;
            edit.Row.StatusCode = statusCode;
            edit.Row.Priority = CaseRules.PriorityWithin(CaseKind.Technical, 6);
            edit.Row.PressCount = 1;
            _rules.Raise(edit, detail);
        }
        else
        {
            edit = new CaseEdit(open, isNew: false, now);
            if (!CaseRules.SetCondition(edit, isActive: true, detail))
            {
                return open.CaseId;
            }
        }

        SaveOrThrow(session, edit);
        return edit.Row.CaseId;
    }

    /// <summary>Notes that a fault is gone. A case that is closed, or cleared already, stays as it is.</summary>
    public static void ClearFault(
        StoreSession session, AlarmSource source, int deviceType, int statusCode, long now, string detail)
    {
        Outbox.Open(session);
        AlarmCaseRow? open = CaseStore.FindOpenFault(session, source.HubRowId, 0, deviceType, statusCode);
        if (open is null)
        {
            return;
        }

        var edit = new CaseEdit(open, isNew: false, now);
        if (CaseRules.SetCondition(edit, isActive: false, detail))
        {
            SaveOrThrow(session, edit);
        }
    }

    /// <summary>Notes in the case's log that the hub has been told. Not a change that people need to see.</summary>
    public static void NoteAcknowledged(StoreSession session, Guid tenantId, Guid caseId, ulong sequence, long at)
    {
        if (CaseStore.Find(session, tenantId, caseId) is { } row)
        {
            var edit = new CaseEdit(row, isNew: false, at);
            edit.Log(CaseSteps.Acknowledged, string.Create(CultureInfo.InvariantCulture, $"sequence {sequence}"));
            CaseStore.Save(session, edit, announce: false);
        }
    }

    private static CaseEdit NewCase(StoreSession session, AlarmSource source, CaseKind kind, long raisedAt, long now)
    {
        var row = new AlarmCaseRow
        {
            CaseId = Guid.CreateVersion7(DateTimeOffset.FromUnixTimeMilliseconds(now)),
            TenantId = source.TenantId,
            CaseNumber = CaseStore.NextNumber(session, source.TenantId),
            HubRowId = source.HubRowId,
            Kind = kind,
            IsConditionActive = true,
            RaisedAt = raisedAt,
            ReceivedAt = now,
        };
        return new CaseEdit(row, isNew: true, now);
    }

    private static void SaveOrThrow(StoreSession session, CaseEdit edit)
    {
        if (!CaseStore.Save(session, edit))
        {
            throw new InvalidOperationException("The case changed under a transaction that holds the outbox lock.");
        }
    }

    private static long? FindAlarm(StoreSession session, AlarmSource source, ulong sequence, out Guid caseId)
    {
        using var reader = session.Sql(
            "SELECT received_at, case_id FROM care.alarm WHERE hub_row_id = @hub AND sequence = @sequence")
            .With("@hub", source.HubRowId)
            .With("@sequence", (long)sequence)
            .Read();
        if (!reader.Read())
        {
            caseId = Guid.Empty;
            return null;
        }

        caseId = reader.GetGuid(1);
        return reader.GetInt64(0);
    }

    private static void InsertAlarm(
        StoreSession session, AlarmSource source, AlarmMessage message, long raisedAt, long receivedAt, Guid caseId)
    {
        session.Sql(
            """
            INSERT INTO care.alarm (
                hub_row_id, sequence, tenant_id, boot_count, kind, trigger_id, device_type, status_code, location,
                priority, press_count, raised_at, received_at, case_id)
            VALUES (
                @hub, @sequence, @tenant_id, @boot_count, @kind, @trigger_id, @device_type, @status_code, @location,
                @priority, @press_count, @raised_at, @received_at, @case_id)
            """)
            .With("@hub", source.HubRowId)
            .With("@sequence", (long)message.Sequence)
            .With("@tenant_id", source.TenantId)
            .With("@boot_count", message.BootCount)
            .With("@kind", (long)message.Kind)
            .With("@trigger_id", (long)message.TriggerId)
            .With("@device_type", (long)message.DeviceType)
            .With("@status_code", (long)message.StatusCode)
            .With("@location", (long)message.Location)
            .With("@priority", (long)message.Priority)
            .With("@press_count", (long)message.PressCount)
            .With("@raised_at", raisedAt)
            .With("@received_at", receivedAt)
            .With("@case_id", caseId)
            .Run();
    }

    /// <summary>
    /// When the trigger was pressed: the age since the press is the hub's own measure; its clock tells more only after
    /// a restart, when the age starts anew. The older of the two counts, within a month.
    /// </summary>
    private static long RaisedAt(AlarmMessage message, long receivedAt)
    {
        long raisedAt = receivedAt - Math.Clamp(message.AgeMilliseconds, 0, OldestRaiseMilliseconds);
        long said = message.RaisedUnixMilliseconds;
        return said > receivedAt - OldestRaiseMilliseconds && said < raisedAt ? said : raisedAt;
    }

    private static string Describe(AlarmMessage message, long age)
    {
        return string.Create(CultureInfo.InvariantCulture,
            $"sequence {message.Sequence}, trigger {message.TriggerId}, device {message.DeviceType}, "
            + $"status {message.StatusCode}, location {message.Location}, presses {message.PressCount}, "
            + $"attempt {message.Attempt}, age {age} ms");
    }
}
