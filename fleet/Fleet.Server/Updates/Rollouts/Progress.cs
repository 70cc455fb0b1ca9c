// What a hub's own words make of its state in a rollout.
using System.Globalization;
using Fleet.Server.Updates.Director;
using Hub.Protocols.Updates;

namespace Fleet.Server.Updates.Rollouts;

/// <summary>Looks at words of hubs. It knows no store, no clock and no other hub.</summary>
internal static class Progress
{
    /// <summary>The state that follows from what a hub has said and how late it is.</summary>
    /// <param name="hub">The hub as it stands.</param>
    /// <param name="target">The rollout's release.</param>
    /// <param name="isConnected">Whether it is here; nobody who is away is late with fetching.</param>
    /// <param name="now">Unix milliseconds UTC.</param>
    /// <returns>The hub with its state and reason; the same when nothing has changed.</returns>
    public static StoredRolloutHub Look(StoredRolloutHub hub, long target, bool isConnected, long now)
    {
        StoredRolloutHub looked = hub.State switch
        {
            RolloutHubState.RevertOrdered => LookBack(hub, target, now),
            RolloutHubState.Waiting when hub.Word is { } word && word.Running >= target =>
                LookAtRunning(hub, word, target),
            RolloutHubState.Fetching or RolloutHubState.Ready or RolloutHubState.Ordered or RolloutHubState.Trial
                or RolloutHubState.Overdue when hub.Word is { } word => LookForward(hub, word, target),
            _ => hub,
        };
        return looked.State != hub.State ? looked : Late(looked, isConnected, now);
    }

    /// <summary>Whether a refusal is about the order and not about the release: another order may be taken.</summary>
    public static bool IsAboutOrder(UpdateReason reason)
    {
        return reason is UpdateReason.StaleOrder or UpdateReason.Expired or UpdateReason.NotAuthentic
            or UpdateReason.Cancelled or UpdateReason.NothingThere or UpdateReason.NotThere;
    }

    /// <summary>What a hub says that it waits for.</summary>
    public static RolloutWait WaitOf(UpdateReason reason)
    {
        return reason switch
        {
            UpdateReason.Alarm => RolloutWait.Alarm,
            UpdateReason.Battery => RolloutWait.Battery,
            UpdateReason.Busy or UpdateReason.Settling => RolloutWait.Busy,
            UpdateReason.Budget or UpdateReason.NoAnswer => RolloutWait.Link,
            _ => RolloutWait.None,
        };
    }

    private static StoredRolloutHub LookForward(StoredRolloutHub hub, HubWord word, long target)
    {
        if (word.Running >= target)
        {
            return LookAtRunning(hub, word, target);
        }

        bool isAfter = word.IsAfter(hub.OrderNonce) && word.Release == target;
        if (isAfter && word.Phase == UpdatePhase.Reverted)
        {
            return hub with { State = RolloutHubState.WentBack, Reason = Words(word.Reason) };
        }

        if (isAfter && word.Phase == UpdatePhase.Refused)
        {
            return IsAboutOrder(word.Reason)
                ? Again(hub, word)
                : hub with { State = RolloutHubState.Refused, Reason = Words(word.Reason) };
        }

        return hub.State switch
        {
            RolloutHubState.Fetching when isAfter && word.Phase == UpdatePhase.Ready =>
                hub with { State = RolloutHubState.Ready, Reason = "" },

            // It ran the release and does not any more, whatever it says of it.
            RolloutHubState.Trial => hub with { State = RolloutHubState.WentBack, Reason = Words(word.Reason) },
            _ => hub,
        };
    }

    private static StoredRolloutHub LookAtRunning(StoredRolloutHub hub, HubWord word, long target)
    {
        bool isTried = word.Phase is UpdatePhase.Trial or UpdatePhase.Switching && word.Running == target;
        RolloutHubState state = isTried ? RolloutHubState.Trial : RolloutHubState.Confirmed;
        return hub.State == state || (hub.State == RolloutHubState.Overdue && isTried)
            ? hub
            : hub with { State = state, Reason = "" };
    }

    // The order came to nothing. An order to install must have its turn anew; one to fetch is given again.
    private static StoredRolloutHub Again(StoredRolloutHub hub, HubWord word)
    {
        return hub.State is RolloutHubState.Ordered or RolloutHubState.Fetching
            ? hub with { State = RolloutHubState.Waiting, Reason = Words(word.Reason) }
            : hub;
    }

    private static StoredRolloutHub LookBack(StoredRolloutHub hub, long target, long now)
    {
        if (hub.Word is { } word && word.Running != target && word.At >= hub.OrderedAt)
        {
            return hub with { State = RolloutHubState.TakenBack, Reason = "" };
        }

        if (hub.Word is { Phase: UpdatePhase.Refused } refused && refused.IsAfter(hub.OrderNonce)
            && !IsAboutOrder(refused.Reason))
        {
            return hub with { State = RolloutHubState.NotTakenBack, Reason = Words(refused.Reason) };
        }

        return now - hub.BegunAt >= Limits.Updates.SettleSeconds * 1_000L
            ? hub with { State = RolloutHubState.NotTakenBack, Reason = "not back in time" }
            : hub;
    }

    private static StoredRolloutHub Late(StoredRolloutHub hub, bool isConnected, long now)
    {
        long passed = now - hub.BegunAt;
        return hub.State switch
        {
            // Away or not: a hub that was to restart and says nothing is what the whole watch is for.
            RolloutHubState.Ordered or RolloutHubState.Trial when passed >= Limits.Updates.SettleSeconds * 1_000L =>
                hub with { State = RolloutHubState.Overdue, Reason = "no word in time" },
            RolloutHubState.Fetching when isConnected && passed >= Limits.Updates.FetchSeconds * 1_000L =>
                hub with { State = RolloutHubState.Refused, Reason = "not fetched in time" },
            RolloutHubState.Fetching when hub.Tries >= Limits.Updates.Tries && isConnected && IsOver(hub, now) =>
                hub with
                {
                    State = RolloutHubState.Refused,
                    Reason = string.Create(CultureInfo.InvariantCulture, $"no answer to {hub.Tries} orders"),
                },
            _ => hub,
        };
    }

    private static bool IsOver(StoredRolloutHub hub, long now)
    {
        return hub.Word?.IsAfter(hub.OrderNonce) != true
            && now - hub.OrderedAt >= Limits.Updates.RetrySeconds * 1_000L;
    }

    private static string Words(UpdateReason reason)
    {
        return reason == UpdateReason.None ? "" : reason.ToString();
    }
}
