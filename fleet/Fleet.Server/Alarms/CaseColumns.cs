// Between the columns of a case and its row in memory.
using System;
using System.Data.Common;
using Fleet.Server.Store;

namespace Fleet.Server.Alarms;

/// <summary>Reads and binds the columns that <see cref="CaseStore"/> names.</summary>
internal static class CaseColumns
{
    /// <summary>Reads the present row, whose columns are <see cref="CaseStore.Columns"/>.</summary>
    public static AlarmCaseRow Map(DbDataReader reader)
    {
        return new AlarmCaseRow
        {
            CaseId = reader.GetGuid(0),
            TenantId = reader.GetGuid(1),
            CaseNumber = reader.GetInt64(2),
            HubRowId = reader.GetInt64(3),
            Kind = (CaseKind)reader.GetInt32(4),
            DeviceType = reader.GetInt32(5),
            StatusCode = reader.GetInt32(6),
            TriggerId = reader.GetInt64(7),
            Priority = reader.GetInt32(8),
            State = (CaseState)reader.GetInt32(9),
            IsConditionActive = reader.GetBoolean(10),
            PressCount = reader.GetInt32(11),
            RaisedAt = reader.GetInt64(12),
            ReceivedAt = reader.GetInt64(13),
            LastEventAt = reader.GetInt64(14),
            OwnerId = IdOrNull(reader, 15),
            OwnerName = TextOrNull(reader, 16),
            ClaimedAt = NumberOrNull(reader, 17),
            NextDeadlineAt = NumberOrNull(reader, 18),
            OverdueCount = reader.GetInt32(19),
            Outcome = reader.IsDBNull(20) ? null : (CaseOutcome)reader.GetInt32(20),
            ClosedAt = NumberOrNull(reader, 21),
            Version = reader.GetInt64(22),
            LogCount = reader.GetInt64(23),
            LogHash = reader.GetFieldValue<byte[]>(24),
            Location = reader.GetInt32(25),
            Occupants = reader.GetInt32(26),
            Queue = (CaseQueue)reader.GetInt32(27),
            IsDirect = reader.GetBoolean(28),
            PhaseSince = reader.GetInt64(29),
            StepIndex = reader.GetInt32(30),
            Speech = (SpeechResult)reader.GetInt32(31),
            SpokenAt = NumberOrNull(reader, 32),
            DispatchedAt = NumberOrNull(reader, 33),
            AcceptedAt = NumberOrNull(reader, 34),
            OnSiteAt = NumberOrNull(reader, 35),
            LeftAt = NumberOrNull(reader, 36),
            GroupId = IdOrNull(reader, 37),
            GroupName = TextOrNull(reader, 38),
            ResponderId = IdOrNull(reader, 39),
            ResponderName = TextOrNull(reader, 40),
            ReceiptMethod = (ReceiptMethod)reader.GetInt32(41),
            Cause = (CaseCause)reader.GetInt32(42),
            MergedInto = IdOrNull(reader, 43),
            ReopenCount = reader.GetInt32(44),
            Source = (CaseSource)reader.GetInt32(45),
            IsSounding = reader.GetBoolean(46),
            QuietUntil = NumberOrNull(reader, 47),
            TestAskedAt = NumberOrNull(reader, 48),
            TestDueAt = NumberOrNull(reader, 49),
            VisitSince = NumberOrNull(reader, 50),
        };
    }

    /// <summary>Sets the parameters of what changes.</summary>
    public static void BindChanging(StoreCommand command, AlarmCaseRow row)
    {
        command.With("@case_id", row.CaseId)
            .With("@priority", (long)row.Priority)
            .With("@state", (long)row.State)
            .With("@is_condition_active", row.IsConditionActive)
            .With("@press_count", (long)row.PressCount)
            .With("@last_event_at", row.LastEventAt)
            .With("@owner_id", row.OwnerId)
            .With("@owner_name", row.OwnerName)
            .With("@claimed_at", row.ClaimedAt)
            .With("@next_deadline_at", row.NextDeadlineAt)
            .With("@overdue_count", (long)row.OverdueCount)
            .With("@outcome", (long?)row.Outcome)
            .With("@closed_at", row.ClosedAt)
            .With("@version", row.Version)
            .With("@log_count", row.LogCount)
            .With("@log_hash", row.LogHash)
            .With("@occupants", (long)row.Occupants)
            .With("@queue", (long)row.Queue)
            .With("@is_direct", row.IsDirect)
            .With("@phase_since", row.PhaseSince)
            .With("@step_index", (long)row.StepIndex)
            .With("@speech", (long)row.Speech)
            .With("@spoken_at", row.SpokenAt)
            .With("@dispatched_at", row.DispatchedAt)
            .With("@accepted_at", row.AcceptedAt)
            .With("@on_site_at", row.OnSiteAt)
            .With("@left_at", row.LeftAt)
            .With("@group_id", row.GroupId)
            .With("@group_name", row.GroupName)
            .With("@responder_id", row.ResponderId)
            .With("@responder_name", row.ResponderName)
            .With("@receipt_method", (long)row.ReceiptMethod)
            .With("@cause", (long)row.Cause)
            .With("@merged_into", row.MergedInto)
            .With("@reopen_count", (long)row.ReopenCount)
            .With("@is_sounding", row.IsSounding)
            .With("@quiet_until", row.QuietUntil)
            .With("@test_asked_at", row.TestAskedAt)
            .With("@test_due_at", row.TestDueAt)
            .With("@visit_since", row.VisitSince);
    }

    /// <summary>Sets the parameters of what never changes.</summary>
    public static void BindFixed(StoreCommand command, AlarmCaseRow row)
    {
        command.With("@tenant_id", row.TenantId)
            .With("@case_number", row.CaseNumber)
            .With("@hub_row_id", row.HubRowId)
            .With("@kind", (long)row.Kind)
            .With("@device_type", (long)row.DeviceType)
            .With("@status_code", (long)row.StatusCode)
            .With("@trigger_id", row.TriggerId)
            .With("@location", (long)row.Location)
            .With("@raised_at", row.RaisedAt)
            .With("@source", (long)row.Source)
            .With("@received_at", row.ReceivedAt);
    }

    private static long? NumberOrNull(DbDataReader reader, int column)
    {
        return reader.IsDBNull(column) ? null : reader.GetInt64(column);
    }

    private static string? TextOrNull(DbDataReader reader, int column)
    {
        return reader.IsDBNull(column) ? null : reader.GetString(column);
    }

    private static Guid? IdOrNull(DbDataReader reader, int column)
    {
        return reader.IsDBNull(column) ? null : reader.GetGuid(column);
    }
}
