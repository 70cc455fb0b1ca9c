// A hub in a rollout as the store has it.
using Fleet.Server.Updates.Director;
using Hub.Protocols.Updates;

namespace Fleet.Server.Updates.Rollouts;

/// <summary>A hub in a rollout; times are unix milliseconds UTC, 0 for never.</summary>
/// <param name="HubRow">The hub.</param>
/// <param name="Place">Its place in the order.</param>
/// <param name="Wave">Its wave, from 0.</param>
/// <param name="ImageIndex">Which image of the release is for it.</param>
/// <param name="State">How far it has come.</param>
/// <param name="Wait">Why it waits.</param>
/// <param name="Reason">Why it failed; else empty.</param>
/// <param name="From">What it ran when it was first ordered something.</param>
/// <param name="Action">What it was last ordered.</param>
/// <param name="OrderSequence">The order's number; 0 for none.</param>
/// <param name="OrderNonce">The nonce that the order carried.</param>
/// <param name="OrderedAt">When the order was last given.</param>
/// <param name="ExpiresAt">Until when it counts.</param>
/// <param name="Tries">How often it was given.</param>
/// <param name="BegunAt">When it came to this stretch: fetching, or the first order to install or go back.</param>
/// <param name="EndedAt">When it had settled.</param>
/// <param name="Word">What the hub last said; null for nothing.</param>
/// <param name="Places">Its codes.</param>
internal sealed record StoredRolloutHub(
    long HubRow,
    int Place,
    int Wave,
    int ImageIndex,
    RolloutHubState State,
    RolloutWait Wait,
    string Reason,
    long From,
    UpdateAction Action,
    long OrderSequence,
    byte[] OrderNonce,
    long OrderedAt,
    long ExpiresAt,
    int Tries,
    long BegunAt,
    long EndedAt,
    HubWord? Word,
    HubPlaces Places)
{
    /// <summary>Whether its restart is under way, so that no neighbour may be restarted.</summary>
    public bool IsBusy => State is RolloutHubState.Ordered or RolloutHubState.Trial or RolloutHubState.Overdue
        or RolloutHubState.RevertOrdered;
}
