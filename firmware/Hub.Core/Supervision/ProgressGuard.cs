// Lets the watchdog be fed only while every part makes progress.
using Hub.Core.Ports;

namespace Hub.Core.Supervision;

/// <summary>Each part marks its progress; the watchdog is fed when all have, and then all must again.</summary>
public sealed class ProgressGuard
{
    /// <summary>Presses were taken, or there were none.</summary>
    internal const int Presses = 1;

    /// <summary>The journal was looked after.</summary>
    internal const int Journal = 2;

    /// <summary>The session is there, or was tried for not long ago.</summary>
    internal const int Link = 4;

    /// <summary>Due alarms were sent, or there is no session.</summary>
    internal const int Alarms = 8;

    /// <summary>Power was read.</summary>
    internal const int Power = 16;

    /// <summary>The lamps show what holds.</summary>
    internal const int Lamps = 32;

    /// <summary>Frames were taken, or there were none.</summary>
    internal const int Radio = 64;

    /// <summary>The buttons of the front were answered.</summary>
    internal const int Panel = 128;

    private const int All = Presses | Journal | Link | Alarms | Power | Lamps | Radio | Panel;

    private readonly IWatchdog _watchdog;
    private int _marks;

    internal ProgressGuard(IWatchdog watchdog)
    {
        _watchdog = watchdog;
    }

    /// <summary>Times the watchdog was fed, since the start.</summary>
    public long FeedCount { get; private set; }

    internal void Mark(int part)
    {
        _marks |= part;
    }

    /// <summary>Feeds the watchdog if every part has made progress since it was fed last.</summary>
    internal void FeedIfAll()
    {
        if (_marks == All)
        {
            _marks = 0;
            FeedCount++;
            _watchdog.Feed();
        }
    }
}
