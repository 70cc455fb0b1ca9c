// The sessions that can see each other's client ids.
namespace Fleet.Server.Gateway.Mqtt.Sessions;

/// <summary>
/// A space of client identifiers: each hub has its own, so that one hub can never take over another's session, and
/// the clients of the conformance mode share one. Every member is used with the scope's lock held; a scope's lock is
/// taken before a session's, and that before a connection's.
/// </summary>
internal abstract class SessionScope
{
    /// <summary>The hub whose sessions these are; null for clients of the conformance mode.</summary>
    internal abstract HubPrincipal? Hub { get; }

    /// <summary>Sessions with a connection.</summary>
    internal int Connected { get; set; }

    /// <summary>True when the scope has left the gateway's table, so that a new connection must look it up
    /// again.</summary>
    internal bool IsRetired { get; set; }

    internal abstract int Count { get; }

    internal abstract MqttSession? Find(string clientId);

    internal abstract void Add(MqttSession session);

    internal abstract void Remove(MqttSession session);
}
