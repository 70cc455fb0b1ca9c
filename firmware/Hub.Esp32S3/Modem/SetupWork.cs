// Brings the modem from its first answer to where anything can be asked of it.
using Hub.Core.Ports;

namespace Hub.Esp32S3.Modem;

/// <summary>Echo, error texts, SIM, access point, alphabet, calls, clock; also leaves the network and comes back. What
/// one family does not know is passed over; without a SIM it begins anew, as it may be put in.</summary>
internal sealed class SetupWork : IAtWork
{
    private const int PinStep = 2;
    private const int GivePinStep = 3;
    private const int SetClockStep = 10;
    private const int LastStep = 14;

    private readonly ModemSettings _settings;
    private readonly ModemState _state;
    private readonly bool _hasVoice;
    private int _step;
    private long _retryAt = long.MinValue;
    private bool _isPinWanted;
    private bool _isPinUsed;
    private bool _isClockBehind;
    private int _reattach;

    internal SetupWork(ModemSettings settings, ModemState state, bool hasVoice)
    {
        _settings = settings;
        _state = state;
        _hasVoice = hasVoice;
    }

    internal void Reattach()
    {
        _reattach = 2;
    }

    public bool Begin(AtCommand command, long nowMilliseconds)
    {
        if (_reattach > 0)
        {
            command.Begin(_reattach == 2 ? "AT+CFUN=4" : "AT+CFUN=1", BoardLimits.ModemRadioMilliseconds);
            return true;
        }

        if (_state.IsReady || nowMilliseconds < _retryAt)
        {
            return false;
        }

        while (!Write(command))
        {
            _step++;
            if (_step > LastStep)
            {
                _state.IsReady = true;
                return false;
            }
        }

        return true;
    }

    public void Hear(AtLine line, long nowMilliseconds)
    {
        if (line.StartsWith("+CPIN: "))
        {
            _state.IsSimReady = line.Is("+CPIN: READY");
            _isPinWanted = line.Is("+CPIN: SIM PIN");
        }
        else if (line.StartsWith("+CCLK:"))
        {
            int year = line.QuotedNumber(0);
            int earliest = ((_settings.EarliestTime[0] - '0') * 10) + _settings.EarliestTime[1] - '0';

            // Modems that have not been told show 70 or 80.
            _isClockBehind = year < earliest || year >= 70;
        }
    }

    public void End(AtCommand command, AtResult result, long nowMilliseconds)
    {
        // Without a SIM nothing else is asked, and the modem must not look dead for it.
        _state.AnswerCount += result == AtResult.Timeout ? 0 : 1;
        if (_reattach > 0)
        {
            _reattach--;
            _state.Network = NetworkState.Searching;
            return;
        }

        bool isWithoutSim = (_step == PinStep || _step == GivePinStep)
            && !_state.IsSimReady && !(_step == PinStep && IsPinUsable());
        _state.IsSimMissing = isWithoutSim;
        if (isWithoutSim || result == AtResult.Timeout)
        {
            _step = _step < PinStep ? 0 : PinStep;
            _retryAt = nowMilliseconds + BoardLimits.ModemRetryMilliseconds;
            return;
        }

        _step = _step == GivePinStep ? PinStep : _step + 1;
    }

    public void Lose(long nowMilliseconds)
    {
        _step = 0;
        _retryAt = long.MinValue;
        _reattach = 0;
        _state.Forget();
    }

    private bool IsPinUsable()
    {
        return _isPinWanted && !_isPinUsed && _settings.Pin.Length > 0;
    }

    private bool Write(AtCommand command)
    {
        const int time = BoardLimits.ModemCommandMilliseconds;
        switch (_step)
        {
            case 0:
                command.Begin("ATE0", time);
                return true;
            case 1:
                command.Begin("AT+CMEE=2", time);
                return true;
            case PinStep:
                command.Begin("AT+CPIN?", time);
                return true;
            case GivePinStep:
                return WritePin(command, time);
            case 4:
                command.Begin("AT+CGDCONT=1,\"IP\",\"", time).Add(_settings.AccessPoint).Add("\"");
                return true;
            case 5:
                command.Begin("AT+CEREG=2", time);
                return true;
            case 6:
                command.Begin("AT+CMGF=1", time);
                return true;
            case 7:
                command.Begin("AT+CSCS=\"IRA\"", time);
                return true;
            case 8:
                command.Begin("AT+CTZU=1", time);
                return true;
            case 9:
                command.Begin("AT+CCLK?", time);
                return true;
            case SetClockStep:
                command.Begin("AT+CCLK=\"", time).Add(_settings.EarliestTime).Add("\"");
                return _isClockBehind;
            case 11:
                command.Begin("AT+COPS=3,2", time);
                return true;
            case 12:
                command.Begin("AT+CLIP=1", time);
                return _hasVoice;
            case 13:
                command.Begin("AT+CLCC=1", time);
                return _hasVoice;
            case LastStep:
                command.Begin("AT+DDET=1", time);
                return _hasVoice;
            default:
                return false;
        }
    }

    private bool WritePin(AtCommand command, int time)
    {
        if (_state.IsSimReady || !IsPinUsable())
        {
            return false;
        }

        _isPinUsed = true;
        command.Begin("AT+CPIN=\"", time).Add(_settings.Pin).Add("\"");
        return true;
    }
}
