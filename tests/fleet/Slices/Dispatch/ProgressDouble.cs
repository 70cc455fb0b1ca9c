// Stands in for the cases: one responder at a time, as they have it.
using System;
using System.Collections.Generic;
using Fleet.Server.Alarms;
using Fleet.Server.Dispatch;
using Fleet.Server.Store;

namespace Slices.Tests.Dispatch;

internal sealed class ProgressDouble : ICaseProgress
{
    private readonly Dictionary<Guid, ResponderOnCase> _accepted = [];
    private readonly HashSet<Guid> _closed = [];

    public List<(Guid CaseId, string Step, string Detail)> Notes { get; } = [];

    public List<(string Move, string Name, string How)> Moves { get; } = [];

    /// <summary>As the cases do: settles with the dispatching.</summary>
    public Func<IDispatching>? Dispatching { get; set; }

    public Func<Guid, DispatchOrder>? OrderOf { get; set; }

    public void Close(StoreSession session, Guid caseId, long now)
    {
        _closed.Add(caseId);
        Dispatching!().Settle(session, OrderOf!(caseId) with { Now = now }, null);
    }

    public CaseChangeResult Accept(
        StoreSession session, Guid tenantId, Guid caseId, ResponderOnCase responder, string how, long now)
    {
        if (_closed.Contains(caseId))
        {
            return CaseChangeResult.AlreadyClosed;
        }

        if (_accepted.TryGetValue(caseId, out ResponderOnCase? other) && other.ResponderId != responder.ResponderId)
        {
            return CaseChangeResult.OwnedByAnother;
        }

        _accepted[caseId] = responder;
        Moves.Add(("accept", responder.Name, how));
        Dispatching!().Settle(session, OrderOf!(caseId) with { Now = now }, responder.ResponderId);
        return CaseChangeResult.Done;
    }

    public CaseChangeResult Decline(
        StoreSession session, Guid tenantId, Guid caseId, ResponderOnCase responder, string how, long now)
    {
        _accepted.Remove(caseId);
        Moves.Add(("decline", responder.Name, how));
        Dispatching!().Next(session, OrderOf!(caseId) with { Now = now });
        return CaseChangeResult.Done;
    }

    public CaseChangeResult CheckIn(
        StoreSession session, Guid tenantId, Guid caseId, ResponderOnCase? responder, ReceiptMethod method, long at,
        long now)
    {
        Moves.Add(("check-in", responder!.Name, method.ToString()));
        return CaseChangeResult.Done;
    }

    public CaseChangeResult CheckOut(
        StoreSession session, Guid tenantId, Guid caseId, ResponderOnCase? responder, ReceiptMethod method, long at,
        long now)
    {
        Moves.Add(("check-out", responder!.Name, method.ToString()));
        return CaseChangeResult.Done;
    }

    public bool Note(
        StoreSession session, Guid tenantId, Guid caseId, string step, string detail, long now, Guid? actorId = null,
        string? actorName = null)
    {
        Notes.Add((caseId, step, detail));
        return true;
    }

    public CaseChangeResult SetSpeech(
        StoreSession session, Guid tenantId, Guid caseId, SpeechResult result, long now, Guid? actorId,
        string? actorName) => CaseChangeResult.Done;

    public CaseChangeResult Close(
        StoreSession session, Guid tenantId, Guid caseId, ResponderOnCase responder, CaseOutcome outcome,
        CaseCause cause, string note, long now) => CaseChangeResult.Done;
}
