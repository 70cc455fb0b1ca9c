// The simulated phones as a provider.
using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Fleet.Server.Store;

namespace Fleet.Server.Channels;

/// <summary>Carries everything, to phones that are rows of this server's own store.</summary>
internal sealed class SimulatorProvider : IMessageProvider, IVoiceProvider
{
    private readonly FleetStore _store;
    private readonly PhoneExchange _exchange;
    private readonly PhoneFeed _feed;

    public SimulatorProvider(FleetStore store, PhoneExchange exchange, PhoneFeed feed)
    {
        (_store, _exchange, _feed) = (store, exchange, feed);
    }

    public string Name => _exchange.Name;

    public bool MayConnect => true;

    public bool MaySendTones => true;

    public bool MayEnd => true;

    public bool Carries(OutgoingKind kind) => true;

    public async Task<SendResult> SendAsync(OutgoingMessage message, CancellationToken cancellationToken)
    {
        return await _store.WriteAsync(session => _exchange.Take(session, message), cancellationToken)
            .ConfigureAwait(false);
    }

    public void Noted(StoreSession session, OutgoingMessage message, string? reference)
    {
        _exchange.Forward(session, message);

        // Pages read on a connection of their own, so an early signal would show them what was before.
        _ = Task.Run(() => _feed.ChangedSoonAsync(_store, message.TenantId));
    }

    public async Task<SendResult> ConnectAsync(VoiceOrder order, CancellationToken cancellationToken)
    {
        await _store.WriteAsync(
            session =>
            {
                Outbox.Open(session);
                _exchange.Connect(session, order);
                return 0;
            },
            cancellationToken).ConfigureAwait(false);
        _feed.Changed(order.TenantId);
        return SendResult.Taken("sim-" + order.CallId.ToString("N"));
    }

    public Task<bool> EndAsync(Guid callId, CancellationToken cancellationToken)
    {
        return SteerAsync(
            callId,
            (session, legs) =>
            {
                _exchange.End(session, legs[0], CallResult.None);
                return true;
            },
            cancellationToken);
    }

    public Task<bool> SendToneAsync(Guid callId, CallTone tone, CancellationToken cancellationToken)
    {
        return SteerAsync(
            callId,
            (session, legs) =>
            {
                if (legs.FirstOrDefault(leg => leg.Leg == PhoneLeg.Other) is not { State: PhoneCallState.Answered } hub)
                {
                    return false;
                }

                _exchange.Press(session, hub, (char)('0' + (int)tone));
                if (tone == CallTone.ClearDown)
                {
                    _exchange.End(session, hub, CallResult.None);
                }

                return true;
            },
            cancellationToken);
    }

    public Task<bool> DeleteRecordingAsync(string reference, CancellationToken cancellationToken) =>
        Task.FromResult(true);

    private async Task<bool> SteerAsync(
        Guid callId,
        Func<StoreSession, PhoneCallRow[], bool> steer,
        CancellationToken cancellationToken)
    {
        (bool isDone, Guid tenant) = await _store.WriteAsync(
            session =>
            {
                Outbox.Open(session);
                PhoneCallRow[] legs = [.. PhoneStore.Legs(session, callId)];
                return legs.Length == 0 ? (false, Guid.Empty) : (steer(session, legs), legs[0].TenantId);
            },
            cancellationToken).ConfigureAwait(false);
        _feed.Changed(tenant);
        return isDone;
    }
}
