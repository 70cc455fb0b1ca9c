// The part of the state machine that concerns responders, and the steps of a chain. No clock, no store.
using System;
using Fleet.Server.Dispatch;

namespace Fleet.Server.Alarms;

/// <summary>
/// From the dispatch to the check-out. The owner stays responsible until a responder accepts (NOR-029), and keeps the
/// case for its closing.
/// </summary>
public static class ResponderRules
{
    /// <summary>Whether a person may have responders told now.</summary>
    public static CaseChangeResult MayDispatch(AlarmCaseRow row, Guid actorId)
    {
        CaseChangeResult right = CaseRules.MayChange(row, actorId, isSupervisor: false);
        return right == CaseChangeResult.Done && row.State is (CaseState.Accepted or CaseState.OnSite)
            ? CaseChangeResult.AlreadyAccepted
            : right;
    }

    /// <summary>Responders were told, by a person's decision, at the raising, or by the chain.</summary>
    public static CaseChangeResult Dispatched(CaseEdit edit, DispatchResult result, Guid? actorId, string? actorName)
    {
        AlarmCaseRow row = edit.Row;
        row.Version++;
        if (!result.IsAnybodyTold)
        {
            edit.Log(CaseSteps.NobodyTold, result.Detail, actorId, actorName);
            if (actorId is null)
            {
                NobodyHears(edit);
            }

            return CaseChangeResult.NobodyToTell;
        }

        row.DispatchedAt ??= edit.At;
        SetGroup(row, result);
        if (row.IsDirect && row.OwnerId is null)
        {
            row.Queue = CaseQueue.Group;
        }

        row.IsSounding = row.OwnerId is null && row.Queue != CaseQueue.Group;
        edit.Enter(CaseState.Dispatched);
        edit.Log(CaseSteps.Dispatched, Told(result), actorId, actorName);
        return CaseChangeResult.Done;
    }

    /// <summary>A responder takes the case.</summary>
    /// <param name="edit">The change.</param>
    /// <param name="responder">Who; an empty id when only the name is known.</param>
    /// <param name="how">reply, link, call or operator.</param>
    /// <param name="byOperator">The operator who was told so; null when the responder said it themselves.</param>
    public static CaseChangeResult Accept(CaseEdit edit, ResponderOnCase responder, string how, Guid? byOperator)
    {
        AlarmCaseRow row = edit.Row;
        switch (row.State)
        {
            case CaseState.Closed:
                return CaseChangeResult.AlreadyClosed;
            case CaseState.Accepted or CaseState.OnSite:
                return Has(row, responder) ? CaseChangeResult.Done : CaseChangeResult.OwnedByAnother;
            case CaseState.Raised or CaseState.Claimed or CaseState.Spoken when byOperator is null:
                return CaseChangeResult.NotDispatched;
            case CaseState.Raised or CaseState.Claimed or CaseState.Spoken:
                // The operator reached somebody by phone before anybody was told by message: that is the dispatch.
                CaseChangeResult right = CaseRules.MayChange(row, byOperator!.Value, isSupervisor: false);
                if (right != CaseChangeResult.Done)
                {
                    return right;
                }

                row.DispatchedAt ??= edit.At;
                string told = Keys("how phone", "group", responder.GroupId);
                edit.Log(CaseSteps.Dispatched, told, byOperator, row.OwnerName);
                break;
        }

        row.ResponderId = responder.ResponderId == Guid.Empty ? null : responder.ResponderId;
        row.ResponderName = responder.Name;
        row.GroupId = responder.GroupId ?? row.GroupId;
        row.AcceptedAt = edit.At;
        row.IsSounding = false;
        row.Version++;
        edit.Enter(CaseState.Accepted);
        string detail = Keys(Keys($"how {how}", "by", byOperator), "responder", row.ResponderId);
        edit.Log(CaseSteps.Accepted, Keys(detail, "group", row.GroupId), row.ResponderId, responder.Name);
        string from = row.OwnerId is { } owner ? $"owner {owner}" : "queue " + CaseRules.Code(row.Queue);
        edit.Log(CaseSteps.Transferred, $"from {from}; to responder", row.ResponderId, responder.Name);
        return CaseChangeResult.Done;
    }

