// Calls between the home and the reception centre.
using Hub.Core.Alarming;
using Hub.Core.Panel;
using Hub.Core.Ports;
using Hub.Core.Power;
using Hub.Core.Programming;
using Hub.Core.Supervision;
using Hub.Protocols.Alarms;
using Hub.Protocols.Messages;

namespace Hub.Core.Voice;

/// <summary>
/// Calls out after a person's alarm (HBG-046), up to <see cref="Limits.MaxDials"/> times, each time the next number;
/// takes calls from listed numbers by itself for ten minutes after an alarm (NOR-030), and refuses every other. One
/// call at a time; on battery its length is bounded (HBG-016). How a call goes is told in events. A call is an
/// addition: nothing about it delays or ends the sending of the alarm.
/// </summary>
public sealed class VoiceCalls
{
    private readonly IVoice? _voice;
    private readonly PowerMonitor _power;
    private readonly EventLog _events;
    private readonly Speech _speech;
    private readonly SettingsInForce _settings;
    private readonly CallWatch _watch;

    private CallState _call;
    private long _callSinceMilliseconds;
    private long _dialAtMilliseconds = long.MaxValue;
    private long _windowEndsAtMilliseconds = long.MinValue;
    private int _dialsLeft;
    private int _dropsLeft;
    private int _turn;
    private int _ownEndCode;
    private bool _isOutgoing;
    private bool _isCommanded;
    private long _warnedAtMilliseconds;
    private bool _isCancelPressed;

    internal VoiceCalls(
        SettingsInForce settings,
        IVoice? voice,
        PendingAlarms alarms,
        PowerMonitor power,
        EventLog events,
        Speech speech)
    {
        _voice = voice;
        _power = power;
        _events = events;
        _speech = speech;
        _settings = settings;
        _watch = new CallWatch(alarms);
    }

    /// <summary>Volume and modes of the call.</summary>
    public CallTones Tones { get; } = new CallTones();

    /// <summary>Calls begun by the hub, since the start.</summary>
    public long DialCount { get; private set; }

    /// <summary>Calls that both ends spoke in, since the start.</summary>
    public long ConnectedCount { get; private set; }

    /// <summary>Calls refused, since the start.</summary>
    public long RefusedCount { get; private set; }

    /// <summary>Whether a call is being made, is to be made or is under way.</summary>
    public bool IsBusy
    {
        get { return _call != CallState.Idle || (_dialsLeft > 0 && _settings.VoiceNumbers.Length > 0); }
    }

    /// <summary>When it must be stepped again; long.MaxValue when nothing waits.</summary>
    internal long NextDueAtMilliseconds { get; private set; } = long.MaxValue;

    /// <summary>The cancel button: ends the call and further tries. The alarm stands. May come from any thread.
    /// </summary>
    internal void PressCancelButton()
    {
        _isCancelPressed = true;
    }

    /// <summary>Why a call out cannot be made on command at all.</summary>
    /// <param name="place">The place in the list of numbers, from 1.</param>
    /// <returns>The reason, ASCII, a constant; empty when nothing but the moment can speak against it.</returns>
    internal string WhyNotOut(int place)
    {
        if (_voice == null)
        {
            return "no modem";
        }

        return place < 1 || place > _settings.VoiceNumbers.Length ? "no such number" : "";
    }

    /// <summary>Calls one of the hub's own numbers, once, from the next step on; a person's alarm that comes meanwhile
    /// has its calls as ever.</summary>
    internal void DialNumber(int place, long nowMilliseconds)
    {
        _turn = place - 1;
        _dialsLeft = 1;
        _dropsLeft = 0;
        _isCommanded = true;
        _dialAtMilliseconds = nowMilliseconds;
        Due(nowMilliseconds);
    }

    /// <summary>Mutes the call under way both ways, or ends that.</summary>
    internal void Mute(bool isMuted)
    {
        if (_voice != null && _call == CallState.Active)
        {
            Tones.Mute(_voice, isMuted);
        }
    }

    /// <summary>Looks for new alarms that want a call.</summary>
    internal void Look(long nowMilliseconds)
    {
        if (_voice != null)
        {
            _watch.Look(nowMilliseconds);
            Due(_watch.NextDueAtMilliseconds);
        }
    }

