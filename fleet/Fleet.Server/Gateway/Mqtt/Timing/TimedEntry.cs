// Something the timer wheel looks at when its time has come.
namespace Fleet.Server.Gateway.Mqtt.Timing;

/// <summary>
/// Base of what has deadlines: linked into the wheel itself, so that a deadline costs no timer and no allocation.
/// </summary>
internal abstract class TimedEntry
{
    /// <summary>Links of the wheel's slot; only the wheel touches them, under its lock.</summary>
    internal TimedEntry? NextInSlot { get; set; }

    internal TimedEntry? PreviousInSlot { get; set; }

    /// <summary>When the wheel is to look, in <see cref="TimerWheel"/> milliseconds; 0 when it is not to.</summary>
    internal long LookAt { get; set; }

    /// <summary>The slot the entry is linked into, or -1.</summary>
    internal int Slot { get; set; } = -1;

    /// <summary>Called outside the wheel's lock when the time has come. Must not block.</summary>
    /// <param name="now">The wheel's time in milliseconds.</param>
    /// <returns>When to look again, in the wheel's milliseconds; 0 for not at all.</returns>
    internal abstract long OnDue(long now);
}
