// Looks at the hubs of a rollout and decides what each is ordered.
using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Fleet.Server.Updates.Director;
using Hub.Protocols.Updates;

namespace Fleet.Server.Updates.Rollouts;

/// <summary>
/// Decides from what it is given: it knows no store and no clock. An image is fetched in advance, whenever the hub is
/// here and nobody needs it; the restart waits for its turn.
/// </summary>
internal sealed class RolloutPass
{
    private const long ShortestOrderMilliseconds = 60_000;

    private readonly StoredRollout _rollout;
    private readonly Turns _turns;
    private readonly Func<int, ImageTerms> _terms;
    private readonly Func<StoredRolloutHub, HubCondition> _conditions;
    private readonly long _now;
    private int _orders;

    /// <param name="rollout">The rollout.</param>
    /// <param name="turns">Gives hubs their turn to restart.</param>
    /// <param name="terms">What an image asks of a hub.</param>
    /// <param name="conditions">How a hub is at this moment.</param>
    /// <param name="now">Unix milliseconds UTC.</param>
    /// <param name="orders">How many orders may be given.</param>
    public RolloutPass(
        StoredRollout rollout,
        Turns turns,
        Func<int, ImageTerms> terms,
        Func<StoredRolloutHub, HubCondition> conditions,
        long now,
        int orders)
    {
        _rollout = rollout;
        _turns = turns;
        _terms = terms;
        _conditions = conditions;
        _now = now;
        _orders = orders;
    }

    /// <summary>Looks at hubs in their order.</summary>
    public List<HubDecision> Run(IEnumerable<StoredRolloutHub> hubs)
    {
        return [.. hubs.Select(Decide)];
    }

    private HubDecision Decide(StoredRolloutHub hub)
    {
        HubCondition condition = _conditions(hub);
        StoredRolloutHub looked = Progress.Look(hub, _rollout.Sequence, condition.IsConnected, _now);
        if (looked.State != hub.State)
        {
            bool isEnd = looked.State >= RolloutHubState.Confirmed && looked.State != RolloutHubState.RevertOrdered;
            looked = looked with
            {
                Wait = RolloutWait.None,
                EndedAt = isEnd ? _now : 0,
                Tries = looked.State == RolloutHubState.Ready ? 0 : looked.Tries,
            };
        }

        (StoredRolloutHub after, HubOrder? order) = _rollout.State switch
        {
            RolloutState.Running => Forward(looked, condition),
            RolloutState.Reverting => Back(looked, condition),
            _ => Hold(looked, condition),
        };
        _orders -= order is null ? 0 : 1;
        return new HubDecision(hub, after, order);
    }

    private (StoredRolloutHub, HubOrder?) Forward(StoredRolloutHub hub, in HubCondition condition)
    {
        ImageTerms terms = _terms(hub.ImageIndex);
        switch (hub.State)
        {
            case RolloutHubState.Waiting:
                RolloutWait wait = condition.FetchWait(terms.RequiresSequence);
                if (wait == RolloutWait.None && hub.Tries >= Limits.Updates.Tries)
                {
                    return (End(hub, RolloutHubState.Refused) with { Reason = NoAnswer(hub) }, null);
                }

                return wait == RolloutWait.None
                    ? Order(hub, RolloutHubState.Fetching, UpdateAction.Fetch, Limits.Updates.FetchOrderSeconds)
                    : (hub with { Wait = wait }, null);
            case RolloutHubState.Fetching:
                return Ask(hub, condition, UpdateAction.Fetch, Limits.Updates.FetchOrderSeconds);
            case RolloutHubState.Ready:
                return Install(hub, condition, terms);
            case RolloutHubState.Ordered when IsForgotten(hub, condition):
                return (hub with { State = RolloutHubState.Ready, Wait = RolloutWait.Window }, null);
            case RolloutHubState.Ordered when _now < hub.ExpiresAt - ShortestOrderMilliseconds:
                return Ask(hub, condition, UpdateAction.Install, (int)((hub.ExpiresAt - _now) / 1_000));
            default:
                return (hub, null);
        }
    }

