// Puts the statistics together.
using Fleet.Server.Audit;
using Microsoft.Extensions.DependencyInjection;

namespace Fleet.Server.Reports;

/// <summary>Registration of the statistics.</summary>
internal static class ReportServices
{
    /// <summary>Adds the slice.</summary>
    public static IServiceCollection AddReports(this IServiceCollection services)
    {
        services.AddSingleton<IStatistics, CaseStatistics>();
        services.AddSingleton<IExportFacts, ReportFacts>();
        return services;
    }
}
