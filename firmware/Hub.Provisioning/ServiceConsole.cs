// The hub's side of the service console.
using Hub.Core;
using Hub.Core.Ports;
using Hub.Protocols.Bench;
using Hub.Protocols.Messages;

namespace Hub.Provisioning;

/// <summary>
/// Reads requests from a serial line, carries each out once and answers (protocols/README.md, "The service console").
/// One line at most waits to be sent; until it has gone nothing more is read. Stepped by <see cref="ServicedBoard"/>.
/// Answers allocate nothing but where a code is compared, an identity decoded, or the lamps are told.
/// </summary>
public sealed partial class ServiceConsole
{
    private readonly ServicePorts _ports;
    private readonly IdentityStore _store;
    private readonly IServiceLine _line;
    private readonly ResetCodeGuard _guard = new ResetCodeGuard();
    private readonly IdentityTransfer _transfer = new IdentityTransfer();
    private readonly IdentityReader _identityReader = new IdentityReader();
    private readonly BenchLineReader _reader = new BenchLineReader();
    private readonly BenchLineWriter _answer = new BenchLineWriter();
    private readonly BenchLineWriter _aside = new BenchLineWriter();
    private readonly byte[] _input = new byte[64];
    private readonly byte[] _part = new byte[BenchLimits.PartBytes];
    private readonly byte[] _lastLine = new byte[BenchLimits.LineBytes];
    private HubCore? _core;
    private string _resetCode = "";
    private int _lastLineLength;
    private int _inputLength;
    private int _inputAt;
    private BenchLineWriter? _output;
    private int _outputAt;
    private long _outputSinceMilliseconds;
    private bool _hasGreeted;
    private bool _isRestarting;
    private long _restartAtMilliseconds;

    internal ServiceConsole(ServicePorts ports, IdentityStore store)
    {
        _ports = ports;
        _store = store;
        _line = ports.Line!;
    }

    /// <summary>Requests carried out, repeated ones not counted.</summary>
    public long RequestCount { get; private set; }

    /// <summary>Requests that came again and were answered again.</summary>
    public long RepeatedCount { get; private set; }

    /// <summary>Lines whose checksum or form was wrong, and lines too long.</summary>
    public long BadLineCount { get; private set; }

    /// <summary>Lines that nobody took in time.</summary>
    public long DroppedAnswerCount { get; private set; }

    /// <summary>Whether the hub is about to restart and must not be stepped any more.</summary>
    internal bool IsRestarting
    {
        get { return _isRestarting; }
    }

    /// <summary>The hub, once there is one.</summary>
    internal void Attach(HubCore core)
    {
        _core = core;
    }

    /// <summary>Takes what the store has found: called after each start of it.</summary>
    internal void TakeIdentity()
    {
        _resetCode = _store.Identity == null ? "" : HubCode.DeriveReset(_store.Identity.Key);
    }

    /// <summary>Does what is due.</summary>
    /// <returns>When it must be stepped again at the latest; earlier when bytes come.</returns>
    internal long Step(long nowMilliseconds)
    {
        if (!_hasGreeted)
        {
            _hasGreeted = true;
            WriteBanner(nowMilliseconds);
        }

        _transfer.Step(nowMilliseconds);
        Flush(nowMilliseconds);
        int left = Limits.ServiceBytesPerStep;
        while (_output == null && left > 0 && HasInput())
        {
            left--;
            TakeByte(_input[_inputAt++], nowMilliseconds);
        }

        if (_isRestarting && nowMilliseconds >= _restartAtMilliseconds)
        {
            _ports.Restart!.Request(BootReason.CommandedRestart);
        }

        return left == 0 ? nowMilliseconds : NextStep(nowMilliseconds);
    }

    private long NextStep(long nowMilliseconds)
    {
        long next = nowMilliseconds + Limits.MaxStepIntervalMilliseconds;
        if (_output != null)
        {
            next = nowMilliseconds + 1;
        }
        else if (_isRestarting && _restartAtMilliseconds < next)
        {
            next = _restartAtMilliseconds > nowMilliseconds ? _restartAtMilliseconds : next;
        }

        return next;
    }

    private bool HasInput()
    {
        if (_inputAt >= _inputLength)
        {
            _inputAt = 0;
            _inputLength = _line.Read(_input, 0, _input.Length);
        }

        return _inputAt < _inputLength;
    }

    private void TakeByte(byte next, long now)
    {
        switch (_reader.Put(next))
        {
            case BenchLineResult.Line:
                if (_reader.Kind == BenchLineKind.Request)
                {
                    TakeRequest(now);
                }

                break;
            case BenchLineResult.Empty:
                WriteBanner(now);
                break;
            case BenchLineResult.BadChecksum:
                Complain(BenchErrors.Checksum, now);
                break;
            case BenchLineResult.BadForm:
                Complain(BenchErrors.Form, now);
                break;
            case BenchLineResult.TooLong:
                BadLineCount++;
                break;
        }
    }

    // Answers and events of somebody's echo are not complained about: that would go on for ever.
    private void Complain(string code, long now)
    {
        if (_reader.Kind != BenchLineKind.Request)
        {
            return;
        }

        BadLineCount++;
        _aside.BeginAnswer(BenchLineWriter.NoNumber, BenchErrors.Error);
        _aside.Word(code);
        Send(_aside, now);
    }

    private void TakeRequest(long now)
    {
        bool isHello = _reader.Is(0, BenchVerbs.Hello);
        if (!isHello && IsAgain())
        {
            RepeatedCount++;
            SendAgain(_answer, now);
            return;
        }

        RequestCount++;
        _lastLineLength = _reader.LineLength;
        System.Array.Copy(_reader.Line, 0, _lastLine, 0, _lastLineLength);
        CarryOut(isHello, now);
        Send(_answer, now);
    }

    private bool IsAgain()
    {
        if (_lastLineLength == 0 || _reader.LineLength != _lastLineLength)
        {
            return false;
        }

        for (int i = 0; i < _lastLineLength; i++)
        {
            if (_reader.Line[i] != _lastLine[i])
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Has the board restarted: the flash has become readable, and there is an identity on it.</summary>
    internal void RestartToUse(long now)
    {
        RestartSoon(now);
    }

    private void RestartSoon(long now)
    {
        if (!_isRestarting)
        {
            _isRestarting = true;
            _restartAtMilliseconds = now + Limits.ServiceRestartMilliseconds;
        }
    }

    private void Send(BenchLineWriter line, long now)
    {
        if (line.Finish() > 0)
        {
            SendAgain(line, now);
        }
    }

    private void SendAgain(BenchLineWriter line, long now)
    {
        _output = line;
        _outputAt = 0;
        _outputSinceMilliseconds = now;
        Flush(now);
    }

    private void Flush(long now)
    {
        while (_output != null && _outputAt < _output.Length)
        {
            int taken = _line.Write(_output.Buffer, _outputAt, _output.Length - _outputAt);
            if (taken <= 0)
            {
                if (now - _outputSinceMilliseconds < Limits.ServiceOutputMilliseconds)
                {
                    return;
                }

                // Nobody reads. The rest goes, or what comes in would not be read for ever.
                DroppedAnswerCount++;
                break;
            }

            _outputAt += taken;
        }

        _output = null;
    }
}
