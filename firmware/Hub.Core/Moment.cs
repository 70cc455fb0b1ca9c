// The earlier and the later of two times.
namespace Hub.Core;

/// <summary>Compares monotonic times in milliseconds; the board's library has no such functions.</summary>
internal static class Moment
{
    /// <summary>The one that comes first.</summary>
    internal static long Earlier(long a, long b)
    {
        return a < b ? a : b;
    }

    /// <summary>The one that comes last.</summary>
    internal static long Later(long a, long b)
    {
        return a > b ? a : b;
    }
}
