// Registers the demo municipality's town.
using Fleet.Server.Time;
using Microsoft.Extensions.DependencyInjection;

namespace Fleet.Server.Demo;

/// <summary>Registers the slice; only where the settings ask for a town.</summary>
public static class DemoServices
{
    /// <summary>Adds the round that furnishes the demo municipality.</summary>
    public static IServiceCollection AddDemoTown(this IServiceCollection services)
    {
        services.AddSingleton<DemoTown>();
        services.AddSingleton<IRound>(static provider => provider.GetRequiredService<DemoTown>());
        return services;
    }
}
