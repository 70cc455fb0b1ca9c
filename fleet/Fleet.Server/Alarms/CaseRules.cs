// The state machine of a case: what may follow on what, with which deadline and priority. No clock, no store.
using System;
using System.Globalization;

namespace Fleet.Server.Alarms;

/// <summary>
/// Raised → Claimed → Spoken → Dispatched → Accepted → OnSite → Closed. Every open state has exactly one deadline,
/// taken from the chain in force, and rests with an owner or a queue. Priorities lie in bands, so that no fault and
/// no test ever stands before a person: 1 to 4 person, 5 to 7 technical, 8 and 9 test. A case sounds while nobody who
/// could act
/// has seen the last thing that happened. What concerns responders is in <see cref="ResponderRules"/>.
/// </summary>
public static class CaseRules
{
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
    public static void Raise(CaseEdit edit, string detail)
    {
        AlarmCaseRow row = edit.Row;
        row.Version = 1;
        row.IsDirect = edit.Chain.IsDirect;
        row.IsSounding = true;
        edit.Enter(CaseState.Raised);
        edit.Log(CaseSteps.Raised, detail);
    }

    /// <summary>
    /// Another alarm joins: the count grows and the priority rises. The deadline stays: a press never postpones it.
    /// From the dispatch on it sounds again, because whoever was told knows of the first press only.
    /// </summary>
    public static void Join(CaseEdit edit, int presses, int priority, string detail)
    {
        AlarmCaseRow row = edit.Row;
        Add(row, presses, priority);
        row.IsSounding |= row.State >= CaseState.Dispatched;
        row.Version++;
        edit.Log(CaseSteps.Joined, detail);
    }

    /// <summary>Makes a person the owner, or takes their confirmation that they still are.</summary>
    public static CaseChangeResult Claim(CaseEdit edit, Guid actorId, string actorName)
    {
        AlarmCaseRow row = edit.Row;
        if (row.State == CaseState.Closed)
        {
            return CaseChangeResult.AlreadyClosed;
        }

        if (row.OwnerId is { } owner)
        {
            if (owner != actorId)
            {
                return CaseChangeResult.OwnedByAnother;
            }

            // Claiming one's own case again is the answer to a lost response, unless the case asks for its owner.
            if (row.IsSounding)
            {
                Touch(edit);
                edit.Log(CaseSteps.Confirmed, "", actorId, actorName);
            }

            return CaseChangeResult.Done;
        }

        TakeOver(edit, actorId, actorName);
        row.IsSounding = false;
        row.Version++;
        edit.Log(CaseSteps.Claimed, "", actorId, actorName);
        return CaseChangeResult.Done;
    }

    /// <summary>The owner, or a supervisor for them, gives the case back to its queue.</summary>
    public static CaseChangeResult Release(
        CaseEdit edit, Guid actorId, string actorName, bool isSupervisor, string note)
    {
        AlarmCaseRow row = edit.Row;
        CaseChangeResult right = MayChange(row, actorId, isSupervisor);
        if (right != CaseChangeResult.Done)
        {
            // One without an owner is where this would bring it.
            return right == CaseChangeResult.NotClaimed ? CaseChangeResult.Done : right;
        }

        string detail = With($"owner {row.OwnerId}", note);
        GiveBack(edit);
        row.IsSounding = true;
        row.Version++;
        edit.Log(CaseSteps.Released, detail, actorId, actorName);
        return CaseChangeResult.Done;
    }

    /// <summary>Hands the case to a colleague, who must confirm it by claiming.</summary>
    public static CaseChangeResult HandOver(
        CaseEdit edit, Guid actorId, string actorName, bool isSupervisor, Guid toId, string toName, string note)
    {
        AlarmCaseRow row = edit.Row;
        CaseChangeResult right = MayChange(row, actorId, isSupervisor);
        if (right is not (CaseChangeResult.Done or CaseChangeResult.NotClaimed))
        {
            return row.OwnerId == toId && right == CaseChangeResult.OwnedByAnother ? CaseChangeResult.Done : right;
        }

        if (row.OwnerId == toId)
        {
            return CaseChangeResult.Done;
        }

        string from = row.OwnerId is { } owner ? $"owner {owner}" : "queue " + Code(row.Queue);
        TakeOver(edit, toId, toName);
        row.IsSounding = true;
        row.Version++;
        edit.Log(CaseSteps.Handover, With($"from {from}; to owner {toId}", note), actorId, actorName);
        return CaseChangeResult.Done;
    }

    /// <summary>Hands the case to a queue: another shift, the supervisor, or the reserve reception.</summary>
    public static CaseChangeResult HandOver(
        CaseEdit edit, Guid actorId, string actorName, bool isSupervisor, CaseQueue queue, string note)
    {
        AlarmCaseRow row = edit.Row;
        CaseChangeResult right = MayChange(row, actorId, isSupervisor);
        if (right is not (CaseChangeResult.Done or CaseChangeResult.NotClaimed))
        {
            return right;
        }

        if (row.OwnerId is null && row.Queue == queue)
        {
            return CaseChangeResult.Done;
        }

        string from = row.OwnerId is { } owner ? $"owner {owner}" : "queue " + Code(row.Queue);
        row.Queue = queue;
        if (row.State == CaseState.Raised)
        {
            edit.Restart();
        }

        GiveBack(edit);
        row.IsSounding = true;
        row.Version++;
        edit.Log(CaseSteps.Handover, With($"from {from}; to queue {Code(queue)}", note), actorId, actorName);
        return CaseChangeResult.Done;
    }

