// Puts the hub gateway into the service collection.
using System;
using Fleet.Server.Gateway.Mqtt;
using Fleet.Server.Gateway.Mqtt.Hosting;
using Fleet.Server.Gateway.Mqtt.Timing;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Fleet.Server.Gateway;

/// <summary>Registration of the hub gateway.</summary>
public static class HubGatewayServices
{
    /// <summary>
    /// Adds the gateway; provides <see cref="IDownlink"/>. The host must register <see cref="IUplinkSink"/> and
    /// <see cref="IHubAuthenticator"/>, and open the listeners with
    /// <see cref="HubGatewayListening.ListenHubGateway"/>. A registered <see cref="TimeProvider"/> is used.
    /// </summary>
    /// <param name="services">The host's services, those of Kestrel among them.</param>
    /// <param name="configuration">The host's configuration; the section <c>Fleet:Gateway</c> is read.</param>
    public static IServiceCollection AddHubGateway(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configuration);
        services.Configure<GatewayOptions>(configuration.GetSection(GatewayOptions.SectionName));
        services.TryAddSingleton(TimeProvider.System);
        services.AddMetrics();
        services.AddSingleton<TimerWheel>();
        services.AddSingleton<GatewayMetrics>();
        services.AddSingleton<MqttGateway>();
        services.AddSingleton<MqttConnectionHandler>();
        services.AddSingleton<IDownlink, MqttDownlink>();
        services.AddSingleton<HubAddresses>();
        services.AddSingleton<IConnectionListenerFactory, HubTransport>();
        services.AddHostedService<GatewayLifetime>();
        return services;
    }
}
