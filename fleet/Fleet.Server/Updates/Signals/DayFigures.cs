// What a hub did in a time.
namespace Fleet.Server.Updates.Signals;

/// <summary>Counts of a hub; sums can be added and taken from each other.</summary>
/// <param name="Heartbeats">Heartbeats heard.</param>
/// <param name="Gaps">Heartbeats missed between two that were heard.</param>
/// <param name="Restarts">Starts.</param>
/// <param name="Tests">Test alarms, silent ones among them.</param>
/// <param name="TestDelay">Their ages when they came, together, in milliseconds.</param>
/// <param name="BatterySeconds">Time on battery that heartbeats saw.</param>
/// <param name="BatteryLost">Percent that the battery lost in that time.</param>
/// <param name="LostTriggers">Triggers that the hub does not hear any more.</param>
internal sealed record DayFigures(
    long Heartbeats = 0,
    long Gaps = 0,
    long Restarts = 0,
    long Tests = 0,
    long TestDelay = 0,
    long BatterySeconds = 0,
    long BatteryLost = 0,
    long LostTriggers = 0)
{
    /// <summary>Nothing.</summary>
    public static DayFigures None { get; } = new();

    /// <summary>Two together.</summary>
    public DayFigures Plus(DayFigures other)
    {
        return new DayFigures(
            Heartbeats + other.Heartbeats,
            Gaps + other.Gaps,
            Restarts + other.Restarts,
            Tests + other.Tests,
            TestDelay + other.TestDelay,
            BatterySeconds + other.BatterySeconds,
            BatteryLost + other.BatteryLost,
            LostTriggers + other.LostTriggers);
    }

    /// <summary>What came after another.</summary>
    public DayFigures Minus(DayFigures other)
    {
        return Plus(new DayFigures(
            -other.Heartbeats,
            -other.Gaps,
            -other.Restarts,
            -other.Tests,
            -other.TestDelay,
            -other.BatterySeconds,
            -other.BatteryLost,
            -other.LostTriggers));
    }
}
