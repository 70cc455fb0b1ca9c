// Puts the cases together.
using Fleet.Server.Audit;
using Fleet.Server.Dispatch;
using Fleet.Server.Store;
using Microsoft.Extensions.DependencyInjection;

namespace Fleet.Server.Alarms;

/// <summary>Registration of the alarm cases.</summary>
internal static class AlarmServices
{
    /// <summary>Adds the slice.</summary>
    public static IServiceCollection AddAlarms(this IServiceCollection services)
    {
        services.AddSingleton<ChainBook>();
        services.AddSingleton<IEscalationChains>(provider => provider.GetRequiredService<ChainBook>());
        services.AddSingleton(provider => new CaseCourse(
            provider.GetRequiredService<ChainBook>(),
            provider.GetRequiredService<ITenantLog>(),
            provider.GetService<IDispatching>,
            provider.GetServices<ICaseEnd>()));
        services.AddSingleton<CaseProgress>();
        services.AddSingleton<ICaseProgress>(provider => provider.GetRequiredService<CaseProgress>());
        services.AddSingleton<ICaseIntake, CaseIntake>();
        services.AddSingleton<CaseViews>();
        services.AddSingleton<CaseDeadlines>();
        services.AddSingleton<ICaseQuieting, CaseQuieting>();
        services.AddSingleton<ICaseEvidence, CaseEvidence>();
        services.AddSingleton<CaseReader>();
        services.AddSingleton<AlarmCases>();
        services.AddSingleton<IAlarmCases>(provider => provider.GetRequiredService<AlarmCases>());
        services.AddSingleton<CaseFeed>();
        services.AddSingleton<ICaseFeed>(provider => provider.GetRequiredService<CaseFeed>());
        services.AddSingleton<IOutboxReader>(provider => provider.GetRequiredService<CaseFeed>());
        return services;
    }
}
