// How long to wait before the next connection.
using Hub.Core.Ports;
using Hub.Core.Programming;

namespace Hub.Core.Linking;

/// <summary>Waits that double up to a limit, each drawn at random from its upper half, so that homes which lost the
/// network together do not come back together.</summary>
internal sealed class Backoff
{
    private readonly IRandom _random;
    private readonly SettingsInForce _settings;
    private int _failures;

    /// <summary>Makes the waits of one hub.</summary>
    /// <param name="random">What sets this hub apart from the others.</param>
    /// <param name="settings">The longest wait before the first try.</param>
    internal Backoff(IRandom random, SettingsInForce settings)
    {
        _random = random;
        _settings = settings;
    }

    /// <summary>A connection held: the next wait is a short one.</summary>
    internal void Reset()
    {
        _failures = 0;
    }

    /// <summary>The wait before the first try, after a start or after a session that held.</summary>
    internal int First()
    {
        return (int)((long)(_random.NextUInt32() >> 8) * (_settings.ReconnectSpreadSeconds * 1000L) / 0x1000000);
    }

    /// <summary>The wait after one more failure.</summary>
    /// <param name="isUrgent">Whether an alarm of a person waits.</param>
    internal int Next(bool isUrgent)
    {
        int limit = isUrgent ? Limits.UrgentBackoffMaxMilliseconds : Limits.BackoffMaxMilliseconds;
        int wait = Limits.BackoffBaseMilliseconds;
        for (int i = 0; i < _failures && wait < limit; i++)
        {
            wait *= 2;
        }

        _failures += _failures < 16 ? 1 : 0;
        wait = wait < limit ? wait : limit;
        return (wait / 2) + (int)(_random.NextUInt32() & 0xFFFF) * (wait / 2) / 0x10000;
    }
}
