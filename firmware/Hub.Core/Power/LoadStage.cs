// How far the hub has gone in saving its battery.
namespace Hub.Core.Power;

/// <summary>The stages of load shedding, each with all that the ones before it have. Alarms, the radio's receiver and
/// the modem are in none of them.</summary>
public enum LoadStage
{
    /// <summary>On mains: nothing is shed.</summary>
    Full = 0,

    /// <summary>On battery: the lamps are dimmed.</summary>
    Dimmed = 1,

    /// <summary>On battery for <see cref="Limits.SecondBearerShedMilliseconds"/>: the second bearer is off.</summary>
    Reduced = 2,

    /// <summary>The battery is critical: heartbeats are <see cref="Limits.LastResortHeartbeatFactor"/> times as far
    /// apart, and hello says so.</summary>
    LastResort = 3,
}
