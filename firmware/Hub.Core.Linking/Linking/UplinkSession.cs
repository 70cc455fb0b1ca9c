// Keeps a session with the fleet manager: connects, waits, connects again.
using Hub.Core.Ports;
using Hub.Core.Programming;
using Hub.Core.Storage;
using Hub.Protocols;
using Hub.Protocols.Alarms;
using Hub.Protocols.Cbor;
using Hub.Protocols.Messages;

namespace Hub.Core.Linking;

/// <summary>Drives an <see cref="IUplink"/>: when to connect, when to give up, and what is under way.</summary>
public sealed class UplinkSession : IUplinkEvents, IWillSource
{
    private readonly PathUplink _uplink;
    private readonly HubMemory _memory;
    private readonly HubClock _clock;
    private readonly Backoff _backoff;
    private readonly PublishWindow _window = new PublishWindow();
    private readonly CborWriter _writer = new CborWriter();
    private readonly EventMessage _will = new EventMessage();
    private readonly byte[] _body = new byte[ProtocolLimits.MaxMessageBytes];
    private readonly long _connectTimeoutMilliseconds;

    private ISessionListener? _listener;
    private long _nowMilliseconds;
    private long _connectAtMilliseconds;
    private long _triedAtMilliseconds;
    private long _readySinceMilliseconds;
    private long _refusedSinceMilliseconds = long.MaxValue;
    private bool _isRefusing;
    private bool _wasReady;
    private bool _isTrying;

    internal UplinkSession(
        PathUplink uplink, HubMemory memory, HubClock clock, IRandom random, SettingsInForce settings)
    {
        _uplink = uplink;
        _memory = memory;
        _clock = clock;
        _backoff = new Backoff(random, settings);
        _connectTimeoutMilliseconds = Limits.ConnectTimeoutMilliseconds * (long)uplink.Count;
    }

    /// <summary>Whether messages can be published.</summary>
    public bool IsReady
    {
        get { return _wasReady && _uplink.State == UplinkState.Ready; }
    }

    /// <summary>Connections begun, since the start.</summary>
    public long ConnectCount { get; private set; }

    /// <summary>Sessions that became ready, since the start.</summary>
    public long SessionCount { get; private set; }

    /// <summary>Messages the uplink took, since the start.</summary>
    public long PublishCount { get; private set; }

    /// <summary>The uplink's number for why the last session or attempt ended.</summary>
    public int LastEndReason { get; private set; }

    /// <summary>Whether the uplink did not take a message that is due.</summary>
    internal bool IsBlocked
    {
        get { return _refusedSinceMilliseconds != long.MaxValue; }
    }

    /// <summary>Monotonic time at which the session last got somewhere: ready, or an attempt begun.</summary>
    internal long ProgressAtMilliseconds { get; private set; }

    /// <summary>What carries the session.</summary>
    public BearerKind Bearer
    {
        get { return _uplink.Bearer; }
    }

    /// <summary>The level that it is received at, in dBm.</summary>
    public int SignalDbm
    {
        get { return _uplink.SignalDbm; }
    }

    /// <summary>Begins: the first connection comes after a short random wait, at once when somebody waits for help.
    /// </summary>
    internal void Start(ISessionListener listener, long nowMilliseconds)
    {
        _listener = listener;
        _uplink.Attach((IUplinkEvents)this);
        _uplink.Attach((IWillSource)this);
        ProgressAtMilliseconds = nowMilliseconds;
        _triedAtMilliseconds = nowMilliseconds - Limits.MinReconnectMilliseconds;
        _connectAtMilliseconds = nowMilliseconds + (_memory.Alarms.PersonCount > 0 ? 0 : _backoff.First());
    }

    /// <summary>An alarm of a person has been raised: do not wait any longer than must be.</summary>
    internal void Hurry(long nowMilliseconds)
    {
        long soonest = _triedAtMilliseconds + Limits.MinReconnectMilliseconds;
        soonest = soonest > nowMilliseconds ? soonest : nowMilliseconds;
        _connectAtMilliseconds = _connectAtMilliseconds < soonest ? _connectAtMilliseconds : soonest;
    }

