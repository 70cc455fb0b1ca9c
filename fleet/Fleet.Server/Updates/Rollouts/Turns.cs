// Whose turn it is to be restarted.
using System.Collections.Generic;
using System.Linq;

namespace Fleet.Server.Updates.Rollouts;

/// <summary>A hub that could be restarted.</summary>
/// <param name="HubRow">The hub.</param>
/// <param name="Keys">What it has in common with others, of the kinds that are kept.</param>
/// <param name="Wait">What keeps it of its own.</param>
internal readonly record struct TurnCandidate(long HubRow, IReadOnlyList<string> Keys, RolloutWait Wait);

/// <summary>
/// Gives turns: in the order of the hubs, while the window is open, never to two with a key in common, and no faster
/// than the bucket allows. A hub that must wait for a neighbour holds nobody else up.
/// </summary>
internal sealed class Turns
{
    private readonly LocalWindow _window;
    private readonly HashSet<string> _busy;

    /// <param name="window">When hubs may restart.</param>
    /// <param name="bucket">How many may now, filled up to this moment.</param>
    /// <param name="busy">The keys of the hubs that are being restarted; those admitted here are added.</param>
    public Turns(LocalWindow window, TokenBucket bucket, HashSet<string> busy)
    {
        _window = window;
        _busy = busy;
        Bucket = bucket;
    }

    /// <summary>What is left.</summary>
    public TokenBucket Bucket { get; private set; }

    /// <summary>Gives a hub its turn, or says what it waits for.</summary>
    /// <param name="candidate">The hub.</param>
    /// <param name="now">Unix milliseconds UTC.</param>
    /// <returns>None when it is admitted; its keys are busy from then on.</returns>
    public RolloutWait Ask(in TurnCandidate candidate, long now)
    {
        if (candidate.Wait != RolloutWait.None)
        {
            return candidate.Wait;
        }

        if (!_window.IsOpen(now))
        {
            return RolloutWait.Window;
        }

        if (candidate.Keys.Any(_busy.Contains))
        {
            return RolloutWait.Neighbour;
        }

        if (!Bucket.HasOne)
        {
            return RolloutWait.Admission;
        }

        Bucket = Bucket.Take();
        _busy.UnionWith(candidate.Keys);
        return RolloutWait.None;
    }
}
