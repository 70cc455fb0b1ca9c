// What the lamps show, from what is known.
using Hub.Core.Alarming;
using Hub.Core.Linking;
using Hub.Core.Ports;
using Hub.Core.Power;
using Hub.Core.Supervision;
using Hub.Protocols.Messages;

namespace Hub.Core.Panel;

/// <summary>
/// Decides the colour of the lamps Power, Internet and Service at a time (HUL-141…143). Each fault has a lamp and a
/// colour of its own (HUL-149): no mains and a low battery show on Power, the link on Internet, the chain on Service.
/// </summary>
public sealed class LampRules
{
    private readonly Lamps _lamps;
    private readonly HubClock _clock;
    private readonly UplinkSession _session;
    private readonly Heartbeats _heartbeats;
    private readonly AlarmSender _sender;
    private readonly FaultFlags _faults;
    private readonly PowerMonitor _power;
    private bool _hasStarted;
    private bool _wasConnected;

    internal LampRules(
        Lamps lamps,
        HubClock clock,
        UplinkSession session,
        Heartbeats heartbeats,
        AlarmSender sender,
        FaultFlags faults,
        PowerMonitor power)
    {
        _lamps = lamps;
        _clock = clock;
        _session = session;
        _heartbeats = heartbeats;
        _sender = sender;
        _faults = faults;
        _power = power;
    }

    // How long a proof counts: a heartbeat's interval, as it is now, and a bit.
    private long ProofMilliseconds
    {
        get { return (_heartbeats.IntervalSeconds * 1000L) + Limits.ServiceProofSlackMilliseconds; }
    }

    /// <summary>Shows what holds now.</summary>
    internal void Step(long nowMilliseconds)
    {
        // Starting ends with the first session, or when that has been tried for long enough: then the hub runs, and
        // what is missing is for the other lamps to say.
        _wasConnected = _wasConnected || _session.IsReady;
        _hasStarted = _hasStarted || _wasConnected
            || _clock.UptimeMilliseconds(nowMilliseconds) >= Limits.PowerLampStartMilliseconds;
        _lamps.Show(PowerColour(), Internet(nowMilliseconds), Service(nowMilliseconds));
    }

    /// <summary>A check failed and the hub is about to start again.</summary>
    internal void ShowStopped()
    {
        _lamps.Show(LampColour.Orange, LampColour.Off, LampColour.Off);
    }

    /// <summary>The hub is about to switch itself off.</summary>
    internal void ShowOff()
    {
        _lamps.Show(LampColour.Off, LampColour.Off, LampColour.Off);
    }

    /// <summary>When a lamp may change without anything else happening; long.MaxValue when none may.</summary>
    internal long NextDueAtMilliseconds(long nowMilliseconds)
    {
        long startedAt = nowMilliseconds - _clock.UptimeMilliseconds(nowMilliseconds);
        long next = _hasStarted ? long.MaxValue : startedAt + Limits.PowerLampStartMilliseconds;
        if (!_wasConnected && next == long.MaxValue && _lamps.Colour(Lamp.Internet) == LampColour.Off)
        {
            next = startedAt + Limits.InternetLampStartMilliseconds;
        }

        if (_session.IsReady && _heartbeats.ProvenAtMilliseconds != long.MinValue)
        {
            long proofEnds = _heartbeats.ProvenAtMilliseconds + ProofMilliseconds;
            next = proofEnds > nowMilliseconds ? proofEnds : next;
        }

        long waitingSince = _sender.OldestUnacknowledgedSinceMilliseconds();
        if (waitingSince != long.MaxValue)
        {
            long waitEnds = waitingSince + Limits.ServiceAlarmWaitMilliseconds;
            next = waitEnds > nowMilliseconds && waitEnds < next ? waitEnds : next;
        }

        return next;
    }

    private LampColour PowerColour()
    {
        if (!_hasStarted)
        {
            return LampColour.Orange;
        }

        if (_power.IsBatteryLow)
        {
            return LampColour.Red;
        }

        return _power.Source == PowerSource.Battery ? LampColour.OrangeBlinking : LampColour.White;
    }

    private LampColour Internet(long nowMilliseconds)
    {
        if (_session.IsReady)
        {
            return LampColour.White;
        }

        // While the first connection after a start is under way the lamp is dark: neither claim would be true.
        bool isVerdictDue = _wasConnected
            || _clock.UptimeMilliseconds(nowMilliseconds) >= Limits.InternetLampStartMilliseconds;
        return isVerdictDue ? LampColour.Red : LampColour.Off;
    }

    private LampColour Service(long nowMilliseconds)
    {
        bool isProven = _heartbeats.ProvenAtMilliseconds != long.MinValue
            && nowMilliseconds - _heartbeats.ProvenAtMilliseconds < ProofMilliseconds;
        long waitingSince = _sender.OldestUnacknowledgedSinceMilliseconds();
        bool isHeard = waitingSince == long.MaxValue
            || nowMilliseconds - waitingSince < Limits.ServiceAlarmWaitMilliseconds;
        bool isWhole = _session.IsReady && isProven && isHeard && _faults.IsJournalWhole;
        return isWhole ? LampColour.White : LampColour.Off;
    }
}