    /// <summary>Leaves the session or the attempt under way, and connects anew at once: where to has changed.</summary>
    internal void Renew(long nowMilliseconds)
    {
        if (_listener == null || (_uplink.State == UplinkState.Closed && !_isTrying))
        {
            return;
        }

        _uplink.Close(nowMilliseconds);
        Ended(nowMilliseconds);
        _connectAtMilliseconds = nowMilliseconds;
    }

    /// <summary>Steps the uplink and connects when it is time.</summary>
    /// <returns>When to be stepped again.</returns>
    internal long Step(long nowMilliseconds)
    {
        _nowMilliseconds = nowMilliseconds;
        long next = _uplink.Step(nowMilliseconds);
        if (_uplink.State == UplinkState.Ready && _wasReady)
        {
            ProgressAtMilliseconds = nowMilliseconds;
            if (nowMilliseconds - _readySinceMilliseconds >= Limits.StableLinkMilliseconds)
            {
                _backoff.Reset();
            }

            // Silence is a fault, whether the uplink takes nothing more or nobody answers what it took.
            long oldest = _window.OldestSentAtMilliseconds();
            long answerBy = oldest == long.MaxValue ? oldest : oldest + Limits.PublishAnswerTimeoutMilliseconds;
            if (_refusedSinceMilliseconds < nowMilliseconds - Limits.PublishStuckMilliseconds
                || nowMilliseconds >= answerBy)
            {
                Abandon(nowMilliseconds);
                return _connectAtMilliseconds;
            }

            next = next < answerBy ? next : answerBy;
        }
        else if (_uplink.State != UplinkState.Closed)
        {
            if (nowMilliseconds - _triedAtMilliseconds > _connectTimeoutMilliseconds)
            {
                Abandon(nowMilliseconds);
            }
        }
        else
        {
            next = StepClosed(nowMilliseconds);
        }

        return next;
    }

    /// <summary>Publishes a message.</summary>
    /// <param name="kind">Its topic.</param>
    /// <param name="message">Its body; must satisfy its own rules.</param>
    /// <param name="tag">Given back with the answer.</param>
    /// <param name="isPerson">Whether it may use the places kept free for alarms of persons.</param>
    /// <param name="nowMilliseconds">The monotonic time.</param>
    /// <returns>The uplink's id, or 0 when it was not taken and should be tried again.</returns>
    internal int Publish(MessageKind kind, HubMessage message, int tag, bool isPerson, long nowMilliseconds)
    {
        if (!IsReady)
        {
            return 0;
        }

        int id = 0;
        if (_window.HasRoom(isPerson))
        {
            int length = message.Encode(_writer, _body, 0, _body.Length);
            Check.That(length > 0, CheckCode.OwnMessage);
            id = _uplink.Publish(kind, _body, 0, length, nowMilliseconds);
        }

        if (id <= 0)
        {
            _isRefusing = true;
            return 0;
        }

        PublishCount++;
        _window.Add(id, kind, tag, nowMilliseconds);
        return id;
    }

    /// <summary>When to offer again what the uplink did not take: soon at first, then after a quarter of the time for
    /// which it has taken nothing, and when the session is to be made anew. An answer, or something more urgent, comes
    /// with a step of its own.</summary>
    internal long RetryAtMilliseconds(long nowMilliseconds)
    {
        if (!IsBlocked)
        {
            return nowMilliseconds + Limits.PublishRetryMilliseconds;
        }

        long wait = (nowMilliseconds - _refusedSinceMilliseconds) / 4;
        wait = wait < Limits.PublishRetryMilliseconds ? Limits.PublishRetryMilliseconds : wait;
        wait = wait > Limits.PublishRetryMaxMilliseconds ? Limits.PublishRetryMaxMilliseconds : wait;
        long stuckAt = _refusedSinceMilliseconds + Limits.PublishStuckMilliseconds + 1;
        return stuckAt > nowMilliseconds && stuckAt < nowMilliseconds + wait ? stuckAt : nowMilliseconds + wait;
    }

    /// <summary>Everything that is due is about to be offered to the uplink.</summary>
    internal void BeginSending()
    {
        _isRefusing = false;
    }

