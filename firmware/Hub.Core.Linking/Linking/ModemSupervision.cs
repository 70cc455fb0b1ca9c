// Watches over the modem and brings it back step by step.
using Hub.Core.Ports;
using Hub.Core.Supervision;
using Hub.Protocols.Alarms;

namespace Hub.Core.Linking;

/// <summary>
/// Asks the modem every 20 s how it is. One that answers nothing for 20 s has hung; one without a network is given two
/// minutes. Then it is attached anew (if it answers), then its power is cycled, again and again at intervals that
/// double up to an hour. When that does not help and no session is left over any path, the hub is restarted: rarely,
/// and not while a short message or a call is under way. The journal is not touched by any of this.
/// </summary>
public sealed class ModemSupervision
{
    private readonly IModem? _modem;
    private readonly EventLog _events;
    private readonly HubClock _clock;
    private readonly bool _isAfterRecovery;

    private long _answers;
    private long _askAtMilliseconds = long.MinValue;
    private long _unansweredSinceMilliseconds = long.MaxValue;
    private long _wellSinceMilliseconds = long.MinValue;
    private long _illSinceMilliseconds = long.MaxValue;
    private long _actAtMilliseconds = long.MaxValue;
    private long _connectedAtMilliseconds;
    private int _waitMilliseconds = Limits.ModemSearchMilliseconds;
    private int _rung;
    private bool _isTold;
    private bool _hasAnswered;

    internal ModemSupervision(IModem? modem, EventLog events, HubClock clock, bool isAfterRecovery)
    {
        _modem = modem;
        _events = events;
        _clock = clock;
        _isAfterRecovery = isAfterRecovery;
    }

    /// <summary>Whether the modem answers nothing.</summary>
    public bool IsSilent { get; private set; }

    /// <summary>Whether the modem answers and has a network.</summary>
    public bool IsWell
    {
        get
        {
            return _modem != null && _hasAnswered && !IsSilent && _modem.Network == NetworkState.Registered;
        }
    }

    /// <summary>Times the modem was attached anew, since the start.</summary>
    public long ReattachCount { get; private set; }

    /// <summary>Times the modem's power was cycled, since the start.</summary>
    public long PowerCycleCount { get; private set; }

    /// <summary>Whether only a restart of the hub is left to try.</summary>
    internal bool IsRestartWanted { get; private set; }

    /// <summary>When it must be stepped again; long.MaxValue without a modem.</summary>
    internal long NextDueAtMilliseconds { get; private set; } = long.MaxValue;

    /// <summary>Does what is due.</summary>
    /// <param name="isConnected">Whether there is a session over any path.</param>
    /// <param name="isUrgent">Whether somebody waits for help.</param>
    /// <param name="nowMilliseconds">The monotonic time.</param>
    internal void Step(bool isConnected, bool isUrgent, long nowMilliseconds)
    {
        if (_modem == null)
        {
            return;
        }

        if (isConnected || _askAtMilliseconds == long.MinValue)
        {
            _connectedAtMilliseconds = nowMilliseconds;
        }

        Ask(_modem, nowMilliseconds);
        NextDueAtMilliseconds = _askAtMilliseconds;
        if (IsWell)
        {
            StepWell(nowMilliseconds);
            return;
        }

        _wellSinceMilliseconds = long.MinValue;
        if (_illSinceMilliseconds == long.MaxValue)
        {
            _illSinceMilliseconds = nowMilliseconds;
            _actAtMilliseconds = nowMilliseconds + (IsSilent ? 0 : _waitMilliseconds);
        }
        else if (IsSilent && _rung <= 1)
        {
            // A modem that has hung will not find a network by being waited for.
            _rung = 1;
            _actAtMilliseconds = _actAtMilliseconds < nowMilliseconds ? _actAtMilliseconds : nowMilliseconds;
        }

        long soonest = _illSinceMilliseconds + Limits.UrgentModemMilliseconds;
        if (isUrgent && !isConnected && _rung <= 1 && _actAtMilliseconds > soonest)
        {
            _actAtMilliseconds = soonest;
        }

        if (nowMilliseconds >= _actAtMilliseconds)
        {
            Act(_modem, nowMilliseconds);
        }

        NextDueAtMilliseconds =
            _actAtMilliseconds < NextDueAtMilliseconds ? _actAtMilliseconds : NextDueAtMilliseconds;
    }

    private void Ask(IModem modem, long nowMilliseconds)
    {
        if (modem.AnswerCount != _answers)
        {
            _answers = modem.AnswerCount;
            _unansweredSinceMilliseconds = long.MaxValue;
            IsSilent = false;
            _hasAnswered = true;
        }

        if (nowMilliseconds >= _askAtMilliseconds)
        {
            if (_unansweredSinceMilliseconds == long.MaxValue)
            {
                _unansweredSinceMilliseconds = nowMilliseconds;
            }

            _askAtMilliseconds = nowMilliseconds + Limits.ModemAskMilliseconds;
            modem.RequestStatus();
        }

        IsSilent = IsSilent || (_unansweredSinceMilliseconds != long.MaxValue
            && nowMilliseconds - _unansweredSinceMilliseconds >= Limits.ModemAnswerMilliseconds);
    }

    private void StepWell(long nowMilliseconds)
    {
        _illSinceMilliseconds = long.MaxValue;
        _actAtMilliseconds = long.MaxValue;
        IsRestartWanted = false;
        if (_wellSinceMilliseconds == long.MinValue)
        {
            _wellSinceMilliseconds = nowMilliseconds;
        }

        if (nowMilliseconds - _wellSinceMilliseconds >= Limits.ModemStableMilliseconds && (_rung > 0 || _isTold))
        {
            _rung = 0;
            _waitMilliseconds = Limits.ModemSearchMilliseconds;
            if (_isTold)
            {
                _isTold = false;
                Tell(StatusCodes.MobileNetworkConnectionReestablished, "modem");
            }
        }
    }

    private void Act(IModem modem, long nowMilliseconds)
    {
        if (!_isTold)
        {
            _isTold = true;
            Tell(StatusCodes.MobileNetworkConnectionFailure, IsSilent ? "modem silent" : "no mobile network");
        }

        if (_rung == 0 && !IsSilent)
        {
            ReattachCount++;
            modem.Reattach();
        }
        else
        {
            PowerCycleCount++;
            modem.PowerCycle();
            IsSilent = false;
            _hasAnswered = false;
            _unansweredSinceMilliseconds = long.MaxValue;
            _askAtMilliseconds = nowMilliseconds + Limits.ModemStartMilliseconds;
        }

        _rung++;
        _actAtMilliseconds = nowMilliseconds + _waitMilliseconds;
        int doubled = _waitMilliseconds * 2;
        _waitMilliseconds = doubled > Limits.MaxModemWaitMilliseconds ? Limits.MaxModemWaitMilliseconds : doubled;
        IsRestartWanted = _rung > Limits.ModemRungsBeforeRestart && IsRestartAllowed(nowMilliseconds);
    }

    // A hub in a place without a network must not restart again and again.
    private bool IsRestartAllowed(long nowMilliseconds)
    {
        long least = _isAfterRecovery ? Limits.NextRecoveryMilliseconds : Limits.FirstRecoveryMilliseconds;
        return _clock.UptimeMilliseconds(nowMilliseconds) >= least
            && nowMilliseconds - _connectedAtMilliseconds >= Limits.FirstRecoveryMilliseconds;
    }

    private void Tell(int statusCode, string text)
    {
        _events.Add(EventRank.Fault, DeviceTypes.CommunicationLinkMonitor, statusCode, _rung, text);
    }
}
