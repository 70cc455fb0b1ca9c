// What became of a packet appended to a connection's output.
namespace Fleet.Server.Gateway.Mqtt.Connections;

/// <summary>Outcome of appending a PUBLISH.</summary>
internal enum AppendResult : byte
{
    /// <summary>It is in the output.</summary>
    Written,

    /// <summary>The peer does not read, the window is full or the connection is closing: it must wait.</summary>
    NotNow,

    /// <summary>It exceeds the client's Maximum Packet Size and is to be forgotten (MQTT 5.0 §3.1.2.11.4).</summary>
    TooLarge,
}
