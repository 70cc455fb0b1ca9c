// Puts the certificates into the modem when they are not there.
namespace Hub.Esp32S3.Modem;

/// <summary>For each file: asks whether it is held, and if not, stores it. A failure begins anew after a while: without
/// the certificates no connection is opened.</summary>
internal sealed class FileWork : IAtWork
{
    private readonly ISocketDialect _dialect;
    private readonly ModemFiles _files;
    private readonly ModemState _state;
    private int _file;
    private int _step = -1;
    private bool _isHeld;
    private long _retryAt = long.MinValue;

    internal FileWork(ISocketDialect dialect, ModemFiles files, ModemState state)
    {
        _dialect = dialect;
        _files = files;
        _state = state;
    }

    /// <summary>Files stored, since the start.</summary>
    internal long StoredCount { get; private set; }

    public bool Begin(AtCommand command, long nowMilliseconds)
    {
        if (!_state.IsReady || _state.HasFiles || nowMilliseconds < _retryAt)
        {
            return false;
        }

        while (_file < _files.Count)
        {
            byte[] content = _files.ContentAt(_file);
            if (content.Length == 0)
            {
                _file++;
                continue;
            }

            if (_step < 0)
            {
                _isHeld = false;
                _dialect.AskFile(_files.NameAt(_file), command);
                return true;
            }

            if (_dialect.Store(_step, _files.NameAt(_file), content, command))
            {
                command.Payload = content;
                command.PayloadCount = content.Length;
                return true;
            }

            StoredCount++;
            Next();
        }

        _state.HasFiles = true;
        return false;
    }

    public void Hear(AtLine line, long nowMilliseconds)
    {
        _isHeld = _isHeld || (_file < _files.Count && _step < 0
            && _dialect.IsFileHeld(line, _files.NameAt(_file), _files.ContentAt(_file).Length));
    }

    public void End(AtCommand command, AtResult result, long nowMilliseconds)
    {
        if (_step < 0 && result != AtResult.Timeout)
        {
            // An error says that the file is not there.
            _step = 0;
            if (_isHeld)
            {
                Next();
            }
        }
        else if (result == AtResult.Ok)
        {
            _step++;
        }
        else
        {
            _step = -1;
            _retryAt = nowMilliseconds + BoardLimits.ModemRetryMilliseconds;
        }
    }

    public void Lose(long nowMilliseconds)
    {
        _file = 0;
        _step = -1;
        _retryAt = long.MinValue;
    }

    private void Next()
    {
        _file++;
        _step = -1;
    }
}
