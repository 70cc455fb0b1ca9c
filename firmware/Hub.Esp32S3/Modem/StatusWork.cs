// Asks the modem how it is.
using Hub.Core.Ports;
using Hub.Protocols.Messages;

namespace Hub.Esp32S3.Modem;

/// <summary>Registration, technology, signal and network; each round of answers is one proof that the modem lives.
/// </summary>
internal sealed class StatusWork : IAtWork
{
    private const int LastStep = 3;
    private readonly ModemState _state;
    private int _step = LastStep + 1;

    internal StatusWork(ModemState state)
    {
        _state = state;
    }

    internal void Request()
    {
        _step = _step > LastStep ? 0 : _step;
    }

    public bool Begin(AtCommand command, long nowMilliseconds)
    {
        const int time = BoardLimits.ModemCommandMilliseconds;
        if (!_state.IsReady)
        {
            return false;
        }

        switch (_step)
        {
            case 0:
                command.Begin("AT+CSQ", time);
                return true;
            case 1:
                command.Begin("AT+CEREG?", time);
                return true;
            case 2:
                command.Begin("AT+CREG?", time);
                return true;
            case LastStep:
                command.Begin("AT+COPS?", time);
                return true;
            default:
                return false;
        }
    }

    public void Hear(AtLine line, long nowMilliseconds)
    {
        if (line.StartsWith("+CSQ:"))
        {
            int level = line.Number(0);
            _state.SignalDbm = level >= 0 && level <= 31 ? (2 * level) - 113 : 0;
        }
        else if (line.StartsWith("+CEREG:"))
        {
            HearRegistration(line, true);
        }
        else if (line.StartsWith("+CREG:"))
        {
            HearRegistration(line, false);
        }
        else if (line.StartsWith("+COPS:"))
        {
            HearNetwork(line);
        }
    }

    public void End(AtCommand command, AtResult result, long nowMilliseconds)
    {
        if (result == AtResult.Timeout)
        {
            _step = LastStep + 1;
            return;
        }

        // An error is an answer too; one to all four will leave the hub without a network, and that is acted on.
        _step++;
        _state.AnswerCount += _step == LastStep + 1 ? 1 : 0;
    }

    public void Lose(long nowMilliseconds)
    {
        _step = LastStep + 1;
    }

    // "+CEREG: 2,1,"tac","cell",7" answers a question, "+CEREG: 1,"tac","cell",7" is told.
    private void HearRegistration(AtLine line, bool isData)
    {
        int at = line.Number(1) >= 0 ? 1 : 0;
        int registration = line.Number(at);
        bool isRegistered = registration == 1 || registration == 5;
        if (!isRegistered && !isData && _state.Network == NetworkState.Registered)
        {
            // No circuit-switched network, but one for data.
            return;
        }

        _state.IsRoaming = isRegistered ? registration == 5 : _state.IsRoaming;
        if (isRegistered)
        {
            _state.Network = NetworkState.Registered;
        }
        else
        {
            _state.Network = registration == 3 ? NetworkState.Refused : NetworkState.Searching;
        }

        int technology = line.Number(at + 3);
        if (isRegistered && technology >= 0)
        {
            _state.Technology = Generation(technology);
        }
    }

    private void HearNetwork(AtLine line)
    {
        int start = line.Start(2);
        if (line.Number(1) != 2 || start < 0)
        {
            _state.NetworkCode = 0;
            return;
        }

        int code = line.QuotedNumber(2);
        int country = 0;
        for (int i = 1; i <= 3; i++)
        {
            country = (country * 10) + line.At(start + i) - '0';
        }

        // Two digits after the country's three, or three.
        int rest = code - (country * (line.At(start + 6) == '"' ? 100 : 1000));
        _state.NetworkCode = code > 9999 && rest >= 0 && rest <= 999 ? (country * 1000) + rest : 0;
        int technology = line.Number(3);
        if (technology >= 0)
        {
            _state.Technology = Generation(technology);
        }
    }

    // 3GPP TS 27.007, <AcT>.
    private static RadioTechnology Generation(int accessTechnology)
    {
        switch (accessTechnology)
        {
            case 0:
            case 1:
            case 3:
                return RadioTechnology.SecondGeneration;
            case 2:
            case 4:
            case 5:
            case 6:
                return RadioTechnology.ThirdGeneration;
            case 7:
            case 8:
            case 9:
                return RadioTechnology.FourthGeneration;
            case 10:
            case 11:
            case 12:
            case 13:
                return RadioTechnology.FifthGeneration;
            default:
                return RadioTechnology.Unknown;
        }
    }
}
