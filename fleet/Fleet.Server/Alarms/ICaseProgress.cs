// How responders, messages and events outside the console move a case.
using System;
using Fleet.Server.Store;

namespace Fleet.Server.Alarms;

/// <summary>A responder as a case names them.</summary>
/// <param name="ResponderId">The recipient in the responder group, or the person signed in on a phone.</param>
/// <param name="Name">What colleagues call them: a phone ("Larm 1") or a person (UPP-031).</param>
/// <param name="GroupId">Their group.</param>
public sealed record ResponderOnCase(Guid ResponderId, string Name, Guid? GroupId);

/// <summary>
/// Moves cases inside the caller's transaction, which begins with <see cref="Outbox.Open"/>. Each call is safe to
/// repeat: what is done already answers <see cref="CaseChangeResult.Done"/> and adds nothing.
/// </summary>
public interface ICaseProgress
{
    /// <summary>
    /// A responder takes the case. Only one can: a second one gets <see cref="CaseChangeResult.OwnedByAnother"/>.
    /// </summary>
    /// <param name="session">A session in a transaction.</param>
    /// <param name="tenantId">The municipality.</param>
    /// <param name="caseId">The case.</param>
    /// <param name="responder">Who.</param>
    /// <param name="how">A stable code of the way it came: reply, link, call or operator.</param>
    /// <param name="now">Unix milliseconds UTC.</param>
    CaseChangeResult Accept(
        StoreSession session, Guid tenantId, Guid caseId, ResponderOnCase responder, string how, long now);

    /// <summary>A responder declines; the next are told at once (HUL-053).</summary>
    CaseChangeResult Decline(
        StoreSession session, Guid tenantId, Guid caseId, ResponderOnCase responder, string how, long now);

    /// <summary>A responder is there.</summary>
    CaseChangeResult CheckIn(
        StoreSession session, Guid tenantId, Guid caseId, ResponderOnCase? responder, ReceiptMethod method, long at,
        long now);

    /// <summary>A responder is done; the case waits to be closed, or closes when its chain is direct.</summary>
    CaseChangeResult CheckOut(
        StoreSession session, Guid tenantId, Guid caseId, ResponderOnCase? responder, ReceiptMethod method, long at,
        long now);

    /// <summary>
    /// Writes a line into the case's log without moving it: a message handed over, delivered, failed; a call.
    /// </summary>
    /// <param name="session">A session in a transaction.</param>
    /// <param name="tenantId">The municipality.</param>
    /// <param name="caseId">The case.</param>
    /// <param name="step">One of <see cref="CaseSteps"/>.</param>
    /// <param name="detail">A short note without personal data.</param>
    /// <param name="now">Unix milliseconds UTC.</param>
    /// <param name="actorId">Who did it; null for the system.</param>
    /// <param name="actorName">The actor's display name.</param>
    /// <returns>False when there is no such case.</returns>
    bool Note(
        StoreSession session, Guid tenantId, Guid caseId, string step, string detail, long now, Guid? actorId = null,
        string? actorName = null);

    /// <summary>What came of a call with the home; a silent one starts the silent phase of the chain.</summary>
    CaseChangeResult SetSpeech(
        StoreSession session, Guid tenantId, Guid caseId, SpeechResult result, long now, Guid? actorId,
        string? actorName);

    /// <summary>
    /// The responder who has a case without an operator closes it (HUL-003); an operator's case is closed by its owner.
    /// </summary>
    CaseChangeResult Close(
        StoreSession session, Guid tenantId, Guid caseId, ResponderOnCase responder, CaseOutcome outcome,
        CaseCause cause, string note, long now);
}