    private (StoredRolloutHub, HubOrder?) Install(
        StoredRolloutHub hub, in HubCondition condition, in ImageTerms terms)
    {
        if (hub.Tries >= Limits.Updates.Tries)
        {
            return (End(hub, RolloutHubState.Refused) with { Reason = NoAnswer(hub) }, null);
        }

        long seconds = (_rollout.Window.ClosesBy(_now, Limits.Updates.InstallOrderSeconds * 1_000L) - _now) / 1_000;
        RolloutWait own = condition.InstallWait(terms.RequiresSequence, terms.MinimumBattery);
        if (own == RolloutWait.None && seconds * 1_000 < ShortestOrderMilliseconds)
        {
            own = RolloutWait.Window;
        }

        RolloutWait wait = _orders <= 0 ? RolloutWait.Admission : _turns.Ask(Candidate(hub, own), _now);
        return wait == RolloutWait.None
            ? Order(hub, RolloutHubState.Ordered, UpdateAction.Install, (int)seconds)
            : (hub with { Wait = wait }, null);
    }

    // Paused or stopped: what has begun goes on; stopped, what has not begun is called off.
    private (StoredRolloutHub, HubOrder?) Hold(StoredRolloutHub hub, in HubCondition condition)
    {
        bool isOver = IsForgotten(hub, condition);
        return hub.State switch
        {
            RolloutHubState.Ordered when isOver => (hub with { State = RolloutHubState.Ready }, null),
            RolloutHubState.Ordered when _rollout.State == RolloutState.Stopped => CallOff(hub, condition),
            RolloutHubState.Fetching or RolloutHubState.Ready when _rollout.State == RolloutState.Stopped =>
                LetGo(hub, condition, RolloutHubState.Waiting, RolloutWait.Paused),
            RolloutHubState.Waiting or RolloutHubState.Fetching or RolloutHubState.Ready =>
                (hub with { Wait = RolloutWait.Paused }, null),
            _ => (hub, null),
        };
    }

    private (StoredRolloutHub, HubOrder?) Back(StoredRolloutHub hub, in HubCondition condition)
    {
        switch (hub.State)
        {
            case RolloutHubState.Waiting:
                return (End(hub, RolloutHubState.TakenBack), null);
            case RolloutHubState.Fetching or RolloutHubState.Ready:
                (StoredRolloutHub told, HubOrder? order) = LetGo(
                    hub, condition, RolloutHubState.TakenBack, RolloutWait.None);
                return (told with { EndedAt = _now }, order);
            case RolloutHubState.Ordered:
                return IsForgotten(hub, condition)
                    ? (End(hub, RolloutHubState.TakenBack), null)
                    : CallOff(hub, condition);
            case RolloutHubState.Overdue when hub.Word is { } word && word.Running != _rollout.Sequence
                && condition.IsConnected && word.At > hub.BegunAt:
                return (End(hub, RolloutHubState.TakenBack), null);
            case RolloutHubState.Trial or RolloutHubState.Confirmed when hub.Word is { } word
                && word.Running != _rollout.Sequence:
                // It runs something else by now, which is not this rollout's to take away.
                return (End(hub, RolloutHubState.TakenBack), null);
            case RolloutHubState.Trial or RolloutHubState.Confirmed or RolloutHubState.Overdue:
                return TakeBack(hub, condition);
            case RolloutHubState.RevertOrdered:
                return Ask(hub, condition, UpdateAction.Revert, Limits.Updates.InstallOrderSeconds);
            default:
                return (hub, null);
        }
    }

    private (StoredRolloutHub, HubOrder?) TakeBack(StoredRolloutHub hub, in HubCondition condition)
    {
        if (condition.IsConnected && hub.Word is { HasPrevious: false })
        {
            return (End(hub, RolloutHubState.NotTakenBack) with { Reason = "nothing to go back to" }, null);
        }

        TurnCandidate candidate = Candidate(hub, condition.InstallWait(0, 0));

        // A hub whose own restart is under way holds its keys itself.
        RolloutWait wait = _orders <= 0
            ? RolloutWait.Admission
            : _turns.Ask(hub.IsBusy ? candidate with { Keys = [] } : candidate, _now);
        return wait == RolloutWait.None
            ? Order(
                hub with { Tries = 0 },
                RolloutHubState.RevertOrdered,
                UpdateAction.Revert,
                Limits.Updates.InstallOrderSeconds)
            : (hub with { Wait = wait }, null);
    }

