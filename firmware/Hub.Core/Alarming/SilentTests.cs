// Raises a silent test alarm every 23 hours (HBG-039).
using Hub.Core.Linking;
using Hub.Core.Programming;
using Hub.Core.Storage;
using Hub.Protocols.Alarms;

namespace Hub.Core.Alarming;

/// <summary>
/// The automatic test (sv: tyst prov): the same way as a press, but nobody is called. The time of the last one is in
/// the journal, so a restart neither skips nor repeats it; across restarts it is compared with the wall clock once the
/// fleet manager has told it.
/// </summary>
public sealed class SilentTests
{
    private readonly AlarmBook _book;
    private readonly HubMemory _memory;
    private readonly HubClock _clock;
    private readonly SettingsInForce _settings;
    private long _clockSetCount;
    private ITestPath? _path;
    private long _turn = -1;
    private bool _isPreparing;

    internal SilentTests(AlarmBook book, HubMemory memory, HubClock clock, SettingsInForce settings)
    {
        _book = book;
        _memory = memory;
        _clock = clock;
        _settings = settings;
    }

    /// <summary>Silent tests raised, since the start.</summary>
    public long RaisedCount { get; private set; }

    /// <summary>Silent tests that were due while the last one was still unacknowledged, since the start.</summary>
    public long SkippedCount { get; private set; }

    /// <summary>Monotonic time of the next one.</summary>
    public long NextDueAtMilliseconds { get; private set; } = long.MaxValue;

    private long IntervalMilliseconds
    {
        get { return _settings.SilentTestIntervalSeconds * 1000L; }
    }

    /// <summary>The interval may have changed: the next test comes within the new one.</summary>
    internal void OnIntervalChanged(long nowMilliseconds)
    {
        long latest = nowMilliseconds + IntervalMilliseconds;
        if (NextDueAtMilliseconds != long.MaxValue && NextDueAtMilliseconds > latest)
        {
            NextDueAtMilliseconds = latest;
        }
    }

    /// <summary>Names who says over which path a test goes; without, it goes over the one there is.</summary>
    internal void Attach(ITestPath path)
    {
        _path = path;
    }

    internal void Start(long nowMilliseconds)
    {
        // As long as the clock is not set, nobody knows when the last one was: a whole interval from here. A hub that
        // restarts again and again then sends none for that reason.
        NextDueAtMilliseconds = nowMilliseconds + IntervalMilliseconds;
    }

    internal void Step(long nowMilliseconds)
    {
        if (_clock.SetCount != _clockSetCount)
        {
            bool isFirst = _clockSetCount == 0;
            _clockSetCount = _clock.SetCount;
            if (isFirst)
            {
                Resume(nowMilliseconds);
            }
        }

        if (_isPreparing)
        {
            RaisePrepared(nowMilliseconds);
        }

        if (nowMilliseconds < NextDueAtMilliseconds)
        {
            return;
        }

        NextDueAtMilliseconds += IntervalMilliseconds;
        if (NextDueAtMilliseconds <= nowMilliseconds)
        {
            NextDueAtMilliseconds = nowMilliseconds + IntervalMilliseconds;
        }

        _isPreparing = true;
        _path?.BeginTest(NextTurn(nowMilliseconds), nowMilliseconds);
        RaisePrepared(nowMilliseconds);
    }

    /// <summary>Raises one now, apart from the regular ones.</summary>
    internal bool RaiseExtra(long nowMilliseconds)
    {
        return _book.RaiseOwn(
            AlarmKind.SilentTest,
            _path == null ? StatusCodes.TestTransmissionOverPrimaryChannel : _path.TestStatusCode,
            AlarmBook.SilentTestPriority,
            nowMilliseconds);
    }

    private void RaisePrepared(long nowMilliseconds)
    {
        if (_path != null && !_path.IsTestReady(nowMilliseconds))
        {
            return;
        }

        _isPreparing = false;
        SkippedCount += Raise(nowMilliseconds) ? 0 : 1;
        _path?.OnTestRaised(nowMilliseconds);
    }

    // The turn goes on across restarts by the wall clock: tests lie one interval apart.
    private long NextTurn(long nowMilliseconds)
    {
        bool isKnown = _turn < 0 && _clock.IsSet;
        long interval = IntervalMilliseconds;
        _turn = isKnown && interval > 0 ? _clock.UnixMilliseconds(nowMilliseconds) / interval : _turn + 1;
        return _turn;
    }

    private bool Raise(long nowMilliseconds)
    {
        // The record of the alarm is the record of its time too: a cut leaves both or neither.
        if (_clock.IsSet)
        {
            _memory.State.LastSilentTestUnixMilliseconds = _clock.UnixMilliseconds(nowMilliseconds);
        }

        bool isRaised = RaiseExtra(nowMilliseconds);
        RaisedCount += isRaised ? 1 : 0;
        return isRaised;
    }

    // The clock has been set for the first time since the start: the last test's time now means something.
    private void Resume(long nowMilliseconds)
    {
        long lastUnix = _memory.State.LastSilentTestUnixMilliseconds;
        if (RaisedCount > 0 || SkippedCount > 0)
        {
            return;
        }

        if (lastUnix == 0)
        {
            // The first start of all, or a last test without a clock: count from now, and from now on with a time.
            _memory.State.LastSilentTestUnixMilliseconds =
                _clock.UnixMilliseconds(nowMilliseconds) - _clock.UptimeMilliseconds(nowMilliseconds);
            _memory.Journal.WriteState();
            return;
        }

        long sinceLast = _clock.UnixMilliseconds(nowMilliseconds) - lastUnix;
        long wait = IntervalMilliseconds - sinceLast;

        // A wall clock that was wrong, then or now, must not push the next test further away than one interval.
        wait = wait < 0 ? 0 : wait;
        wait = wait > IntervalMilliseconds ? IntervalMilliseconds : wait;
        NextDueAtMilliseconds = nowMilliseconds + wait;
    }
}
