// Turns alarms and faults into cases, or joins them to the open one.
using System;
using System.Data.Common;
using System.Globalization;
using Fleet.Server.Store;
using Hub.Protocols.Alarms;
using Hub.Protocols.Messages;

namespace Fleet.Server.Alarms;

/// <inheritdoc cref="ICaseIntake"/>
internal sealed class CaseIntake : ICaseIntake
{
    private const long OldestRaiseMilliseconds = 30L * 86_400_000;
    private readonly CaseCourse _course;
    private readonly ICaseProgress _progress;

    /// <summary>Creates the intake.</summary>
    public CaseIntake(CaseCourse course, ICaseProgress progress)
    {
        _course = course;
        _progress = progress;
    }

    public Intake Take(StoreSession session, AlarmSource source, AlarmMessage message, long receivedAt)
    {
        if (FindCase(session, source.HubRowId, message.Sequence) is { } known)
        {
            return new Intake(IntakeResult.Repeated, known);
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
            row.Location = message.Location;
            row.Occupants = Bit(message.Occupant);
            row.Priority = CaseRules.PriorityWithin(kind, message.Priority);
            row.PressCount = Math.Clamp(message.PressCount, 1, Limits.Alarms.PressCount);
            CaseRules.Raise(edit, Describe(message, receivedAt - raisedAt));
        }
        else
        {
            edit = _course.Edit(session, open, receivedAt);
            open.Occupants |= Bit(message.Occupant);
            CaseRules.Join(edit, message.PressCount, message.Priority, Describe(message, receivedAt - raisedAt));
        }

        _course.Save(session, edit);
        InsertAlarm(session, source, message, raisedAt, receivedAt, edit.Row.CaseId);
        DispatchDirect(session, edit);
        TakeTest(session, source, message, raisedAt, receivedAt);
        return new Intake(open is null ? IntakeResult.Raised : IntakeResult.Joined, edit.Row.CaseId);
    }

    /// <summary>A test alarm that a home was asked for is the proof that its loss is over (HBG-082).</summary>
    private void TakeTest(
        StoreSession session, AlarmSource source, AlarmMessage message, long raisedAt, long receivedAt)
    {
        if ((AlarmKind)message.Kind == AlarmKind.Technical)
        {
            return;
        }

        foreach (AlarmCaseRow row in CaseStore.FindAwaitingTest(session, source.HubRowId))
        {
            if (LossRules.Proves(row, (AlarmKind)message.Kind == AlarmKind.Test, message.TriggerId, raisedAt))
            {
                CaseEdit edit = _course.Edit(session, row, receivedAt);
                LossRules.TakeTest(edit, string.Create(
                    CultureInfo.InvariantCulture, $"sequence {message.Sequence}; trigger {message.TriggerId}"));
                _course.Save(session, edit);
            }
        }
    }

    public bool TakePresence(StoreSession session, AlarmSource source, AlarmMessage message, long receivedAt)
    {
        Outbox.Open(session);
        long at = RaisedAt(message, receivedAt);
        if (!PresenceStore.Insert(session, source, message, at, receivedAt))
        {
            return false;
        }

        MoveByPresence(session, source, message.StatusCode, at, receivedAt);
        return true;
    }

    /// <summary>
    /// Presence after an alarm moves the home's person case once responders know of it (HBG-051, HBG-076); a planned
    /// visit, or presence from before the alarm, moves nothing.
    /// </summary>
    private void MoveByPresence(StoreSession session, AlarmSource source, int statusCode, long at, long now)
    {
        if (statusCode == StatusCodes.PlannedPresence
            || CaseStore.FindOpen(session, source.HubRowId, CaseKind.Person) is not { } row || at < row.RaisedAt)
        {
            return;
        }

        bool isEnd = statusCode == StatusCodes.InterventionComplete;
        if (row.State < CaseState.Dispatched)
        {
            string detail = CaseRules.Number(isEnd ? "check-out at" : "check-in at", at);
            _progress.Note(session, row.TenantId, row.CaseId, CaseSteps.Noted, detail, now);
        }
        else if (isEnd)
        {
            _progress.CheckOut(session, row.TenantId, row.CaseId, null, ReceiptMethod.Hub, at, now);
        }
        else
        {
            _progress.CheckIn(session, row.TenantId, row.CaseId, null, ReceiptMethod.Hub, at, now);
        }
    }

