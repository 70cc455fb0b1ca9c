// How the ingest tells the commands what was committed.
using Fleet.Server.Gateway;
using Fleet.Server.Hubs;
using Hub.Protocols.Messages;

namespace Fleet.Server.Commands;

/// <summary>
/// Gathers committed messages about commands. Called by the commit thread, or by the replay before that thread starts;
/// messages of a batch in their order, then <see cref="Publish"/>. Telling the same again changes nothing.
/// </summary>
public interface ICommandProjection
{
    /// <summary>A hub is here again: what it has not answered is sent anew.</summary>
    void Apply(HubPrincipal hub, HelloMessage message, in Moment moment);

    /// <summary>A hub's answer, which may be about a command.</summary>
    void Apply(HubPrincipal hub, AcknowledgementMessage message, in Moment moment);

    /// <summary>A hub's figures, which a command asked for.</summary>
    void Apply(HubPrincipal hub, DiagnosticsMessage message, in Moment moment);

    /// <summary>The batch is applied; what it told may be written.</summary>
    void Publish();
}
