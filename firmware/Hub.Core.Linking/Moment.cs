// The earlier and the later of two times.
namespace Hub.Core;

/// <summary>Compares monotonic times in milliseconds; the board's library has no such functions.</summary>
public static class Moment
{
    /// <summary>The one that comes first.</summary>
    public static long Earlier(long a, long b)
    {
        return a < b ? a : b;
    }

    /// <summary>The one that comes last.</summary>
    public static long Later(long a, long b)
    {
        return a > b ? a : b;
    }
}
