// Where the load goes and who brings it.
namespace Benchmarks.Load;

/// <summary>A broker on the loop-back address and the hubs that connect to it.</summary>
/// <param name="Port">TCP port.</param>
/// <param name="Accounts">The hubs, one connection each.</param>
/// <param name="UsesTls">Whether the connection is TLS.</param>
/// <param name="Subscribes">Whether each hub subscribes to its down topics, as real ones do.</param>
/// <param name="WithAlarms">Whether alarms will be sent besides heartbeats.</param>
/// <param name="Topic">Where heartbeats go, {hubId} standing for the hub's id; null for the hubs' own topic.</param>
/// <param name="Priorities">Hubs in turn send alarms of priorities 1 to so many, at most 4.</param>
internal sealed record LoadTarget(
    int Port,
    HubAccount[] Accounts,
    bool UsesTls = false,
    bool Subscribes = false,
    bool WithAlarms = false,
    string? Topic = null,
    int Priorities = 1);
