// How long the battery will last.
using Hub.Core.Programming;
using Hub.Protocols.Messages;

namespace Hub.Core.Power;

/// <summary>
/// Minutes left on battery: from the charge and the load of the stage after <see cref="PowerBudget"/>, or from how fast
/// the charge has fallen since the mains went, whichever is less. An estimate, never a promise.
/// </summary>
public sealed class ChargeEstimate
{
    /// <summary>Not on battery, or the charge is not known.</summary>
    public const int Unknown = -1;

    private readonly PowerMonitor _power;
    private readonly SettingsInForce _inForce;
    private readonly int _keepAliveSeconds;
    private int _startPercent = Unknown;
    private long _startedAtMilliseconds;

    internal ChargeEstimate(HubSettings settings, SettingsInForce inForce, PowerMonitor power)
    {
        _power = power;
        _inForce = inForce;
        _keepAliveSeconds = settings.KeepAliveSeconds;
    }

    /// <summary>Minutes until the hub stops; <see cref="Unknown"/> on mains.</summary>
    public int MinutesLeft { get; private set; } = Unknown;

    internal void Step(LoadStage stage, long nowMilliseconds)
    {
        int percent = _power.BatteryPercent;
        if (_power.Source != PowerSource.Battery || percent == HeartbeatMessage.UnknownBatteryPercent)
        {
            MinutesLeft = Unknown;
            _startPercent = Unknown;
            return;
        }

        if (_startPercent == Unknown || percent > _startPercent)
        {
            _startPercent = percent;
            _startedAtMilliseconds = nowMilliseconds;
        }

        int usable = percent > Limits.BatteryEmptyPercent ? percent - Limits.BatteryEmptyPercent : 0;
        int byBudget = ByBudget(usable, stage);
        int byFall = ByFall(usable, percent, nowMilliseconds);
        MinutesLeft = byFall != Unknown && byFall < byBudget ? byFall : byBudget;
    }

    private int ByBudget(int usablePercent, LoadStage stage)
    {
        // A stage that is still to come counts: it comes within minutes.
        LoadStage lasting = stage < LoadStage.Reduced ? LoadStage.Reduced : stage;
        long load = PowerBudget.LoadMicrowatts(
            lasting, _inForce.HeartbeatIntervalSeconds, _keepAliveSeconds);
        long energy = PowerBudget.BatteryMicrowattHours * usablePercent / 100;
        return (int)(energy * 60 / (load > 0 ? load : 1));
    }

    private int ByFall(int usablePercent, int percent, long nowMilliseconds)
    {
        int fallen = _startPercent - percent;
        if (fallen < Limits.MeasuredFallPercent)
        {
            return Unknown;
        }

        long minutes = (nowMilliseconds - _startedAtMilliseconds) / 60_000 * usablePercent / fallen;
        return minutes < int.MaxValue ? (int)minutes : int.MaxValue;
    }
}
