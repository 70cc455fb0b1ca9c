// Calls without a provider, for tests of the console's pages alone.
using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Fleet.Server.Access;
using Fleet.Server.Alarms;
using Fleet.Server.Channels;

namespace EndToEnd.Tests.Console.Fakes;

/// <summary>Connects every call at once.</summary>
internal sealed class InMemoryCalls(TimeProvider time) : ICalls
{
    private readonly ConcurrentDictionary<Guid, CallView> _calls = new();

    /// <summary>The tones sent.</summary>
    public ConcurrentQueue<CallTone> Tones { get; } = new();

    /// <summary>The orders given.</summary>
    public ConcurrentQueue<CallOrder> Orders { get; } = new();

    /// <summary>The operator's own number.</summary>
    public string? OwnNumber { get; set; }

    public Task<CallChange> StartAsync(
        Actor actor, Guid caseId, CallOrder order, CancellationToken cancellationToken)
    {
        Orders.Enqueue(order);
        if (order.OperatorNumber is null)
        {
            return Task.FromResult(new CallChange(CallChangeResult.NoOperatorNumber));
        }

        OwnNumber = order.OperatorNumber;
        var now = time.GetUtcNow();
        var call = new CallView(
            Guid.NewGuid(), caseId, order.Target, "+4671…01", actor.UserId, actor.DisplayName, CallState.Connected,
            CallResult.Answered, now, now, null, SpeechResult.NotTried, true, true, false, null);
        return Task.FromResult(new CallChange(CallChangeResult.Done, _calls[call.CallId] = call));
    }

    public Task<CallChange> EndAsync(Actor actor, Guid caseId, Guid callId, CancellationToken cancellationToken) =>
        Change(callId, call => call with { State = CallState.Ended, EndedAt = time.GetUtcNow() });

    public Task<CallChange> SendToneAsync(
        Actor actor, Guid caseId, Guid callId, CallTone tone, CancellationToken cancellationToken)
    {
        Tones.Enqueue(tone);
        return Change(callId, call => call);
    }

    public Task<CallChange> SetSpeechAsync(
        Actor actor, Guid caseId, Guid callId, SpeechResult result, CancellationToken cancellationToken) =>
        Change(callId, call => call with { Speech = result });

    public Task<IReadOnlyList<CallView>> ListAsync(
        Actor actor, Guid caseId, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<CallView>>(
            [.. _calls.Values.Where(call => call.CaseId == caseId).OrderByDescending(call => call.StartedAt)]);

    public Task<string?> FindOperatorNumberAsync(Actor actor, CancellationToken cancellationToken) =>
        Task.FromResult(OwnNumber);

    private Task<CallChange> Change(Guid callId, Func<CallView, CallView> change) =>
        Task.FromResult(new CallChange(CallChangeResult.Done, _calls[callId] = change(_calls[callId])));
}
