// Puts wrong alarms into the host.
using Fleet.Server.Time;
using Microsoft.Extensions.DependencyInjection;

namespace Fleet.Server.WrongAlarms;

/// <summary>Registration of wrong alarms.</summary>
internal static class WrongAlarmServices
{
    public static IServiceCollection AddWrongAlarms(this IServiceCollection services)
    {
        services.AddSingleton<IWrongAlarms, WrongAlarmDesk>();
        services.AddSingleton<WrongAlarmRound>();
        services.AddSingleton<IRound>(provider => provider.GetRequiredService<WrongAlarmRound>());
        return services;
    }
}