    public long? FindPresence(StoreSession session, long hubRowId, ulong sequence)
    {
        return PresenceStore.FindReceivedAt(session, hubRowId, sequence);
    }

    public Guid? FindCase(StoreSession session, long hubRowId, ulong sequence)
    {
        using DbDataReader reader = session.Sql(
            "SELECT case_id FROM care.alarm WHERE hub_row_id = @hub AND sequence = @sequence")
            .With("@hub", hubRowId)
            .With("@sequence", (long)sequence)
            .Read();
        return reader.Read() ? reader.GetGuid(0) : null;
    }

    public Guid RaiseFault(StoreSession session, Fault fault, long since, long now, string detail)
    {
        Outbox.Open(session);
        AlarmCaseRow? open = FindOpen(session, fault);
        CaseEdit edit;
        if (open is null)
        {
            edit = NewCase(session, fault.Source, CaseKind.Technical, since, now);
            edit.Row.DeviceType = fault.DeviceType;
            edit.Row.StatusCode = fault.StatusCode;
            edit.Row.TriggerId = fault.TriggerId;
            edit.Row.Priority = CaseRules.PriorityWithin(CaseKind.Technical, 6);
            edit.Row.PressCount = 1;
            CaseRules.Raise(edit, detail);
        }
        else
        {
            edit = _course.Edit(session, open, now);
            if (!CaseRules.SetCondition(edit, isActive: true, detail))
            {
                return open.CaseId;
            }
        }

        _course.Save(session, edit);
        DispatchDirect(session, edit);
        return edit.Row.CaseId;
    }

    public void ClearFault(StoreSession session, Fault fault, long now, string detail)
    {
        Outbox.Open(session);
        AlarmCaseRow? open = FindOpen(session, fault);
        if (open is null)
        {
            return;
        }

        CaseEdit edit = _course.Edit(session, open, now);
        if (CaseRules.SetCondition(edit, isActive: false, detail))
        {
            _course.Save(session, edit);
        }
    }

    public void NoteAcknowledged(StoreSession session, Guid tenantId, Guid caseId, ulong sequence, long at)
    {
        if (CaseStore.Find(session, tenantId, caseId) is { } row)
        {
            CaseEdit edit = _course.Edit(session, row, at);
            edit.Log(CaseSteps.Acknowledged, string.Create(CultureInfo.InvariantCulture, $"sequence {sequence}"));
            _course.Save(session, edit, announce: false);
        }
    }

    private static AlarmCaseRow? FindOpen(StoreSession session, Fault fault)
    {
        return CaseStore.FindOpenFault(
            session, fault.Source.HubRowId, fault.TriggerId, fault.DeviceType, fault.StatusCode);
    }

    private CaseEdit NewCase(StoreSession session, AlarmSource source, CaseKind kind, long raisedAt, long now)
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
        return _course.Edit(session, row, now, isNew: true);
    }

    /// <summary>Without operators the responders are told in the transaction that holds the alarm (HUL-003).</summary>
    private void DispatchDirect(StoreSession session, CaseEdit edit)
    {
        if (edit is { IsNew: true, Row.IsDirect: true })
        {
            AlarmCaseRow row = edit.Row;
            _ = _course.Dispatch(session, ref row, edit.Now, null, null, null);
        }
    }

    private static void InsertAlarm(
        StoreSession session, AlarmSource source, AlarmMessage message, long raisedAt, long receivedAt, Guid caseId)
    {
        session.Sql(
            """
            INSERT INTO care.alarm (
                hub_row_id, sequence, tenant_id, boot_count, kind, trigger_id, device_type, status_code, location,
                priority, press_count, raised_at, received_at, case_id, occupant)
            VALUES (
                @hub, @sequence, @tenant_id, @boot_count, @kind, @trigger_id, @device_type, @status_code, @location,
                @priority, @press_count, @raised_at, @received_at, @case_id, @occupant)
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
            .With("@occupant", (long)message.Occupant)
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

    private static int Bit(int occupant)
    {
        return occupant is > 0 and < 31 ? 1 << occupant : 0;
    }

    private static string Describe(AlarmMessage message, long age)
    {
        return string.Create(CultureInfo.InvariantCulture,
            $"sequence {message.Sequence}, trigger {message.TriggerId}, device {message.DeviceType}, "
            + $"status {message.StatusCode}, location {message.Location}, occupant {message.Occupant}, "
            + $"presses {message.PressCount}, attempt {message.Attempt}, age {age} ms");
    }
}
