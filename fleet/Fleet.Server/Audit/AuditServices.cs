// Puts the logs of the municipalities together.
using Fleet.Server.Store;
using Microsoft.Extensions.DependencyInjection;

namespace Fleet.Server.Audit;

/// <summary>Registration of the tenants' logs.</summary>
internal static class AuditServices
{
    /// <summary>Adds the slice.</summary>
    public static IServiceCollection AddAudit(this IServiceCollection services, string dataDirectory)
    {
        services.AddSingleton(_ => LogSigner.Open(dataDirectory));
        services.AddSingleton<TenantLog>();
        services.AddSingleton<ITenantLog>(provider => provider.GetRequiredService<TenantLog>());
        services.AddSingleton<IEvidenceExports, EvidenceExports>();
        services.AddSingleton<IStoreStartup, TenantLogStartup>();
        return services;
    }
}
