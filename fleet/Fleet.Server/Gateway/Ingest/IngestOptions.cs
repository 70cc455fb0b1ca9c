// How uplink messages are gathered and kept.
namespace Fleet.Server.Gateway.Ingest;

/// <summary>How uplink messages are gathered and kept.</summary>
/// <param name="GatherMilliseconds">
/// How long a small group without an alarm waits for company before it is committed; 0 commits at once.
/// </param>
/// <param name="RawRetentionMinutes">How long raw messages stay once what they tell is written.</param>
/// <param name="RawRetentionMegabytes">The most raw messages kept once what they tell is written.</param>
public sealed record IngestOptions(
    int GatherMilliseconds = 2, int RawRetentionMinutes = 60, int RawRetentionMegabytes = 256);
