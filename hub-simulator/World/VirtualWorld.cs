// Virtual time: things happen in order of their time, and of their planning when the time is the same.
using System;

namespace Hub.Simulator.World;

/// <summary>A clock that jumps from one planned happening to the next. One thread only.</summary>
public sealed class VirtualWorld : IWorldClock
{
    // Far more than can be meant; a mistake in a scenario then ends with a sentence and not with the memory.
    private const int MaxHappeningsAtOnce = 100_000;

    private readonly HappeningQueue _planned = new();
    private readonly long _startUnixMilliseconds;
    private int _happenings;

    /// <summary>A world that begins at time 0.</summary>
    /// <param name="startUnixMilliseconds">What people's clocks show at time 0.</param>
    public VirtualWorld(long startUnixMilliseconds)
    {
        _startUnixMilliseconds = startUnixMilliseconds;
    }

    /// <inheritdoc/>
    public long NowMilliseconds { get; private set; }

    /// <inheritdoc/>
    public long UnixMilliseconds => _startUnixMilliseconds + NowMilliseconds;

    /// <summary>Plans something; a time that has passed means now.</summary>
    public void At(long milliseconds, Action action) =>
        _planned.Add(Math.Max(milliseconds, NowMilliseconds), action);

    /// <summary>Plans something, from now.</summary>
    public void After(long milliseconds, Action action) => At(NowMilliseconds + milliseconds, action);

    /// <summary>Time goes by and nothing happens, as when the computer under it all stands still; what was planned for
    /// that time happens after it.</summary>
    public void Stall(long milliseconds) => NowMilliseconds += milliseconds;

    /// <summary>Lets everything planned up to a time happen, and what that plans; then it is that time.</summary>
    public void RunUntil(long milliseconds)
    {
        while (_planned.Count > 0 && _planned.NextAt <= milliseconds)
        {
            long at = _planned.NextAt;
            _happenings = at > NowMilliseconds ? 0 : _happenings + 1;
            if (_happenings > MaxHappeningsAtOnce)
            {
                throw new InvalidOperationException($"the world does not get beyond {NowMilliseconds} ms");
            }

            NowMilliseconds = Math.Max(NowMilliseconds, at);
            _planned.Take().Invoke();
        }

        NowMilliseconds = Math.Max(NowMilliseconds, milliseconds);
    }
}
