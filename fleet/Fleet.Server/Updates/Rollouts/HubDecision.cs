// What a look at a hub comes to.
using Hub.Protocols.Updates;

namespace Fleet.Server.Updates.Rollouts;

/// <summary>What a hub is to be ordered.</summary>
/// <param name="Action">What to do.</param>
/// <param name="Release">The release; of a going back, the one to go back to.</param>
internal readonly record struct HubOrder(UpdateAction Action, long Release);

/// <summary>What a look at a hub comes to.</summary>
/// <param name="Before">The hub as it stood.</param>
/// <param name="After">As it stands now; its order has no number yet.</param>
/// <param name="Order">What it is ordered; null for nothing.</param>
internal readonly record struct HubDecision(StoredRolloutHub Before, StoredRolloutHub After, HubOrder? Order)
{
    /// <summary>Whether something is to be written.</summary>
    public bool IsChange => Order is not null || (Before.State, Before.Wait, Before.Reason, Before.Tries)
        != (After.State, After.Wait, After.Reason, After.Tries);
}
