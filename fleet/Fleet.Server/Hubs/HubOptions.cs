// How what is known of the hubs is kept.
namespace Fleet.Server.Hubs;

/// <summary>How what is known of the hubs is kept.</summary>
/// <param name="ProjectionMilliseconds">How often new history lines are written from memory to the store.</param>
/// <param name="StateMilliseconds">How often, at most, each hub's own row is.</param>
/// <param name="HeartbeatHistoryMinutes">At most one heartbeat per hub and this time becomes a history line.</param>
/// <param name="HeartbeatHistoryDays">How long these lines stay.</param>
/// <param name="HistoryDays">How long all other lines stay.</param>
public sealed record HubOptions(
    int ProjectionMilliseconds = 2_000,
    int StateMilliseconds = 60_000,
    int HeartbeatHistoryMinutes = 60,
    int HeartbeatHistoryDays = 30,
    int HistoryDays = 400);
