// Decides when to leave a path, for which other, and when to come back.
using Hub.Core.Alarming;
using Hub.Core.Ports;
using Hub.Protocols.Alarms;
using static Hub.Core.Moment;

namespace Hub.Core.Linking;

/// <summary>
/// The rules of the paths. A person's alarm that nobody holds moves the hub to the next path after 10 s, anything else
/// after 60 s; when all have been tried in vain, it goes round again, ever more slowly, and never stops. The hub comes
/// back to a path it prefers when a try beside the session has shown that it works, the first time after five minutes
/// and then ever more seldom; never while somebody waits for help.
/// </summary>
public sealed partial class PathChoice
{
    private readonly PathUplink _paths;
    private readonly UplinkSession _session;
    private readonly PendingAlarms _alarms;
    private readonly IRandom _random;

    private long _dueAtMilliseconds = long.MaxValue;
    private long _readySinceMilliseconds;
    private long _moveSinceMilliseconds = long.MinValue;
    private long _cycles;
    private int _visited;
    private bool _isMoving;
    private ulong _newestPerson;

    private long _returnAtMilliseconds = long.MaxValue;
    private int _returnWaitMilliseconds = Limits.FailBackMinMilliseconds;
    private int _returnIndex;
    private bool _isReturning;
    private bool _isProofWanted;

    internal PathChoice(PathUplink paths, UplinkSession session, PendingAlarms alarms, IRandom random)
    {
        _paths = paths;
        _session = session;
        _alarms = alarms;
        _random = random;
    }

    /// <summary>Times that a path was left because it held no alarm, since the start.</summary>
    public long MoveCount { get; private set; }

    /// <summary>Times that a path the hub prefers was tried beside the session, since the start.</summary>
    public long ReturnTryCount { get; private set; }

    /// <summary>When it must be stepped again, at the end of a step; long.MaxValue when nothing is due.</summary>
    internal long NextDueAtMilliseconds(long nowMilliseconds)
    {
        if (_paths.Count == 1 || !_session.IsReady || _paths.Candidate != null || _isMoving)
        {
            return _dueAtMilliseconds;
        }

        if (_testStage == TestIsHeld && _alarms.CountOf(AlarmKind.SilentTest) == 0)
        {
            return nowMilliseconds;
        }

        // What was sent in this very step has not been looked at yet.
        long moveAt = MoveDueAt();
        return moveAt > nowMilliseconds && moveAt < _dueAtMilliseconds ? moveAt : _dueAtMilliseconds;
    }

    /// <summary>Whether the path in use must prove that its receiver holds alarms; asked once.</summary>
    internal bool TakeProofWanted()
    {
        bool isWanted = _isProofWanted;
        _isProofWanted = false;
        return isWanted;
    }

    internal void OnSessionReady(long nowMilliseconds)
    {
        LinkPath? path = _paths.Active;
        _readySinceMilliseconds = nowMilliseconds;
        if (path == null)
        {
            return;
        }

        _visited |= 1 << path.Index;
        _isMoving = false;
        if (_isReturning && path.Index <= _returnIndex)
        {
            _isProofWanted = path.IsUnheld;
        }

        _isReturning = false;
        PlanReturn(_returnWaitMilliseconds, nowMilliseconds);
        Due(nowMilliseconds);
    }

    internal void OnSessionEnded()
    {
        _isMoving = false;
    }

    /// <summary>An alarm is held: the path in use works to its end.</summary>
    internal void OnHeld(long nowMilliseconds)
    {
        LinkPath? path = _paths.Active;
        if (path != null && _session.IsReady)
        {
            path.IsUnheld = false;
            path.HeldCount++;
            path.ProvenAtMilliseconds = nowMilliseconds;
        }
    }

    /// <summary>Does what is due.</summary>
    internal void Step(long nowMilliseconds)
    {
        _dueAtMilliseconds = long.MaxValue;
        _paths.SetUrgent(_alarms.PersonCount > 0, nowMilliseconds);
        if (_paths.Count == 1)
        {
            return;
        }

        StepMove(nowMilliseconds);
        StepTest(nowMilliseconds);
        StepReturn(nowMilliseconds);
    }

    // Leaves a path on which an alarm has waited for too long.
    private void StepMove(long nowMilliseconds)
    {
        long dueAt = MoveDueAt();
        if (dueAt == long.MaxValue)
        {
            _cycles = 0;
            _visited = 0;
            _isMoving = false;
            _moveSinceMilliseconds = long.MinValue;
            return;
        }

        LinkPath? active = _paths.Active;
        if (active == null || !_session.IsReady || _paths.Candidate != null)
        {
            return;
        }

        if (!_isMoving)
        {
            if (nowMilliseconds < dueAt)
            {
                Due(dueAt);
                return;
            }

            _isMoving = true;
            _visited |= 1 << active.Index;
            bool isAnswered = !HasUnanswered();
            active.IsUnheld = active.IsUnheld || isAnswered;
            active.IsUnreachable = active.IsUnreachable || !isAnswered;
        }

        LinkPath? next = NextUnvisited(active);
        if (next == null)
        {
            // All have been tried. The alarm goes on being sent on this path for a while.
            _isMoving = false;
            _cycles++;
            _visited = 1 << active.Index;
            _moveSinceMilliseconds = nowMilliseconds;
            _paths.RoundCount++;
            return;
        }

        MoveCount++;
        _visited |= 1 << next.Index;
        _paths.Try(next, nowMilliseconds);
        Due(nowMilliseconds);
    }

