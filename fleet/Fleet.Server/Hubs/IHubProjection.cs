// How the ingest tells the hubs' slice what was committed.
using System;
using Fleet.Server.Gateway;
using Fleet.Server.Store;
using Hub.Protocols.Messages;

namespace Fleet.Server.Hubs;

/// <summary>When and where a message was committed.</summary>
/// <param name="At">Unix milliseconds UTC.</param>
/// <param name="Tick">The same on the steady clock; 0 in a replay, which proves nothing about now.</param>
/// <param name="BatchId">The batch it is kept in.</param>
/// <param name="Frame">The frame within the batch.</param>
public readonly record struct Moment(long At, long Tick, long BatchId, int Frame);

/// <summary>
/// Turns committed messages into what is known of the hubs. Called by the commit thread, or by the replay before that
/// thread starts; messages of a batch in their order, then <see cref="Publish"/>.
/// </summary>
public interface IHubProjection
{
    /// <summary>The last batch of which everything is written to the store; older raw messages may go.</summary>
    long WrittenUpTo { get; }

    /// <summary>The last batch of which everything was written, as the store says.</summary>
    long ReadCheckpoint(StoreSession session);

    /// <summary>A hub by its row; null when unknown.</summary>
    HubPrincipal? FindRow(long rowId);

    /// <summary>A heartbeat.</summary>
    void Apply(HubPrincipal hub, HeartbeatMessage message, in Moment moment);

    /// <summary>A hello.</summary>
    void Apply(HubPrincipal hub, HelloMessage message, in Moment moment);

    /// <summary>An alarm or a silent test.</summary>
    /// <param name="hub">The hub.</param>
    /// <param name="message">The alarm.</param>
    /// <param name="caseId">Its case; null for a silent test.</param>
    /// <param name="isRepeat">True when the alarm was held already.</param>
    /// <param name="moment">When.</param>
    void Apply(HubPrincipal hub, AlarmMessage message, Guid? caseId, bool isRepeat, in Moment moment);

    /// <summary>An event.</summary>
    /// <param name="hub">The hub.</param>
    /// <param name="message">The event.</param>
    /// <param name="provesLife">False for the will, which the gateway publishes in the hub's stead.</param>
    /// <param name="moment">When.</param>
    void Apply(HubPrincipal hub, EventMessage message, bool provesLife, in Moment moment);

    /// <summary>An answer to a command.</summary>
    void Apply(HubPrincipal hub, AcknowledgementMessage message, in Moment moment);

    /// <summary>A step of a pairing.</summary>
    void Apply(HubPrincipal hub, DevicePairingMessage message, in Moment moment);

    /// <summary>The state of a device.</summary>
    void Apply(HubPrincipal hub, DeviceStateMessage message, in Moment moment);

    /// <summary>The hub's figures.</summary>
    void Apply(HubPrincipal hub, DiagnosticsMessage message, in Moment moment);

    /// <summary>A step of a walk test.</summary>
    void Apply(HubPrincipal hub, WalkTestMessage message, in Moment moment);

    /// <summary>What has become of settings.</summary>
    void Apply(HubPrincipal hub, SettingsStateMessage message, in Moment moment);

    /// <summary>What the hub says of its firmware.</summary>
    void Apply(HubPrincipal hub, UpdateStateMessage message, in Moment moment);

    /// <summary>A change of the hub's connection.</summary>
    void ApplyLink(HubPrincipal hub, LinkChangeReason reason, in Moment moment);

    /// <summary>A body that could not be decoded: it shows in the history, and proves nothing.</summary>
    void ApplyRefused(HubPrincipal hub, UplinkKind kind, MessageError error, in Moment moment);

    /// <summary>The batch is applied; what it changed may be written.</summary>
    void Publish(long batchId);
}
