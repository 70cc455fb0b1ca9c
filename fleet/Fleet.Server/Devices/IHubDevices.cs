// The public handler for hubs' devices.
using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using Fleet.Server.Access;
using Hub.Protocols.Messages;
using Hub.Protocols.Radio;

namespace Fleet.Server.Devices;

/// <summary>
/// Lists a hub's devices within the actor's tenant, and asks the hub to change them. What the hub makes of a request
/// shows in the list when the hub has told; nothing is changed here by itself.
/// </summary>
public interface IHubDevices
{
    /// <summary>The devices of a hub; null when the tenant has no such hub.</summary>
    Task<DeviceList?> ListAsync(
        Actor actor, string hubId, bool includeRemoved, CancellationToken cancellationToken);

    /// <summary>One device, removed or not; null when the tenant's hub has never told of it.</summary>
    Task<DeviceView?> FindAsync(Actor actor, string hubId, long deviceId, CancellationToken cancellationToken);

    /// <summary>Asks the hub to note in which room a device is and whose it is.</summary>
    /// <param name="actor">Who asks.</param>
    /// <param name="hubId">The hub.</param>
    /// <param name="deviceId">The device.</param>
    /// <param name="location">A SCAIP location code, 0 to 999.</param>
    /// <param name="occupant">0 to 9.</param>
    /// <param name="cancellationToken">Stops the asking.</param>
    Task<SentRequest> AssignAsync(
        Actor actor, string hubId, long deviceId, int location, int occupant, CancellationToken cancellationToken);

    /// <summary>Asks the hub to remove a device: its key is destroyed and it raises nothing any more.</summary>
    Task<SentRequest> RemoveAsync(Actor actor, string hubId, long deviceId, CancellationToken cancellationToken);

    /// <summary>Gives a device an order.</summary>
    Task<SentRequest> OrderAsync(
        Actor actor, string hubId, long deviceId, OrderKind order, CancellationToken cancellationToken);

    /// <summary>What has been asked of a hub about its devices, by whom, and what it answered; newest first.</summary>
    Task<IReadOnlyList<DeviceRequestView>> RequestsAsync(
        Actor actor, string hubId, int limit, CancellationToken cancellationToken);
}

/// <summary>What became of a request.</summary>
/// <param name="Result">Whether it is on its way.</param>
/// <param name="Sequence">The number that the hub's answer names; 0 unless sent.</param>
public readonly record struct SentRequest(RequestResult Result, long Sequence);

/// <summary>Whether a request is on its way to the hub.</summary>
public enum RequestResult
{
    /// <summary>It is stored and handed to the hub's connection.</summary>
    Sent = 0,

    /// <summary>The tenant has no such hub, or the hub no such device.</summary>
    NotFound = 1,

    /// <summary>The hub has no connection now; nothing waits for it.</summary>
    NotReachable = 2,

    /// <summary>The device does not take this.</summary>
    NotForThisKind = 3,
}

/// <summary>One request about a hub's devices.</summary>
/// <param name="Sequence">The number that the hub's answer names.</param>
/// <param name="Action">What was asked.</param>
/// <param name="PairingId">The pairing or walk test it belongs to, or its own number.</param>
/// <param name="DeviceId">The device; 0 for none.</param>
/// <param name="AskedAt">When.</param>
/// <param name="ActorName">By whom.</param>
/// <param name="Answer">What the hub answered; null when it has not.</param>
/// <param name="AnsweredAt">When it answered.</param>
public sealed record DeviceRequestView(
    long Sequence,
    PairAction Action,
    long PairingId,
    long DeviceId,
    DateTimeOffset AskedAt,
    string ActorName,
    AcknowledgementResult? Answer,
    DateTimeOffset? AnsweredAt);
