// Calls through the modem.
using Hub.Core.Ports;
using Hub.Protocols.Alarms;

namespace Hub.Esp32S3.Modem;

/// <summary>What is wanted is kept and done in the order: hang up, answer, dial, sound. The state follows what the
/// modem says; the list of calls is read now and then, so that a lost line is not a lost call.</summary>
internal sealed class VoiceWork : IAtWork, IVoice
{
    private enum Asked
    {
        None,
        HangUp,
        Answer,
        Dial,
        Sound,
        List,
    }

    private readonly ModemState _state;
    private readonly byte[] _tones = new byte[BoardLimits.MaxModemTones];
    private readonly byte[] _caller = new byte[24];
    private int _toneCount;
    private int _callerCount;
    private string _number = "";
    private bool _isDialWanted;
    private bool _isAnswerWanted;
    private bool _isHangUpWanted;
    private int _volume = -1;
    private bool _isVolumeWanted;
    private int _speechStep = 2;
    private SpeechMode _speech = SpeechMode.Duplex;
    private Asked _asked;
    private bool _isListed;
    private long _listAt = long.MaxValue;

    internal VoiceWork(ModemState state)
    {
        _state = state;
    }

    public CallState Call { get; private set; }

    public CallEnd LastEnd { get; private set; }

    public bool IsCaller(string number)
    {
        if (number.Length == 0 || number.Length != _callerCount)
        {
            return false;
        }

        for (int i = 0; i < _callerCount; i++)
        {
            if (_caller[i] != number[i])
            {
                return false;
            }
        }

        return true;
    }

    public bool Dial(string number)
    {
        if (Call != CallState.Idle || !_state.IsReady || _state.Network != NetworkState.Registered
            || !PhoneNumber.IsValid(number))
        {
            return false;
        }

        _number = number;
        _isDialWanted = true;
        Call = CallState.Dialling;
        return true;
    }

    public void Answer()
    {
        _isAnswerWanted = Call == CallState.Ringing;
    }

    public void HangUp()
    {
        if (Call != CallState.Idle)
        {
            _isHangUpWanted = !_isDialWanted;
            Finish(CallEnd.Here);
        }
    }

    public void SetVolume(int volume)
    {
        _isVolumeWanted = volume != _volume;
        _volume = volume;
    }

    public void SetSpeech(SpeechMode mode)
    {
        _speechStep = mode == _speech ? _speechStep : 0;
        _speech = mode;
    }

    public int TakeTone()
    {
        if (_toneCount == 0)
        {
            return -1;
        }

        int tone = _tones[0];
        System.Array.Copy(_tones, 1, _tones, 0, --_toneCount);
        return tone;
    }

    public bool Begin(AtCommand command, long nowMilliseconds)
    {
        const int time = BoardLimits.ModemCommandMilliseconds;
        _asked = Next(nowMilliseconds);
        switch (_asked)
        {
            case Asked.HangUp:
                _isHangUpWanted = false;
                command.Begin("AT+CHUP", time);
                return true;
            case Asked.Answer:
                _isAnswerWanted = false;
                command.Begin("ATA", time);
                command.IsDial = true;
                return true;
            case Asked.Dial:
                _isDialWanted = false;
                _listAt = nowMilliseconds + BoardLimits.ModemCallMilliseconds;
                command.Begin("ATD", time).Add(_number).Add(";");
                command.IsDial = true;
                return true;
            case Asked.Sound:
                BeginSound(command, time);
                return true;
            case Asked.List:
                _isListed = false;
                _listAt = nowMilliseconds + BoardLimits.ModemCallMilliseconds;
                command.Begin("AT+CLCC", time);
                return true;
            default:
                return false;
        }
    }

    public void Hear(AtLine line, long nowMilliseconds)
    {
        if (line.Is("RING") || line.StartsWith("+CLIP:"))
        {
            HearRing(line, nowMilliseconds);
        }
        else if (line.StartsWith("+CLCC:"))
        {
            HearList(line);
        }
        else if (line.Is("VOICE CALL: BEGIN"))
        {
            Call = Call == CallState.Idle ? Call : CallState.Active;
        }
        else if (line.Is("BUSY"))
        {
            Finish(CallEnd.Busy);
        }
        else if (line.Is("NO ANSWER"))
        {
            Finish(CallEnd.NoAnswer);
        }
        else if (line.Is("NO DIALTONE"))
        {
            Finish(CallEnd.NoNetwork);
        }
        else if (line.Is("NO CARRIER") || line.StartsWith("VOICE CALL: END") || line.StartsWith("MISSED_CALL:"))
        {
            Finish(_state.Network == NetworkState.Registered ? CallEnd.There : CallEnd.Dropped);
        }
        else if (line.StartsWith("+RXDTMF:") || line.StartsWith("+DTMF:"))
        {
            int tone = line.Number(0);
            if (tone >= 0 && tone <= 9 && Call == CallState.Active && _toneCount < _tones.Length)
            {
                _tones[_toneCount++] = (byte)tone;
            }
        }
    }

