// The one loop of the board: looks at the parts, steps the hub, sleeps.
using System;
using Hub.Core;
using Hub.Core.Ports;
using Hub.Protocols.Messages;

namespace Hub.Esp32S3;

/// <summary>
/// Steps the hub with the time and sleeps until it wants to be stepped again, or until an adapter has
/// news. An adapter that throws costs its own turn and nobody else's. The watchdog is fed by the core alone, so a loop
/// that turns without getting anywhere ends in a restart all the same.
/// </summary>
public sealed class HubLoop
{
    private readonly LoopStep _step;
    private readonly IPolled?[] _parts;
    private readonly IUptime _uptime;
    private readonly LoopSignal _signal;
    private readonly IRestart _restart;
    private readonly long[] _pollAtMilliseconds = new long[BoardLimits.MaxPolled];
    private int _failedTurns;

    /// <summary>Makes a loop; it turns when <see cref="Run"/> or <see cref="Turn"/> is called.</summary>
    /// <param name="step">The step of the hub.</param>
    /// <param name="parts">What is looked at before each step, null for a part that is not there, at most
    /// <see cref="BoardLimits.MaxPolled"/>.</param>
    /// <param name="uptime">The time.</param>
    /// <param name="signal">What adapters wake the loop with.</param>
    /// <param name="restart">Asked when turn after turn fails.</param>
    public HubLoop(LoopStep step, IPolled?[] parts, IUptime uptime, LoopSignal signal, IRestart restart)
    {
        Check.That(parts.Length <= BoardLimits.MaxPolled, CheckCode.Settings);
        _step = step;
        _parts = parts;
        _uptime = uptime;
        _signal = signal;
        _restart = restart;
    }

    /// <summary>Adapters that have thrown, since the start.</summary>
    public long PartFailureCount { get; private set; }

    /// <summary>Turns that have failed as a whole, since the start.</summary>
    public long TurnFailureCount { get; private set; }

    /// <summary>Turns for ever.</summary>
    public void Run()
    {
        bool isWoken = true;
        while (true)
        {
            isWoken = _signal.Wait(Turn(isWoken));
        }
    }

    /// <summary>Looks at the parts and steps the hub.</summary>
    /// <param name="isWoken">Whether a part has news: all are then looked at, and otherwise those that are due.</param>
    /// <returns>How long to sleep at most, in ms: 0 to <see cref="Limits.MaxStepIntervalMilliseconds"/>.</returns>
    public int Turn(bool isWoken)
    {
        try
        {
            long now = _uptime.Milliseconds;
            long next = PollParts(isWoken, now);
            long step = _step(now);
            next = step < next ? step : next;
            _failedTurns = 0;
            long wait = next - _uptime.Milliseconds;
            wait = wait < 0 ? 0 : wait;
            return (int)(wait > Limits.MaxStepIntervalMilliseconds ? Limits.MaxStepIntervalMilliseconds : wait);
        }
        catch (Exception)
        {
            return Fail();
        }
    }

    private long PollParts(bool isWoken, long now)
    {
        long next = long.MaxValue;
        for (int i = 0; i < _parts.Length; i++)
        {
            IPolled? part = _parts[i];
            if (part == null)
            {
                continue;
            }

            if (isWoken || now >= _pollAtMilliseconds[i])
            {
                _pollAtMilliseconds[i] = Poll(part, now);
            }

            next = _pollAtMilliseconds[i] < next ? _pollAtMilliseconds[i] : next;
        }

        return next;
    }

    private long Poll(IPolled part, long now)
    {
        try
        {
            return part.Poll(now);
        }
        catch (Exception)
        {
            PartFailureCount++;
            return now + BoardLimits.PollRetryMilliseconds;
        }
    }

    private int Fail()
    {
        TurnFailureCount++;
        _failedTurns++;
        if (_failedTurns >= BoardLimits.MaxFailedTurns)
        {
            try
            {
                _restart.Request(BootReason.Fault);
            }
            catch (Exception)
            {
                // The watchdog is not fed any more and does it.
            }
        }

        return BoardLimits.PollRetryMilliseconds;
    }
}
