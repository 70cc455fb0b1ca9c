// Opens the gateway's listeners on Kestrel.
using System;
using System.Net;
using Fleet.Server.Gateway.Mqtt;
using Fleet.Server.Gateway.Mqtt.Hosting;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Fleet.Server.Gateway;

/// <summary>Kestrel listeners of the hub gateway.</summary>
public static class HubGatewayListening
{
    /// <summary>
    /// Listens for hubs as configured under <c>Fleet:Gateway</c>: plain TCP, and TLS where a certificate is configured.
    /// Listening in code makes Kestrel ignore <c>urls</c>: the host adds its HTTP address with Listen too.
    /// </summary>
    /// <param name="kestrel">The server's options, inside <c>ConfigureKestrel</c>.</param>
    public static void ListenHubGateway(this KestrelServerOptions kestrel)
    {
        ArgumentNullException.ThrowIfNull(kestrel);
        var options = kestrel.ApplicationServices.GetRequiredService<IOptions<GatewayOptions>>().Value;
        if (options.Mqtt.Enabled)
        {
            var address = new IPEndPoint(IPAddress.Parse(options.Mqtt.Address), options.Mqtt.Port);
            kestrel.Listen(new HubEndPoint(address, isTls: false), Serve);
        }

        if (options.MqttTls.CertificatePath.Length > 0)
        {
            var address = new IPEndPoint(IPAddress.Parse(options.MqttTls.Address), options.MqttTls.Port);
            kestrel.Listen(new HubEndPoint(address, isTls: true), listen => ServeTls(listen, options));
        }
    }

    private static void Serve(ListenOptions listen)
    {
        listen.Protocols = HttpProtocols.None;
        listen.UseConnectionHandler<MqttConnectionHandler>();
    }

    private static void ServeTls(ListenOptions listen, GatewayOptions options)
    {
        var services = listen.ApplicationServices;
        var time = services.GetRequiredService<TimeProvider>();
        var log = services.GetRequiredService<ILogger<TlsMiddleware>>();
        var handshake = TimeSpan.FromSeconds(options.Limits.ConnectSeconds);
        listen.Use(next => new TlsMiddleware(next, options.MqttTls, handshake, time, log).OnConnectionAsync);
        Serve(listen);
    }
}
