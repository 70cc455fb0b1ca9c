// The public handler of messages to many: what is sent, to whom, and what became of it.
using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using Fleet.Server.Access;
using Fleet.Server.Channels;

namespace Fleet.Server.Outages;

/// <summary>Who reads a broadcast.</summary>
public enum BroadcastReader
{
    /// <summary>The alarm phones of the responder groups (HBG-097).</summary>
    AlarmPhone = 0,

    /// <summary>Relatives on the list of long outages (NOR-039).</summary>
    Relative = 1,

    /// <summary>The municipality's own list of addresses (HBG-097).</summary>
    Listed = 2,
}

/// <summary>A message to many.</summary>
/// <param name="Text">1 to 640 characters; checked by the municipality's policy.</param>
/// <param name="OutageId">The outage it is about: then only relatives of its homes are told.</param>
/// <param name="ToAlarmPhones">To the groups' alarm phones.</param>
/// <param name="ToRelatives">To relatives on the list of long outages.</param>
/// <param name="ToListed">To the municipality's own list.</param>
public sealed record BroadcastDraft(
    string Text, Guid? OutageId = null, bool ToAlarmPhones = false, bool ToRelatives = false, bool ToListed = false);

/// <summary>What a broadcast would be.</summary>
/// <param name="Faults">Why it cannot be sent; empty when it can.</param>
/// <param name="AlarmPhones">Alarm phones it would go to.</param>
/// <param name="Relatives">Relatives it would go to.</param>
/// <param name="Listed">Addresses of the own list it would go to.</param>
public sealed record BroadcastPreview(
    IReadOnlyList<string> Faults, int AlarmPhones, int Relatives, int Listed)
{
    /// <summary>All recipients, each once.</summary>
    public int Total => AlarmPhones + Relatives + Listed;
}

/// <summary>A broadcast that was sent.</summary>
/// <param name="BroadcastId">Its id.</param>
/// <param name="OutageId">The outage it was about.</param>
/// <param name="Text">What it said.</param>
/// <param name="SentAt">When.</param>
/// <param name="ActorName">Who sent it.</param>
/// <param name="Total">Recipients.</param>
/// <param name="HandedOver">Those that a provider has taken.</param>
/// <param name="Delivered">Those that it reached.</param>
/// <param name="Failed">Those that it did not reach.</param>
public sealed record BroadcastView(
    Guid BroadcastId,
    Guid? OutageId,
    string Text,
    DateTimeOffset SentAt,
    string ActorName,
    int Total,
    int HandedOver,
    int Delivered,
    int Failed);

/// <summary>How far a message to one recipient came.</summary>
public enum RecipientState
{
    /// <summary>Waits to be sent.</summary>
    Queued = 0,

    /// <summary>A provider has taken it.</summary>
    HandedOver = 1,

    /// <summary>It reached the phone or mailbox.</summary>
    Delivered = 2,

    /// <summary>It failed for good.</summary>
    Failed = 3,
}

/// <summary>A line of the send log.</summary>
/// <param name="Kind">By what.</param>
/// <param name="Address">Where to.</param>
/// <param name="Reader">Who reads there.</param>
/// <param name="Label">What the address is called.</param>
/// <param name="State">How far it came.</param>
/// <param name="ChangedAt">Since when.</param>
/// <param name="Detail">The provider's note.</param>
public sealed record BroadcastLine(
    OutgoingKind Kind,
    string Address,
    BroadcastReader Reader,
    string Label,
    RecipientState State,
    DateTimeOffset ChangedAt,
    string Detail);

/// <summary>An address on the municipality's own list.</summary>
/// <param name="Kind">Short message or mail.</param>
/// <param name="Address">Phone number in international form, or mail address.</param>
/// <param name="Label">Whose it is.</param>
public sealed record ListedAddress(OutgoingKind Kind, string Address, string Label);

/// <summary>Sends to many, once to each (HBG-097, NOR-039).</summary>
public interface IBroadcasts
{
    /// <summary>What a broadcast would be; sends nothing.</summary>
    Task<BroadcastPreview> PreviewAsync(Actor actor, BroadcastDraft draft, CancellationToken cancellationToken);

    /// <summary>Sends. The same key again sends to nobody twice, and goes on where it was cut off.</summary>
    /// <returns>The broadcast; null when the preview has faults.</returns>
    Task<BroadcastView?> SendAsync(
        Actor actor, string idempotencyKey, BroadcastDraft draft, CancellationToken cancellationToken);

    /// <summary>Broadcasts, the newest first.</summary>
    Task<IReadOnlyList<BroadcastView>> ListAsync(Actor actor, CancellationToken cancellationToken);

    /// <summary>The send log of a broadcast, failed ones first; null when the tenant has none with this id.</summary>
    Task<IReadOnlyList<BroadcastLine>?> LinesAsync(
        Actor actor, Guid broadcastId, CancellationToken cancellationToken);

    /// <summary>The municipality's own list.</summary>
    Task<IReadOnlyList<ListedAddress>> AddressesAsync(Actor actor, CancellationToken cancellationToken);

    /// <summary>Adds an address, or names it anew.</summary>
    /// <returns>False when the list is full.</returns>
    Task<bool> SetAddressAsync(Actor actor, ListedAddress address, CancellationToken cancellationToken);

    /// <summary>Removes an address.</summary>
    /// <returns>False when it was not on the list.</returns>
    Task<bool> RemoveAddressAsync(
        Actor actor, OutgoingKind kind, string address, CancellationToken cancellationToken);
}
