// Hello and heartbeat: says at fixed times that the hub lives, and keeps the proof that somebody heard it.
using Hub.Core.Power;
using Hub.Core.Programming;
using Hub.Core.Storage;
using Hub.Core.Supervision;
using Hub.Protocols;
using Hub.Protocols.Messages;

namespace Hub.Core.Linking;

/// <summary>
/// Sends hello and a heartbeat when a session begins, and a heartbeat every interval after that (HBG-018: 120 s).
/// </summary>
public sealed class Heartbeats
{
    private readonly HubSettings _settings;
    private readonly SettingsInForce _inForce;
    private readonly HubMemory _memory;
    private readonly HubClock _clock;
    private readonly PowerMonitor _power;
    private readonly FaultFlags _faults;
    private readonly HelloMessage _hello = new HelloMessage();
    private readonly HeartbeatMessage _heartbeat = new HeartbeatMessage();
    private readonly BootReason _bootReason;
    private LinkParts? _link;
    private long _nextAtMilliseconds = long.MaxValue;
    private bool _isHelloDue;
    private bool _isHeartbeatDue;
    private bool _isRescheduled;

    internal Heartbeats(
        HubSettings settings,
        SettingsInForce inForce,
        HubMemory memory,
        HubClock clock,
        PowerMonitor power,
        FaultFlags faults,
        BootReason bootReason)
    {
        _settings = settings;
        _inForce = inForce;
        _memory = memory;
        _clock = clock;
        _power = power;
        _faults = faults;
        _bootReason = bootReason;
        IntervalSeconds = inForce.HeartbeatIntervalSeconds;
    }

    /// <summary>Seconds between heartbeats, as hello has told them: as set, or more with a nearly empty battery.
    /// </summary>
    public int IntervalSeconds { get; private set; }

    private long IntervalMilliseconds
    {
        get { return IntervalSeconds * 1000L; }
    }

    /// <summary>Heartbeats the uplink took, since the start.</summary>
    public long SentCount { get; private set; }

    /// <summary>Monotonic time of the last proof, on this session, that the fleet manager holds what the hub says;
    /// long.MinValue when there has been none.</summary>
    public long ProvenAtMilliseconds { get; private set; } = long.MinValue;

    /// <summary>When the next heartbeat is due; long.MaxValue when there is no session.</summary>
    internal long NextDueAtMilliseconds
    {
        get { return _nextAtMilliseconds; }
    }

    /// <summary>Names who knows the link.</summary>
    internal void Attach(LinkParts link)
    {
        _link = link;
    }

    internal void OnSessionReady(long nowMilliseconds)
    {
        _isHelloDue = true;
        _isHeartbeatDue = true;
        _nextAtMilliseconds = nowMilliseconds + IntervalMilliseconds;
    }

    internal void OnSessionEnded()
    {
        ProvenAtMilliseconds = long.MinValue;
        _isHelloDue = false;
        _isHeartbeatDue = false;
        _nextAtMilliseconds = long.MaxValue;
    }

    /// <summary>The receiver holds something: hello, heartbeat or alarm.</summary>
    internal void OnProof(long nowMilliseconds)
    {
        ProvenAtMilliseconds = nowMilliseconds;
    }

    /// <summary>Changes the interval. On a session hello is sent again before the first longer silence, so that nobody
    /// takes it for a fault.</summary>
    internal void SetInterval(int seconds)
    {
        if (seconds == IntervalSeconds)
        {
            return;
        }

        IntervalSeconds = seconds;
        if (_nextAtMilliseconds != long.MaxValue)
        {
            _isHelloDue = true;
            _isHeartbeatDue = true;
            _isRescheduled = true;
        }
    }

    /// <summary>A heartbeat is wanted now; the regular ones keep their times.</summary>
    internal void Request()
    {
        _isHeartbeatDue = true;
    }

    /// <summary>Sends what is due.</summary>
    /// <returns>True when something due could not be sent.</returns>
    internal bool SendDue(UplinkSession session, long nowMilliseconds)
    {
        if (!session.IsReady)
        {
            return false;
        }

        if (_isRescheduled)
        {
            _isRescheduled = false;
            _nextAtMilliseconds = nowMilliseconds + IntervalMilliseconds;
        }

        if (nowMilliseconds >= _nextAtMilliseconds)
        {
            _isHeartbeatDue = true;
            _nextAtMilliseconds += IntervalMilliseconds;
            if (_nextAtMilliseconds <= nowMilliseconds)
            {
                // The board was suspended: one heartbeat for all that were missed.
                _nextAtMilliseconds = nowMilliseconds + IntervalMilliseconds;
            }
        }

        if (_isHelloDue)
        {
            _isHelloDue = !SendHello(session, nowMilliseconds);
        }

        if (!_isHelloDue && _isHeartbeatDue)
        {
            _isHeartbeatDue = !SendHeartbeat(session, nowMilliseconds);
        }

        return _isHelloDue || _isHeartbeatDue;
    }

    private bool SendHello(UplinkSession session, long nowMilliseconds)
    {
        _hello.BootCount = _memory.State.BootCount;
        _hello.Sequence = _memory.Sequences.Next();
        _hello.HubUnixMilliseconds = _clock.UnixMilliseconds(nowMilliseconds);
        _hello.UptimeMilliseconds = _clock.UptimeMilliseconds(nowMilliseconds);
        _hello.FirmwareVersion = _settings.FirmwareVersion;
        _hello.HardwareModel = _settings.HardwareModel;
        _hello.BootReason = _bootReason;
        _hello.PendingAlarmCount = _memory.Alarms.Count;
        _hello.SettingsVersion = _inForce.Version;
        _hello.MinProtocolVersion = ProtocolLimits.MinProtocolVersion;
        _hello.MaxProtocolVersion = ProtocolLimits.MaxProtocolVersion;
        _hello.HeartbeatIntervalSeconds = IntervalSeconds;
        return session.Publish(MessageKind.Hello, _hello, 0, false, nowMilliseconds) != 0;
    }

    private bool SendHeartbeat(UplinkSession session, long nowMilliseconds)
    {
        int signalDbm = session.SignalDbm;
        _heartbeat.BootCount = _memory.State.BootCount;
        _heartbeat.Sequence = _memory.Sequences.Next();
        _heartbeat.HubUnixMilliseconds = _clock.UnixMilliseconds(nowMilliseconds);
        _heartbeat.UptimeSeconds = _clock.UptimeMilliseconds(nowMilliseconds) / 1000;
        _heartbeat.Bearer = session.Bearer;
        _heartbeat.SignalDbm = signalDbm < 0 && signalDbm >= ProtocolLimits.MinSignalDbm ? signalDbm : 0;
        _heartbeat.PowerSource = _power.Source;
        _heartbeat.BatteryPercent = _power.BatteryPercent;
        _heartbeat.PendingAlarmCount = _memory.Alarms.Count;
        _heartbeat.SettingsVersion = _inForce.Version;
        _heartbeat.FaultFlags = _faults.Now();
        _link?.Fill(_heartbeat);
        bool isSent = session.Publish(MessageKind.Heartbeat, _heartbeat, 0, false, nowMilliseconds) != 0;
        SentCount += isSent ? 1 : 0;
        return isSent;
    }
}
