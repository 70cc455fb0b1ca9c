// What a person does with the simulated phones.
using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Fleet.Server.Access;
using Fleet.Server.Store;
using Fleet.Server.Time;

namespace Fleet.Server.Channels;

/// <inheritdoc cref="IPhones"/>
internal sealed class SimulatedPhones : IPhones, IRound
{
    private readonly FleetStore _store;
    private readonly SteadyClock _clock;
    private readonly ChannelOptions _options;
    private readonly PhoneExchange _exchange;
    private readonly PhoneFeed _feed;
    private readonly ChannelIntake _intake;

    public SimulatedPhones(
        FleetStore store,
        SteadyClock clock,
        ChannelOptions options,
        PhoneExchange exchange,
        PhoneFeed feed,
        ChannelIntake intake)
    {
        (_store, _clock, _options) = (store, clock, options);
        (_exchange, _feed, _intake) = (exchange, feed, intake);
    }

    public bool IsInUse => _options.Providers.Any(one => one.Kind == ProviderKind.Simulator);

    public TimeSpan Interval => TimeSpan.FromSeconds(1);

    /// <summary>Ends what has rung for too long.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        long before = _clock.UnixNow - (_options.RingSeconds * 1000L);
        using (StoreSession session = _store.OpenSession())
        {
            if (!IsInUse || PhoneStore.RingingSince(session, before).Count == 0)
            {
                return;
            }
        }

        IReadOnlyList<PhoneCallRow> rung = await _store.WriteAsync(
            session => _exchange.RingOut(session, before), cancellationToken).ConfigureAwait(false);
        foreach (Guid tenant in rung.Select(call => call.TenantId).Distinct())
        {
            _feed.Changed(tenant);
        }
    }

    public IDisposable Subscribe(Guid tenantId, Action listener) => _feed.Subscribe(tenantId, listener);

    public Task<IReadOnlyList<PhoneView>> ListAsync(Actor actor, CancellationToken cancellationToken)
    {
        using StoreSession session = _store.OpenSession();
        return Task.FromResult<IReadOnlyList<PhoneView>>(PhoneStore.List(session, actor.TenantId));
    }

    public async Task<bool> SetAsync(
        Actor actor, string number, string? name, PhoneCondition? condition, CancellationToken cancellationToken)
    {
        string? read = number.Contains('@', StringComparison.Ordinal) ? number.Trim() : DialledNumber.Read(number);
        if (read is null || name?.Length > Limits.Channels.PhoneNameLength)
        {
            return false;
        }

        return await ChangeAsync(
            actor.TenantId,
            session =>
            {
                PhoneStore.Ensure(session, actor.TenantId, read, "", PhoneCondition.On, _clock.UnixNow);
                PhoneStore.Set(session, actor.TenantId, read, name, condition, _clock.UnixNow);
                if (condition is PhoneCondition.On or PhoneCondition.Speaks or PhoneCondition.SilentHome)
                {
                    _exchange.ForwardAll(session, actor.TenantId, read);
                }

                return true;
            },
            cancellationToken).ConfigureAwait(false);
    }

    public Task<bool> ReplyAsync(Actor actor, string number, string text, CancellationToken cancellationToken)
    {
        if (text.Length is 0 or > Limits.Channels.TextLength)
        {
            return Task.FromResult(false);
        }

        return ChangeAsync(
            actor.TenantId,
            session =>
            {
                if (PhoneStore.Condition(session, actor.TenantId, number) is null or PhoneCondition.Off
                    or PhoneCondition.NoCoverage)
                {
                    return false;
                }

                var id = Guid.NewGuid();
                DateTimeOffset now = DateTimeOffset.FromUnixTimeMilliseconds(_clock.UnixNow);
                PhoneStore.AddMessage(session, actor.TenantId, number, new PhoneMessage(
                    id, IsMail: false, IsFromPhone: true, text, now, now, IsRead: true));
                PhoneStore.MarkRead(session, actor.TenantId, number);
                _intake.Take(session, _exchange.Name, new SmsNews(id.ToString("N"), number, text));
                return true;
            },
            cancellationToken);
    }

    public Task MarkReadAsync(Actor actor, string number, CancellationToken cancellationToken)
    {
        return ChangeAsync(
            actor.TenantId,
            session =>
            {
                PhoneStore.MarkRead(session, actor.TenantId, number);
                return true;
            },
            cancellationToken);
    }

    public Task<bool> AnswerAsync(Actor actor, Guid callId, CancellationToken cancellationToken)
    {
        return CallAsync(
            actor,
            callId,
            call => call.State == PhoneCallState.Ringing,
            _exchange.Answer,
            cancellationToken);
    }

    public Task<bool> PressAsync(Actor actor, Guid callId, char digit, CancellationToken cancellationToken)
    {
        return CallAsync(
            actor,
            callId,
            call => call.State == PhoneCallState.Answered && char.IsAsciiDigit(digit),
            (session, call) => _exchange.Press(session, call, digit),
            cancellationToken);
    }

    public Task<bool> HangUpAsync(Actor actor, Guid callId, CancellationToken cancellationToken)
    {
        return CallAsync(
            actor,
            callId,
            call => call.State != PhoneCallState.Ended,
            (session, call) => _exchange.End(
                session, call, call.State == PhoneCallState.Ringing ? CallResult.Busy : CallResult.None),
            cancellationToken);
    }

    private Task<bool> CallAsync(
        Actor actor,
        Guid callId,
        Func<PhoneCallRow, bool> may,
        Action<StoreSession, PhoneCallRow> act,
        CancellationToken cancellationToken)
    {
        return ChangeAsync(
            actor.TenantId,
            session =>
            {
                if (PhoneStore.FindCall(session, callId) is not { } call
                    || call.TenantId != actor.TenantId || !may(call))
                {
                    return false;
                }

                act(session, call);
                return true;
            },
            cancellationToken);
    }

    private async Task<bool> ChangeAsync(
        Guid tenantId, Func<StoreSession, bool> change, CancellationToken cancellationToken)
    {
        bool isDone = await _store.WriteAsync(
            session =>
            {
                Outbox.Open(session);
                return change(session);
            },
            cancellationToken).ConfigureAwait(false);
        if (isDone)
        {
            _feed.Changed(tenantId);
        }

        return isDone;
    }
}
