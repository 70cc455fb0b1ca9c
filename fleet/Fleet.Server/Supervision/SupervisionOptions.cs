// When silence becomes a fault.
namespace Fleet.Server.Supervision;

/// <summary>When silence becomes a fault (HBG-018, HBG-081, requirements §5.2).</summary>
/// <param name="HeartbeatIntervalSeconds">Assumed of a hub whose hello has not said its own.</param>
/// <param name="MissedHeartbeats">So many intervals without a message make a hub silent.</param>
/// <param name="FlapsPerHour">A hub silent this often within an hour is flapping.</param>
/// <param name="FlapHoldSeconds">A flapping hub must be heard for this long before its fault counts as cleared.</param>
public sealed record SupervisionOptions(
    int HeartbeatIntervalSeconds = 120, int MissedHeartbeats = 3, int FlapsPerHour = 3, int FlapHoldSeconds = 600);