    /// <summary>A responder declines.</summary>
    /// <param name="edit">The change.</param>
    /// <param name="responder">Who; an empty id when only the name is known.</param>
    /// <param name="how">reply, link, call or operator.</param>
    /// <param name="isNextTold">True when the next responders are to be told now (HUL-053).</param>
    public static CaseChangeResult Decline(
        CaseEdit edit, ResponderOnCase responder, string how, out bool isNextTold)
    {
        AlarmCaseRow row = edit.Row;
        isNextTold = false;
        if (row.State is CaseState.Closed)
        {
            return CaseChangeResult.AlreadyClosed;
        }

        if (row.State < CaseState.Dispatched)
        {
            return CaseChangeResult.NotDispatched;
        }

        bool isTheirs = row.State != CaseState.Dispatched && Has(row, responder);
        if (isTheirs && row.State == CaseState.OnSite)
        {
            return CaseChangeResult.AlreadyAccepted;
        }

        if (isTheirs)
        {
            LoseResponder(edit);
        }

        isNextTold = row.State == CaseState.Dispatched;
        row.Version++;
        Guid? id = responder.ResponderId == Guid.Empty ? null : responder.ResponderId;
        edit.Log(CaseSteps.Declined, Keys($"how {how}", "group", responder.GroupId), id, responder.Name);
        return CaseChangeResult.Done;
    }

    /// <summary>The next responders were told after a declined or lost case; they get the whole time.</summary>
    public static void NextTold(CaseEdit edit, DispatchResult result)
    {
        edit.Row.Version++;
        if (!result.IsAnybodyTold)
        {
            edit.Log(CaseSteps.NobodyTold, result.Detail);
            NobodyHears(edit);
            return;
        }

        SetGroup(edit.Row, result);
        edit.Restart();
        edit.Log(CaseSteps.NextTold, Told(result));
    }

    /// <summary>A responder is there (HBG-051, HBG-069).</summary>
    public static CaseChangeResult CheckIn(
        CaseEdit edit,
        ResponderOnCase? responder,
        ReceiptMethod method,
        long at,
        Guid? byOperator,
        string? operatorName)
    {
        AlarmCaseRow row = edit.Row;
        if (row.State == CaseState.Closed)
        {
            return CaseChangeResult.AlreadyClosed;
        }

        if (row.State < CaseState.Dispatched)
        {
            return CaseChangeResult.NotDispatched;
        }

        if (row.State == CaseState.OnSite && row.LeftAt is null)
        {
            return CaseChangeResult.Done;
        }

        // Somebody may come without having answered: then the hub, or the group, is all that is known of them.
        row.ResponderName ??= responder?.Name ?? row.GroupName ?? "hub";
        row.ResponderId ??= responder is null || responder.ResponderId == Guid.Empty ? null : responder.ResponderId;
        row.OnSiteAt = at;
        row.LeftAt = null;
        row.ReceiptMethod = method;
        row.IsSounding = false;
        row.Version++;
        edit.Enter(CaseState.OnSite);
        Guid? id = byOperator ?? responder?.ResponderId;
        edit.Log(CaseSteps.CheckedIn, Receipt(method, at, responder), id, operatorName ?? responder?.Name);
        return CaseChangeResult.Done;
    }

    /// <summary>A responder is done; a direct case that no operator owns is closed by it (HUL-003).</summary>
    public static CaseChangeResult CheckOut(
        CaseEdit edit,
        ResponderOnCase? responder,
        ReceiptMethod method,
        long at,
        Guid? byOperator,
        string? operatorName)
    {
        AlarmCaseRow row = edit.Row;
        if (row.State == CaseState.OnSite && row.LeftAt is not null)
        {
            return CaseChangeResult.Done;
        }

        // Who checks out has been there, even when the check-in was forgotten.
        if (row.State != CaseState.OnSite
            && CheckIn(edit, responder, method, at, byOperator, operatorName) is var there
            && there != CaseChangeResult.Done)
        {
            return there;
        }

        row.LeftAt = Math.Max(at, row.OnSiteAt ?? at);
        row.Version++;
        Guid? id = byOperator ?? responder?.ResponderId;
        string? name = operatorName ?? responder?.Name;
        edit.Log(CaseSteps.CheckedOut, Receipt(method, at, responder), id, name);
        if (row.IsDirect && row.OwnerId is null)
        {
            CaseEndRules.End(edit, CaseOutcome.Visited, CaseCause.None, "", id, name ?? row.ResponderName);
            return CaseChangeResult.Done;
        }

        row.IsSounding = true;
        edit.Enter(CaseState.OnSite);
        return CaseChangeResult.Done;
    }

