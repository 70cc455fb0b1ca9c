// Maps everything that belongs to technical cases.
using Fleet.Server.CareRecord;
using Fleet.Server.Complaints;
using Fleet.Server.HomeRecord;
using Fleet.Server.Outages;
using Fleet.Server.Supervision;
using Fleet.Server.Tickets;
using Fleet.Server.WrongAlarms;
using Microsoft.AspNetCore.Routing;

namespace Fleet.Server;

/// <summary>
/// The end points of technical cases, outages, broadcasts, tickets, wrong alarms, documentation, complaints and homes'
/// records.
/// </summary>
internal static class TechnicalEndpoints
{
    /// <summary>Maps them, for the program and for tests.</summary>
    public static void MapTechnical(this IEndpointRouteBuilder routes)
    {
        routes.MapFaults();
        routes.MapOutages();
        routes.MapTickets();
        routes.MapWrongAlarms();
        routes.MapCareRecord();
        routes.MapComplaints();
        routes.MapHomeRecord();
    }
}
