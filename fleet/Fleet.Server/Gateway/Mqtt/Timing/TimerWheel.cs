// One timer for the deadlines of every connection and session.
using System;
using System.Collections.Generic;
using System.Threading;
using Microsoft.Extensions.Logging;

namespace Fleet.Server.Gateway.Mqtt.Timing;

/// <summary>
/// A hashed timer wheel. Deadlines are only ever moved later without telling the wheel: when it looks, the entry says
/// when to look again. A message received therefore costs nothing here, and a hub with a keep-alive of a minute is
/// looked at about once in a minute and a half.
/// </summary>
internal sealed partial class TimerWheel : IDisposable
{
    /// <summary>How late the wheel may look, in milliseconds.</summary>
    internal const int TickMilliseconds = 250;

    private const int SlotCount = 512;

    private readonly Lock _gate = new();
    private readonly TimedEntry?[] _slots = new TimedEntry?[SlotCount];
    private readonly List<TimedEntry> _due = [];
    private readonly TimeProvider _time;
    private readonly ILogger<TimerWheel> _log;
    private readonly long _origin;
    private readonly ITimer _timer;
    private long _lastTick;
    private long _coarseNow = 1;
    private int _turning;

    /// <param name="time">The clock; a manual one in tests.</param>
    /// <param name="log">Told when an entry fails.</param>
    public TimerWheel(TimeProvider time, ILogger<TimerWheel> log)
    {
        _time = time;
        _log = log;
        _origin = time.GetTimestamp();
        var period = TimeSpan.FromMilliseconds(TickMilliseconds);
        _timer = time.CreateTimer(static state => ((TimerWheel)state!).Turn(), this, period, period);
    }

    /// <summary>Milliseconds since the wheel was made, at least 1.</summary>
    internal long Now => 1 + (long)_time.GetElapsedTime(_origin).TotalMilliseconds;

    /// <summary>The time of the last tick: up to <see cref="TickMilliseconds"/> old, and as cheap as a field.</summary>
    internal long CoarseNow => Volatile.Read(ref _coarseNow);

    /// <summary>Makes the wheel look at the entry at the time given, or earlier if it already was to.</summary>
    internal void LookAt(TimedEntry entry, long when)
    {
        lock (_gate)
        {
            if (entry.Slot >= 0)
            {
                if (entry.LookAt <= when)
                {
                    return;
                }

                Unlink(entry);
            }

            Link(entry, when);
        }
    }

    /// <summary>Makes the wheel forget the entry.</summary>
    internal void Forget(TimedEntry entry)
    {
        lock (_gate)
        {
            if (entry.Slot >= 0)
            {
                Unlink(entry);
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _timer.Dispose();

    private void Turn()
    {
        // A tick that takes longer than the period is followed by the next, never joined by it.
        if (Interlocked.Exchange(ref _turning, 1) != 0)
        {
            return;
        }

        try
        {
            var now = Now;
            Volatile.Write(ref _coarseNow, now);
            Collect(now);
            foreach (var entry in _due)
            {
                Look(entry, now);
            }
        }
        finally
        {
            _due.Clear();
            Volatile.Write(ref _turning, 0);
        }
    }

    private void Look(TimedEntry entry, long now)
    {
        try
        {
            var again = entry.OnDue(now);
            if (again > 0)
            {
                LookAt(entry, again);
            }
        }
        catch (Exception fault)
        {
            // One faulty deadline must not stop everybody's keep-alive, nor the process.
            LogFault(_log, fault);
        }
    }

    private void Collect(long now)
    {
        lock (_gate)
        {
            var tick = now / TickMilliseconds;
            var first = Math.Max(_lastTick, tick - SlotCount + 1);
            for (var passed = first; passed <= tick; passed++)
            {
                CollectSlot((int)(passed % SlotCount), now);
            }

            _lastTick = tick;
        }
    }

    private void CollectSlot(int slot, long now)
    {
        for (var entry = _slots[slot]; entry is not null;)
        {
            var next = entry.NextInSlot;
            if (entry.LookAt <= now)
            {
                Unlink(entry);
                _due.Add(entry);
            }

            entry = next;
        }
    }

    private void Link(TimedEntry entry, long when)
    {
        entry.LookAt = when;
        entry.Slot = (int)(Math.Max(when, _lastTick * TickMilliseconds) / TickMilliseconds % SlotCount);
        entry.PreviousInSlot = null;
        entry.NextInSlot = _slots[entry.Slot];
        if (entry.NextInSlot is not null)
        {
            entry.NextInSlot.PreviousInSlot = entry;
        }

        _slots[entry.Slot] = entry;
    }

    private void Unlink(TimedEntry entry)
    {
        if (entry.PreviousInSlot is null)
        {
            _slots[entry.Slot] = entry.NextInSlot;
        }
        else
        {
            entry.PreviousInSlot.NextInSlot = entry.NextInSlot;
        }

        if (entry.NextInSlot is not null)
        {
            entry.NextInSlot.PreviousInSlot = entry.PreviousInSlot;
        }

        entry.NextInSlot = null;
        entry.PreviousInSlot = null;
        entry.Slot = -1;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A deadline of the hub gateway failed.")]
    private static partial void LogFault(ILogger logger, Exception fault);
}
