// Puts remote programming into the host.
using Fleet.Server.Hubs;
using Fleet.Server.Programming.Campaigns;
using Fleet.Server.Programming.Settings;
using Fleet.Server.Store;
using Fleet.Server.Time;
using Microsoft.Extensions.DependencyInjection;

namespace Fleet.Server.Programming;

/// <summary>Registration of remote programming.</summary>
internal static class ProgrammingServices
{
    public static IServiceCollection AddProgramming(this IServiceCollection services)
    {
        services.AddSingleton<PendingDocuments>();
        services.AddSingleton<DocumentProjection>();
        services.AddSingleton<IDocumentProjection>(provider => provider.GetRequiredService<DocumentProjection>());
        services.AddSingleton<DocumentWriter>();
        services.AddSingleton<IProjectionPart>(provider => provider.GetRequiredService<DocumentWriter>());
        services.AddSingleton<DocumentSender>();
        services.AddSingleton<DocumentRound>();
        services.AddSingleton<IRound>(provider => provider.GetRequiredService<DocumentRound>());
        services.AddSingleton<IStoreStartup>(provider => provider.GetRequiredService<DocumentRound>());
        services.AddSingleton<IHubRules, HubRules>();
        services.AddSingleton<IRuleSummaries, RuleSummaries>();
        services.AddSingleton<VersionMaker>();
        services.AddSingleton<SettingsMaker>();
        services.AddSingleton<SettingsDispatch>();
        services.AddSingleton<LevelHubs>();
        services.AddSingleton<IHubSettings, HubSettings>();
        services.AddSingleton<ISettingLevels, SettingLevels>();
        services.AddSingleton<IHubGroups, HubGroups>();
        services.AddSingleton<MetHubs>();
        services.AddSingleton<IRound, SettingsKeeper>();
        services.AddSingleton<CampaignPlanner>();
        services.AddSingleton<CampaignViews>();
        services.AddSingleton<CampaignAsking>();
        services.AddSingleton<ICampaigns, Campaigns.Campaigns>();
        services.AddSingleton<IRound, CampaignRound>();
        return services;
    }
}
