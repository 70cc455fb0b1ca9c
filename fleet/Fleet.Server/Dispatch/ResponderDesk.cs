// The responder's handler.
using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Fleet.Server.Access;
using Fleet.Server.Alarms;
using Fleet.Server.Audit;
using Fleet.Server.Hubs;
using Fleet.Server.Residents;
using Fleet.Server.Store;
using Fleet.Server.WrongAlarms;

namespace Fleet.Server.Dispatch;

/// <inheritdoc cref="IResponderDesk"/>
internal sealed class ResponderDesk : IResponderDesk
{
    private readonly FleetStore _store;
    private readonly IHomes _homes;
    private readonly IHubNames _hubs;
    private readonly ITenantLog _log;
    private readonly IWrongAlarms _wrongAlarms;
    private readonly Lazy<ICaseProgress> _cases;
    private readonly TimeProvider _time;
    private readonly LinkGuesses _guesses;

    public ResponderDesk(
        FleetStore store,
        IHomes homes,
        IHubNames hubs,
        ITenantLog log,
        IWrongAlarms wrongAlarms,
        Func<ICaseProgress> cases,
        TimeProvider time)
    {
        _store = store;
        _homes = homes;
        _hubs = hubs;
        _log = log;
        _wrongAlarms = wrongAlarms;
        _cases = new Lazy<ICaseProgress>(cases);
        _time = time;
        _guesses = new LinkGuesses(time);
    }

    private long Now => _time.GetUtcNow().ToUnixTimeMilliseconds();

    public Task<IReadOnlyList<DeskCase>> ListAsync(Actor actor, CancellationToken cancellationToken)
    {
        return _store.ReadAsync<IReadOnlyList<DeskCase>>(
            session =>
            [
                .. DispatchStore.OpenOf(session, actor.TenantId)
                    .Select(dispatch => DeskSeat.Take(session, actor, dispatch))
                    .Where(static seat => seat is not null)
                    .Select(seat => Summary(session, seat!)),
            ],
            cancellationToken);
    }

    public async Task<DeskAnswer> OpenAsync(Actor actor, string token, CancellationToken cancellationToken)
    {
        if (_guesses.IsOver(actor.UserId))
        {
            return new DeskAnswer(DeskResult.TooMany, null);
        }

        DeskAnswer answer = await OpenLinkAsync(actor, token, cancellationToken).ConfigureAwait(false);
        if (answer.Result == DeskResult.NotFound)
        {
            _guesses.Count(actor.UserId);
        }

        return answer;
    }

    private Task<DeskAnswer> OpenLinkAsync(Actor actor, string token, CancellationToken cancellationToken)
    {
        return WriteAsync(
            session =>
            {
                StoredLink? link = LinkStore.Find(session, actor.TenantId, token);
                DeskSeat? seat = link is null ? null : Seat(session, actor, link.CaseId);
                if (link is null || seat is null
                    || (link.GroupId is { } group && !seat.Groups.Contains(group) && link.BoundUserId != actor.UserId))
                {
                    return new DeskAnswer(DeskResult.NotFound, null);
                }

                if (link.EndsAt <= Now || seat.Dispatch.ClosedAt is not null)
                {
                    return new DeskAnswer(DeskResult.Expired, null);
                }

                if (link.BoundUserId is { } owner && owner != actor.UserId)
                {
                    return new DeskAnswer(DeskResult.BoundToAnother, null);
                }

                LinkStore.Bind(session, token, actor.UserId, Now);
                return Look(session, actor, DeskSeat.Take(session, actor, seat.Dispatch)!);
            },
            cancellationToken);
    }

    public Task<DeskAnswer> FindAsync(Actor actor, Guid caseId, CancellationToken cancellationToken)
    {
        return WriteAsync(
            session => Seat(session, actor, caseId) is { } seat
                ? Look(session, actor, seat)
                : new DeskAnswer(DeskResult.NotFound, null),
            cancellationToken);
    }

    public Task<DeskAnswer> AcceptAsync(Actor actor, Guid caseId, CancellationToken cancellationToken)
    {
        return MoveAsync(
            actor,
            caseId,
            (session, seat) =>
            {
                CaseChangeResult result = _cases.Value.Accept(
                    session, actor.TenantId, caseId, seat.Responder, seat.HasLink ? "link" : "page", Now);
                if (result == CaseChangeResult.Done)
                {
                    Answered(session, seat, DispatchAnswer.Accepted);
                    Accepted(session, seat);
                }

                return result;
            },
            cancellationToken);
    }

