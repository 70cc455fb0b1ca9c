// Runs walk tests at hubs.
using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Fleet.Server.Access;
using Fleet.Server.Hubs;
using Fleet.Server.Store;
using Hub.Protocols;
using Hub.Protocols.Messages;
using Microsoft.EntityFrameworkCore;

namespace Fleet.Server.Devices;

/// <inheritdoc cref="IWalkTests"/>
internal sealed class WalkTests : IWalkTests
{
    private readonly FleetStore _store;
    private readonly IHubNames _hubs;
    private readonly PairRequests _requests;

    public WalkTests(FleetStore store, IHubNames hubs, PairRequests requests)
    {
        _store = store;
        _hubs = hubs;
        _requests = requests;
    }

    public async Task<WalkTestStart> StartAsync(
        Actor actor, string hubId, WalkTestOrder order, CancellationToken cancellationToken)
    {
        Check(order.Location, order.Ordinal);
        ArgumentOutOfRangeException.ThrowIfLessThan(order.Seconds, Limits.Devices.ShortestSeconds);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(order.Seconds, Limits.Devices.LongestWalkSeconds);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(order.Comment.Length, Limits.Commands.CommentLength);
        ArgumentOutOfRangeException.ThrowIfNegative(order.DeviceId);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(order.DeviceId, uint.MaxValue);
        if (_hubs.FindPrincipal(actor.TenantId, hubId) is not { } hub)
        {
            return new WalkTestStart(RequestResult.NotFound);
        }

        var request = new PairRequestMessage
        {
            Action = PairAction.StartWalkTest,
            PairingId = PairRequests.NewId(),
            DeviceId = (uint)order.DeviceId,
            Seconds = order.Seconds,
            Location = order.Location,
            Argument = order.Ordinal,
        };
        long now = _requests.Now;
        long id = request.PairingId;
        var row = new WalkTestRow
        {
            HubRowId = hub.RowId,
            WalkTestId = id,
            AskedAt = now,
            ExpiresAt = now + (Limits.Devices.AnswerSeconds * 1_000L),
            ActorName = actor.DisplayName,
            Location = order.Location,
            Ordinal = order.Ordinal,
        };
        SentRequest sent = await _requests.SendAsync(
            actor,
            hub,
            request,
            default,
            session =>
            {
                WalkTestStore.Insert(session, hub.TenantId, actor.UserId, row);
                return true;
            },
            cancellationToken,
            order.Comment).ConfigureAwait(false);
        if (sent.Result != RequestResult.Sent)
        {
            await _store.WriteAsync(
                session =>
                {
                    WalkTestStore.EndAsked(session, hub.RowId, id, _requests.Now);
                    return 0;
                },
                cancellationToken).ConfigureAwait(false);
            return new WalkTestStart(sent.Result);
        }

        return new WalkTestStart(
            RequestResult.Sent, await FindAsync(actor, hubId, id, cancellationToken).ConfigureAwait(false));
    }

    public async Task<SentRequest> EnterRoomAsync(
        Actor actor, string hubId, long walkTestId, int location, int ordinal, CancellationToken cancellationToken)
    {
        Check(location, ordinal);
        var request = new PairRequestMessage
        {
            Action = PairAction.EnterRoom,
            Location = location,
            Argument = ordinal,
        };
        return await SendAsync(
            actor,
            hubId,
            walkTestId,
            request,
            (session, hub) => WalkTestStore.EnterRoom(session, hub, walkTestId, location, ordinal),
            cancellationToken).ConfigureAwait(false);
    }

    public Task<SentRequest> EndAsync(
        Actor actor, string hubId, long walkTestId, CancellationToken cancellationToken)
    {
        var request = new PairRequestMessage { Action = PairAction.EndWalkTest };
        return SendAsync(actor, hubId, walkTestId, request, static (_, _) => { }, cancellationToken);
    }

    public async Task<WalkTestView?> FindAsync(
        Actor actor, string hubId, long walkTestId, CancellationToken cancellationToken)
    {
        if (_hubs.FindRow(actor.TenantId, hubId) is not { } hub)
        {
            return null;
        }

        await using FleetDbContext context = _store.CreateContext();
        WalkTestRow? row = await context.Set<WalkTestRow>()
            .FirstOrDefaultAsync(row => row.HubRowId == hub && row.WalkTestId == walkTestId, cancellationToken)
            .ConfigureAwait(false);
        if (row is null)
        {
            return null;
        }

        return DeviceViews.Of(
            row, hubId, await PressesAsync(context, hub, [walkTestId], cancellationToken).ConfigureAwait(false),
            _requests.Now);
    }

    public async Task<IReadOnlyList<WalkTestView>> ListAsync(
        Actor actor, string hubId, int limit, CancellationToken cancellationToken)
    {
        if (_hubs.FindRow(actor.TenantId, hubId) is not { } hub)
        {
            return [];
        }

        await using FleetDbContext context = _store.CreateContext();
        List<WalkTestRow> rows = await context.Set<WalkTestRow>()
            .Where(row => row.HubRowId == hub)
            .OrderByDescending(row => row.AskedAt).ThenByDescending(row => row.WalkTestId)
            .Take(Math.Clamp(limit, 1, Limits.Devices.PerPage))
            .ToListAsync(cancellationToken)
            .ConfigureAwait(false);
        List<WalkPressRow> presses = await PressesAsync(
            context, hub, [.. rows.Select(row => row.WalkTestId)], cancellationToken).ConfigureAwait(false);
        long now = _requests.Now;
        return rows.ConvertAll(row => DeviceViews.Of(
            row, hubId, [.. presses.Where(press => press.WalkTestId == row.WalkTestId)], now));
    }

    private static Task<List<WalkPressRow>> PressesAsync(
        FleetDbContext context, long hub, List<long> ids, CancellationToken cancellationToken)
    {
        return context.Set<WalkPressRow>()
            .Where(press => press.HubRowId == hub && ids.Contains(press.WalkTestId))
            .OrderBy(press => press.At).ThenBy(press => press.Sequence)
            .ToListAsync(cancellationToken);
    }

    private static void Check(int location, int ordinal)
    {
        HubDevices.ThrowIfOutside(location, 0);
        ArgumentOutOfRangeException.ThrowIfNegative(ordinal);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(ordinal, ProtocolLimits.MaxOrdinal);
    }

    private async Task<SentRequest> SendAsync(
        Actor actor,
        string hubId,
        long walkTestId,
        PairRequestMessage request,
        Action<StoreSession, long> alongside,
        CancellationToken cancellationToken)
    {
        if (_hubs.FindPrincipal(actor.TenantId, hubId) is not { } hub
            || await FindAsync(actor, hubId, walkTestId, cancellationToken).ConfigureAwait(false) is not { } test
            || test.IsOver)
        {
            return new SentRequest(RequestResult.NotFound, 0);
        }

        request.PairingId = (uint)walkTestId;
        return await _requests.SendAsync(
            actor,
            hub,
            request,
            default,
            session =>
            {
                alongside(session, hub.RowId);
                return true;
            },
            cancellationToken).ConfigureAwait(false);
    }
}
