// Puts tickets into the host.
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Fleet.Server.Tickets;

/// <summary>Registration of tickets.</summary>
internal static class TicketServices
{
    public static IServiceCollection AddTickets(this IServiceCollection services)
    {
        services.TryAddSingleton(new TicketOptions());
        services.AddSingleton<ITickets, TicketDesk>();
        return services;
    }
}
