// A load at a fixed rate, whatever the server makes of it.
namespace Benchmarks.Load;

/// <summary>Messages that become due at a fixed rate, hub by hub in turn.</summary>
/// <param name="Seconds">How long.</param>
/// <param name="HeartbeatsPerSecond">Heartbeats a second over all hubs.</param>
/// <param name="AlarmsPerSecond">Alarms a second over all hubs.</param>
/// <param name="Alarms">How many alarms in all.</param>
/// <param name="FirstAlarmHub">The hub that sends the first alarm.</param>
/// <param name="WarmupSeconds">How long before the measurement begins.</param>
internal sealed record OpenLoad(
    double Seconds,
    double HeartbeatsPerSecond,
    double AlarmsPerSecond = 0,
    int Alarms = 0,
    int FirstAlarmHub = 0,
    double WarmupSeconds = 0);