    internal void Step(long nowMilliseconds)
    {
        NextDueAtMilliseconds = long.MaxValue;
        bool isCancelled = _isCancelPressed;
        _isCancelPressed = false;
        if (_voice == null)
        {
            return;
        }

        _watch.Look(nowMilliseconds);
        if (_watch.TakeWanted(nowMilliseconds) && _call != CallState.Active
            && _settings.VoiceNumbers.Length > 0)
        {
            _dialsLeft = Limits.MaxDials;
            _dropsLeft = Limits.MaxDials;
            _isCommanded = false;
            _dialAtMilliseconds = nowMilliseconds;
        }

        Due(_watch.NextDueAtMilliseconds);
        Follow(_voice, nowMilliseconds);
        if (isCancelled && _call != CallState.Ringing)
        {
            if (_dialsLeft > 0 || _call != CallState.Idle)
            {
                _speech.Say(Phrase.Cancelled);
            }

            _dialsLeft = 0;
            HangUp(_voice, StatusCodes.Cancel);
        }

        switch (_call)
        {
            case CallState.Idle:
                StepIdle(_voice, nowMilliseconds);
                break;
            case CallState.Dialling:
                StepDialling(_voice, nowMilliseconds);
                break;
            case CallState.Ringing:
                StepRinging(_voice, nowMilliseconds);
                break;
            case CallState.Active:
                StepActive(_voice, nowMilliseconds);
                break;
        }
    }

    // Notes what the modem has done since the last step.
    private void Follow(IVoice voice, long nowMilliseconds)
    {
        CallState now = voice.Call;
        if (now == _call)
        {
            return;
        }

        CallState before = _call;
        long seconds = (nowMilliseconds - _callSinceMilliseconds) / 1000;
        _call = now;
        _callSinceMilliseconds = nowMilliseconds;
        if (before != CallState.Idle && (now == CallState.Idle || now == CallState.Ringing))
        {
            Ended(before, voice.LastEnd, seconds, nowMilliseconds);
        }

        if (now == CallState.Active)
        {
            ConnectedCount++;
            _warnedAtMilliseconds = long.MaxValue;
            _dialsLeft = 0;
            Tones.Begin(voice);
            Tell(StatusCodes.InProgress, _isOutgoing ? 1 : 0);
        }
        else if (now == CallState.Ringing)
        {
            _isOutgoing = false;
        }
    }

    private void Ended(CallState before, CallEnd end, long seconds, long nowMilliseconds)
    {
        int code = EndCode(before, end);
        _ownEndCode = 0;
        if (before == CallState.Ringing)
        {
            return;
        }

        Tell(code, before == CallState.Active ? (int)seconds : 0);
        if (before == CallState.Active)
        {
            // They may have been cut off: they are heard again without anybody having to do anything.
            OpenWindow(nowMilliseconds);
        }

        bool isLost = before == CallState.Active && end == CallEnd.Dropped;
        if (isLost && _settings.VoiceNumbers.Length > 0 && _dropsLeft > 0)
        {
            _dropsLeft--;
            _dialsLeft = Limits.MaxDials;
        }

        if (_dialsLeft > 0)
        {
            _dialAtMilliseconds = nowMilliseconds + Limits.RedialMilliseconds;
            _speech.Say(Phrase.CallTriedAgain);
        }
        else if (before == CallState.Dialling && code != StatusCodes.Cancel)
        {
            SayFailed();
        }
    }

    private int EndCode(CallState before, CallEnd end)
    {
        if (_ownEndCode != 0)
        {
            return _ownEndCode;
        }

        switch (end)
        {
            case CallEnd.Busy: return StatusCodes.Busy;
            case CallEnd.NoAnswer: return StatusCodes.TimeOut;
            case CallEnd.Dropped: return StatusCodes.Interrupted;
            case CallEnd.NoNetwork: return StatusCodes.Failure;
            default: return before == CallState.Dialling ? StatusCodes.Denied : StatusCodes.Ended;
        }
    }