    /// <summary>What came of speaking with the home; the newest call counts.</summary>
    /// <param name="edit">The change.</param>
    /// <param name="result">Spoken or silent.</param>
    /// <param name="actorId">Who says so; null when a call itself shows it.</param>
    /// <param name="actorName">The actor's display name.</param>
    public static CaseChangeResult NoteSpeech(CaseEdit edit, SpeechResult result, Guid? actorId, string? actorName)
    {
        AlarmCaseRow row = edit.Row;
        if (row.State == CaseState.Closed)
        {
            return CaseChangeResult.AlreadyClosed;
        }

        // Before the dispatch this decides what becomes of the case, and that is the owner's to decide.
        if (actorId is { } actor && row.State < CaseState.Dispatched
            && MayChange(row, actor, isSupervisor: false) is var right and not CaseChangeResult.Done)
        {
            return right;
        }

        if (row.Speech == result)
        {
            return CaseChangeResult.Done;
        }

        row.Speech = result;
        row.Version++;
        if (result == SpeechResult.Spoken)
        {
            row.SpokenAt ??= edit.At;
        }

        if (row.State is CaseState.Claimed or CaseState.Spoken)
        {
            edit.Enter(result == SpeechResult.Spoken ? CaseState.Spoken : CaseState.Claimed);
            row.IsSounding = false;
        }
        else if (row.State == CaseState.Raised)
        {
            edit.Restart();
        }

        edit.Log(result == SpeechResult.Spoken ? CaseSteps.Spoken : CaseSteps.Silent, "", actorId, actorName);
        return CaseChangeResult.Done;
    }

    /// <summary>A line in the log. The owner who writes one is there: their deadline begins anew.</summary>
    public static void Note(CaseEdit edit, string step, string detail, Guid actorId, string actorName)
    {
        AlarmCaseRow row = edit.Row;
        if (row.OwnerId == actorId && row.State != CaseState.Closed)
        {
            Touch(edit);
        }
        else
        {
            row.Version++;
        }

        edit.Log(step, detail, actorId, actorName);
    }

    /// <summary>Ends a case that the actor owns.</summary>
    public static CaseChangeResult Close(
        CaseEdit edit, Guid actorId, string actorName, CaseOutcome outcome, CaseCause cause, string note)
    {
        CaseChangeResult right = MayChange(edit.Row, actorId, isSupervisor: false);
        if (right != CaseChangeResult.Done)
        {
            return right;
        }

        if (edit.Row.MustDispatch)
        {
            return CaseChangeResult.MustDispatch;
        }

        CaseEndRules.End(edit, outcome, cause, note, actorId, actorName);
        return CaseChangeResult.Done;
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
    /// Whether the actor may decide: the owner may, and a supervisor for an owner where it says so. NotClaimed when
    /// nobody owns it.
    /// </summary>
    internal static CaseChangeResult MayChange(AlarmCaseRow row, Guid actorId, bool isSupervisor)
    {
        if (row.State == CaseState.Closed)
        {
            return CaseChangeResult.AlreadyClosed;
        }

        return row.OwnerId is not { } owner ? CaseChangeResult.NotClaimed
            : owner == actorId || isSupervisor ? CaseChangeResult.Done
            : CaseChangeResult.OwnedByAnother;
    }

    /// <summary>Takes the owner away; before the dispatch the case waits to be claimed again.</summary>
    internal static void GiveBack(CaseEdit edit)
    {
        AlarmCaseRow row = edit.Row;
        row.OwnerId = null;
        row.OwnerName = null;
        if (row.State is CaseState.Claimed or CaseState.Spoken)
        {
            edit.Enter(CaseState.Raised);
        }
    }

    /// <summary>A code as interfaces write it.</summary>
    internal static string Code(CaseQueue queue)
    {
        return queue.ToString().ToLowerInvariant();
    }

    /// <summary>Codes, and what a person added to them.</summary>
    internal static string With(string codes, string note)
    {
        return note.Length == 0 ? codes : codes + ": " + note;
    }

    internal static string Number(string key, long value)
    {
        return string.Create(CultureInfo.InvariantCulture, $"{key} {value}");
    }

    private static void TakeOver(CaseEdit edit, Guid ownerId, string ownerName)
    {
        AlarmCaseRow row = edit.Row;
        row.OwnerId = ownerId;
        row.OwnerName = ownerName;
        row.ClaimedAt = edit.At;
        if (row.State == CaseState.Raised)
        {
            edit.Enter(CaseState.Claimed);
        }
        else if (row.State is CaseState.Claimed or CaseState.Spoken)
        {
            edit.Restart();
        }
    }

    /// <summary>The owner is there. A silent case's way to its dispatch is not lengthened by it.</summary>
    private static void Touch(CaseEdit edit)
    {
        AlarmCaseRow row = edit.Row;
        row.IsSounding = false;
        row.Version++;
        if (CasePhases.Of(row) == CasePhase.Claimed)
        {
            edit.Restart();
        }
    }

    /// <summary>Presses that come to those of the case: it rises by one.</summary>
    internal static void Add(AlarmCaseRow row, int presses, int priority)
    {
        row.PressCount = (int)Math.Min(Limits.Alarms.PressCount, (long)row.PressCount + presses);
        row.Priority = PriorityWithin(row.Kind, Math.Min(row.Priority, priority) - 1);
        row.IsConditionActive = true;
    }
}
