// Puts the slices into the service collection.
using System;
using Fleet.Server.Access;
using Fleet.Server.Alarms;
using Fleet.Server.Channels;
using Fleet.Server.Commands;
using Fleet.Server.Audit;
using Fleet.Server.CareRecord;
using Fleet.Server.Complaints;
using Fleet.Server.Demo;
using Fleet.Server.Devices;
using Fleet.Server.Dispatch;
using Fleet.Server.Gateway;
using Fleet.Server.Gateway.Ingest;
using Fleet.Server.HomeRecord;
using Fleet.Server.Hubs;
using Fleet.Server.Residents;
using Fleet.Server.Reports;
using Fleet.Server.Outages;
using Fleet.Server.Programming;
using Fleet.Server.Store;
using Fleet.Server.Supervision;
using Fleet.Server.Tickets;
using Fleet.Server.Time;
using Fleet.Server.Updates;
using Fleet.Server.WrongAlarms;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Fleet.Server;

/// <summary>Registration of store, ingest, hubs, alarms, supervision and access.</summary>
internal static class FleetServices
{
    /// <summary>Adds everything but the gateway and the console.</summary>
    public static IServiceCollection AddFleet(this IServiceCollection services, FleetSettings settings)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(settings);
        services.AddSingleton(settings.Store);
        services.AddSingleton(settings.Ingest);
        services.AddSingleton(settings.Hubs);
        services.AddSingleton(settings.Alarms);
        services.AddSingleton(settings.Supervision);
        services.AddSingleton(settings.Access);

        services.AddSingleton<FleetStore>();
        services.AddSingleton<DatabaseHold>();
        services.AddSingleton<SteadyClock>();
        services.AddSingleton<OutboxPump>();

        services.AddSingleton<HubRegistry>();
        services.AddSingleton<IHubNames>(provider => provider.GetRequiredService<HubRegistry>());
        services.AddSingleton<HubFeed>();
        services.AddSingleton<IHubFeed>(provider => provider.GetRequiredService<HubFeed>());
        services.AddSingleton<HubStatusRules>();
        services.AddSingleton<SilenceWatch>();
        services.AddSingleton<IHubSilence, HubSilence>();
        services.AddSingleton<HubProjection>();
        services.AddSingleton<IHubProjection>(provider => provider.GetRequiredService<HubProjection>());
        services.AddSingleton<ProjectionWriter>();
        services.AddSingleton(_ => HubKeyVault.Open(settings.DataDirectory));
        services.AddSingleton<IHubAuthenticator, HubAuthenticator>();
        services.AddSingleton<HubMaker>();
        services.AddSingleton<IHubDirectory, HubDirectory>();
        services.AddSingleton<IHubAdditions, HubAdditions>();
        services.AddSingleton<IResetCodes, ResetCodes>();

        services.AddDevices();
        services.AddCommands();
        services.AddProgramming();
        services.AddUpdates(settings.DataDirectory);
        services.AddAudit(settings.DataDirectory);
        services.AddResidents();
        services.AddDispatch();
        services.AddReports();
        services.AddAlarms();

        services.AddSupervision();
        services.AddChannels(settings.Channels);

        services.AddFollowUp(settings);

        services.AddSingleton<IngestHealth>();
        services.AddSingleton<IIngestHealth>(provider => provider.GetRequiredService<IngestHealth>());
        services.AddSingleton(provider => new DownMessages(provider.GetRequiredService<IDownlink>));
        services.AddSingleton<ICommandSender>(provider => provider.GetRequiredService<DownMessages>());
        services.AddSingleton<IIngestStore, IngestStore>();
        services.AddSingleton<GroupCommitter>();
        services.AddSingleton<UplinkIngest>();
        services.AddSingleton<IUplinkSink>(provider => provider.GetRequiredService<UplinkIngest>());
        services.AddSingleton<BatchReplay>();
        services.AddSingleton<BatchRetention>();

        services.AddSingleton<IOperatorSignIn, OperatorSignIn>();
        services.AddSingleton<IColleagues, ColleagueList>();
        services.AddSingleton<IDemoAdministrator, DemoAdministrator>();
        if (settings.HasDemoTown)
        {
            services.AddDemoTown();
        }

        services.AddHostedService<FleetRuntime>();
        return services;
    }

    private static void AddFollowUp(this IServiceCollection services, FleetSettings settings)
    {
        services.AddOutages();
        services.AddTickets();
        services.AddWrongAlarms();
        services.AddCareRecord(settings.CareRecord);
        services.AddComplaints();
        services.AddHomeRecord();
    }

    private static void AddDevices(this IServiceCollection services)
    {
        services.AddSingleton<IHubHistory>(provider => provider.GetRequiredService<HubProjection>());
        services.AddSingleton<IHubKeys, HubKeys>();
        services.AddSingleton<DeviceProjection>();
        services.AddSingleton<IDeviceProjection>(provider => provider.GetRequiredService<DeviceProjection>());
        services.AddSingleton<DeviceWriter>();
        services.AddSingleton<IProjectionPart>(provider => provider.GetRequiredService<DeviceWriter>());
        services.AddSingleton<DeviceFeed>();
        services.AddSingleton<IDeviceFeed>(provider => provider.GetRequiredService<DeviceFeed>());
        services.AddSingleton<DeviceStream>();
        services.AddSingleton<PairRequests>();
        services.AddSingleton<IHubDevices, HubDevices>();
        services.AddSingleton<IPairings, Pairings>();
        services.AddSingleton<IWalkTests, WalkTests>();
    }
}
