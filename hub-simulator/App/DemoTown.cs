// All hubs of the demonstration, stepped by one thread.
using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Hub.Simulator.World;

namespace Hub.Simulator.App;

/// <summary>Steps each hub when it has asked to be, and at once when its bytes have arrived.</summary>
internal sealed class DemoTown : IDisposable
{
    /// <summary>Between the starts of two hubs, in ms, so that thousands do not knock at the same moment.</summary>
    private const int StartSpacingMilliseconds = 2;

    /// <summary>In the hubs' time, in ms.</summary>
    private const int LongestWaitMilliseconds = 1000;

    private readonly RealClock _clock;
    private readonly DemoHub[] _hubs;
    private readonly PriorityQueue<DemoHub, long> _due = new();
    private readonly ConcurrentQueue<DemoHub> _woken = new();
    private readonly ConcurrentQueue<Action> _commands = new();
    private readonly AutoResetEvent _signal = new(false);
    private readonly Thread _thread;
    private volatile bool _isStopping;

    internal DemoTown(IReadOnlyList<Credentials> credentials, DemoOptions options, Action<string> say)
    {
        _clock = new RealClock(TimeProvider.System, options.TimeFactor);
        _hubs = [.. credentials.Select((one, i) => new DemoHub(i + 1, one, options, _clock, say, Wake))];
        _thread = new Thread(Run) { Name = "hubs", IsBackground = true };
    }

    internal void Start() => _thread.Start();

    /// <summary>What to say to one who asks for a hub that is not there.</summary>
    internal string NoSuchHub(int number) => $"There is no hub {number}; the hubs are 1 to {_hubs.Length}.";

    /// <summary>Does something with one hub, on the stepping thread.</summary>
    /// <param name="number">From 1.</param>
    /// <param name="action">What to do.</param>
    /// <returns>What the action returned, or null when there is no such hub.</returns>
    internal async Task<T?> With<T>(int number, Func<DemoHub, T> action)
        where T : class
    {
        return number < 1 || number > _hubs.Length ? null : await Do(() =>
        {
            DemoHub hub = _hubs[number - 1];
            T result = action(hub);
            Step(hub);
            return result;
        });
    }

    /// <summary>Looks at one hub, on the stepping thread, without stepping it.</summary>
    /// <param name="number">From 1.</param>
    /// <param name="look">What to see.</param>
    /// <returns>What was seen, or null when there is no such hub.</returns>
    internal async Task<T?> Look<T>(int number, Func<DemoHub, T> look)
        where T : class => number < 1 || number > _hubs.Length ? null : await Do(() => look(_hubs[number - 1]));

    /// <summary>How many hubs there are.</summary>
    internal int Count => _hubs.Length;

    /// <summary>The state of some hubs, at one moment.</summary>
    /// <param name="first">The number of the first, from 1.</param>
    /// <param name="most">How many at most.</param>
    internal Task<HubStatus[]> StatusOf(int first, int most) =>
        Do(() => _hubs.Skip(first - 1).Take(most).Select(hub => hub.Status()).ToArray());

    /// <summary>The state of every hub, at one moment.</summary>
    internal Task<HubStatus[]> Status() => Do(() => _hubs.Select(hub => hub.Status()).ToArray());

    public void Dispose()
    {
        _isStopping = true;
        _signal.Set();
        if (_thread.IsAlive)
        {
            _thread.Join();
        }

        foreach (DemoHub hub in _hubs)
        {
            hub.Dispose();
        }
    }

    private Task<T> Do<T>(Func<T> action)
    {
        TaskCompletionSource<T> done = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _commands.Enqueue(() =>
        {
            try
            {
                done.SetResult(action());
            }
            catch (Exception exception)
            {
                done.SetException(exception);
            }
        });
        _signal.Set();
        return done.Task;
    }

    private void Wake(DemoHub hub)
    {
        if (hub.TryMarkWoken())
        {
            _woken.Enqueue(hub);
            _signal.Set();
        }
    }

    private void Run()
    {
        int started = 0;
        while (!_isStopping)
        {
            while (_commands.TryDequeue(out Action? command))
            {
                command();
            }

            long now = _clock.NowMilliseconds;
            for (; started < _hubs.Length && started * StartSpacingMilliseconds <= now; started++)
            {
                _hubs[started].Home.SwitchOn();
                Plan(_hubs[started]);
            }

            while (_woken.TryDequeue(out DemoHub? woken))
            {
                woken.ClearWoken();
                woken.Home.Wake();
                Step(woken);
            }

            StepDue(now);
            _signal.WaitOne(WaitMilliseconds(started));
        }
    }

    private void StepDue(long now)
    {
        while (_due.TryPeek(out DemoHub? hub, out long at) && at <= now)
        {
            _due.Dequeue();
            if (hub.PlannedAt == at)
            {
                hub.PlannedAt = long.MaxValue;
                Step(hub);
            }
        }
    }

    private int WaitMilliseconds(int started)
    {
        long next = _due.TryPeek(out _, out long at) ? at : long.MaxValue;
        if (started < _hubs.Length)
        {
            next = Math.Min(next, started * StartSpacingMilliseconds);
        }

        return (int)Math.Ceiling(
            _clock.ToReal(Math.Clamp(next - _clock.NowMilliseconds, 0, LongestWaitMilliseconds)).TotalMilliseconds);
    }

    private void Step(DemoHub hub)
    {
        try
        {
            hub.Home.Step();
            hub.OnStepped();
        }
        catch (Exception exception)
        {
            hub.StopFor(exception);
        }

        Plan(hub);
    }

    private void Plan(DemoHub hub)
    {
        long at = hub.Home.NextStepAt;
        if (at < hub.PlannedAt)
        {
            hub.PlannedAt = at;
            _due.Enqueue(hub, at);
        }
    }
}
