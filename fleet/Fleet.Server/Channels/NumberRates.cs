// Keeps a fault from writing to one phone without end.
using System.Collections.Generic;
using System.Threading;

namespace Fleet.Server.Channels;

/// <summary>Counts the messages to each number.</summary>
internal sealed class NumberRates
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, TokenBucket> _numbers = [];

    /// <summary>Counts a message.</summary>
    /// <returns>0 when it may go now, else how many milliseconds to wait.</returns>
    public long Take(string number, long tick)
    {
        lock (_lock)
        {
            if (_numbers.Count >= Limits.Channels.CountedNumbers && !_numbers.ContainsKey(number))
            {
                _numbers.Clear();
            }

            if (!_numbers.TryGetValue(number, out TokenBucket? bucket))
            {
                const double PerMinute = Limits.Channels.PerNumberPerMinute;
                _numbers[number] = bucket = new TokenBucket(PerMinute, PerMinute / 60_000);
            }

            return bucket.Take(tick);
        }
    }
}
