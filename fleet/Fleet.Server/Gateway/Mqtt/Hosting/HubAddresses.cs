// Where the gateway really listens.
using System.Net;

namespace Fleet.Server.Gateway.Mqtt.Hosting;

/// <summary>The bound addresses, known once the host has started; the ports differ from the settings when those are
/// 0.</summary>
internal sealed class HubAddresses
{
    /// <summary>The plain listener; null when it is off.</summary>
    internal IPEndPoint? Tcp { get; private set; }

    /// <summary>The TLS listener; null when it is off.</summary>
    internal IPEndPoint? Tls { get; private set; }

    internal void Add(IPEndPoint address, bool isTls)
    {
        if (isTls)
        {
            Tls = address;
        }
        else
        {
            Tcp = address;
        }
    }
}