    // When the oldest alarm that is on its way has waited for long enough; long.MaxValue when none is.
    private long MoveDueAt()
    {
        long dueAt = long.MaxValue;
        for (int i = 0; i < _alarms.End; i++)
        {
            PendingAlarm alarm = _alarms.At(i);
            if (!alarm.IsInUse || alarm.RoundAttempts == 0)
            {
                continue;
            }

            bool isPerson = PendingAlarms.IsPerson(alarm.Kind);
            if (isPerson && alarm.Sequence > _newestPerson)
            {
                // Whoever calls now has not been round yet.
                _newestPerson = alarm.Sequence;
                _cycles = 0;
                _visited = 0;
                _moveSinceMilliseconds = long.MinValue;
            }

            long since = Later(Later(alarm.FirstSentAtMilliseconds, _readySinceMilliseconds), _moveSinceMilliseconds);
            long at = since + Patience(isPerson);
            dueAt = at < dueAt ? at : dueAt;
        }

        return dueAt;
    }

    private int Patience(bool isPerson)
    {
        if (_cycles == 0)
        {
            return isPerson ? Limits.PersonPatienceMilliseconds : Limits.PathTestMilliseconds;
        }

        return _cycles <= Limits.QuickCycles ? Limits.PathTestMilliseconds : Limits.SlowRetryMilliseconds;
    }

    private bool HasUnanswered()
    {
        for (int i = 0; i < _alarms.End; i++)
        {
            if (_alarms.At(i).IsInUse && _alarms.At(i).UnansweredPublishId != 0)
            {
                return true;
            }
        }

        return false;
    }

    // A receiver that holds nothing is not asked again over another bearer before the other receivers have been.
    private LinkPath? NextUnvisited(LinkPath active)
    {
        LinkPath? best = null;
        int bestRank = int.MaxValue;
        for (int i = 0; i < _paths.Count; i++)
        {
            LinkPath path = _paths.At(i);
            int rank = (active.IsUnheld && path.Receiver == active.Receiver ? 2 : 0) + (path.IsFailed ? 1 : 0);
            if ((_visited & (1 << i)) == 0 && rank < bestRank)
            {
                best = path;
                bestRank = rank;
            }
        }

        return best;
    }

    // Tries the paths that the hub prefers to the one in use, beside it.
    private void StepReturn(long nowMilliseconds)
    {
        LinkPath? active = _paths.Active;
        if (_isReturning && _paths.Candidate == null)
        {
            _returnIndex++;
            _isReturning = false;
        }

        if (active == null || active.Index == 0 || !_session.IsReady)
        {
            _returnIndex = 0;
            if (active != null && nowMilliseconds - _readySinceMilliseconds >= Limits.FailBackForgetMilliseconds)
            {
                _returnWaitMilliseconds = Limits.FailBackMinMilliseconds;
            }

            return;
        }

        bool isBusy = _paths.Candidate != null || _isMoving || _alarms.PersonCount > 0
            || _testStage != NoTest;
        if (isBusy || nowMilliseconds < _returnAtMilliseconds)
        {
            Due(isBusy ? long.MaxValue : _returnAtMilliseconds);
            return;
        }

        if (_returnIndex >= active.Index)
        {
            _returnIndex = 0;
            PlanReturn(_returnWaitMilliseconds, nowMilliseconds);
            return;
        }

        LinkPath path = _paths.At(_returnIndex);
        if (_returnIndex == 0 && path.IsFailed)
        {
            int doubled = _returnWaitMilliseconds * 2;
            bool isLongest = doubled > Limits.FailBackMaxMilliseconds;
            _returnWaitMilliseconds = isLongest ? Limits.FailBackMaxMilliseconds : doubled;
        }

        _isReturning = _paths.Try(path, nowMilliseconds);
        ReturnTryCount++;
        Due(nowMilliseconds);
    }

    private void PlanReturn(int waitMilliseconds, long nowMilliseconds)
    {
        // Drawn from the upper half, so that homes which have left a receiver together do not come back together.
        long half = waitMilliseconds / 2;
        _returnAtMilliseconds = nowMilliseconds + half + ((_random.NextUInt32() >> 8) * half / 0x1000000);
    }

    private void Due(long atMilliseconds)
    {
        _dueAtMilliseconds = atMilliseconds < _dueAtMilliseconds ? atMilliseconds : _dueAtMilliseconds;
    }
}
