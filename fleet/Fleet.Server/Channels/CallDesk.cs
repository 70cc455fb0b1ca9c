// Calls from a case.
using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Fleet.Server.Access;
using Fleet.Server.Alarms;
using Fleet.Server.Hubs;
using Fleet.Server.Residents;
using Fleet.Server.Store;
using Fleet.Server.Time;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Fleet.Server.Channels;

/// <inheritdoc cref="ICalls"/>
internal sealed partial class CallDesk : ICalls
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private readonly FleetStore _store;
    private readonly SteadyClock _clock;
    private readonly TimeProvider _time;
    private readonly IServiceProvider _services;
    private readonly IHubNames _hubs;
    private readonly CallProgress _progress;
    private readonly IVoiceProvider[] _providers;
    private readonly ILogger _logger;

    public CallDesk(
        FleetStore store,
        SteadyClock clock,
        TimeProvider time,
        IServiceProvider services,
        IHubNames hubs,
        CallProgress progress,
        IEnumerable<IVoiceProvider> providers,
        ILogger<CallDesk> logger)
    {
        (_store, _clock, _time, _services, _hubs) = (store, clock, time, services, hubs);
        (_progress, _providers, _logger) = (progress, [.. providers.Where(one => one.MayConnect)], logger);
    }

    public async Task<CallChange> StartAsync(
        Actor actor, Guid caseId, CallOrder order, CancellationToken cancellationToken)
    {
        AlarmCaseView? found = await _services.GetRequiredService<IAlarmCases>()
            .FindAsync(actor, caseId, cancellationToken).ConfigureAwait(false);
        if (found is null)
        {
            return new CallChange(CallChangeResult.NotFound);
        }

        if (found.State == CaseState.Closed)
        {
            return new CallChange(CallChangeResult.CaseClosed);
        }

        (CallChangeResult result, CallRow? row) = await _store.WriteAsync(
            session => Begin(session, actor, found, order), cancellationToken).ConfigureAwait(false);
        if (row is null)
        {
            return new CallChange(result);
        }

        var voice = new VoiceOrder(
            row.CallId, row.TenantId, row.Target, row.OperatorNumber, row.Number, row.IsRecorded);
        foreach (IVoiceProvider provider in _providers)
        {
            SendResult answer = await ConnectAsync(provider, voice, cancellationToken).ConfigureAwait(false);
            if (answer.Outcome == SendOutcome.Taken)
            {
                return new CallChange(CallChangeResult.Done, await _store.WriteAsync(
                    session =>
                    {
                        CallStore.SetProvider(session, row.CallId, provider.Name, answer.Reference);
                        return View(CallStore.Find(session, row.CallId)!);
                    },
                    CancellationToken.None).ConfigureAwait(false));
            }

            NotConnected(_logger, provider.Name, answer.Outcome, answer.Detail);
        }

        return new CallChange(CallChangeResult.NoProvider, await _store.WriteAsync(
            session =>
            {
                Outbox.Open(session);
                _progress.End(session, row, CallResult.Failed);
                return View(CallStore.Find(session, row.CallId)!);
            },
            CancellationToken.None).ConfigureAwait(false));
    }

    public async Task<CallChange> EndAsync(
        Actor actor, Guid caseId, Guid callId, CancellationToken cancellationToken)
    {
        return await SteerAsync(
            actor,
            caseId,
            callId,
            provider => provider.MayEnd,
            provider => provider.EndAsync(callId, cancellationToken)).ConfigureAwait(false);
    }

    public async Task<CallChange> SendToneAsync(
        Actor actor, Guid caseId, Guid callId, CallTone tone, CancellationToken cancellationToken)
    {
        return await SteerAsync(
            actor,
            caseId,
            callId,
            provider => provider.MaySendTones,
            provider => provider.SendToneAsync(callId, tone, cancellationToken)).ConfigureAwait(false);
    }

    public Task<CallChange> SetSpeechAsync(
        Actor actor, Guid caseId, Guid callId, SpeechResult result, CancellationToken cancellationToken)
    {
        return _store.WriteAsync(
            session =>
            {
                Outbox.Open(session);
                if (FindOwn(session, actor, caseId, callId) is not { } row)
                {
                    return new CallChange(CallChangeResult.NotFound);
                }

                CallRow speaker = row with { OperatorId = actor.UserId, OperatorName = actor.DisplayName };
                if (_progress.SetSpeech(session, speaker, result) is CaseChangeResult.AlreadyClosed)
                {
                    return new CallChange(CallChangeResult.CaseClosed, View(row));
                }

                CallStore.SetSpeech(session, callId, result);
                return new CallChange(CallChangeResult.Done, View(row with { Speech = result }));
            },
            cancellationToken);
    }

    public Task<IReadOnlyList<CallView>> ListAsync(Actor actor, Guid caseId, CancellationToken cancellationToken)
    {
        using StoreSession session = _store.OpenSession();
        IReadOnlyList<CallView> calls = [.. CallStore.OfCase(session, actor.TenantId, caseId).Select(View)];
        return Task.FromResult(calls);
    }

    public Task<string?> FindOperatorNumberAsync(Actor actor, CancellationToken cancellationToken)
    {
        using StoreSession session = _store.OpenSession();
        return Task.FromResult(CallStore.FindOperatorNumber(session, actor.TenantId, actor.UserId));
    }

    private static CallRow? FindOwn(StoreSession session, Actor actor, Guid caseId, Guid callId)
    {
        return CallStore.Find(session, callId) is { } row && row.TenantId == actor.TenantId && row.CaseId == caseId
            ? row
            : null;
    }

    private (CallChangeResult Result, CallRow? Row) Begin(
        StoreSession session, Actor actor, AlarmCaseView found, CallOrder order)
    {
        Outbox.Open(session);
        string? own = order.OperatorNumber ?? CallStore.FindOperatorNumber(session, actor.TenantId, actor.UserId);
        if (string.IsNullOrWhiteSpace(own))
        {
            return (CallChangeResult.NoOperatorNumber, null);
        }

        string? other = Number(session, actor, found, order);
        if (string.IsNullOrWhiteSpace(other))
        {
            return (CallChangeResult.NoNumber, null);
        }

        string? number = other == DialledNumber.Emergency ? other : DialledNumber.Read(other);
        if (DialledNumber.Read(own) is not { } operatorNumber || number is null)
        {
            return (CallChangeResult.BadNumber, null);
        }

        var row = new CallRow(
            Guid.NewGuid(), actor.TenantId, found.CaseId, order.Target, number, operatorNumber, actor.UserId,
            actor.DisplayName, CallState.RingingOperator, CallResult.None, _clock.UnixNow, null, null,
            SpeechResult.NotTried, "", RecordingPolicy.Find(session, actor.TenantId).IsOn, null);
        CallStore.Add(session, row);
        _progress.Note(session, row, CaseSteps.Called, CallProgress.Word(order.Target));
        return (CallChangeResult.Done, row);
    }

    private string? Number(StoreSession session, Actor actor, AlarmCaseView found, CallOrder order)
    {
        if (order.Target is CallTarget.Number or CallTarget.Emergency)
        {
            return order.Target == CallTarget.Emergency ? DialledNumber.Emergency : order.Number;
        }

        Home? home = _hubs.FindRow(actor.TenantId, found.HubId) is { } hub
            ? _services.GetRequiredService<IHomes>().Find(session, actor.TenantId, hub)
            : null;
        return order.Target == CallTarget.Hub ? home?.HubPhoneNumber : home?.PhoneNumber;
    }

    private async Task<SendResult> ConnectAsync(
        IVoiceProvider provider, VoiceOrder order, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(Patience, _time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            return await provider.ConnectAsync(order, both.Token).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            // Whatever an adapter throws, the next provider may connect the call.
            return SendResult.Failed(exception.GetType().Name);
        }
    }

    private async Task<CallChange> SteerAsync(
        Actor actor, Guid caseId, Guid callId, Func<IVoiceProvider, bool> may, Func<IVoiceProvider, Task<bool>> steer)
    {
        CallRow? row;
        using (StoreSession session = _store.OpenSession())
        {
            row = FindOwn(session, actor, caseId, callId);
        }

        if (row is null)
        {
            return new CallChange(CallChangeResult.NotFound);
        }

        if (row.State == CallState.Ended)
        {
            return new CallChange(CallChangeResult.Over, View(row));
        }

        bool isDone = Provider(row) is { } provider && may(provider) && await steer(provider).ConfigureAwait(false);
        using StoreSession after = _store.OpenSession();
        return new CallChange(
            isDone ? CallChangeResult.Done : CallChangeResult.NotPossible, View(CallStore.Find(after, callId)!));
    }

    private IVoiceProvider? Provider(CallRow row)
    {
        return Array.Find(_providers, provider => provider.Name == row.Provider);
    }

    private CallView View(CallRow row)
    {
        IVoiceProvider? provider = Provider(row);
        return new CallView(
            row.CallId,
            row.CaseId,
            row.Target,
            DialledNumber.Mask(row.Number),
            row.OperatorId,
            row.OperatorName,
            row.State,
            row.Result,
            DateTimeOffset.FromUnixTimeMilliseconds(row.StartedAt),
            Time(row.AnsweredAt),
            Time(row.EndedAt),
            row.Speech,
            provider is { MaySendTones: true },
            provider is { MayEnd: true },
            row.IsRecorded,
            row.RecordingReference);
    }

    private static DateTimeOffset? Time(long? unix)
    {
        return unix is { } at ? DateTimeOffset.FromUnixTimeMilliseconds(at) : null;
    }

    [LoggerMessage(8006, LogLevel.Warning, "{Provider} did not connect a call: {Outcome}, {Detail}")]
    private static partial void NotConnected(ILogger logger, string provider, SendOutcome outcome, string detail);
}
