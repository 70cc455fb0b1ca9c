// An adapter whose part must be looked at from time to time.
namespace Hub.Esp32S3;

/// <summary>A part that the loop looks at before it steps the hub.</summary>
public interface IPolled
{
    /// <summary>Looks at the part now; returns within a bounded time.</summary>
    /// <param name="nowMilliseconds">The monotonic time.</param>
    /// <returns>When to look again at the latest.</returns>
    long Poll(long nowMilliseconds);
}
