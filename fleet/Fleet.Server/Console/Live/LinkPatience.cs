// How long a page waits for its server before it says that it is blind, and before it starts anew.
namespace Fleet.Server.Console.Live;

/// <summary>What a page takes as a lost connection, in seconds of silence.</summary>
/// <param name="BlindAfterSeconds">When it says that it is blind (anchors C.1: five seconds).</param>
/// <param name="ComeBackAfterSeconds">When it begins to connect anew.</param>
/// <param name="ServerTimeoutSeconds">When the connection itself is given up.</param>
public sealed record LinkPatience(int BlindAfterSeconds, int ComeBackAfterSeconds, int ServerTimeoutSeconds)
{
    /// <summary>For operators.</summary>
    public static LinkPatience Default { get; } = new(
        Limits.Console.BlindAfterSeconds, Limits.Console.ComeBackAfterSeconds, Limits.Console.ServerTimeoutSeconds);
}