    public void End(AtCommand command, AtResult result, long nowMilliseconds)
    {
        if (result != AtResult.Ok && (_asked == Asked.Dial || _asked == Asked.Answer))
        {
            Finish(CallEnd.NoNetwork);
            _isHangUpWanted = result == AtResult.Timeout;
        }
        else if (_asked == Asked.Answer && Call == CallState.Ringing)
        {
            Call = CallState.Active;
        }
        else if (_asked == Asked.List && result == AtResult.Ok && !_isListed && !_isDialWanted)
        {
            // The modem has no call any more, and the line that said so is lost.
            Finish(CallEnd.Dropped);
        }
        else if (_asked == Asked.HangUp && result == AtResult.Timeout)
        {
            _isHangUpWanted = true;
        }

        _asked = Asked.None;
    }

    public void Lose(long nowMilliseconds)
    {
        _asked = Asked.None;
        _isHangUpWanted = false;
        _isVolumeWanted = _volume >= 0;
        Finish(CallEnd.Dropped);
    }

    private Asked Next(long now)
    {
        if (!_state.IsReady)
        {
            return Asked.None;
        }

        if (_isHangUpWanted)
        {
            return Asked.HangUp;
        }

        if (_isAnswerWanted)
        {
            return Asked.Answer;
        }

        if (_isDialWanted)
        {
            return Asked.Dial;
        }

        if (_isVolumeWanted || (_speechStep < 2 && Call == CallState.Active))
        {
            return Asked.Sound;
        }

        return Call != CallState.Idle && now >= _listAt ? Asked.List : Asked.None;
    }

    private void BeginSound(AtCommand command, int time)
    {
        if (_isVolumeWanted)
        {
            _isVolumeWanted = false;
            command.Begin("AT+CLVL=", time).Add(_volume < 0 ? 0 : _volume);
            return;
        }

        bool isHomeHeard = _speech == SpeechMode.Duplex || _speech == SpeechMode.MicrophoneOnly;
        bool isThereHeard = _speech == SpeechMode.Duplex || _speech == SpeechMode.SpeakerOnly;
        command.Begin(_speechStep == 0 ? "AT+CMUT=" : "AT+CRXVOL=", time);
        command.Add(_speechStep == 0 ? (isHomeHeard ? "0" : "1") : (isThereHeard ? "0x2000" : "0x0000"));
        _speechStep++;
    }

    private void HearRing(AtLine line, long now)
    {
        if (Call == CallState.Idle && !_isHangUpWanted && _asked != Asked.HangUp)
        {
            Call = CallState.Ringing;
            _callerCount = 0;
            _listAt = now + BoardLimits.ModemCallMilliseconds;
        }

        int at = line.StartsWith("+CLIP:") ? line.Start(0) + 1 : 0;
        if (at == 0 || Call != CallState.Ringing)
        {
            return;
        }

        int count = 0;
        for (; count < _caller.Length && line.At(at + count) != '"' && line.At(at + count) != 0; count++)
        {
            _caller[count] = line.At(at + count);
        }

        _callerCount = count;
    }

    // 3GPP TS 27.007: 0 active, 1 held, 2 dialling, 3 alerting, 4 incoming, 5 waiting; SIMCom: 6 ended.
    private void HearList(AtLine line)
    {
        if (line.Number(3) != 0)
        {
            return;
        }

        int state = line.Number(2);
        _isListed = _isListed || state != 6;
        if (state == 0 && Call != CallState.Idle)
        {
            Call = CallState.Active;
        }
        else if (state == 6)
        {
            Finish(_state.Network == NetworkState.Registered ? CallEnd.There : CallEnd.Dropped);
        }
    }

    private void Finish(CallEnd end)
    {
        _isDialWanted = false;
        _isAnswerWanted = false;
        if (Call == CallState.Idle)
        {
            return;
        }

        Call = CallState.Idle;
        LastEnd = end;
        _toneCount = 0;
        _listAt = long.MaxValue;
    }
}
