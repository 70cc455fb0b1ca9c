// Decides whether a provider may be asked now.
using System;
using System.Threading;

namespace Fleet.Server.Channels;

/// <summary>
/// One provider's places, rate and circuit. A provider that fails again and again is left alone for a while, so that
/// each message does not wait for its time limit; then one message tries it.
/// </summary>
internal sealed class ProviderGate
{
    private readonly Lock _lock = new();
    private readonly int _places;
    private readonly TokenBucket _rate;
    private int _taken;
    private int _failures;
    private long _closedUntil;
    private bool _isTrying;

    public ProviderGate(int places, int perSecond)
    {
        _places = places;
        _rate = new TokenBucket(perSecond, perSecond / 1000.0);
    }

    /// <summary>Whether it is left alone because it failed.</summary>
    public bool IsBroken(long tick)
    {
        lock (_lock)
        {
            return _closedUntil > tick;
        }
    }

    /// <summary>Takes a place; every taken place must be left again.</summary>
    /// <returns>0 when taken, else how many milliseconds to wait.</returns>
    public long TryEnter(long tick)
    {
        lock (_lock)
        {
            if (_closedUntil > tick)
            {
                return _closedUntil - tick;
            }

            if (_closedUntil > 0 && _isTrying)
            {
                return Limits.Channels.NoPlaceMilliseconds;
            }

            if (_taken >= _places)
            {
                return Limits.Channels.NoPlaceMilliseconds;
            }

            long wait = _rate.Take(tick);
            if (wait == 0)
            {
                _taken++;
                _isTrying = _closedUntil > 0;
            }

            return wait;
        }
    }

    /// <summary>Leaves the place.</summary>
    /// <param name="isWell">Whether the provider answered as it should.</param>
    /// <param name="tick">Now.</param>
    /// <returns>True when this failure closed the circuit.</returns>
    public bool Leave(bool isWell, long tick)
    {
        lock (_lock)
        {
            _taken--;
            _isTrying = false;
            if (isWell)
            {
                _failures = 0;
                _closedUntil = 0;
                return false;
            }

            if (++_failures < Limits.Channels.FailuresToBreak && _closedUntil == 0)
            {
                return false;
            }

            bool wasWell = _closedUntil == 0;
            _closedUntil = tick + Limits.Channels.BreakMilliseconds;
            return wasWell;
        }
    }
}

/// <summary>Lets so many through and then so many a millisecond. Not for several threads at once.</summary>
internal sealed class TokenBucket
{
    private readonly double _most;
    private readonly double _perMillisecond;
    private double _tokens;
    private long _tick;

    public TokenBucket(double most, double perMillisecond)
    {
        _most = most;
        _perMillisecond = perMillisecond;
        _tokens = most;
    }

    /// <summary>Takes one.</summary>
    /// <returns>0 when there was one, else how many milliseconds to wait for it.</returns>
    public long Take(long tick)
    {
        _tokens = Math.Min(_most, _tokens + (Math.Max(0, tick - _tick) * _perMillisecond));
        _tick = tick;
        if (_tokens >= 1)
        {
            _tokens--;
            return 0;
        }

        return Math.Max(1, (long)Math.Ceiling((1 - _tokens) / _perMillisecond));
    }
}
