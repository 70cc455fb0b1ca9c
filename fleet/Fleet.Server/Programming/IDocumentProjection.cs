// How the ingest tells remote programming what was committed.
using Fleet.Server.Gateway;
using Fleet.Server.Hubs;
using Hub.Protocols.Messages;

namespace Fleet.Server.Programming;

/// <summary>
/// Gathers committed messages about documents. Called by the commit thread, or by the replay before that thread starts;
/// messages of a batch in their order, then <see cref="Publish"/>. Telling the same again changes nothing.
/// </summary>
public interface IDocumentProjection
{
    /// <summary>A hub is here again: what it has not answered is sent anew.</summary>
    void Apply(HubPrincipal hub, HelloMessage message, in Moment moment);

    /// <summary>A heartbeat names the settings in force too.</summary>
    void Apply(HubPrincipal hub, HeartbeatMessage message, in Moment moment);

    /// <summary>A hub's answer, which may be about a document.</summary>
    void Apply(HubPrincipal hub, AcknowledgementMessage message, in Moment moment);

    /// <summary>An event, which may say which rules are in force.</summary>
    void Apply(HubPrincipal hub, EventMessage message, in Moment moment);

    /// <summary>What has become of settings that a hub was sent.</summary>
    void Apply(HubPrincipal hub, SettingsStateMessage message, in Moment moment);

    /// <summary>The batch is applied; what it told may be written.</summary>
    void Publish();
}
