// One command at a time over the modem's line, with whatever else the modem says in between.
namespace Hub.Esp32S3.Modem;

/// <summary>
/// Takes the line apart, asks its users for commands in the order of their rank, and ends each command: by its result,
/// or by its time. After a command without an end it asks "AT" until the modem answers and the line is quiet, so that a
/// late answer is never taken for that of the next command.
/// </summary>
internal sealed class AtChannel
{
    private const byte CtrlZ = 0x1A;
    private const byte Escape = 0x1B;

    private readonly ISerialLine _line;
    private readonly IAtWork[] _works;
    private readonly AtCommand _command = new AtCommand();
    private readonly AtLine _text = new AtLine();
    private readonly byte[] _in = new byte[BoardLimits.ModemPieceBytes];
    private readonly byte[] _out = new byte[4];

    private IAtWork? _current;
    private long _deadline;
    private long _syncAt;
    private long _quietAt;
    private long _quietLimit;
    private bool _isSyncing = true;
    private bool _hasAnswered;
    private int _tries;
    private int _written;
    private int _rawLeft;
    private int _rawEnd;
    private bool _isWriting;
    private bool _isLineFeedDue;
    private bool _isDamaged;
    private bool _hasOk;
    private bool _hasTail;

    internal AtChannel(ISerialLine line, IAtWork[] works)
    {
        _line = line;
        _works = works;
    }

    /// <summary>Whether a command waits for the network.</summary>
    internal bool IsWaitingForNetwork
    {
        get { return _current != null && _command.IsSlow; }
    }

    internal bool IsIdle
    {
        get { return _current == null && !_isSyncing; }
    }

    /// <summary>Commands without an end, since the start.</summary>
    internal long TimeoutCount { get; private set; }

    /// <summary>The modem's power goes: nothing is waited for any more.</summary>
    internal void Lose(long now)
    {
        _current = null;
        _rawLeft = 0;
        _rawEnd = 0;
        _isWriting = false;
        _isSyncing = true;
        _hasAnswered = false;
        _tries = 0;
        _syncAt = now;
        _text.Clear();
        for (int i = 0; i < _works.Length; i++)
        {
            _works[i].Lose(now);
        }
    }

    internal void Step(long now)
    {
        ReadLine(now);
        if (_isSyncing)
        {
            StepSync(now);
        }

        if (_current != null)
        {
            StepCommand(_current, now);
        }

        for (int i = 0; i < _works.Length && IsIdle; i++)
        {
            if (_works[i].Begin(_command, now))
            {
                Start(_works[i], now);
            }
        }
    }

    private void Start(IAtWork work, long now)
    {
        _current = work;
        _deadline = now + _command.TimeoutMilliseconds;
        _written = 0;
        _isWriting = false;
        _isDamaged = false;
        _isLineFeedDue = false;
        _hasOk = false;
        _hasTail = _command.Tail.Length == 0;
        _command.Add((byte)'\r');
        if (_command.IsTooLong)
        {
            Finish(AtResult.Error, now);
            return;
        }

        _line.Write(_command.Bytes, 0, _command.Count);
    }

    private void StepCommand(IAtWork work, long now)
    {
        byte[]? payload = _command.Payload;
        if (_isWriting && payload != null)
        {
            int left = _command.PayloadCount - _written;
            int piece = left < BoardLimits.ModemPieceBytes ? left : BoardLimits.ModemPieceBytes;
            _line.Write(payload, _written, piece);
            _written += piece;
            _isWriting = _written < _command.PayloadCount;
            if (!_isWriting && _command.IsMessage)
            {
                WriteByte(CtrlZ);
            }
        }

        if (_current == work && now >= _deadline)
        {
            if (_command.Payload != null)
            {
                WriteByte(Escape);
            }

            TimeoutCount++;
            _rawLeft = 0;
            _rawEnd = 0;
            _text.Clear();
            Resync(now);
            Finish(AtResult.Timeout, now);
        }
    }

    private void Resync(long now)
    {
        _isSyncing = true;
        _hasAnswered = false;
        _tries = 0;
        _syncAt = now + BoardLimits.ModemQuietMilliseconds;
    }

    private void StepSync(long now)
    {
        if (_hasAnswered)
        {
            _isSyncing = now < _quietAt && now < _quietLimit;
            return;
        }

        if (now < _syncAt)
        {
            return;
        }

        if (++_tries > BoardLimits.ModemSyncTries)
        {
            Lose(now);
            _tries = 1;
        }

        _syncAt = now + BoardLimits.ModemSyncMilliseconds;
        _out[0] = (byte)'A';
        _out[1] = (byte)'T';
        _out[2] = (byte)'\r';
        _line.Write(_out, 0, 3);
    }

