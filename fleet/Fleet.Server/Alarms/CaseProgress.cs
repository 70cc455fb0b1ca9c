// Responders, messages and presence move cases.
using System;
using System.Data.Common;
using Fleet.Server.Store;

namespace Fleet.Server.Alarms;

/// <inheritdoc cref="ICaseProgress"/>
internal sealed class CaseProgress : ICaseProgress
{
    private readonly CaseCourse _course;

    public CaseProgress(CaseCourse course)
    {
        _course = course;
    }

    public CaseChangeResult Accept(
        StoreSession session, Guid tenantId, Guid caseId, ResponderOnCase responder, string how, long now)
    {
        return Accept(session, tenantId, caseId, responder, how, now, byOperator: null);
    }

    public CaseChangeResult Decline(
        StoreSession session, Guid tenantId, Guid caseId, ResponderOnCase responder, string how, long now)
    {
        if (CaseStore.Find(session, tenantId, caseId) is not { } row)
        {
            return CaseChangeResult.NotFound;
        }

        if (row.State == CaseState.Dispatched && HasDeclined(session, caseId, responder))
        {
            return CaseChangeResult.Done;
        }

        CaseEdit edit = _course.Edit(session, row, now);
        CaseChangeResult result = ResponderRules.Decline(edit, responder, how, out bool isNextTold);
        _course.Save(session, edit);
        if (isNextTold)
        {
            _course.TellNext(session, ref row, now);
        }

        return result;
    }

    public CaseChangeResult CheckIn(
        StoreSession session, Guid tenantId, Guid caseId, ResponderOnCase? responder, ReceiptMethod method, long at,
        long now)
    {
        return Change(session, tenantId, caseId, now, edit =>
            ResponderRules.CheckIn(edit, responder, method, Math.Min(at, now), null, null));
    }

    public CaseChangeResult CheckOut(
        StoreSession session, Guid tenantId, Guid caseId, ResponderOnCase? responder, ReceiptMethod method, long at,
        long now)
    {
        return Change(session, tenantId, caseId, now, edit =>
            ResponderRules.CheckOut(edit, responder, method, Math.Min(at, now), null, null));
    }

    public bool Note(
        StoreSession session, Guid tenantId, Guid caseId, string step, string detail, long now, Guid? actorId = null,
        string? actorName = null)
    {
        if (CaseStore.Find(session, tenantId, caseId) is not { } row)
        {
            return false;
        }

        // No new version: what a message did must not make an operator's decision stale.
        CaseEdit edit = _course.Edit(session, row, now);
        edit.Log(step, detail, actorId, actorName);
        _course.Save(session, edit);
        return true;
    }

    public CaseChangeResult SetSpeech(
        StoreSession session, Guid tenantId, Guid caseId, SpeechResult result, long now, Guid? actorId,
        string? actorName)
    {
        return Change(
            session, tenantId, caseId, now, edit => CaseRules.NoteSpeech(edit, result, actorId, actorName));
    }

    public CaseChangeResult Close(
        StoreSession session, Guid tenantId, Guid caseId, ResponderOnCase responder, CaseOutcome outcome,
        CaseCause cause, string note, long now)
    {
        return Change(
            session, tenantId, caseId, now, edit => ResponderRules.Close(edit, responder, outcome, cause, note));
    }

    /// <summary>As the public call; an operator who was told by phone may name the first responder.</summary>
    public CaseChangeResult Accept(
        StoreSession session,
        Guid tenantId,
        Guid caseId,
        ResponderOnCase responder,
        string how,
        long now,
        Guid? byOperator)
    {
        if (CaseStore.Find(session, tenantId, caseId) is not { } row)
        {
            return CaseChangeResult.NotFound;
        }

        CaseEdit edit = _course.Edit(session, row, now);
        CaseChangeResult result = ResponderRules.Accept(edit, responder, how, byOperator);
        if (edit.Entries.Count > 0)
        {
            _course.Save(session, edit);
            _course.Settle(session, row, now, responder.ResponderId);
        }

        return result;
    }

    private CaseChangeResult Change(
        StoreSession session, Guid tenantId, Guid caseId, long now, Func<CaseEdit, CaseChangeResult> change)
    {
        if (CaseStore.Find(session, tenantId, caseId) is not { } row)
        {
            return CaseChangeResult.NotFound;
        }

        CaseEdit edit = _course.Edit(session, row, now);
        bool wasOpen = row.State != CaseState.Closed;
        CaseChangeResult result = change(edit);
        _course.Save(session, edit);
        if (wasOpen && row.State == CaseState.Closed)
        {
            _course.Settle(session, row, now, acceptedBy: null);
        }

        return result;
    }

    /// <summary>Whether the responder has declined since responders were told anew: the answer came twice.</summary>
    private static bool HasDeclined(StoreSession session, Guid caseId, ResponderOnCase responder)
    {
        using DbDataReader reader = session.Sql(
            """
            SELECT number FROM care.case_log
            WHERE case_id = @id AND step = 'declined' AND actor_id = @responder AND number > (
                SELECT COALESCE(MAX(number), 0) FROM care.case_log
                WHERE case_id = @id AND step IN ('dispatched', 'redispatched', 'accepted'))
            LIMIT 1
            """)
            .With("@id", caseId)
            .With("@responder", responder.ResponderId)
            .Read();
        return responder.ResponderId != Guid.Empty && reader.Read();
    }
}
