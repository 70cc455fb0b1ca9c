// Switches off, stage by stage, what a hub on battery can do without.
using Hub.Core.Alarming;
using Hub.Core.Linking;
using Hub.Core.Ports;
using Hub.Core.Programming;
using Hub.Core.Supervision;
using Hub.Protocols.Alarms;
using Hub.Protocols.Messages;

namespace Hub.Core.Power;

/// <summary>
/// Decides the <see cref="LoadStage"/> (HBG-016, HUL-013). What carries an alarm is never shed: a second bearer stays
/// on while it may be the only way, or while an alarm of a person waits.
/// </summary>
public sealed class LoadShedding
{
    private readonly ILoadSwitch? _loads;
    private readonly PowerMonitor _power;
    private readonly Heartbeats _heartbeats;
    private readonly UplinkSession _session;
    private readonly PendingAlarms _alarms;
    private readonly EventLog _events;
    private readonly SettingsInForce _inForce;
    private readonly DayAndNight _dayAndNight;
    private long _readyAtMilliseconds = long.MinValue;
    private int _shownBrightness = -1;
    private bool _isApplied;

    internal LoadShedding(ILoadSwitch? loads, HubParts parts)
    {
        _loads = loads;
        _power = parts.Power;
        _heartbeats = parts.Heartbeats;
        _session = parts.Session;
        _alarms = parts.Memory.Alarms;
        _events = parts.Events;
        _inForce = parts.InForce;
        _dayAndNight = parts.DayAndNight;
    }

    /// <summary>The stage in force.</summary>
    public LoadStage Stage { get; private set; } = LoadStage.Full;

    /// <summary>Whether the second bearer has power; the link uses it only then.</summary>
    public bool IsSecondBearerOn { get; private set; } = true;

    internal void Step(long nowMilliseconds, ChargeEstimate estimate)
    {
        LoadStage stage = Decide(nowMilliseconds);
        if (stage != Stage)
        {
            Tell(Stage, stage, estimate.MinutesLeft);
            Stage = stage;
        }

        _heartbeats.SetInterval(IntervalSeconds(stage));
        int brightness = _dayAndNight.LampPercent;
        if (stage != LoadStage.Full && brightness > PowerBudget.DimmedLampPercent)
        {
            brightness = PowerBudget.DimmedLampPercent;
        }

        if (brightness != _shownBrightness)
        {
            _shownBrightness = brightness;
            _loads?.SetLampBrightness(brightness);
        }

        bool isSecondBearerOn = NeedsSecondBearer(nowMilliseconds);
        if (!_isApplied || isSecondBearerOn != IsSecondBearerOn)
        {
            _isApplied = true;
            IsSecondBearerOn = isSecondBearerOn;
            _loads?.SetSecondBearer(isSecondBearerOn);
        }
    }

    private LoadStage Decide(long nowMilliseconds)
    {
        if (_power.Source != PowerSource.Battery)
        {
            return LoadStage.Full;
        }

        if (_power.Battery >= BatteryState.Critical)
        {
            return LoadStage.LastResort;
        }

        return nowMilliseconds - _power.SourceSinceMilliseconds >= Limits.SecondBearerShedMilliseconds
            ? LoadStage.Reduced
            : LoadStage.Dimmed;
    }

    private int IntervalSeconds(LoadStage stage)
    {
        if (stage != LoadStage.LastResort)
        {
            return _inForce.HeartbeatIntervalSeconds;
        }

        int seconds = _inForce.HeartbeatIntervalSeconds * Limits.LastResortHeartbeatFactor;
        return seconds < Limits.MaxHeartbeatIntervalSeconds ? seconds : Limits.MaxHeartbeatIntervalSeconds;
    }

    private bool NeedsSecondBearer(long nowMilliseconds)
    {
        bool isReadyOverModem = _session.IsReady && _session.Bearer == BearerKind.Lte;
        _readyAtMilliseconds = isReadyOverModem ? nowMilliseconds : _readyAtMilliseconds;
        bool isModemProven = _readyAtMilliseconds != long.MinValue
            && nowMilliseconds - _readyAtMilliseconds < Limits.SecondBearerReturnMilliseconds;
        return Stage < LoadStage.Reduced || !isModemProven || _alarms.PersonCount > 0;
    }

    // Dimmed lamps are told by "mains lost" already.
    private void Tell(LoadStage before, LoadStage stage, int minutesLeft)
    {
        if (stage >= LoadStage.Reduced)
        {
            int code = stage == LoadStage.Reduced ? StatusCodes.Level2 : StatusCodes.Level3;
            _events.Add(EventRank.Supply, DeviceTypes.Controller, code, minutesLeft, "load shed");
        }
        else if (before >= LoadStage.Reduced)
        {
            _events.Add(
                EventRank.Supply, DeviceTypes.Controller, StatusCodes.NormalState, minutesLeft, "load restored");
        }
    }
}
