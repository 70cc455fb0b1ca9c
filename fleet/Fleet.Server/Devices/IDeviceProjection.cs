// How the ingest tells the devices' slice what was committed.
using Fleet.Server.Gateway;
using Fleet.Server.Hubs;
using Hub.Protocols.Messages;

namespace Fleet.Server.Devices;

/// <summary>
/// Gathers committed messages about devices. Called by the commit thread, or by the replay before that thread starts;
/// messages of a batch in their order, then <see cref="Publish"/>. Telling the same again changes nothing.
/// </summary>
public interface IDeviceProjection
{
    /// <summary>A step of a pairing.</summary>
    void Apply(HubPrincipal hub, DevicePairingMessage message, in Moment moment);

    /// <summary>The state of a device.</summary>
    void Apply(HubPrincipal hub, DeviceStateMessage message, in Moment moment);

    /// <summary>A step of a walk test.</summary>
    void Apply(HubPrincipal hub, WalkTestMessage message, in Moment moment);

    /// <summary>A hub's answer, which may be about a request of ours.</summary>
    void Apply(HubPrincipal hub, AcknowledgementMessage message, in Moment moment);

    /// <summary>The batch is applied; what it told may be written.</summary>
    void Publish();
}
