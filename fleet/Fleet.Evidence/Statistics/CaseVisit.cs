// One visit in a home because of an alarm.
namespace Fleet.Evidence.Statistics;

/// <summary>From a check-in to the check-out after it (UPP-010).</summary>
/// <param name="StartedAt">The check-in, unix milliseconds UTC.</param>
/// <param name="StoppedAt">The check-out; null when there was none.</param>
/// <param name="Method">How the check-in was proven, such as hub, operator or lock; empty when not told.</param>
public sealed record CaseVisit(long StartedAt, long? StoppedAt, string Method);
