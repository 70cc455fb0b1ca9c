// Puts commands into the host.
using Fleet.Server.Hubs;
using Fleet.Server.Store;
using Fleet.Server.Time;
using Microsoft.Extensions.DependencyInjection;

namespace Fleet.Server.Commands;

/// <summary>Registration of commands to hubs.</summary>
internal static class CommandServices
{
    public static IServiceCollection AddCommands(this IServiceCollection services)
    {
        services.AddSingleton<OpenCommands>();
        services.AddSingleton<CommandFeed>();
        services.AddSingleton<ICommandFeed>(provider => provider.GetRequiredService<CommandFeed>());
        services.AddSingleton<CommandProjection>();
        services.AddSingleton<ICommandProjection>(provider => provider.GetRequiredService<CommandProjection>());
        services.AddSingleton<CommandWriter>();
        services.AddSingleton<IProjectionPart>(provider => provider.GetRequiredService<CommandWriter>());
        services.AddSingleton<CommandSender>();
        services.AddSingleton<CommandRound>();
        services.AddSingleton<IRound>(provider => provider.GetRequiredService<CommandRound>());
        services.AddSingleton<IStoreStartup>(provider => provider.GetRequiredService<CommandRound>());
        services.AddSingleton<ICommandLog, CommandLog>();
        services.AddSingleton<IHubCommands, HubCommands>();
        return services;
    }
}
