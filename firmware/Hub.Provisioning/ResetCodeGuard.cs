// Slows down whoever guesses reset codes.
using Hub.Protocols.Bench;

namespace Hub.Provisioning;

/// <summary>After <see cref="BenchLimits.FreeWrongCodes"/> wrong codes none is taken for a while, and for twice as long
/// after each further one. Counted until the restart: 40 bits are not guessed three at a time.</summary>
internal sealed class ResetCodeGuard
{
    private int _wrong;
    private int _waitSeconds;
    private long _closedUntilMilliseconds = long.MinValue;

    /// <summary>Whether a code is right; a wrong one, or one that comes too early, is not.</summary>
    /// <param name="code">The code.</param>
    /// <param name="typed">What came.</param>
    /// <param name="nowMilliseconds">The monotonic time.</param>
    internal bool Opens(string code, string typed, long nowMilliseconds)
    {
        if (nowMilliseconds < _closedUntilMilliseconds)
        {
            return false;
        }

        if (HubCode.IsSame(code, typed))
        {
            _wrong = 0;
            _waitSeconds = 0;
            return true;
        }

        _wrong++;
        if (_wrong >= BenchLimits.FreeWrongCodes)
        {
            _waitSeconds = _waitSeconds == 0 ? BenchLimits.FirstCodeWaitSeconds : _waitSeconds * 2;
            _waitSeconds =
                _waitSeconds > BenchLimits.MaxCodeWaitSeconds ? BenchLimits.MaxCodeWaitSeconds : _waitSeconds;
            _closedUntilMilliseconds = nowMilliseconds + (_waitSeconds * 1000L);
        }

        return false;
    }

    /// <summary>Seconds until a code is taken again, rounded up; 0 when one is taken now.</summary>
    internal long WaitSeconds(long nowMilliseconds)
    {
        long left = _closedUntilMilliseconds - nowMilliseconds;
        return nowMilliseconds >= _closedUntilMilliseconds ? 0 : (left + 999) / 1000;
    }
}
