// Why a hub's connection opened or ended.
namespace Fleet.Server.Gateway;

/// <summary>Why a hub's link state changed.</summary>
public enum LinkChangeReason : byte
{
    /// <summary>CONNECT accepted.</summary>
    Connected = 0,

    /// <summary>The hub said DISCONNECT.</summary>
    Disconnected = 1,

    /// <summary>The transport broke.</summary>
    TransportLost = 2,

    /// <summary>Nothing was heard for one and a half keep-alive intervals (MQTT 5.0 §3.1.2.10).</summary>
    KeepAliveTimeout = 3,

    /// <summary>The same client id connected again elsewhere.</summary>
    TakenOver = 4,

    /// <summary>The hub broke the protocol or a limit.</summary>
    ProtocolError = 5,

    /// <summary>The server is stopping.</summary>
    ServerStopping = 6,
}
