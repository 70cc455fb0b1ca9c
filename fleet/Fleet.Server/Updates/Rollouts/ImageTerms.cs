// What an image asks of a hub.
namespace Fleet.Server.Updates.Rollouts;

/// <summary>What must be so before a hub takes an image.</summary>
/// <param name="RequiresSequence">The release that it must run at least; 0 for any.</param>
/// <param name="MinimumBattery">Percent that its battery must have; 0 for any.</param>
internal readonly record struct ImageTerms(long RequiresSequence, int MinimumBattery);