    public Task<DeskAnswer> DeclineAsync(Actor actor, Guid caseId, CancellationToken cancellationToken)
    {
        return MoveAsync(
            actor,
            caseId,
            (session, seat) =>
            {
                Answered(session, seat, DispatchAnswer.Declined);
                return _cases.Value.Decline(
                    session, actor.TenantId, caseId, seat.Responder, seat.HasLink ? "link" : "page", Now);
            },
            cancellationToken);
    }

    public Task<DeskAnswer> CheckInAsync(Actor actor, Guid caseId, CancellationToken cancellationToken)
    {
        return MoveAsync(
            actor,
            caseId,
            (session, seat) =>
            {
                CaseChangeResult result = _cases.Value.CheckIn(
                    session, actor.TenantId, caseId, seat.Responder, ReceiptMethod.Page, Now, Now);
                Change(session, seat, result, dispatch => dispatch with { OnSiteAt = dispatch.OnSiteAt ?? Now });
                return result;
            },
            cancellationToken);
    }

    public Task<DeskAnswer> CheckOutAsync(Actor actor, Guid caseId, CancellationToken cancellationToken)
    {
        return MoveAsync(
            actor,
            caseId,
            (session, seat) =>
            {
                CaseChangeResult result = _cases.Value.CheckOut(
                    session, actor.TenantId, caseId, seat.Responder, ReceiptMethod.Page, Now, Now);
                Change(session, seat, result, dispatch => dispatch with { LeftAt = dispatch.LeftAt ?? Now });
                return result;
            },
            cancellationToken);
    }

    public Task<DeskAnswer> MarkWrongAlarmAsync(Actor actor, Guid caseId, CancellationToken cancellationToken)
    {
        return MoveAsync(
            actor,
            caseId,
            (session, seat) =>
            {
                bool isNoted = seat.Dispatch.IsWrongAlarm || _cases.Value.Note(
                    session, actor.TenantId, caseId, CaseSteps.Noted, "wrong alarm, says the responder", Now,
                    actor.UserId, actor.DisplayName);
                CaseChangeResult result = isNoted ? CaseChangeResult.Done : CaseChangeResult.NotFound;
                if (isNoted)
                {
                    // Into the queue of who may change the setting (HUL-040); only alarms of people go there.
                    _wrongAlarms.Mark(
                        session, actor.TenantId, caseId, WrongAlarmCause.Other, "", actor.DisplayName, Now);
                }

                Change(session, seat, result, static dispatch => dispatch with { IsWrongAlarm = true });
                return result;
            },
            cancellationToken);
    }

    private Task<DeskAnswer> WriteAsync(Func<StoreSession, DeskAnswer> write, CancellationToken cancellationToken)
    {
        return _store.WriteAsync(
            session =>
            {
                Outbox.Open(session);
                return write(session);
            },
            cancellationToken);
    }

    private Task<DeskAnswer> MoveAsync(
        Actor actor,
        Guid caseId,
        Func<StoreSession, DeskSeat, CaseChangeResult> move,
        CancellationToken cancellationToken)
    {
        return WriteAsync(
            session =>
            {
                if (Seat(session, actor, caseId) is not { } seat)
                {
                    return new DeskAnswer(DeskResult.NotFound, null);
                }

                DeskResult result = move(session, seat) switch
                {
                    CaseChangeResult.Done => DeskResult.Done,
                    CaseChangeResult.OwnedByAnother or CaseChangeResult.AlreadyAccepted => DeskResult.TakenByAnother,
                    CaseChangeResult.AlreadyClosed => DeskResult.Expired,
                    CaseChangeResult.NotFound => DeskResult.NotFound,
                    _ => DeskResult.NotNow,
                };
                DeskSeat now = Seat(session, actor, caseId) ?? seat;
                return Look(session, actor, now) with { Result = result };
            },
            cancellationToken);
    }

    private static DeskSeat? Seat(StoreSession session, Actor actor, Guid caseId)
    {
        return DispatchStore.Find(session, actor.TenantId, caseId) is { } dispatch
            ? DeskSeat.Take(session, actor, dispatch)
            : null;
    }