    /// <summary>Everything that is due has been offered: notes since when the uplink has not taken all of it.</summary>
    internal void EndSending(long nowMilliseconds)
    {
        if (!_isRefusing)
        {
            _refusedSinceMilliseconds = long.MaxValue;
        }
        else if (_refusedSinceMilliseconds == long.MaxValue)
        {
            _refusedSinceMilliseconds = nowMilliseconds;
        }
    }

    /// <summary>Ends the session in order, before a restart of the board.</summary>
    internal void Close(long nowMilliseconds)
    {
        _uplink.Close(nowMilliseconds);
    }

    /// <inheritdoc/>
    public void OnReady()
    {
        _wasReady = true;
        _isTrying = false;
        SessionCount++;
        _readySinceMilliseconds = _nowMilliseconds;
        _refusedSinceMilliseconds = long.MaxValue;
        _window.Clear();
        _listener?.OnSessionReady(_nowMilliseconds);
    }

    /// <inheritdoc/>
    public void OnPublishAcknowledged(int publishId, int reasonCode)
    {
        if (_window.Remove(publishId))
        {
            _listener?.OnAnswered(
                _window.RemovedKind, _window.RemovedTag, publishId, reasonCode, _nowMilliseconds);
        }
    }

    /// <inheritdoc/>
    public void OnMessage(MessageKind kind, byte[] buffer, int offset, int count)
    {
        _listener?.OnDownMessage(kind, buffer, offset, count, _nowMilliseconds);
    }

    /// <inheritdoc/>
    public void OnClosed(int reason)
    {
        LastEndReason = reason;
        Ended(_nowMilliseconds);
    }

    private void Abandon(long nowMilliseconds)
    {
        _uplink.Abandon(nowMilliseconds);
        Ended(nowMilliseconds);
    }

    // Called once for each session or attempt that ended, whoever ended it.
    private void Ended(long nowMilliseconds)
    {
        if (!_wasReady && !_isTrying)
        {
            return;
        }

        bool wasStable = _wasReady && nowMilliseconds - _readySinceMilliseconds >= Limits.StableLinkMilliseconds;
        bool isUrgent = _memory.Alarms.PersonCount > 0;
        int wait = wasStable && isUrgent ? 0 : wasStable ? _backoff.First() : _backoff.Next(isUrgent);
        _connectAtMilliseconds = nowMilliseconds + wait;
        bool wasReady = _wasReady;
        _wasReady = false;
        _isTrying = false;
        _window.Clear();
        _refusedSinceMilliseconds = long.MaxValue;
        if (_uplink.State == UplinkState.Connecting)
        {
            // Another path is being tried already.
            _isTrying = true;
            _triedAtMilliseconds = nowMilliseconds;
        }

        if (wasReady)
        {
            _listener?.OnSessionEnded(nowMilliseconds);
        }
    }

    private long StepClosed(long nowMilliseconds)
    {
        // An uplink that closed without a word is treated like one that said so.
        Ended(nowMilliseconds);
        if (nowMilliseconds < _connectAtMilliseconds)
        {
            return _connectAtMilliseconds;
        }

        _isTrying = true;
        _triedAtMilliseconds = nowMilliseconds;
        ProgressAtMilliseconds = nowMilliseconds;
        ConnectCount++;
        _uplink.Connect(_body, WriteWill(_body, nowMilliseconds), nowMilliseconds);
        return nowMilliseconds;
    }

    /// <summary>Writes what the broker publishes when the hub vanishes; its times are those of this connection's
    /// beginning.</summary>
    int IWillSource.WriteWill(byte[] buffer, long nowMilliseconds)
    {
        return WriteWill(buffer, nowMilliseconds);
    }

    private int WriteWill(byte[] buffer, long nowMilliseconds)
    {
        _will.BootCount = _memory.State.BootCount;
        _will.Sequence = _memory.Sequences.Next();
        _will.HubUnixMilliseconds = _clock.UnixMilliseconds(nowMilliseconds);
        _will.UptimeMilliseconds = _clock.UptimeMilliseconds(nowMilliseconds);
        _will.DeviceType = DeviceTypes.CommunicationLinkMonitor;
        _will.StatusCode = StatusCodes.PrimaryCommunicationLinkFailure;
        int length = _will.Encode(_writer, buffer, 0, buffer.Length);
        Check.That(length > 0, CheckCode.OwnMessage);
        return length;
    }
}
