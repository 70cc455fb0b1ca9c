// How the ingest tells what homes' hubs told of what happened in them.
using Fleet.Server.Gateway;
using Fleet.Server.Hubs;
using Hub.Protocols.Messages;

namespace Fleet.Server.Programming;

/// <summary>
/// Gathers committed messages that rules look at, or that rules made. Called by the commit thread, or by the replay
/// before that thread starts; messages of a batch in their order, then <see cref="Publish"/>. Telling the same again
/// changes nothing.
/// </summary>
public interface IHomeEventProjection
{
    /// <summary>A hub is here again, perhaps after a start.</summary>
    void Apply(HubPrincipal hub, HelloMessage message, in Moment moment);

    /// <summary>A hub is well; so its events are being told.</summary>
    void Apply(HubPrincipal hub, HeartbeatMessage message, in Moment moment);

    /// <summary>An event, of a device or of the hub's rules.</summary>
    void Apply(HubPrincipal hub, EventMessage message, in Moment moment);

    /// <summary>An alarm, of a press or of a rule; each sending of it counts as the same.</summary>
    void Apply(HubPrincipal hub, AlarmMessage message, in Moment moment);

    /// <summary>The batch is applied; what it told may be written.</summary>
    void Publish();
}
