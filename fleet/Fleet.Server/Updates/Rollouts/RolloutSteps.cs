// What people do to rollouts, and who may.
using System.Collections.Generic;
using System.Linq;
using Fleet.Server.Access;
using Fleet.Server.Audit;
using Fleet.Server.Store;
using Fleet.Server.Time;
using Fleet.Server.Updates.Releases;

namespace Fleet.Server.Updates.Rollouts;

/// <summary>Steps of rollouts; everything within a session in a transaction.</summary>
internal sealed class RolloutSteps
{
    private readonly ITenantLog _log;
    private readonly SteadyClock _clock;

    public RolloutSteps(ITenantLog log, SteadyClock clock)
    {
        _log = log;
        _clock = clock;
    }

    /// <summary>Does a step, if the rollout's state and the person allow it.</summary>
    public RolloutChange Do(StoreSession session, Actor actor, long number, RolloutStep step, string comment)
    {
        string tidy = (comment ?? "").Trim();
        if (RolloutStore.Find(session, actor.TenantId, number) is not { } rollout)
        {
            return new RolloutChange(UpdateResult.NotFound, null, []);
        }

        if (RolloutCheck.CommentFault(tidy) is { } fault)
        {
            return new RolloutChange(UpdateResult.Invalid, null, [fault]);
        }

        string? refusal = step switch
        {
            RolloutStep.Approve => Approve(session, actor, rollout, tidy),
            RolloutStep.Override => Override(session, actor, rollout, tidy),
            RolloutStep.Start => Start(session, rollout, tidy),
            RolloutStep.Pause => Move(session, rollout, RolloutState.Paused, tidy, RolloutState.Running),
            RolloutStep.Resume => Resume(session, rollout, tidy),
            RolloutStep.Stop => Move(
                session, rollout, RolloutState.Stopped, tidy,
                RolloutState.Draft, RolloutState.Approved, RolloutState.Running, RolloutState.Paused),
            _ => Move(
                session, rollout, RolloutState.Reverting, tidy,
                RolloutState.Running, RolloutState.Paused, RolloutState.Stopped, RolloutState.Done),
        };
        if (refusal is not null)
        {
            bool isPerson = step is RolloutStep.Approve or RolloutStep.Override
                && rollout.State <= RolloutState.Approved;
            return new RolloutChange(isPerson ? UpdateResult.NotYours : UpdateResult.NotNow, null, [], refusal);
        }

        _log.Append(
            session,
            actor.TenantId,
            "rollout",
            $"{number}",
            step.ToString().ToLowerInvariant(),
            tidy,
            _clock.UnixNow,
            actor.UserId,
            actor.DisplayName);
        return new RolloutChange(UpdateResult.Done, null, []);
    }

    private static string StateSentence(StoredRollout rollout)
    {
        return $"The rollout is {rollout.State.ToString().ToLowerInvariant()}.";
    }

    private string? Approve(StoreSession session, Actor actor, StoredRollout rollout, string comment)
    {
        if (rollout.State != RolloutState.Draft)
        {
            return StateSentence(rollout);
        }

        if (rollout.ActorId == actor.UserId)
        {
            return "Who has made a rollout does not approve it; a second person does.";
        }

        RolloutStore.Consent(session, rollout, actor, isOverride: false, comment, _clock.UnixNow);
        return Move(session, rollout, RolloutState.Approved, "", RolloutState.Draft);
    }

    private string? Override(StoreSession session, Actor actor, StoredRollout rollout, string comment)
    {
        return rollout.State is not (RolloutState.Draft or RolloutState.Approved)
            ? StateSentence(rollout)
            : RolloutStore.Consent(session, rollout, actor, isOverride: true, comment, _clock.UnixNow)
            ? null
            : "You have agreed already; it takes another person.";
    }

    private string? Start(StoreSession session, StoredRollout rollout, string comment)
    {
        if (rollout.State != RolloutState.Approved)
        {
            return StateSentence(rollout) + " It must be approved by a second person first.";
        }

        int overrides = RolloutStore.Consents(session, rollout.RolloutId).Count(static one => one.IsOverride);
        return !RehearsalStore.HasPassed(session, rollout.TenantId, rollout.Sequence)
            && overrides < Limits.Updates.OverridesNeeded
            ? $"No rehearsal of release {rollout.Sequence} has passed, and {overrides} of "
                + $"{Limits.Updates.OverridesNeeded} people have agreed to do without."
            : Begin(session, rollout, comment);
    }

    private string? Begin(StoreSession session, StoredRollout rollout, string comment)
    {
        RolloutStore.SetBucket(session, rollout, rollout.Bucket.Fill(_clock.UnixNow));
        return Move(session, rollout, RolloutState.Running, comment, RolloutState.Approved);
    }

    private string? Resume(StoreSession session, StoredRollout rollout, string comment)
    {
        // A rollout that was stopped before it was started has nothing to go on with.
        bool hasBegun = rollout.State == RolloutState.Paused || (rollout.State == RolloutState.Stopped
            && rollout.Bucket.At > 0);
        if (!hasBegun)
        {
            return StateSentence(rollout);
        }

        int failures = 0;
        foreach ((int _, RolloutHubState state, RolloutWait _, int hubs) in
            RolloutHubStore.Counts(session, rollout.RolloutId))
        {
            failures += state is RolloutHubState.Refused or RolloutHubState.WentBack or RolloutHubState.Overdue
                ? hubs
                : 0;
        }

        (int worse, string _) = Signals.SignalStore.Worse(session, rollout.RolloutId);
        RolloutStore.Allow(session, rollout, failures + worse);
        return Move(session, rollout, RolloutState.Running, comment, rollout.State);
    }

    private string? Move(
        StoreSession session, StoredRollout rollout, RolloutState to, string comment, params RolloutState[] from)
    {
        IReadOnlyList<RolloutState> allowed = from;
        return allowed.Contains(rollout.State) && RolloutStore.Move(session, rollout, to, comment, _clock.UnixNow)
            ? null
            : StateSentence(rollout);
    }
}
