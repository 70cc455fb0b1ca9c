// A hundred hubs stepped by one thread, with moments at which a test strikes.
using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using EndToEnd.Tests.Processes;
using Hub.Simulator.World;

namespace EndToEnd.Tests.Faults;

/// <summary>Real connections, a clock that passes faster for the hubs, one thread that touches them.</summary>
internal sealed class Town : IDisposable
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromMilliseconds(100);

    private readonly RealClock _clock;
    private readonly TownHub[] _hubs;
    private readonly ConcurrentQueue<TownHub> _woken = new();
    private readonly ConcurrentQueue<Action> _commands = new();
    private readonly PriorityQueue<Action, long> _later = new();
    private readonly AutoResetEvent _signal = new(false);
    private readonly Thread _thread;
    private volatile bool _isStopping;
    private volatile Exception? _fault;
    private int _sent;
    private int _acknowledged;
    private (int Sent, int Acknowledged, Action Strike)? _strike;

    public Town(IReadOnlyList<HubSignIn> signIns, int port, RealClock clock, ulong seed)
    {
        _clock = clock;
        _hubs = signIns.Select((s, i) => new TownHub(s, port, clock, seed + (ulong)i, Wake)).ToArray();
        foreach (TownHub hub in _hubs)
        {
            hub.Witness.FirstSent = () => Count(ref _sent);
            hub.Witness.FirstAcknowledged = () => Count(ref _acknowledged);
        }

        _thread = new Thread(Run) { Name = "town", IsBackground = true };
    }

    public IReadOnlyList<TownHub> Hubs => _hubs;

    /// <summary>Gives all hubs power.</summary>
    public void Start()
    {
        foreach (TownHub hub in _hubs)
        {
            hub.Home.SwitchOn();
        }

        _thread.Start();
    }

    /// <summary>Does something on the town's thread and returns what came of it.</summary>
    public Task<T> DoAsync<T>(Func<T> action)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        _commands.Enqueue(() => done.SetResult(action()));
        _signal.Set();
        if (_fault is { } fault)
        {
            throw new InvalidOperationException("the town's thread has ended", fault);
        }

        return done.Task;
    }

    /// <summary>Does something on the town's thread at a later time of the hubs.</summary>
    public void Later(long milliseconds, Action action) =>
        _later.Enqueue(action, _clock.NowMilliseconds + milliseconds);

    /// <summary>
    /// Calls <paramref name="strike"/>, on the town's thread and at once, when as many alarms have been sent or
    /// acknowledged from now on.
    /// </summary>
    public void StrikeAfter(int sent, int acknowledged, Action strike)
    {
        _sent = 0;
        _acknowledged = 0;
        _strike = (sent, acknowledged, strike);
    }

    public void Dispose()
    {
        _isStopping = true;
        _signal.Set();
        if (_thread.IsAlive)
        {
            _thread.Join();
        }

        foreach (TownHub hub in _hubs)
        {
            hub.Dispose();
        }

        _signal.Dispose();
    }

    private void Count(ref int counter)
    {
        counter++;
        if (_strike is { } strike && (_sent >= strike.Sent || _acknowledged >= strike.Acknowledged))
        {
            _strike = null;
            strike.Strike();
        }
    }

    private void Wake(TownHub hub)
    {
        if (hub.TryMarkWoken())
        {
            _woken.Enqueue(hub);
            _signal.Set();
        }
    }

    private void Run()
    {
        try
        {
            while (!_isStopping)
            {
                StepAll();
                _signal.WaitOne(UntilNextStep());
            }
        }
        catch (Exception exception)
        {
            _fault = exception;
        }
    }

    private void StepAll()
    {
        while (_commands.TryDequeue(out Action? command))
        {
            command();
        }

        while (_later.TryPeek(out Action? action, out long at) && at <= _clock.NowMilliseconds)
        {
            _later.Dequeue();
            action();
        }

        while (_woken.TryDequeue(out TownHub? woken))
        {
            woken.ClearWoken();
            woken.Home.Wake();
        }

        long now = _clock.NowMilliseconds;
        foreach (TownHub hub in _hubs)
        {
            if (hub.Home.NextStepAt <= now)
            {
                hub.Home.Step();
            }
        }
    }

    private TimeSpan UntilNextStep()
    {
        long next = _hubs.Min(h => h.Home.NextStepAt);
        if (_later.TryPeek(out _, out long later))
        {
            next = Math.Min(next, later);
        }

        long milliseconds = Math.Clamp(next - _clock.NowMilliseconds, 0, (long)LongestWait.TotalMilliseconds * 100);
        TimeSpan wait = _clock.ToReal(milliseconds);
        return wait < LongestWait ? wait : LongestWait;
    }
}
