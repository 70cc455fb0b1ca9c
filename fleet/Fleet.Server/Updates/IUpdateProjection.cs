// How the ingest tells the updates what was committed.
using Fleet.Server.Gateway;
using Fleet.Server.Hubs;
using Hub.Protocols.Messages;

namespace Fleet.Server.Updates;

/// <summary>
/// Gathers committed messages about firmware, and those by which a hub is held against its own past. Called by the
/// commit thread, or by the replay before that thread starts; messages of a batch in their order, then
/// <see cref="Publish"/>. Telling the same again changes nothing but the figures of a day.
/// </summary>
public interface IUpdateProjection
{
    /// <summary>What a hub says of its firmware; it is believed only when its seal is right.</summary>
    void Apply(HubPrincipal hub, UpdateStateMessage message, in Moment moment);

    /// <summary>A hub's answer, which may be about an order.</summary>
    void Apply(HubPrincipal hub, AcknowledgementMessage message, in Moment moment);

    /// <summary>A hub has started, or has come back.</summary>
    void Apply(HubPrincipal hub, HelloMessage message, in Moment moment);

    /// <summary>A heartbeat.</summary>
    void Apply(HubPrincipal hub, HeartbeatMessage message, in Moment moment);

    /// <summary>An alarm, of which tests and lost triggers count here.</summary>
    void Apply(HubPrincipal hub, AlarmMessage message, bool isRepeat, in Moment moment);

    /// <summary>The batch is applied; what it told may be written.</summary>
    void Publish();
}