    private void ReadLine(long now)
    {
        int read;
        int total = 0;
        while (total < BoardLimits.ModemReadBytes && (read = _line.Read(_in, _in.Length)) > 0)
        {
            total += read;
            _quietAt = now + BoardLimits.ModemQuietMilliseconds;
            for (int i = 0; i < read; i++)
            {
                Take(_in[i], now);
            }
        }
    }

    private void Take(byte value, long now)
    {
        if (_isLineFeedDue)
        {
            // The second half of the line end before the data is none of the data.
            _isLineFeedDue = false;
            if (value == '\n')
            {
                return;
            }
        }

        if (_rawLeft > 0 && _command.Raw != null)
        {
            _command.Raw[_command.RawCount++] = value;
            _rawEnd = --_rawLeft == 0 ? 2 : 0;
            return;
        }

        if (_rawEnd > 0)
        {
            // The line end right behind the data proves that their number was right.
            _isDamaged = _isDamaged || value != (_rawEnd == 2 ? '\r' : '\n');
            _rawEnd--;
        }

        if (value == '\r' || value == '\n')
        {
            TakeLine(now);
            return;
        }

        _text.Append(value);
        if (value == ',' && _command.IsRawInline)
        {
            TakeRaw(now);
        }
        else if (value == '>' && _text.Count == 1)
        {
            TakePrompt();
        }
    }

    private void TakeLine(long now)
    {
        if (_text.Count > 0 && !_text.IsTooLong && !IsEcho())
        {
            TakeText(now);
        }

        _text.Clear();
    }

    // Also when the modem ignores ATE0, or has not had it yet.
    private bool IsEcho()
    {
        return _text.At(0) == 'A' && _text.At(1) == 'T';
    }

    private void TakeText(long now)
    {
        if (_text.Is("DOWNLOAD"))
        {
            TakePrompt();
            return;
        }

        if (_text.Is("OK"))
        {
            TakeOk(now);
            return;
        }

        if (_text.Is("ERROR") || _text.StartsWith("+CME ERROR") || _text.StartsWith("+CMS ERROR"))
        {
            Finish(AtResult.Error, now);
            return;
        }

        if (_text.Is("RDY") || _text.StartsWith("*ATREADY") || _text.Is("NORMAL POWER DOWN")
            || _text.Is("POWER DOWN") || _text.Is("UNDER-VOLTAGE POWER DOWN"))
        {
            Lose(now);
            return;
        }

        if (!TakeRaw(now))
        {
            Tell(now);
        }
    }

    private void TakeOk(long now)
    {
        if (_isSyncing && !_hasAnswered)
        {
            _hasAnswered = true;
            _quietAt = now + BoardLimits.ModemQuietMilliseconds;
            _quietLimit = now + BoardLimits.ModemMaxQuietMilliseconds;
        }

        _hasOk = true;
        FinishIfWhole(now);
    }

    private void Tell(long now)
    {
        for (int i = 0; i < _works.Length; i++)
        {
            _works[i].Hear(_text, now);
        }

        if (_current == null)
        {
            return;
        }

        if (_command.IsDial && (_text.Is("BUSY") || _text.Is("NO CARRIER") || _text.Is("NO ANSWER")
            || _text.Is("NO DIALTONE")))
        {
            Finish(AtResult.Error, now);
            return;
        }

        _hasTail = _hasTail || _text.StartsWith(_command.Tail);
        FinishIfWhole(now);
    }

    private void TakePrompt()
    {
        if (_current != null && _command.Payload != null && _written == 0)
        {
            _isWriting = true;
            _text.Clear();
        }
    }

    private bool TakeRaw(long now)
    {
        if (_current == null || _command.RawPrefix.Length == 0 || !_text.StartsWith(_command.RawPrefix))
        {
            return false;
        }

        int count = _text.Number(_command.IsRawInline ? 0 : 2);
        _text.Clear();
        if (count < 0 || count > _command.MaxRaw - _command.RawCount)
        {
            // More than was asked for: nothing that follows can be trusted.
            Resync(now);
            Finish(AtResult.Damaged, now);
        }
        else
        {
            _rawLeft = count;
            _isLineFeedDue = !_command.IsRawInline;
        }

        return true;
    }

    private void FinishIfWhole(long now)
    {
        if (_hasOk && _hasTail && _current != null)
        {
            Finish(_isDamaged || _rawEnd > 0 ? AtResult.Damaged : AtResult.Ok, now);
        }
    }

    private void Finish(AtResult result, long now)
    {
        IAtWork? work = _current;
        _current = null;
        _isWriting = false;
        _rawEnd = 0;
        work?.End(_command, result, now);
    }

    private void WriteByte(byte value)
    {
        _out[0] = value;
        _line.Write(_out, 0, 1);
    }
}