    // Nothing has begun: a hub that is away needs no word of it, since it installs nothing without another order.
    private (StoredRolloutHub, HubOrder?) LetGo(
        StoredRolloutHub hub, in HubCondition condition, RolloutHubState state, RolloutWait wait)
    {
        bool isTold = condition.IsConnected && hub.Word is not null && _orders > 0;
        (StoredRolloutHub told, HubOrder? order) = isTold
            ? Order(hub, hub.State, UpdateAction.Cancel, Limits.Updates.InstallOrderSeconds)
            : (hub, null);
        return (told with { State = state, Wait = wait, Tries = 0 }, order);
    }

    private (StoredRolloutHub, HubOrder?) CallOff(StoredRolloutHub hub, in HubCondition condition)
    {
        return hub.Action == UpdateAction.Cancel
            ? Ask(hub, condition, UpdateAction.Cancel, Limits.Updates.InstallOrderSeconds)
            : condition.IsConnected
                ? Order(hub, hub.State, UpdateAction.Cancel, Limits.Updates.InstallOrderSeconds)
                : (hub with { Wait = RolloutWait.Link }, null);
    }

    // Gives an order again that the hub, here for long enough, has not taken; else says what the hub waits for.
    private (StoredRolloutHub, HubOrder?) Ask(
        StoredRolloutHub hub, in HubCondition condition, UpdateAction action, int seconds)
    {
        if (!condition.IsConnected)
        {
            return (hub with { Wait = RolloutWait.Link }, null);
        }

        if (hub.Word is not { } word || IsTaken(hub, word, action))
        {
            return (hub with { Wait = hub.Word is { } last ? Progress.WaitOf(last.Reason) : RolloutWait.Answer }, null);
        }

        bool isDue = _now - hub.OrderedAt >= Limits.Updates.RetrySeconds * 1_000L;
        return isDue && hub.Tries < Limits.Updates.Tries && seconds > 0
            ? Order(hub, hub.State, action, seconds)
            : (hub with { Wait = RolloutWait.Answer }, null);
    }

    // Another nonce alone proves nothing: a hub that restarted before it heard the order offers another one too.
    private bool IsTaken(StoredRolloutHub hub, HubWord word, UpdateAction action)
    {
        return word.IsAfter(hub.OrderNonce) && action switch
        {
            UpdateAction.Revert => word.Phase is UpdatePhase.Waiting or UpdatePhase.Switching or UpdatePhase.Reverted,
            UpdateAction.Cancel => word.Phase == UpdatePhase.Refused,
            _ => word.Release == _rollout.Sequence,
        };
    }

    // The order's time is over, and the hub, which is here and would say so, has not begun.
    private bool IsForgotten(StoredRolloutHub hub, in HubCondition condition)
    {
        return hub.State == RolloutHubState.Ordered && _now >= hub.ExpiresAt && condition.IsConnected
            && hub.Word is { } word && word.Phase != UpdatePhase.Switching;
    }

    private (StoredRolloutHub, HubOrder?) Order(
        StoredRolloutHub hub, RolloutHubState state, UpdateAction action, int seconds)
    {
        if (_orders <= 0 || hub.Word is not { } word)
        {
            return (hub with { Wait = RolloutWait.Admission }, null);
        }

        bool isNew = hub.State != state;
        StoredRolloutHub ordered = hub with
        {
            State = state,
            Wait = RolloutWait.Answer,
            Action = action,
            OrderNonce = word.Nonce,
            OrderedAt = _now,
            ExpiresAt = _now + (seconds * 1_000L),
            Tries = hub.Tries + 1,
            BegunAt = isNew ? _now : hub.BegunAt,
            From = hub.OrderSequence == 0 ? word.Running : hub.From,
            EndedAt = 0,
        };
        return (ordered, new HubOrder(action, action == UpdateAction.Revert ? word.Previous : _rollout.Sequence));
    }

    private static string NoAnswer(StoredRolloutHub hub)
    {
        return hub.Reason.Length > 0
            ? hub.Reason
            : string.Create(CultureInfo.InvariantCulture, $"no answer to {hub.Tries} orders");
    }

    private StoredRolloutHub End(StoredRolloutHub hub, RolloutHubState state)
    {
        return hub with { State = state, Wait = RolloutWait.None, EndedAt = _now };
    }

    private TurnCandidate Candidate(StoredRolloutHub hub, RolloutWait wait)
    {
        return new TurnCandidate(hub.HubRow, [.. AffinityKeys.Of(hub.Places, _rollout.Kept)], wait);
    }
}
