// What a person's decision must say, before it is looked at whether the case allows it.
using System;
using System.Linq;
using Fleet.Server.Http;

namespace Fleet.Server.Alarms;

/// <summary>Checks the fields of actions.</summary>
internal static class CaseActionRules
{
    /// <summary>The first field that is wrong; null when none is.</summary>
    public static FieldFault? Fault(CaseAction action, DateTimeOffset now)
    {
        return action switch
        {
            ReleaseCase release => Note("note", release.Note),
            HandOverCase handOver => Fault(handOver),
            NoteSpeech { Result: not (SpeechResult.Spoken or SpeechResult.Silent) } =>
                new FieldFault("result", "must be spoken or silent."),
            AskForTest { Minutes: < Limits.Cases.TestMinutesLeast or > Limits.Cases.TestMinutesMost } =>
                new FieldFault(
                    "minutes", $"must be {Limits.Cases.TestMinutesLeast} to {Limits.Cases.TestMinutesMost}."),
            AcceptByPhone accept => Name(accept.Name),
            DeclineByPhone decline => Name(decline.Name),
            CheckInResponder checkIn => Method(checkIn.Method)
                ?? (checkIn.Name is null ? null : Name(checkIn.Name)) ?? At(checkIn.At, now),
            CheckOutResponder checkOut => Method(checkOut.Method) ?? At(checkOut.At, now),
            RemarkCase remark => Needed("text", remark.Text, Limits.Alarms.NoteLength),
            CallEmergencyServices call => Note("note", call.Note),
            SetOccupants set => Fault(set),
            CloseCase close => Fault(close),
            ReopenCase reopen => Needed("reason", reopen.Reason, Limits.Cases.ReasonLength),
            MergeCase { IntoCaseId: null } => new FieldFault("intoCaseId", "must be given."),
            LinkCase { OtherCaseId: null } or UnlinkCase { OtherCaseId: null } =>
                new FieldFault("otherCaseId", "must be given."),
            _ => null,
        };
    }

    /// <summary>The first field of an entry that is wrong; null when none is.</summary>
    public static FieldFault? Fault(EnterCase entry)
    {
        if (entry.Source is not (CaseSource.Phone or CaseSource.SosAlarm or CaseSource.Other))
        {
            return new FieldFault("source", "must be phone, sosAlarm or other.");
        }

        if (entry.Priority is < 1 or > 4)
        {
            return new FieldFault("priority", "must be 1 to 4.");
        }

        return entry.Occupant is < 0 or > 9
            ? new FieldFault("occupant", "must be 0 to 9.")
            : Note("note", entry.Note);
    }

    private static FieldFault? Fault(HandOverCase handOver)
    {
        if (handOver.PersonId is null == handOver.Queue is null)
        {
            return new FieldFault("personId", "must be given, or queue instead of it.");
        }

        return handOver.Queue is CaseQueue.Group || (handOver.Queue is { } queue && !Enum.IsDefined(queue))
            ? new FieldFault("queue", "must be operators, supervisor or reserve.")
            : Note("note", handOver.Note);
    }

    private static FieldFault? Fault(SetOccupants set)
    {
        return set.Occupants is not { } given || given.Any(one => one is < 1 or > 9)
            || given.Distinct().Count() != given.Count
                ? new FieldFault("occupants", "must be numbers from 1 to 9, each once.")
                : null;
    }

    private static FieldFault? Fault(CloseCase close)
    {
        if (close.Outcome is not { } outcome)
        {
            return new FieldFault("outcome", "must be given.");
        }

        if (!Enum.IsDefined(outcome) || outcome == CaseOutcome.Merged)
        {
            return new FieldFault("outcome", "must be an outcome that a person gives.");
        }

        return Enum.IsDefined(close.Cause) ? Note("note", close.Note) : new FieldFault("cause", "must be a cause.");
    }

    private static FieldFault? Method(ReceiptMethod? method)
    {
        return method is null or ReceiptMethod.Operator or ReceiptMethod.Lock
            ? null
            : new FieldFault("method", "must be operator or lock.");
    }

    private static FieldFault? At(DateTimeOffset? at, DateTimeOffset now)
    {
        return at is { } told && (told > now || told < now.AddHours(-Limits.Cases.ReceiptHours))
            ? new FieldFault("at", $"must lie within the last {Limits.Cases.ReceiptHours} hours.")
            : null;
    }

    private static FieldFault? Name(string? name)
    {
        return Needed("name", name, Limits.Cases.NameLength);
    }

    private static FieldFault? Needed(string field, string? text, int length)
    {
        return string.IsNullOrWhiteSpace(text) || text.Trim().Length > length
            ? new FieldFault(field, $"must have 1 to {length} characters.")
            : null;
    }

    private static FieldFault? Note(string field, string? text)
    {
        return text?.Trim().Length > Limits.Alarms.NoteLength
            ? new FieldFault(field, $"must have at most {Limits.Alarms.NoteLength} characters.")
            : null;
    }
}
