// Opens the gateway's listeners on Kestrel.
using System;
using System.Net;
using Fleet.Server.Gateway.Mqtt;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Fleet.Server.Gateway;

/// <summary>Kestrel listeners of the hub gateway.</summary>
public static class HubGatewayListening
{
    /// <summary>
    /// Listens for hubs as configured under <c>Fleet:Gateway</c>: plain TCP, and TLS where a certificate is configured.
    /// Note that listening in code makes Kestrel ignore <c>urls</c>: the host adds its HTTP address with Listen too.
    /// </summary>
    /// <param name="kestrel">The server's options, inside <c>ConfigureKestrel</c>.</param>
    public static void ListenHubGateway(this KestrelServerOptions kestrel)
    {
        ArgumentNullException.ThrowIfNull(kestrel);
        var options = kestrel.ApplicationServices.GetRequiredService<IOptions<GatewayOptions>>().Value;
        if (options.Mqtt.Enabled)
        {
            kestrel.Listen(
                IPAddress.Parse(options.Mqtt.Address),
                options.Mqtt.Port,
                listen => listen.UseConnectionHandler<MqttConnectionHandler>());
        }
    }
}
