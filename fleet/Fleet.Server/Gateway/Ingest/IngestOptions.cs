// How uplink messages are gathered and written.
namespace Fleet.Server.Gateway.Ingest;

/// <summary>How uplink messages are gathered and written.</summary>
/// <param name="GatherMilliseconds">
/// How long a small group without an alarm waits for company before it is committed; 0 commits at once.
/// </param>
/// <param name="ProjectionMilliseconds">How often what is known of the hubs is written from memory to the store.</param>
/// <param name="HeartbeatHistoryMinutes">At most one heartbeat per hub and this time becomes a history line.</param>
public sealed record IngestOptions(
    int GatherMilliseconds = 2, int ProjectionMilliseconds = 2_000, int HeartbeatHistoryMinutes = 60);