    private void StepIdle(IVoice voice, long nowMilliseconds)
    {
        string[] numbers = _settings.VoiceNumbers;
        if (_dialsLeft == 0 || numbers.Length == 0)
        {
            return;
        }

        if (nowMilliseconds < _dialAtMilliseconds)
        {
            Due(_dialAtMilliseconds);
            return;
        }

        _dialsLeft--;
        string number = numbers[numbers.Length > 0 ? _turn % numbers.Length : 0];
        _turn = (_turn + 1) & 0xFFFF;
        _dialAtMilliseconds = nowMilliseconds + Limits.RedialMilliseconds;
        Due(_dialAtMilliseconds);
        DialCount++;
        _isOutgoing = true;
        if (!voice.Dial(number))
        {
            Tell(StatusCodes.Failure, 0);
            if (_dialsLeft > 0)
            {
                _speech.Say(Phrase.CallTriedAgain);
            }
            else
            {
                SayFailed();
            }

            return;
        }

        _call = CallState.Dialling;
        _callSinceMilliseconds = nowMilliseconds;
        Tell(StatusCodes.Initiated, 0);
        _speech.Say(Phrase.CallingCentre);
        Due(nowMilliseconds + Limits.CallPollMilliseconds);
    }

    private void StepDialling(IVoice voice, long nowMilliseconds)
    {
        if (nowMilliseconds - _callSinceMilliseconds >= Limits.DialMilliseconds)
        {
            HangUp(voice, StatusCodes.TimeOut);
        }

        Due(nowMilliseconds + Limits.CallPollMilliseconds);
    }

    private void StepRinging(IVoice voice, long nowMilliseconds)
    {
        if (_ownEndCode != 0)
        {
            return;
        }

        bool isOpen = nowMilliseconds < WindowEnd();
        string[] answered = _settings.AnsweredNumbers;
        for (int i = 0; i < answered.Length && isOpen; i++)
        {
            if (voice.IsCaller(answered[i]))
            {
                Tell(StatusCodes.Accepted, i + 1);
                voice.Answer();
                Due(nowMilliseconds + Limits.CallPollMilliseconds);
                return;
            }
        }

        RefusedCount++;
        Tell(StatusCodes.Denied, isOpen ? 1 : 0);
        HangUp(voice, StatusCodes.Denied);
    }

    private void StepActive(IVoice voice, long nowMilliseconds)
    {
        Due(nowMilliseconds + Limits.CallPollMilliseconds);
        if (Tones.Take(voice))
        {
            HangUp(voice, StatusCodes.Ended);
            return;
        }

        long lasted = nowMilliseconds - _callSinceMilliseconds;
        long limit = _power.Source == PowerSource.Mains
            ? Limits.CallMilliseconds
            : Limits.BatteryCallMilliseconds;
        if (_warnedAtMilliseconds == long.MaxValue && lasted >= limit - Limits.CallWarningMilliseconds)
        {
            _warnedAtMilliseconds = nowMilliseconds;
            _speech.Say(Phrase.CallEndsSoon);
        }
        else if (lasted >= limit && nowMilliseconds - _warnedAtMilliseconds >= Limits.CallWarningMilliseconds)
        {
            HangUp(voice, StatusCodes.TimeOut);
        }
    }

    private void HangUp(IVoice voice, int code)
    {
        if (_call != CallState.Idle && _ownEndCode == 0)
        {
            _ownEndCode = code;
            voice.HangUp();
        }
    }

    // The phrase says that the alarm has been sent; behind a call on command there is none.
    private void SayFailed()
    {
        _speech.Say(_isCommanded ? Phrase.NotPossible : Phrase.CallFailed);
    }

    private void OpenWindow(long nowMilliseconds)
    {
        _windowEndsAtMilliseconds = nowMilliseconds + Limits.AnswerWindowMilliseconds;
    }

    private long WindowEnd()
    {
        long raisedAt = _watch.RaisedAtMilliseconds;
        long end = raisedAt == long.MinValue ? raisedAt : raisedAt + Limits.AnswerWindowMilliseconds;
        return end > _windowEndsAtMilliseconds ? end : _windowEndsAtMilliseconds;
    }

    private void Tell(int statusCode, int value)
    {
        _events.Add(EventRank.Supply, DeviceTypes.LocalUnitAndController, statusCode, value, "call");
    }

    private void Due(long atMilliseconds)
    {
        NextDueAtMilliseconds = atMilliseconds < NextDueAtMilliseconds ? atMilliseconds : NextDueAtMilliseconds;
    }
}
