// What speaks for or against an order to a hub at this moment.
namespace Fleet.Server.Updates.Rollouts;

/// <summary>A hub at one moment.</summary>
/// <param name="IsKnown">It has said, sealed, what it runs.</param>
/// <param name="IsConnected">It has a connection.</param>
/// <param name="HasAlarm">It has an open alarm case of a person, or an alarm that is not delivered.</param>
/// <param name="IsOnMains">It runs on mains; null when not known.</param>
/// <param name="BatteryPercent">0 to 100; null when not known.</param>
/// <param name="IsBusy">It tries settings.</param>
/// <param name="IsElsewhere">Another rollout has it under way.</param>
/// <param name="Running">The release that it runs.</param>
internal readonly record struct HubCondition(
    bool IsKnown,
    bool IsConnected,
    bool HasAlarm,
    bool? IsOnMains,
    int? BatteryPercent,
    bool IsBusy,
    bool IsElsewhere,
    long Running)
{
    /// <summary>What keeps the hub from being ordered to fetch; none when nothing does.</summary>
    /// <param name="requires">The release that it must run at least.</param>
    public RolloutWait FetchWait(long requires)
    {
        return this switch
        {
            { IsKnown: false } => RolloutWait.Unknown,
            { IsConnected: false } => RolloutWait.Link,
            { IsElsewhere: true } => RolloutWait.OtherRollout,
            { HasAlarm: true } => RolloutWait.Alarm,
            _ when Running < requires => RolloutWait.Dependency,
            _ => RolloutWait.None,
        };
    }

    /// <summary>What keeps the hub from being ordered to restart, but for the time of day and other hubs.</summary>
    /// <param name="requires">The release that it must run at least; 0 to go back.</param>
    /// <param name="minimumBattery">Percent that its battery must have; 0 for any.</param>
    public RolloutWait InstallWait(long requires, int minimumBattery)
    {
        RolloutWait wait = FetchWait(requires);
        if (wait != RolloutWait.None)
        {
            return wait;
        }

        bool isStrong = IsOnMains == true && (minimumBattery == 0 || BatteryPercent >= minimumBattery);
        return !isStrong ? RolloutWait.Battery : IsBusy ? RolloutWait.Busy : RolloutWait.None;
    }
}
