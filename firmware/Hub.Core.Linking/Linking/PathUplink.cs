// All paths of the hub as one uplink: one carries the session, another may be tried beside it.
using Hub.Core.Ports;
using Hub.Protocols;
using Hub.Protocols.Messages;
using static Hub.Core.Moment;

namespace Hub.Core.Linking;

/// <summary>
/// The mechanism of the paths; <see cref="PathChoice"/> decides. When a session is to be made, the paths are tried one
/// after the other: those not known to be broken first, each group in the order of preference. While a session holds,
/// another path can be tried beside it: only when that one is ready does it take the session over, so that a try that
/// fails costs nothing.
/// </summary>
public sealed class PathUplink : IUplink
{
    /// <summary>End reason: making a session over a path took too long.</summary>
    public const int AttemptTimeout = 105;

    /// <summary>End reason: another path has taken the session over.</summary>
    public const int TakenOver = 106;

    private readonly LinkPath[] _paths;
    private readonly byte[] _will = new byte[ProtocolLimits.MaxMessageBytes];
    private IUplinkEvents? _events;
    private IWillSource? _wills;
    private LinkPath? _active;
    private LinkPath? _candidate;
    private bool _isAttempt;
    private bool _isUrgent;
    private bool _isCandidateReady;
    private bool _hasCandidateEnded;
    private int _endReason;
    private long _giveUpAtMilliseconds;

    internal PathUplink(UplinkPath[] paths)
    {
        _paths = new LinkPath[paths.Length];
        for (int i = 0; i < paths.Length; i++)
        {
            _paths[i] = new LinkPath(i, paths[i], this);
        }
    }

    /// <summary>How many paths there are.</summary>
    public int Count
    {
        get { return _paths.Length; }
    }

    /// <summary>The path that carries the session, or is being tried for it; null when there is none.</summary>
    public LinkPath? Active
    {
        get { return _active; }
    }

    /// <summary>Times that another path took the session over, since the start.</summary>
    public long SwitchCount { get; private set; }

    /// <summary>Rounds in which every path was tried in vain, since the start.</summary>
    public long RoundCount { get; internal set; }

    /// <inheritdoc/>
    public UplinkState State
    {
        get
        {
            if (_active == null)
            {
                return UplinkState.Closed;
            }

            return _isAttempt ? UplinkState.Connecting : _active.Uplink.State;
        }
    }

    /// <inheritdoc/>
    public BearerKind Bearer
    {
        get { return (_active ?? _paths[0]).Uplink.Bearer; }
    }

    /// <inheritdoc/>
    public int SignalDbm
    {
        get { return (_active ?? _paths[0]).Uplink.SignalDbm; }
    }

    /// <summary>The path that is being tried beside the session; null when none is.</summary>
    internal LinkPath? Candidate
    {
        get { return _candidate; }
    }

    /// <summary>The path at a place in the order of preference.</summary>
    public LinkPath At(int index)
    {
        return _paths[index];
    }

    /// <inheritdoc/>
    public void Attach(IUplinkEvents events)
    {
        _events = events;
        for (int i = 0; i < _paths.Length; i++)
        {
            _paths[i].Uplink.Attach(_paths[i]);
        }
    }

    /// <inheritdoc/>
    public void Connect(byte[] will, int willLength, long nowMilliseconds)
    {
        DropCandidate(nowMilliseconds);
        StartRound(null);
        LinkPath? first = NextUntried();
        Check.That(first != null, CheckCode.Uplink);
        Begin(first!, will, willLength, nowMilliseconds);
    }

    /// <inheritdoc/>
    public long Step(long nowMilliseconds)
    {
        long next = long.MaxValue;
        if (_active != null)
        {
            next = _active.Uplink.Step(nowMilliseconds);
            next = Earlier(next, StepAttempt(nowMilliseconds));
        }

        return _candidate == null ? next : Earlier(next, StepCandidate(nowMilliseconds));
    }

    /// <inheritdoc/>
    public int Publish(MessageKind kind, byte[] body, int offset, int count, long nowMilliseconds)
    {
        return _active == null || _isAttempt
            ? 0
            : _active.Uplink.Publish(kind, body, offset, count, nowMilliseconds);
    }

    /// <inheritdoc/>
    public void Close(long nowMilliseconds)
    {
        DropCandidate(nowMilliseconds);
        _active?.Uplink.Close(nowMilliseconds);
        _active = null;
        _isAttempt = false;
    }

    /// <summary>Names who writes the wills.</summary>
    internal void Attach(IWillSource wills)
    {
        _wills = wills;
    }

    /// <summary>Says whether somebody waits for help: tries are then given up sooner, the one under way too.</summary>
    internal void SetUrgent(bool isUrgent, long nowMilliseconds)
    {
        long soonest = nowMilliseconds + Limits.UrgentAttemptMilliseconds;
        if (isUrgent && !_isUrgent && _paths.Length > 1 && _giveUpAtMilliseconds > soonest)
        {
            _giveUpAtMilliseconds = soonest;
        }

        _isUrgent = isUrgent;
    }

    /// <summary>Ends a session that answers nothing; a path that is being tried beside it goes on alone.</summary>
    internal void Abandon(long nowMilliseconds)
    {
        if (_active != null)
        {
            _active.IsUnreachable = true;
            _active.Uplink.Close(nowMilliseconds);
            if (_active.Uplink.State != UplinkState.Closed && _paths.Length == 1)
            {
                // It cannot even be closed. The watchdog will see that nothing moves.
                return;
            }
        }

        _isAttempt = false;
        _active = null;
        GoOnWithCandidate();
    }

