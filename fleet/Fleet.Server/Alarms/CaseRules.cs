// The state machine of a case: what may follow on what, with which deadline and priority. No clock, no store.
using System;
using System.Globalization;

namespace Fleet.Server.Alarms;

/// <summary>
/// Raised → Claimed → Closed. Every open state has exactly one deadline. Priorities lie in bands, so that no fault and
/// no test ever stands before a person: 1 to 4 person, 5 to 7 technical, 8 and 9 test.
/// </summary>
public sealed class CaseRules
{
    private const long LongestDeadlineMilliseconds = 86_400_000;
    private readonly AlarmOptions _options;

    /// <summary>Creates the rules with their deadlines.</summary>
    public CaseRules(AlarmOptions options)
    {
        _options = options;
    }

    /// <summary>Puts a priority into its kind's band.</summary>
    public static int PriorityWithin(CaseKind kind, int priority)
    {
        return kind switch
        {
            CaseKind.Person => Math.Clamp(priority, 1, 4),
            CaseKind.Technical => Math.Clamp(priority, 5, 7),
            _ => Math.Clamp(priority, 8, 9),
        };
    }

    /// <summary>Makes a new case wait for somebody, with its first deadline.</summary>
    public void Raise(CaseEdit edit, string detail)
    {
        AlarmCaseRow row = edit.Row;
        row.State = CaseState.Raised;
        row.Version = 1;
        row.NextDeadlineAt = edit.Now + UnclaimedMilliseconds(row.Kind, 0);
        edit.Log(CaseSteps.Raised, detail);
    }

    /// <summary>
    /// Another alarm joins: the count grows and the priority rises. The deadline stays: a press never postpones it.
    /// </summary>
    public void Join(CaseEdit edit, int presses, int priority, string detail)
    {
        AlarmCaseRow row = edit.Row;
        row.PressCount = Math.Min(Limits.Alarms.PressCount, row.PressCount + presses);
        row.Priority = PriorityWithin(row.Kind, Math.Min(row.Priority, priority) - 1);
        row.IsConditionActive = true;
        row.Version++;
        edit.Log(CaseSteps.Joined, detail);
    }

    /// <summary>Makes a person the owner.</summary>
    public CaseChangeResult Claim(CaseEdit edit, Guid actorId, string actorName)
    {
        AlarmCaseRow row = edit.Row;
        if (row.State == CaseState.Closed)
        {
            return CaseChangeResult.AlreadyClosed;
        }

        if (row.State == CaseState.Claimed)
        {
            // Claiming one's own case again is the answer to a lost response, not a new step.
            return row.OwnerId == actorId ? CaseChangeResult.Done : CaseChangeResult.OwnedByAnother;
        }

        row.State = CaseState.Claimed;
        row.OwnerId = actorId;
        row.OwnerName = actorName;
        row.ClaimedAt = edit.At;
        row.OverdueCount = 0;
        row.NextDeadlineAt = edit.Now + ClaimedMilliseconds(row.Kind, 0);
        row.Version++;
        edit.Log(CaseSteps.Claimed, "", actorId, actorName);
        return CaseChangeResult.Done;
    }

    /// <summary>Ends a case that the actor owns.</summary>
    public CaseChangeResult Close(CaseEdit edit, Guid actorId, string actorName, CaseOutcome outcome, string note)
    {
        AlarmCaseRow row = edit.Row;
        if (row.State == CaseState.Closed)
        {
            return CaseChangeResult.AlreadyClosed;
        }

        if (row.State == CaseState.Raised)
        {
            return CaseChangeResult.NotClaimed;
        }

        if (row.OwnerId != actorId)
        {
            return CaseChangeResult.OwnedByAnother;
        }

        row.State = CaseState.Closed;
        row.Outcome = outcome;
        row.ClosedAt = edit.At;
        row.NextDeadlineAt = null;
        row.Version++;
        string code = ((int)outcome).ToString(CultureInfo.InvariantCulture);
        string detail = note.Length == 0 ? $"outcome {code}" : $"outcome {code}: {note}";
        edit.Log(CaseSteps.Closed, detail, actorId, actorName);
        return CaseChangeResult.Done;
    }

    /// <summary>
    /// The deadline has passed: the case sounds again, or its owner is reminded, and a new deadline starts.
    /// </summary>
    public void PassDeadline(CaseEdit edit)
    {
        AlarmCaseRow row = edit.Row;
        row.OverdueCount++;
        row.Version++;
        if (row.State == CaseState.Raised)
        {
            row.Priority = PriorityWithin(row.Kind, row.Priority - 1);
            row.NextDeadlineAt = edit.Now + UnclaimedMilliseconds(row.Kind, row.OverdueCount);
            edit.Log(CaseSteps.Overdue, Seconds("unclaimed for", edit.At - row.ReceivedAt));
        }
        else
        {
            row.NextDeadlineAt = edit.Now + ClaimedMilliseconds(row.Kind, row.OverdueCount);
            edit.Log(CaseSteps.Reminded, Seconds("claimed for", edit.At - (row.ClaimedAt ?? row.ReceivedAt)));
        }
    }

    /// <summary>The condition went away, or came back. The case stays open either way.</summary>
    /// <returns>False when nothing changed.</returns>
    public static bool SetCondition(CaseEdit edit, bool isActive, string detail)
    {
        AlarmCaseRow row = edit.Row;
        if (row.IsConditionActive == isActive || row.State == CaseState.Closed)
        {
            return false;
        }

        row.IsConditionActive = isActive;
        row.Version++;
        edit.Log(isActive ? CaseSteps.Recurred : CaseSteps.Cleared, detail);
        return true;
    }

    /// <summary>
    /// The longest a deadline in this state can lie ahead; one further away comes from a clock that was wrong.
    /// </summary>
    public long LongestAhead(CaseKind kind, CaseState state)
    {
        return kind == CaseKind.Person
            ? (state == CaseState.Raised ? UnclaimedMilliseconds(kind, 0) : ClaimedMilliseconds(kind, 0))
            : LongestDeadlineMilliseconds;
    }

    private long UnclaimedMilliseconds(CaseKind kind, int overdue)
    {
        return kind switch
        {
            CaseKind.Person => _options.UnclaimedPersonSeconds * 1_000L,
            CaseKind.Technical => Doubled(_options.UnclaimedTechnicalSeconds, overdue),
            _ => Doubled(_options.UnclaimedTestSeconds, overdue),
        };
    }

    private long ClaimedMilliseconds(CaseKind kind, int overdue)
    {
        return kind == CaseKind.Person
            ? _options.ClaimedReminderSeconds * 1_000L
            : Doubled(_options.ClaimedReminderSeconds, overdue);
    }

    private static long Doubled(int seconds, int times)
    {
        return Math.Min(LongestDeadlineMilliseconds, (seconds * 1_000L) << Math.Min(times, 16));
    }

    private static string Seconds(string what, long milliseconds)
    {
        return string.Create(CultureInfo.InvariantCulture, $"{what} {Math.Max(0, milliseconds) / 1_000} s");
    }
}
