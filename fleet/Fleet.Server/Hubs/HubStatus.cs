// What can honestly be said about a hub.
namespace Fleet.Server.Hubs;

/// <summary>A hub's status; unknown is a status too.</summary>
public enum HubStatus
{
    /// <summary>Registered and never heard.</summary>
    NeverHeard = 0,

    /// <summary>Heard in time and well.</summary>
    Ok = 1,

    /// <summary>Heard in time, with a fault of its own (on battery, low battery, alarms not yet delivered).</summary>
    Degraded = 2,

    /// <summary>Missed some heartbeats, the deadline has not passed yet.</summary>
    Late = 3,

    /// <summary>Missed three heartbeats or more: a technical case is open.</summary>
    Silent = 4,

    /// <summary>This server was away itself and does not know yet.</summary>
    Unknown = 5,
}
