// How many bytes of a release have been fetched in the last hour.
namespace Hub.Core.Updating;

/// <summary>Counts by the hour, from the first byte after an hour's end.</summary>
internal sealed class FetchBudget
{
    private const long HourMilliseconds = 3_600_000;

    private long _endsAtMilliseconds = long.MinValue;
    private long _used;

    /// <summary>Counts bytes.</summary>
    internal void Use(long bytes, long nowMilliseconds)
    {
        if (nowMilliseconds >= _endsAtMilliseconds)
        {
            _endsAtMilliseconds = nowMilliseconds + HourMilliseconds;
            _used = 0;
        }

        _used += bytes;
    }

    /// <summary>Whether no more may be fetched for now.</summary>
    /// <param name="bytesPerHour">The limit, 0 for none.</param>
    /// <param name="nowMilliseconds">The monotonic time.</param>
    internal bool IsUsed(uint bytesPerHour, long nowMilliseconds)
    {
        return bytesPerHour > 0 && nowMilliseconds < _endsAtMilliseconds && _used >= bytesPerHour;
    }
}
