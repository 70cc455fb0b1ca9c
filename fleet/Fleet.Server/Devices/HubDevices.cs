// Lists hubs' devices and asks hubs to change them.
using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Fleet.Server.Access;
using Fleet.Server.Hubs;
using Fleet.Server.Store;
using Hub.Protocols;
using Hub.Protocols.Devices;
using Hub.Protocols.Messages;
using Hub.Protocols.Radio;
using Microsoft.EntityFrameworkCore;

namespace Fleet.Server.Devices;

/// <inheritdoc cref="IHubDevices"/>
internal sealed class HubDevices : IHubDevices
{
    private readonly FleetStore _store;
    private readonly IHubNames _hubs;
    private readonly PairRequests _requests;

    public HubDevices(FleetStore store, IHubNames hubs, PairRequests requests)
    {
        _store = store;
        _hubs = hubs;
        _requests = requests;
    }

    public async Task<DeviceList?> ListAsync(
        Actor actor, string hubId, bool includeRemoved, CancellationToken cancellationToken)
    {
        if (_hubs.FindRow(actor.TenantId, hubId) is not { } hub)
        {
            return null;
        }

        await using FleetDbContext context = _store.CreateContext();
        List<HubDeviceRow> rows = await context.Set<HubDeviceRow>()
            .Where(row => row.HubRowId == hub)
            .OrderBy(row => row.Kind).ThenBy(row => row.Location).ThenBy(row => row.DeviceId)
            .ToListAsync(cancellationToken)
            .ConfigureAwait(false);
        IEnumerable<HubDeviceRow> shown = rows.Where(row => row.RemovedAt is null);
        if (includeRemoved)
        {
            shown = shown.Concat(rows.Where(row => row.RemovedAt is not null).OrderByDescending(row => row.RemovedAt));
        }

        return new DeviceList(
            [.. shown.Select(DeviceViews.Of)],
            rows.OrderByDescending(row => row.ReportedAt).ThenBy(row => row.DeviceCount).FirstOrDefault()?.DeviceCount);
    }

    public async Task<DeviceView?> FindAsync(
        Actor actor, string hubId, long deviceId, CancellationToken cancellationToken)
    {
        if (_hubs.FindRow(actor.TenantId, hubId) is not { } hub)
        {
            return null;
        }

        await using FleetDbContext context = _store.CreateContext();
        HubDeviceRow? row = await context.Set<HubDeviceRow>()
            .FirstOrDefaultAsync(row => row.HubRowId == hub && row.DeviceId == deviceId, cancellationToken)
            .ConfigureAwait(false);
        return row is null ? null : DeviceViews.Of(row);
    }

    public Task<SentRequest> AssignAsync(
        Actor actor, string hubId, long deviceId, int location, int occupant, CancellationToken cancellationToken)
    {
        ThrowIfOutside(location, occupant);
        var request = new PairRequestMessage
        {
            Action = PairAction.Assign,
            Location = location,
            Occupant = occupant,
        };
        return SendAsync(actor, hubId, deviceId, request, static _ => true, cancellationToken);
    }

    public Task<SentRequest> RemoveAsync(
        Actor actor, string hubId, long deviceId, CancellationToken cancellationToken)
    {
        var request = new PairRequestMessage { Action = PairAction.RemoveDevice };
        return SendAsync(actor, hubId, deviceId, request, static _ => true, cancellationToken);
    }

    public async Task<SentRequest> OrderAsync(
        Actor actor, string hubId, long deviceId, OrderKind order, CancellationToken cancellationToken)
    {
        var request = new PairRequestMessage { Action = PairAction.OrderDevice, Argument = (int)order };
        bool isForKind = false;
        SentRequest sent = await SendAsync(
            actor, hubId, deviceId, request, kind => isForKind = DeviceCatalogue.TakesOrders(kind), cancellationToken)
            .ConfigureAwait(false);
        return sent.Result == RequestResult.NotFound && !isForKind
            && await FindAsync(actor, hubId, deviceId, cancellationToken).ConfigureAwait(false) is { RemovedAt: null }
            ? new SentRequest(RequestResult.NotForThisKind, 0)
            : sent;
    }

    public async Task<IReadOnlyList<DeviceRequestView>> RequestsAsync(
        Actor actor, string hubId, int limit, CancellationToken cancellationToken)
    {
        if (_hubs.FindRow(actor.TenantId, hubId) is not { } hub)
        {
            return [];
        }

        await using FleetDbContext context = _store.CreateContext();
        List<PairRequestRow> rows = await context.Set<PairRequestRow>()
            .Where(row => row.HubRowId == hub)
            .OrderByDescending(row => row.AskedAt).ThenByDescending(row => row.Sequence)
            .Take(Math.Clamp(limit, 1, Limits.Devices.PerPage))
            .ToListAsync(cancellationToken)
            .ConfigureAwait(false);
        return rows.ConvertAll(DeviceViews.Of);
    }

    /// <summary>Refuses a room or occupant that the wire cannot say.</summary>
    public static void ThrowIfOutside(int location, int occupant)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(location);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(location, ProtocolLimits.MaxScaipLocation);
        ArgumentOutOfRangeException.ThrowIfNegative(occupant);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(occupant, ProtocolLimits.MaxOccupant);
    }

    private async Task<SentRequest> SendAsync(
        Actor actor,
        string hubId,
        long deviceId,
        PairRequestMessage request,
        Func<DeviceKind, bool> takes,
        CancellationToken cancellationToken)
    {
        if (deviceId is < 1 or > ProtocolLimits.MaxUInt32
            || _hubs.FindPrincipal(actor.TenantId, hubId) is not { } hub)
        {
            return new SentRequest(RequestResult.NotFound, 0);
        }

        request.DeviceId = (uint)deviceId;
        return await _requests.SendAsync(
            actor,
            hub,
            request,
            default,
            session =>
            {
                if (DeviceStore.KindOf(session, hub.RowId, deviceId) is not { } kind || !takes(kind))
                {
                    return false;
                }

                request.DeviceKind = kind;
                return true;
            },
            cancellationToken).ConfigureAwait(false);
    }
}