    /// <summary>The responder who has a case without an operator closes it.</summary>
    public static CaseChangeResult Close(
        CaseEdit edit, ResponderOnCase responder, CaseOutcome outcome, CaseCause cause, string note)
    {
        AlarmCaseRow row = edit.Row;
        if (row.State == CaseState.Closed)
        {
            return CaseChangeResult.AlreadyClosed;
        }

        if (row.State < CaseState.Accepted)
        {
            return row.State == CaseState.Dispatched ? CaseChangeResult.NotClaimed : CaseChangeResult.NotDispatched;
        }

        if (row.OwnerId is not null || !row.IsDirect || !Has(row, responder))
        {
            return CaseChangeResult.OwnedByAnother;
        }

        CaseEndRules.End(edit, outcome, cause, note, responder.ResponderId, responder.Name);
        return CaseChangeResult.Done;
    }

    /// <summary>
    /// The case goes to the supervisor, or stays with the reserve reception, and sounds. An owner who did nothing in
    /// time loses it; from the dispatch on, the owner keeps it and others hear of it too.
    /// </summary>
    internal static void Escalate(CaseEdit edit, CaseQueue queue)
    {
        AlarmCaseRow row = edit.Row;
        if (row.Queue == CaseQueue.Group || row.Queue < queue)
        {
            row.Queue = queue;
        }

        edit.Log(CaseSteps.Queued, "queue " + CaseRules.Code(row.Queue));
        Raise(row);
        if (row.State is CaseState.Claimed or CaseState.Spoken)
        {
            CaseRules.GiveBack(edit);
        }
        else
        {
            edit.Continue();
        }
    }

    /// <summary>It sounds, before others of its kind.</summary>
    internal static void Raise(AlarmCaseRow row)
    {
        row.IsSounding = true;
        row.Priority = CaseRules.PriorityWithin(row.Kind, row.Priority - 1);
    }

    /// <summary>Who accepted does not come: the case is as after its dispatch.</summary>
    internal static void LoseResponder(CaseEdit edit)
    {
        AlarmCaseRow row = edit.Row;
        row.ResponderId = null;
        row.ResponderName = null;
        row.AcceptedAt = null;
        Raise(row);
        edit.Enter(CaseState.Dispatched);
    }

    /// <summary>Nobody can be told: somebody who can mend it hears of it at once.</summary>
    internal static void NobodyHears(CaseEdit edit)
    {
        Escalate(edit, CaseQueue.Supervisor);
    }

    internal static void SetGroup(AlarmCaseRow row, DispatchResult result)
    {
        row.GroupId = result.GroupId ?? row.GroupId;
        row.GroupName = result.GroupName.Length > 0 ? result.GroupName : row.GroupName;
    }

    internal static string Told(DispatchResult result)
    {
        string codes = Keys(CaseRules.Number("told", result.Told), "group", result.GroupId);
        return result.Detail.Length == 0 ? codes : codes + "; " + result.Detail;
    }

    private static bool Has(AlarmCaseRow row, ResponderOnCase responder)
    {
        return row.ResponderId is { } id && responder.ResponderId != Guid.Empty
            ? id == responder.ResponderId
            : row.ResponderName == responder.Name;
    }

    private static string Receipt(ReceiptMethod method, long at, ResponderOnCase? responder)
    {
        string codes = $"method {method.ToString().ToLowerInvariant()}; " + CaseRules.Number("at", at);
        return responder is null || responder.ResponderId == Guid.Empty
            ? codes
            : Keys(codes, "responder", responder.ResponderId);
    }

    private static string Keys(string codes, string key, Guid? id)
    {
        return id is { } known ? $"{codes}; {key} {known}" : codes;
    }
}
