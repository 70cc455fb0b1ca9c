// A slice that hears of messages, and doubles of the slices that calls speak with.
using System;
using System.Collections.Concurrent;
using System.Linq;
using Fleet.Server.Alarms;
using Fleet.Server.Channels;
using Fleet.Server.Residents;
using Fleet.Server.Store;

namespace Slices.Tests.Channels;

internal sealed class ListenerDouble : IChannelListener
{
    public ConcurrentQueue<Delivery> Deliveries { get; } = [];

    public ConcurrentQueue<Incoming> Incoming { get; } = [];

    public DeliveryStep[] Steps => [.. Deliveries.Select(delivery => delivery.Step)];

    /// <summary>How often it fails before it takes anything.</summary>
    public int Failures { get; set; }

    public Action<StoreSession>? BeforeTaking { get; set; }

    public bool IsInterested { get; set; } = true;

    public void Take(StoreSession session, Delivery delivery)
    {
        FailIfAsked(session);
        Deliveries.Enqueue(delivery);
    }

    public bool Take(StoreSession session, Incoming incoming)
    {
        FailIfAsked(session);
        Incoming.Enqueue(incoming);
        return IsInterested;
    }

    private void FailIfAsked(StoreSession session)
    {
        BeforeTaking?.Invoke(session);
        if (Failures > 0)
        {
            Failures--;

            // What a failing listener has written must not stay.
            session.Sql("DELETE FROM care.outgoing_message").Run();
            throw new InvalidOperationException("The test's listener fails.");
        }
    }
}

internal sealed class HomesDouble(string hubNumber, string homeNumber) : IHomes
{
    public Home? Find(StoreSession session, Guid tenantId, long hubRowId) => new(
        hubRowId, "Söder 14", "Söder", null, "", "", homeNumber, hubNumber, "", false, "", [], [], 1);
}

internal sealed class CaseProgressDouble : ICaseProgress
{
    public ConcurrentQueue<(string Step, string Detail)> Notes { get; } = [];

    public ConcurrentQueue<SpeechResult> Speech { get; } = [];

    public CaseChangeResult Accept(
        StoreSession session, Guid tenantId, Guid caseId, ResponderOnCase responder, string how, long now) =>
        throw new NotSupportedException();

    public CaseChangeResult Decline(
        StoreSession session, Guid tenantId, Guid caseId, ResponderOnCase responder, string how, long now) =>
        throw new NotSupportedException();

    public CaseChangeResult CheckIn(
        StoreSession session, Guid tenantId, Guid caseId, ResponderOnCase? responder, ReceiptMethod method, long at,
        long now) => throw new NotSupportedException();

    public CaseChangeResult CheckOut(
        StoreSession session, Guid tenantId, Guid caseId, ResponderOnCase? responder, ReceiptMethod method, long at,
        long now) => throw new NotSupportedException();

    public CaseChangeResult Close(
        StoreSession session, Guid tenantId, Guid caseId, ResponderOnCase responder, CaseOutcome outcome,
        CaseCause cause, string note, long now) => throw new NotSupportedException();

    public bool Note(
        StoreSession session, Guid tenantId, Guid caseId, string step, string detail, long now, Guid? actorId,
        string? actorName)
    {
        Notes.Enqueue((step, detail));
        return true;
    }

    public CaseChangeResult SetSpeech(
        StoreSession session, Guid tenantId, Guid caseId, SpeechResult result, long now, Guid? actorId,
        string? actorName)
    {
        Speech.Enqueue(result);
        return CaseChangeResult.Done;
    }
}