    private void Answered(StoreSession session, DeskSeat seat, DispatchAnswer answer)
    {
        foreach (StoredMessage message in DispatchStore
            .Messages(session, seat.Dispatch.Order.TenantId, seat.Dispatch.Order.CaseId)
            .Where(message => message.RecipientId == seat.Responder.ResponderId
                && message.Purpose == DispatchMessagePurpose.Ask && message.Answer != answer))
        {
            DispatchStore.Save(session, message with { Answer = answer, AnsweredAt = Now });
        }
    }

    /// <summary>The person's name beside the phone's, so that colleagues know who goes (UPP-031).</summary>
    private void Accepted(StoreSession session, DeskSeat seat)
    {
        Change(session, seat, CaseChangeResult.Done, dispatch => dispatch with
        {
            AcceptedId = seat.Responder.ResponderId,
            AcceptedName = seat.Responder.Name,
            AcceptedAt = dispatch.AcceptedAt ?? Now,
        });
    }

    private static void Change(
        StoreSession session, DeskSeat seat, CaseChangeResult result, Func<StoredDispatch, StoredDispatch> change)
    {
        DispatchOrder order = seat.Dispatch.Order;
        if (result == CaseChangeResult.Done
            && DispatchStore.Find(session, order.TenantId, order.CaseId) is { } dispatch)
        {
            DispatchStore.Save(session, change(dispatch));
        }
    }

    /// <summary>
    /// The case with the home, for those who may still go there and for who has it, until its time is over; the others
    /// see only who has it. The look at a home is logged.
    /// </summary>
    private DeskAnswer Look(StoreSession session, Actor actor, DeskSeat seat)
    {
        StoredDispatch dispatch = seat.Dispatch;
        DispatchOrder order = dispatch.Order;
        DeskCase summary = Summary(session, seat);
        int minutes = PolicyStore.Find(session, actor.TenantId).LinkMinutes;
        long? endsAt = dispatch.AcceptedAt is { } accepted ? accepted + (minutes * 60_000L) : null;
        bool isShown = summary.State is DeskState.Open or DeskState.Mine or DeskState.OnSite
            && (endsAt is null || endsAt > Now);
        Home? home = isShown ? _homes.Find(session, actor.TenantId, order.HubRowId) : null;
        if (home is not null)
        {
            _log.Append(
                session, actor.TenantId, "home", _hubs.Find(order.HubRowId).HubId, "seen",
                $"visit; case {order.CaseNumber}", Now, actor.UserId, actor.DisplayName);
        }

        return new DeskAnswer(DeskResult.Done, new DeskCaseDetails(
            summary,
            home,
            [.. Enumerable.Range(1, 9).Where(number => (order.Occupants & (1 << number)) != 0)],
            home?.Criteria?.FirstOrDefault(criterion => criterion.StatusCode == order.StatusCode)?.Text ?? "",
            Told(session, dispatch),
            Rows.Time(endsAt)));
    }

    private static ToldResponder[] Told(StoreSession session, StoredDispatch dispatch)
    {
        return
        [
            .. DispatchStore.Messages(session, dispatch.Order.TenantId, dispatch.Order.CaseId)
                .Where(static message => message.Purpose == DispatchMessagePurpose.Ask)
                .GroupBy(static message => message.RecipientId)
                .Select(static asked => new ToldResponder(
                    asked.Last().RecipientName,
                    asked.Last().GroupName,
                    asked.Max(static message => message.Answer),
                    asked.Any(static message => message.DeliveredAt is not null))),
        ];
    }

    private DeskCase Summary(StoreSession session, DeskSeat seat)
    {
        StoredDispatch dispatch = seat.Dispatch;
        DispatchOrder order = dispatch.Order;
        Home? home = _homes.Find(session, order.TenantId, order.HubRowId);
        return new DeskCase(
            order.CaseId,
            order.CaseNumber,
            seat.State,
            order.Kind,
            order.DeviceType,
            order.StatusCode,
            home is { Area.Length: > 0 } ? home.Area : _hubs.Find(order.HubRowId).Name,
            home?.KeyNumber ?? "",
            home?.HasDigitalLock ?? false,
            dispatch.GroupName,
            Rows.Time(dispatch.BegunAt),
            dispatch.AcceptedName ?? "",
            Rows.Time(dispatch.AcceptedAt));
    }
}
