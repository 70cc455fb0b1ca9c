// What the loop steps.
namespace Hub.Esp32S3;

/// <summary>Does what is due, in bounded time.</summary>
/// <param name="nowMilliseconds">The monotonic time.</param>
/// <returns>When to step again at the latest.</returns>
public delegate long LoopStep(long nowMilliseconds);
