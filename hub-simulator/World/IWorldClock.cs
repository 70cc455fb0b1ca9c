// The time in the world around a hub.
namespace Hub.Simulator.World;

/// <summary>Time that never goes back, in milliseconds from a start of its own.</summary>
public interface IWorldClock
{
    /// <summary>The time now.</summary>
    long NowMilliseconds { get; }

    /// <summary>The time now as people count it, in ms since 1970 UTC.</summary>
    long UnixMilliseconds { get; }
}
