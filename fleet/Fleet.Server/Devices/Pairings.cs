// Opens pairing windows at hubs and follows them.
using System;
using System.Collections.Generic;
using System.Linq;
using System.Security.Cryptography;
using System.Threading;
using System.Threading.Tasks;
using Fleet.Server.Access;
using Fleet.Server.Gateway;
using Fleet.Server.Hubs;
using Fleet.Server.Store;
using Hub.Protocols.Devices;
using Hub.Protocols.Messages;
using Hub.Protocols.Radio;
using Microsoft.EntityFrameworkCore;

namespace Fleet.Server.Devices;

/// <inheritdoc cref="IPairings"/>
internal sealed class Pairings : IPairings
{
    private readonly FleetStore _store;
    private readonly IHubNames _hubs;
    private readonly PairRequests _requests;

    public Pairings(FleetStore store, IHubNames hubs, PairRequests requests)
    {
        _store = store;
        _hubs = hubs;
        _requests = requests;
    }

    public async Task<PairingStart> StartAsync(
        Actor actor, string hubId, PairingOrder order, CancellationToken cancellationToken)
    {
        Check(order);
        var code = new InstallCode();
        try
        {
            // Before anything else: a mistyped code is told at once, wherever the hub is.
            bool hasLabel = order.VendorDeviceId == 0 && !order.IsForAnyDevice;
            InstallCodeError error = hasLabel ? code.Parse(order.InstallCode!) : InstallCodeError.None;
            if (error != InstallCodeError.None)
            {
                return new PairingStart(PairingStartResult.BadCode, error);
            }

            return await StartAsync(actor, hubId, order, code, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            code.Clear();
        }
    }

    public async Task<PairingView?> FindAsync(
        Actor actor, string hubId, long pairingId, CancellationToken cancellationToken)
    {
        if (_hubs.FindRow(actor.TenantId, hubId) is not { } hub)
        {
            return null;
        }

        await using FleetDbContext context = _store.CreateContext();
        PairingRow? row = await context.Set<PairingRow>()
            .FirstOrDefaultAsync(row => row.HubRowId == hub && row.PairingId == pairingId, cancellationToken)
            .ConfigureAwait(false);
        if (row is null)
        {
            return null;
        }

        List<PairingStepRow> steps = await context.Set<PairingStepRow>()
            .Where(step => step.HubRowId == hub && step.PairingId == pairingId)
            .OrderBy(step => step.At).ThenBy(step => step.Sequence)
            .ToListAsync(cancellationToken)
            .ConfigureAwait(false);
        return DeviceViews.Of(row, hubId, steps, _requests.Now);
    }

    public async Task<IReadOnlyList<PairingView>> ListAsync(
        Actor actor, string hubId, int limit, CancellationToken cancellationToken)
    {
        if (_hubs.FindRow(actor.TenantId, hubId) is not { } hub)
        {
            return [];
        }

        await using FleetDbContext context = _store.CreateContext();
        List<PairingRow> rows = await context.Set<PairingRow>()
            .Where(row => row.HubRowId == hub)
            .OrderByDescending(row => row.AskedAt).ThenByDescending(row => row.PairingId)
            .Take(Math.Clamp(limit, 1, Limits.Devices.PerPage))
            .ToListAsync(cancellationToken)
            .ConfigureAwait(false);
        long now = _requests.Now;
        return rows.ConvertAll(row => DeviceViews.Of(row, hubId, [], now));
    }

    public async Task<SentRequest> CancelAsync(
        Actor actor, string hubId, long pairingId, CancellationToken cancellationToken)
    {
        if (_hubs.FindPrincipal(actor.TenantId, hubId) is not { } hub
            || await FindAsync(actor, hubId, pairingId, cancellationToken).ConfigureAwait(false) is null)
        {
            return new SentRequest(RequestResult.NotFound, 0);
        }

        // One that was opened at the hub has no request of ours; 0 closes whatever is open there.
        var request = new PairRequestMessage
        {
            Action = PairAction.Cancel,
            PairingId = pairingId < PairingStore.AtHub ? (uint)pairingId : 0,
        };
        return await _requests.SendAsync(actor, hub, request, default, null, cancellationToken).ConfigureAwait(false);
    }

    private static void Check(PairingOrder order)
    {
        HubDevices.ThrowIfOutside(order.Location, order.Occupant);
        ArgumentOutOfRangeException.ThrowIfLessThan(order.Seconds, Limits.Devices.ShortestSeconds);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(order.Seconds, Limits.Devices.LongestWindowSeconds);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(order.Comment.Length, Limits.Commands.CommentLength);
        ArgumentOutOfRangeException.ThrowIfNegative(order.ReplacesDeviceId);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(order.ReplacesDeviceId, uint.MaxValue);
        ArgumentOutOfRangeException.ThrowIfNegative(order.VendorDeviceId);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(order.VendorDeviceId, uint.MaxValue);
    }

    private async Task<PairingStart> StartAsync(
        Actor actor, string hubId, PairingOrder order, InstallCode code, CancellationToken cancellationToken)
    {
        if (_hubs.FindPrincipal(actor.TenantId, hubId) is not { } hub)
        {
            return new PairingStart(PairingStartResult.NotFound);
        }

        bool isVendors = order.VendorDeviceId != 0;
        var request = new PairRequestMessage
        {
            Action = PairAction.OpenWindow,
            PairingId = PairRequests.NewId(),
            DeviceId = isVendors ? (uint)order.VendorDeviceId : code.DeviceId,
            DeviceKind = isVendors ? DeviceKind.Unknown : code.DeviceKind,
            Seconds = order.Seconds,
            Location = order.Location,
            Occupant = order.Occupant,
            ReplacesDeviceId = (uint)order.ReplacesDeviceId,
            Argument = isVendors ? order.Description : 0,
        };
        long pairingId = request.PairingId;
        PairingStartResult refusal = PairingStartResult.Asked;
        long listening = 0;
        byte[] secret = isVendors || order.IsForAnyDevice ? [] : [.. code.Secret];
        SentRequest sent = await _requests.SendAsync(
            actor,
            hub,
            request,
            secret,
            session => (refusal = Write(session, actor, hub, request, out listening)) == PairingStartResult.Asked,
            cancellationToken,
            order.Comment).ConfigureAwait(false);
        CryptographicOperations.ZeroMemory(secret);
        if (refusal != PairingStartResult.Asked)
        {
            PairingView? open = listening == 0
                ? null
                : await FindAsync(actor, hubId, listening, cancellationToken).ConfigureAwait(false);
            return new PairingStart(refusal, Pairing: open);
        }

        if (sent.Result != RequestResult.Sent)
        {
            await EndAsync(hub, pairingId, cancellationToken).ConfigureAwait(false);
            return new PairingStart(PairingStartResult.NotReachable);
        }

        return new PairingStart(
            PairingStartResult.Asked,
            Pairing: await FindAsync(actor, hubId, pairingId, cancellationToken).ConfigureAwait(false));
    }

    private PairingStartResult Write(
        StoreSession session, Actor actor, HubPrincipal hub, PairRequestMessage request, out long listening)
    {
        long now = _requests.Now;
        listening = PairingStore.FindListening(session, hub.RowId, now)?.PairingId ?? 0;
        if (listening != 0)
        {
            return PairingStartResult.AlreadyOpen;
        }

        if (request.ReplacesDeviceId != 0
            && DeviceStore.KindOf(session, hub.RowId, request.ReplacesDeviceId) is null)
        {
            return PairingStartResult.UnknownReplaced;
        }

        PairingStore.Insert(session, new PairingRow
        {
            HubRowId = hub.RowId,
            PairingId = request.PairingId,
            TenantId = hub.TenantId,
            AskedAt = now,
            ExpiresAt = now + (Limits.Devices.AnswerSeconds * 1_000L),
            ActorId = actor.UserId,
            ActorName = actor.DisplayName,
            LabelDeviceId = request.DeviceId,
            DeviceId = request.DeviceId,
            Kind = request.DeviceKind,
            Location = request.Location,
            Occupant = request.Occupant,
            ReplacesDeviceId = request.ReplacesDeviceId,
        });
        return PairingStartResult.Asked;
    }

    /// <summary>Ends a pairing whose request did not leave; one that was never written is none.</summary>
    private Task<int> EndAsync(HubPrincipal hub, long pairingId, CancellationToken cancellationToken)
    {
        return _store.WriteAsync(
            session =>
            {
                PairingStore.EndAsked(session, hub.RowId, pairingId, PairingState.Unanswered, _requests.Now);
                return 0;
            },
            cancellationToken);
    }
}
