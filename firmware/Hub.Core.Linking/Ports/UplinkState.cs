// How far the uplink session has come.
namespace Hub.Core.Ports;

/// <summary>The state of an <see cref="IUplink"/>.</summary>
public enum UplinkState
{
    /// <summary>No session, and none being made.</summary>
    Closed = 0,

    /// <summary>A session is being made; it ends in Ready or Closed within the uplink's own time limit.</summary>
    Connecting = 1,

    /// <summary>Signed in and subscribed; messages can be published.</summary>
    Ready = 2,
}
