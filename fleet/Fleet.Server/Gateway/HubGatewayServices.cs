// Puts the hub gateway into the service collection.
using System;
using Fleet.Server.Gateway.Mqtt;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Fleet.Server.Gateway;

/// <summary>Registration of the hub gateway.</summary>
public static class HubGatewayServices
{
    /// <summary>
    /// Adds the gateway; provides <see cref="IDownlink"/>. The host must register <see cref="IUplinkSink"/> and
    /// <see cref="IHubAuthenticator"/>, and open the listeners with
    /// <see cref="HubGatewayListening.ListenHubGateway"/>.
    /// </summary>
    /// <param name="services">The host's services.</param>
    /// <param name="configuration">The host's configuration; the section <c>Fleet:Gateway</c> is read.</param>
    public static IServiceCollection AddHubGateway(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configuration);
        services.Configure<GatewayOptions>(configuration.GetSection(GatewayOptions.SectionName));
        services.AddSingleton<MqttConnectionHandler>();
        services.AddSingleton<IDownlink, MqttDownlink>();
        return services;
    }
}
