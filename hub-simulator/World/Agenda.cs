// What is planned around one home, on whatever clock the home lives by.
using System;

namespace Hub.Simulator.World;

/// <summary>
/// Happenings by time, and in the order of their planning when the time is the same. It owns no thread: whoever steps
/// the home runs what is due, in virtual time and in real time alike. One thread only.
/// </summary>
public sealed class Agenda
{
    // Far more than can be meant; a mistake then ends with a sentence and not with the memory.
    private const int MaxHappeningsAtOnce = 100_000;

    private readonly HappeningQueue _planned = new();
    private readonly IWorldClock _clock;

    /// <summary>An empty agenda.</summary>
    public Agenda(IWorldClock clock)
    {
        _clock = clock;
    }

    /// <summary>The time now, in ms.</summary>
    public long NowMilliseconds => _clock.NowMilliseconds;

    /// <summary>World time of what comes first, in ms; long.MaxValue when nothing is planned.</summary>
    public long NextAt => _planned.NextAt;

    /// <summary>Called when something has been planned that comes before all else.</summary>
    public Action? Hastened { get; set; }

    /// <summary>Plans something; a time that has passed means as soon as the agenda is run.</summary>
    public void At(long milliseconds, Action action)
    {
        bool isFirst = milliseconds < NextAt;
        _planned.Add(milliseconds, action);
        if (isFirst)
        {
            Hastened?.Invoke();
        }
    }

    /// <summary>Plans something, from now.</summary>
    public void After(long milliseconds, Action action) => At(NowMilliseconds + milliseconds, action);

    /// <summary>Lets everything that is due happen, and what that plans for now.</summary>
    /// <returns>Whether anything was due.</returns>
    public bool RunDue()
    {
        int happenings = 0;
        while (_planned.Count > 0 && _planned.NextAt <= NowMilliseconds)
        {
            if (++happenings > MaxHappeningsAtOnce)
            {
                throw new InvalidOperationException($"the home does not get beyond {NowMilliseconds} ms");
            }

            _planned.Take().Invoke();
        }

        return happenings > 0;
    }
}
