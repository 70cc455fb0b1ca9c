// An address that the gateway's own transport listens on.
using System.Net;

namespace Fleet.Server.Gateway.Mqtt.Hosting;

/// <summary>
/// Marks an IP address as the gateway's, so that Kestrel takes <see cref="HubTransport"/> for it and leaves its
/// transport for HTTP as it is.
/// </summary>
internal sealed class HubEndPoint : EndPoint
{
    internal HubEndPoint(IPEndPoint address, bool isTls)
    {
        Address = address;
        IsTls = isTls;
    }

    internal IPEndPoint Address { get; }

    internal bool IsTls { get; }

    /// <inheritdoc/>
    public override string ToString() => Address.ToString();
}