    /// <summary>Begins to try a path beside the session.</summary>
    /// <returns>False when there is no session, or a path is being tried already.</returns>
    internal bool Try(LinkPath path, long nowMilliseconds)
    {
        if (State != UplinkState.Ready || _candidate != null || path == _active || _wills == null)
        {
            return false;
        }

        _candidate = path;
        _isCandidateReady = false;
        _hasCandidateEnded = false;
        path.Uplink.Close(nowMilliseconds);
        Open(path, _will, _wills.WriteWill(_will, nowMilliseconds), nowMilliseconds);
        return true;
    }

    internal void OnReady(LinkPath path)
    {
        path.IsUnreachable = false;
        if (path == _candidate)
        {
            _isCandidateReady = true;
        }
        else if (path == _active && _isAttempt)
        {
            _isAttempt = false;
            _events?.OnReady();
        }
    }

    internal void OnPublishAcknowledged(LinkPath path, int publishId, int reasonCode)
    {
        // The numbers of a path that does not carry the session mean nothing to it.
        if (path == _active && !_isAttempt)
        {
            _events?.OnPublishAcknowledged(publishId, reasonCode);
        }
    }

    internal void OnMessage(MessageKind kind, byte[] buffer, int offset, int count)
    {
        _events?.OnMessage(kind, buffer, offset, count);
    }

    internal void OnEnded(LinkPath path, int reason)
    {
        if (path == _candidate)
        {
            _hasCandidateEnded = true;
        }
        else if (path == _active && _isAttempt && NextUntried() != null)
        {
            // The next step goes on with the next path.
            _endReason = reason;
        }
        else if (path == _active)
        {
            End(reason);
        }
    }

    private long StepAttempt(long nowMilliseconds)
    {
        LinkPath? path = _active;
        if (path == null || !_isAttempt)
        {
            return long.MaxValue;
        }

        if (path.Uplink.State != UplinkState.Closed)
        {
            if (nowMilliseconds < _giveUpAtMilliseconds)
            {
                return _giveUpAtMilliseconds;
            }

            path.Uplink.Close(nowMilliseconds);
            _endReason = AttemptTimeout;
        }

        path.IsUnreachable = true;
        LinkPath? other = NextUntried();
        if (other == null || _wills == null)
        {
            End(_endReason);
            return long.MaxValue;
        }

        Begin(other, _will, _wills.WriteWill(_will, nowMilliseconds), nowMilliseconds);
        return nowMilliseconds;
    }

    private long StepCandidate(long nowMilliseconds)
    {
        LinkPath path = _candidate!;
        long next = path.Uplink.Step(nowMilliseconds);
        if (path != _candidate)
        {
            return nowMilliseconds;
        }

        if (_isCandidateReady && path.Uplink.State == UplinkState.Ready)
        {
            LinkPath? before = _active;
            _active = path;
            _candidate = null;
            before?.Uplink.Close(nowMilliseconds);
            SwitchCount++;
            _events?.OnClosed(TakenOver);
            _events?.OnReady();
            return nowMilliseconds;
        }

        if (_hasCandidateEnded || path.Uplink.State == UplinkState.Closed || nowMilliseconds >= _giveUpAtMilliseconds)
        {
            path.IsUnreachable = true;
            DropCandidate(nowMilliseconds);
            return nowMilliseconds;
        }

        return Earlier(next, _giveUpAtMilliseconds);
    }

    // The session, or the last attempt of a round, has ended.
    private void End(int reason)
    {
        if (_isAttempt)
        {
            _active!.IsUnreachable = true;
            RoundCount++;
        }

        _isAttempt = false;
        _active = null;
        GoOnWithCandidate();
        _events?.OnClosed(reason);
    }

    private void GoOnWithCandidate()
    {
        if (_candidate == null)
        {
            return;
        }

        LinkPath path = _candidate;
        _candidate = null;
        _active = path;
        _isAttempt = true;
        StartRound(path);
    }

    private void DropCandidate(long nowMilliseconds)
    {
        LinkPath? path = _candidate;
        _candidate = null;
        path?.Uplink.Close(nowMilliseconds);
    }

    private void StartRound(LinkPath? tried)
    {
        for (int i = 0; i < _paths.Length; i++)
        {
            _paths[i].IsTried = _paths[i] == tried;
        }
    }

    private void Begin(LinkPath path, byte[] will, int willLength, long nowMilliseconds)
    {
        _active = path;
        _isAttempt = true;
        path.IsTried = true;
        Open(path, will, willLength, nowMilliseconds);
    }

    private void Open(LinkPath path, byte[] will, int willLength, long nowMilliseconds)
    {
        // A single path has all the time that the session gives it.
        int limit = _isUrgent ? Limits.UrgentAttemptMilliseconds : Limits.QuietAttemptMilliseconds;
        _giveUpAtMilliseconds = _paths.Length == 1 ? long.MaxValue : nowMilliseconds + limit;
        path.Uplink.Connect(will, willLength, nowMilliseconds);
    }

    private LinkPath? NextUntried()
    {
        LinkPath? broken = null;
        for (int i = 0; i < _paths.Length; i++)
        {
            LinkPath path = _paths[i];
            if (path.IsTried || path.Uplink.State != UplinkState.Closed)
            {
                continue;
            }

            if (!path.IsFailed)
            {
                return path;
            }

            broken = broken ?? path;
        }

        return broken;
    }
}
