// Registers dispatching.
using Fleet.Server.Alarms;
using Fleet.Server.Channels;
using Microsoft.Extensions.DependencyInjection;

namespace Fleet.Server.Dispatch;

/// <summary>Registers the slice.</summary>
public static class DispatchServices
{
    /// <summary>Adds groups, rotas, policies, templates, telling and the responder's desk.</summary>
    public static IServiceCollection AddDispatch(this IServiceCollection services)
    {
        services.AddSingleton<MessageWriter>();
        services.AddSingleton<Dispatching>();
        services.AddSingleton<IDispatching>(static provider => provider.GetRequiredService<Dispatching>());
        services.AddSingleton<DispatchProblemFinder>();
        services.AddSingleton<IChannelListener>(static provider => new AnswerListener(
            provider.GetRequiredService<ICaseProgress>,
            provider.GetRequiredService<Dispatching>(),
            provider.GetRequiredService<MessageWriter>()));
        return services;
    }
}
