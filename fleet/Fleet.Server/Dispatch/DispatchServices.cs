// Registers dispatching.
using System;
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
        services.AddSingleton<ICurrentAddress, CurrentNumbers>();
        services.AddSingleton<DispatchProblemFinder>();
        services.AddSingleton<DispatchWrites>();
        services.AddSingleton<IResponderGroups, ResponderGroups>();
        services.AddSingleton<IRotas, RotaBook>();
        services.AddSingleton<IDispatchPolicies, DispatchPolicies>();
        services.AddSingleton<MessageTemplates>();
        services.AddSingleton<IMessageTemplates>(static provider => provider.GetRequiredService<MessageTemplates>());
        services.AddSingleton<IMessageCheck>(static provider => provider.GetRequiredService<MessageTemplates>());
        services.AddSingleton<DispatchHistory>();
        services.AddSingleton<IDispatchHistory>(static provider => provider.GetRequiredService<DispatchHistory>());
        services.AddSingleton<IDispatchProblems>(static provider => provider.GetRequiredService<DispatchHistory>());
        services.AddSingleton<IResponderDesk>(static provider => ActivatorUtilities.CreateInstance<ResponderDesk>(
            provider, (Func<ICaseProgress>)provider.GetRequiredService<ICaseProgress>));
        services.AddSingleton<IChannelListener>(static provider => new AnswerListener(
            provider.GetRequiredService<ICaseProgress>,
            provider.GetRequiredService<Dispatching>(),
            provider.GetRequiredService<MessageWriter>()));
        return services;
    }
}
