// Puts technical cases into the host.
using Fleet.Server.Alarms;
using Fleet.Server.Time;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Fleet.Server.Supervision;

/// <summary>Registration of silent hubs, conditions and service deadlines.</summary>
internal static class SupervisionServices
{
    public static IServiceCollection AddSupervision(this IServiceCollection services)
    {
        services.TryAddSingleton(new FaultOptions());
        services.TryAddSingleton(new SwedishCalendar());
        services.AddSingleton<HubSupervisor>();
        services.AddSingleton<FaultRules>();
        services.AddSingleton<Faults>();
        services.AddSingleton<IFaults>(provider => provider.GetRequiredService<Faults>());
        services.AddSingleton<ICaseCloseRule>(provider => provider.GetRequiredService<Faults>());
        services.AddSingleton<FaultDesk>();
        services.AddSingleton<IRound>(provider => provider.GetRequiredService<FaultDesk>());
        services.AddSingleton<ConditionWatch>();
        services.AddSingleton<IRound>(provider => provider.GetRequiredService<ConditionWatch>());
        return services;
    }
}
