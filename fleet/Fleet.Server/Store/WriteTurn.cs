// Lets the threads that write to a one-writer database take turns.
using System;
using System.Threading;

namespace Fleet.Server.Store;

/// <summary>
/// First come, first served between the threads of this process that write to SQLite. SQLite's own waiting is by
/// sleeping and guessing, so that a thread that commits without pause would starve the others.
/// </summary>
public sealed class WriteTurn
{
    private readonly Lock _lock = new();
    private readonly SemaphoreSlim?[] _waiting = new SemaphoreSlim?[8];
    private int _count;
    private int _first;
    private bool _isTaken;

    [ThreadStatic]
    private static SemaphoreSlim? t_signal;

    /// <summary>Waits for the turn. Every call must be followed by <see cref="Leave"/>.</summary>
    public void Enter()
    {
        SemaphoreSlim signal;
        lock (_lock)
        {
            if (!_isTaken)
            {
                _isTaken = true;
                return;
            }

            if (_count == _waiting.Length)
            {
                throw new InvalidOperationException("More threads write to the store than the turn knows.");
            }

            signal = t_signal ??= new SemaphoreSlim(0, 1);
            _waiting[(_first + _count++) % _waiting.Length] = signal;
        }

        signal.Wait();
    }

    /// <summary>Hands the turn to the one who has waited longest.</summary>
    public void Leave()
    {
        lock (_lock)
        {
            if (_count == 0)
            {
                _isTaken = false;
                return;
            }

            SemaphoreSlim next = _waiting[_first]!;
            _waiting[_first] = null;
            _first = (_first + 1) % _waiting.Length;
            _count--;
            next.Release();
        }
    }
}
