// How the hub's battery is.
namespace Hub.Core.Power;

/// <summary>The state of the battery, each worse than the one before; entered and left at different charges.</summary>
public enum BatteryState
{
    /// <summary>Not known: the gauge has told nothing.</summary>
    Unknown = 0,

    /// <summary>Nothing to say.</summary>
    Ok = 1,

    /// <summary>At most <see cref="Limits.BatteryLowPercent"/> (HBG-021).</summary>
    Low = 2,

    /// <summary>At most <see cref="Limits.BatteryCriticalPercent"/>: the last loads are shed.</summary>
    Critical = 3,

    /// <summary>At most <see cref="Limits.BatteryEmptyPercent"/>: the hub stops in order.</summary>
    Empty = 4,
}
