// The modem's TLS socket as a bearer and its byte stream.
using Hub.Core.Ports;
using Hub.Protocols.Messages;
using Hub.Protocols.Mqtt;

namespace Hub.Esp32S3.Modem;

/// <summary>
/// One connection. What is written waits in one chunk until the modem has said that the chunk before is out, so a slow
/// network makes the stream full and nothing is taken that could not be kept. What arrives is asked for in chunks, and
/// only when the chunk before has been read. Any doubt about the bytes closes the stream: the core sends again.
/// </summary>
internal sealed class SocketWork : IAtWork, IBearer, IByteStream
{
    private enum Asked
    {
        None,
        Prepare,
        Open,
        Close,
        Send,
        Receive,
    }

    private readonly int _socket;
    private readonly ISocketDialect _dialect;
    private readonly ModemSettings _settings;
    private readonly ModemFiles _files;
    private readonly ModemState _state;
    private readonly byte[] _out = new byte[BoardLimits.ModemChunkBytes];
    private readonly byte[] _sending = new byte[BoardLimits.ModemChunkBytes];
    private readonly byte[] _in = new byte[BoardLimits.ModemChunkBytes];
    private int _outCount;
    private int _inCount;
    private int _inRead;
    private Asked _asked;
    private int _step;
    private bool _isOpenAsked;
    private bool _isCloseWanted;
    private bool _isSendPending;
    private bool _hasMore;
    private bool _isStale;
    private long _pullAt;

    internal SocketWork(
        int socket, ISocketDialect dialect, ModemSettings settings, ModemFiles files, ModemState state)
    {
        _socket = socket;
        _dialect = dialect;
        _settings = settings;
        _files = files;
        _state = state;
    }

    public BearerKind Kind
    {
        get { return BearerKind.Lte; }
    }

    public int SignalDbm
    {
        get { return _state.SignalDbm; }
    }

    public BearerState State { get; private set; }

    public IByteStream? Stream
    {
        get { return State == BearerState.Open ? this : null; }
    }

    public bool IsOpen
    {
        get { return State == BearerState.Open; }
    }

    public void Open()
    {
        State = BearerState.Opening;
        _step = 0;
        _outCount = 0;
        _inCount = 0;
        _inRead = 0;
        _isSendPending = false;
        _isOpenAsked = false;
        _hasMore = false;
    }

    public void Close()
    {
        // A goodbye that has been written but not sent is not waited for: the modem may be gone.
        _isCloseWanted = _isCloseWanted || _isOpenAsked;
        _isStale = _asked != Asked.None;
        _isOpenAsked = false;
        State = BearerState.Closed;
    }

    public int Read(byte[] buffer, int offset, int count)
    {
        int there = _inCount - _inRead;
        if (there == 0)
        {
            return IsOpen ? 0 : -1;
        }

        int taken = there < count ? there : count;
        System.Array.Copy(_in, _inRead, buffer, offset, taken);
        _inRead += taken;
        return taken;
    }

    public int Write(byte[] buffer, int offset, int count)
    {
        if (!IsOpen)
        {
            return -1;
        }

        int room = _out.Length - _outCount;
        int taken = room < count ? room : count;
        System.Array.Copy(buffer, offset, _out, _outCount, taken);
        _outCount += taken;
        return taken;
    }

    public bool Begin(AtCommand command, long nowMilliseconds)
    {
        _asked = Next(command, nowMilliseconds);
        _isStale = false;
        return _asked != Asked.None;
    }

    public void Hear(AtLine line, long nowMilliseconds)
    {
        switch (_dialect.Read(_socket, line))
        {
            case SocketNews.Opened:
                if (State == BearerState.Opening && _isOpenAsked && !_isStale && !_isCloseWanted)
                {
                    State = BearerState.Open;
                    _pullAt = nowMilliseconds + BoardLimits.ModemPullMilliseconds;
                }

                break;
            case SocketNews.Failed:
                Fail(State == BearerState.Opening && _isOpenAsked && !_isCloseWanted);
                break;
            case SocketNews.Closed:
                Fail(IsOpen || (State == BearerState.Opening && _isOpenAsked && !_isCloseWanted));
                break;
            case SocketNews.Arrived:
                _hasMore = true;
                break;
            case SocketNews.Sent:
                _isSendPending = false;
                break;
        }
    }

    public void End(AtCommand command, AtResult result, long nowMilliseconds)
    {
        Asked asked = _asked;
        _asked = Asked.None;
        if (_isStale || State == BearerState.Closed)
        {
            _isStale = false;
            return;
        }

        switch (asked)
        {
            case Asked.Prepare:
                bool isDone = result == AtResult.Ok
                    || (result == AtResult.Error && _dialect.IsErrorHarmless(_step));
                _step++;
                Fail(!isDone);
                break;
            case Asked.Receive:
                EndReceive(command, result, nowMilliseconds);
                break;
            case Asked.Open:
            case Asked.Send:
                Fail(result != AtResult.Ok);
                break;
        }
    }

    public void Lose(long nowMilliseconds)
    {
        _asked = Asked.None;
        _isStale = false;
        _isCloseWanted = false;
        bool wasOpenAsked = _isOpenAsked;
        Fail(IsOpen || wasOpenAsked);
        _isOpenAsked = false;
        _step = 0;
        _isCloseWanted = false;
    }

    private Asked Next(AtCommand command, long now)
    {
        if (!_state.IsReady)
        {
            return Asked.None;
        }

        if (_isCloseWanted)
        {
            _isCloseWanted = false;
            _dialect.Close(_socket, command);
            return Asked.Close;
        }

        if (State == BearerState.Opening)
        {
            return NextOpening(command);
        }

        if (!IsOpen)
        {
            return Asked.None;
        }

        bool isEmpty = _inRead == _inCount;
        if (isEmpty && (_hasMore || now >= _pullAt))
        {
            _hasMore = false;
            _inRead = 0;
            _inCount = 0;
            _dialect.Receive(_socket, _in, _in.Length, command);
            return Asked.Receive;
        }

        return _outCount > 0 && !_isSendPending ? NextSending(command) : Asked.None;
    }

    private Asked NextOpening(AtCommand command)
    {
        if (_isOpenAsked || !_state.HasFiles || _state.Network != NetworkState.Registered)
        {
            return Asked.None;
        }

        if (_dialect.Prepare(_socket, _step, _settings, _files, command))
        {
            return Asked.Prepare;
        }

        _isOpenAsked = true;
        _dialect.Open(_socket, _settings, command);
        return Asked.Open;
    }

    private Asked NextSending(AtCommand command)
    {
        System.Array.Copy(_out, 0, _sending, 0, _outCount);
        _dialect.Send(_socket, _outCount, command);
        command.Payload = _sending;
        command.PayloadCount = _outCount;
        _isSendPending = _dialect.IsSendingReported;
        _outCount = 0;
        return Asked.Send;
    }

    private void EndReceive(AtCommand command, AtResult result, long now)
    {
        _pullAt = now + BoardLimits.ModemPullMilliseconds;
        if (result == AtResult.Ok)
        {
            _inCount = command.RawCount;

            // There may be more than was asked for; an empty answer ends it.
            _hasMore = _hasMore || _inCount > 0;
        }
        else
        {
            // An error may only say that nothing is there; damage and silence leave the bytes in doubt.
            Fail(result != AtResult.Error);
        }
    }

    private void Fail(bool isFailed)
    {
        if (isFailed && State != BearerState.Closed)
        {
            State = BearerState.Failed;
            _isCloseWanted = _isOpenAsked;
            _isOpenAsked = false;
        }
    }
}
