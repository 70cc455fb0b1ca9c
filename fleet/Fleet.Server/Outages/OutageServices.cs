// Puts outages and broadcasts into the host.
using Fleet.Server.Time;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Fleet.Server.Outages;

/// <summary>Registration of outages.</summary>
internal static class OutageServices
{
    public static IServiceCollection AddOutages(this IServiceCollection services)
    {
        services.TryAddSingleton(new OutageOptions());
        services.AddSingleton<AreaBook>();
        services.AddSingleton<OutageRules>();
        services.AddSingleton<OutageWatch>();
        services.AddSingleton<IRound>(provider => provider.GetRequiredService<OutageWatch>());
        services.AddSingleton<IOutages, OutageDesk>();
        services.AddSingleton<Broadcasts>();
        services.AddSingleton<IBroadcasts>(provider => provider.GetRequiredService<Broadcasts>());
        services.AddSingleton<Channels.IChannelListener>(provider => provider.GetRequiredService<Broadcasts>());
        return services;
    }
}
