// Carries messages from the slices to the hubs' sessions.
using System;

namespace Fleet.Server.Gateway.Mqtt;

/// <summary>Delivers downlink messages to the sessions of a hub.</summary>
internal sealed class MqttDownlink : IDownlink
{
    /// <inheritdoc/>
    public bool Send(
        HubPrincipal hub, DownlinkKind kind, ReadOnlySpan<byte> payload, bool atLeastOnce, bool flushNow = true) => false;

    /// <inheritdoc/>
    public bool IsConnected(HubPrincipal hub) => false;
}
