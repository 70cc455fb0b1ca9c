// Puts updates into the host.
using Fleet.Server.Hubs;
using Fleet.Server.Store;
using Fleet.Server.Time;
using Fleet.Server.Updates.Blocks;
using Fleet.Server.Updates.Director;
using Fleet.Server.Updates.Releases;
using Fleet.Server.Updates.Rollouts;
using Fleet.Server.Updates.Signals;
using Microsoft.Extensions.DependencyInjection;

namespace Fleet.Server.Updates;

/// <summary>Registration of updates.</summary>
internal static class UpdateServices
{
    public static IServiceCollection AddUpdates(this IServiceCollection services, string dataDirectory)
    {
        services.AddMetrics();
        services.AddSingleton(_ => new ReleaseFiles(dataDirectory));
        services.AddSingleton<IBundleReader, BundleReader>();
        services.AddSingleton<BundleIntake>();
        services.AddSingleton<IReleases, ReleaseDesk>();
        services.AddSingleton<IHubUpdates, HubUpdates>();
        services.AddSingleton<OrderedReleases>();
        services.AddSingleton<BlockMetrics>();
        services.AddSingleton<BlockRequests>();
        services.AddSingleton<IBlockRequests>(provider => provider.GetRequiredService<BlockRequests>());
        services.AddSingleton(provider => new PartCache(provider.GetRequiredService<ReleaseFiles>()));
        services.AddSingleton<BlockRound>();
        services.AddSingleton<IRound>(provider => provider.GetRequiredService<BlockRound>());
        services.AddSingleton<HubDays>();
        services.AddSingleton<SignalWatch>();
        services.AddSingleton<IRound>(provider => provider.GetRequiredService<SignalWatch>());
        services.AddSingleton<UpdateProjection>();
        services.AddSingleton<IUpdateProjection>(provider => provider.GetRequiredService<UpdateProjection>());
        services.AddSingleton<UpdateWriter>();
        services.AddSingleton<IProjectionPart>(provider => provider.GetRequiredService<UpdateWriter>());
        services.AddSingleton<OrderMaker>();
        services.AddSingleton<OrderDispatch>();
        services.AddSingleton<IStoreStartup>(provider => provider.GetRequiredService<OrderDispatch>());
        services.AddSingleton<WaveRound>();
        services.AddSingleton<DirectorRound>();
        services.AddSingleton<IRound>(provider => provider.GetRequiredService<DirectorRound>());
        services.AddSingleton<RolloutPlanner>();
        services.AddSingleton<RolloutViews>();
        services.AddSingleton<RolloutSteps>();
        services.AddSingleton<IRollouts, RolloutDesk>();
        return services;
    }
}
