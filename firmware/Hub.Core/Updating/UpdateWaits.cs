// What an update has to wait for: whoever may need help comes first.
using Hub.Core.Alarming;
using Hub.Core.Linking;
using Hub.Core.Power;
using Hub.Core.Programming;
using Hub.Core.Voice;
using Hub.Protocols.Messages;
using Hub.Protocols.Updates;

namespace Hub.Core.Updating;

/// <summary>Why nothing may be fetched, verified, written or switched at the moment.</summary>
internal sealed class UpdateWaits
{
    private readonly PendingAlarms _alarms;
    private readonly VoiceCalls _calls;
    private readonly PowerMonitor _power;
    private readonly ByteBudget _budget;
    private readonly SettingsTransfer _settings;
    private readonly HomeParts? _home;
    private long _quietFromMilliseconds = long.MinValue;

    internal UpdateWaits(HubParts parts)
    {
        _alarms = parts.Memory.Alarms;
        _calls = parts.Link.Calls;
        _power = parts.Power;
        _budget = parts.Link.Budget;
        _settings = parts.Programming.Transfer;
        _home = parts.Home;
    }

    /// <summary>Whether an alarm of a person is not held, or a call is being made or under way.</summary>
    internal bool IsHelping
    {
        get { return _alarms.PersonCount > 0 || _calls.IsBusy; }
    }

    /// <summary>Notes alarms and calls; once in each step.</summary>
    internal void Look(long nowMilliseconds)
    {
        if (IsHelping)
        {
            _quietFromMilliseconds = nowMilliseconds + Limits.UpdateQuietMilliseconds;
        }
    }

    /// <summary>Why not now.</summary>
    /// <param name="batteryPercent">The least charge that the release asks for.</param>
    /// <param name="nowMilliseconds">The monotonic time.</param>
    /// <returns>One of the reasons to wait, or None.</returns>
    internal UpdateReason WhyNot(int batteryPercent, long nowMilliseconds)
    {
        if (IsHelping || nowMilliseconds < _quietFromMilliseconds)
        {
            return UpdateReason.Alarm;
        }

        int least = batteryPercent > Limits.MinUpdateBatteryPercent
            ? batteryPercent : Limits.MinUpdateBatteryPercent;
        if (_power.Source == PowerSource.Battery
            || (_power.BatteryPercent != HeartbeatMessage.UnknownBatteryPercent && _power.BatteryPercent < least))
        {
            return UpdateReason.Battery;
        }

        bool isVisited = _home != null && (_home.WalkTest.IsOpen || _home.Window.IsOpen);
        return isVisited || _settings.IsOnTrial ? UpdateReason.Busy : UpdateReason.None;
    }

    /// <summary>Whether the day's bytes over the mobile network are too scarce for more than alarms and news.</summary>
    internal bool IsBudgetLow
    {
        get { return _budget.IsLow || _budget.IsSpent; }
    }
}
