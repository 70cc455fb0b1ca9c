// The public handler of rollouts: a release for many hubs, some first.
using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using Fleet.Server.Access;
using Fleet.Server.Http;

namespace Fleet.Server.Updates;

/// <summary>
/// Brings hubs to a release, wave after wave, each at its turn. A rollout stops by itself when more hubs fail than may,
/// or when updated hubs do worse than they did before; what it has done can be taken back.
/// </summary>
public interface IRollouts
{
    /// <summary>Rollouts of the actor's tenant, newest first.</summary>
    Task<IReadOnlyList<RolloutView>> ListAsync(Actor actor, CancellationToken cancellationToken);

    /// <summary>One rollout; null when there is none of this number.</summary>
    Task<RolloutView?> FindAsync(Actor actor, long number, CancellationToken cancellationToken);

    /// <summary>The hubs of a rollout in their order; null when there is none of this number.</summary>
    /// <param name="actor">Who asks.</param>
    /// <param name="number">The rollout.</param>
    /// <param name="state">Only hubs in this state; null for all.</param>
    /// <param name="after">Only hubs after this place; null from the first on.</param>
    /// <param name="limit">How many, 1 to <see cref="Limits.Updates.HubsPerPage"/>.</param>
    /// <param name="cancellationToken">Stops the asking.</param>
    Task<IReadOnlyList<RolloutHubView>?> HubsAsync(
        Actor actor, long number, RolloutHubState? state, int? after, int limit, CancellationToken cancellationToken);

    /// <summary>What a rollout would do, hub by hub, without doing it.</summary>
    Task<RolloutPlan> PlanAsync(Actor actor, RolloutOrder order, CancellationToken cancellationToken);

    /// <summary>Makes a rollout; nothing is ordered before it is approved and started.</summary>
    Task<RolloutChange> MakeAsync(Actor actor, RolloutOrder order, CancellationToken cancellationToken);

    /// <summary>Approves, starts, pauses, resumes, stops or reverts a rollout.</summary>
    Task<RolloutChange> StepAsync(
        Actor actor, long number, RolloutStep step, string comment, CancellationToken cancellationToken);
}

/// <summary>Which hubs a rollout is for; with nothing given, all hubs of the municipality.</summary>
/// <param name="ClassId">Only hubs of this class, 32 hexadecimal digits; null for all.</param>
/// <param name="GroupId">Only hubs of this group; null for all.</param>
/// <param name="HubIds">Only these hubs; null for all.</param>
public sealed record RolloutTarget(string? ClassId = null, Guid? GroupId = null, IReadOnlyList<string>? HubIds = null);

/// <summary>What a rollout is to do.</summary>
/// <param name="Release">The release's sequence.</param>
/// <param name="Comment">Why, 1 to 500 characters.</param>
/// <param name="Target">Which hubs; null for all.</param>
/// <param name="Waves">
/// How many hubs have been ordered at the end of each wave: a number such as 2, a part such as 10%, or at the end a
/// factor such as x3; ascending, and a last wave with the rest is added. Null: 2, 10%, 50%, 100%.
/// </param>
/// <param name="WindowFrom">The minute of the day, in Sweden, from which hubs may restart, 0 to 1,439.</param>
/// <param name="WindowTo">The minute before which they may; the same as <paramref name="WindowFrom"/>: always.</param>
/// <param name="SoakSeconds">How long a wave is watched after its last hub has settled.</param>
/// <param name="FailuresAllowed">More failed hubs than these may stop it.</param>
/// <param name="FailurePercent">They stop it when they are more than this part of the hubs that were ordered.</param>
/// <param name="HubsPerMinute">How many hubs are admitted to install in a minute.</param>
/// <param name="Burst">How many of them at once.</param>
/// <param name="BytesPerHour">The most bytes that a hub fetches in an hour; 0 for the hub's own pace.</param>
/// <param name="KeepsStairwells">Never two hubs of one stairwell at once.</param>
/// <param name="KeepsRounds">Never two hubs of one responder's round at once.</param>
/// <param name="KeepsCells">Never two hubs of one radio cell at once.</param>
public sealed record RolloutOrder(
    long Release,
    string Comment,
    RolloutTarget? Target = null,
    IReadOnlyList<string>? Waves = null,
    int WindowFrom = 0,
    int WindowTo = 0,
    int SoakSeconds = 86_400,
    int FailuresAllowed = 0,
    int FailurePercent = 0,
    int HubsPerMinute = 10,
    int Burst = 5,
    long BytesPerHour = 0,
    bool KeepsStairwells = true,
    bool KeepsRounds = true,
    bool KeepsCells = true);

/// <summary>A rollout.</summary>
/// <param name="Number">Its number in the municipality.</param>
/// <param name="State">How it stands.</param>
/// <param name="Reason">Why it was stopped or paused; else empty.</param>
/// <param name="Order">What it is to do.</param>
/// <param name="Version">The release's version.</param>
/// <param name="IsRehearsed">Whether a rehearsal of the release has passed.</param>
/// <param name="ActorName">Who made it.</param>
/// <param name="MadeAt">When.</param>
/// <param name="ChangedAt">When its state was last changed.</param>
/// <param name="Consents">Who has agreed to it, and to a start without a passed rehearsal.</param>
/// <param name="Wave">The wave under way, from 1.</param>
/// <param name="NextWaveAt">When the next wave begins; null when this one has not settled, or is the last.</param>
/// <param name="Waves">The waves with how far each has come.</param>
/// <param name="Waits">How many hubs wait for what.</param>
public sealed record RolloutView(
    long Number,
    RolloutState State,
    string Reason,
    RolloutOrder Order,
    string Version,
    bool IsRehearsed,
    string ActorName,
    DateTimeOffset MadeAt,
    DateTimeOffset ChangedAt,
    IReadOnlyList<ConsentView> Consents,
    int Wave,
    DateTimeOffset? NextWaveAt,
    IReadOnlyList<RolloutWaveView> Waves,
    IReadOnlyList<WaitCount> Waits);

/// <summary>How many hubs wait for one thing.</summary>
/// <param name="Wait">For what.</param>
/// <param name="Hubs">How many.</param>
public sealed record WaitCount(RolloutWait Wait, int Hubs);

/// <summary>That a person agrees.</summary>
/// <param name="IsOverride">True for a start without a passed rehearsal; false for the rollout itself.</param>
/// <param name="ActorName">Who.</param>
/// <param name="Reason">Why.</param>
/// <param name="At">When.</param>
public sealed record ConsentView(bool IsOverride, string ActorName, string Reason, DateTimeOffset At);

/// <summary>A wave: how many hubs are in each state.</summary>
/// <param name="Wave">From 1.</param>
/// <param name="Hubs">How many hubs it has.</param>
/// <param name="Waiting">Not ordered yet.</param>
/// <param name="UnderWay">Fetching, ready, ordered or on trial.</param>
/// <param name="Confirmed">They run it for good.</param>
/// <param name="Failed">Refused, gone back by themselves, or overdue.</param>
/// <param name="TakenBack">Taken back.</param>
/// <param name="NotTakenBack">Ordered to go back, and not back.</param>
public sealed record RolloutWaveView(
    int Wave, int Hubs, int Waiting, int UnderWay, int Confirmed, int Failed, int TakenBack, int NotTakenBack);

/// <summary>A hub in a rollout.</summary>
/// <param name="HubId">The hub.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Place">Its place in the order, from 0.</param>
/// <param name="Wave">Its wave, from 1.</param>
/// <param name="State">How far it has come.</param>
/// <param name="Wait">Why it waits.</param>
/// <param name="Reason">Why it failed; else empty.</param>
/// <param name="IsConnected">Whether it is here now.</param>
/// <param name="RunningRelease">What it last said that it runs; null when it has not.</param>
/// <param name="BytesDone">Bytes of the release that it has, as it last said.</param>
/// <param name="BytesTotal">Of how many.</param>
/// <param name="OrderedAt">When it was last ordered something; null when it was not.</param>
/// <param name="EndedAt">When it had settled; null when it has not.</param>
public sealed record RolloutHubView(
    string HubId,
    string Name,
    int Place,
    int Wave,
    RolloutHubState State,
    RolloutWait Wait,
    string Reason,
    bool IsConnected,
    long? RunningRelease,
    long BytesDone,
    long BytesTotal,
    DateTimeOffset? OrderedAt,
    DateTimeOffset? EndedAt);

/// <summary>What a rollout would do.</summary>
/// <param name="Result">Done when it could be made.</param>
/// <param name="WaveHubs">How many hubs each wave has.</param>
/// <param name="Hubs">The hubs, those that are part first, at most <see cref="Limits.Updates.HubsPerPage"/>.</param>
/// <param name="Excluded">How many hubs of the target are not part.</param>
/// <param name="IsRehearsed">Whether a rehearsal of the release has passed.</param>
/// <param name="Faults">What is wrong, each with its place.</param>
public sealed record RolloutPlan(
    UpdateResult Result,
    IReadOnlyList<int> WaveHubs,
    IReadOnlyList<PlannedUpdate> Hubs,
    int Excluded,
    bool IsRehearsed,
    IReadOnlyList<FieldFault> Faults);

/// <summary>What a rollout would do to a hub.</summary>
/// <param name="HubId">The hub.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Wave">Its wave, from 1; 0 when it is not part.</param>
/// <param name="Exclusion">Why it is not part.</param>
/// <param name="Wait">What it would wait for if its turn were now.</param>
/// <param name="RunningRelease">What it runs; null when not known.</param>
/// <param name="RequiredRelease">The release that it must run first; 0 for none.</param>
public sealed record PlannedUpdate(
    string HubId,
    string Name,
    int Wave,
    RolloutExclusion Exclusion,
    RolloutWait Wait,
    long? RunningRelease,
    long RequiredRelease);

/// <summary>What became of a change.</summary>
public enum UpdateResult
{
    /// <summary>It is committed.</summary>
    Done = 0,

    /// <summary>The tenant has no such thing.</summary>
    NotFound = 1,

    /// <summary>The state does not allow it; the sentence says why.</summary>
    NotNow = 2,

    /// <summary>It has faults.</summary>
    Invalid = 3,

    /// <summary>It takes another person than this one.</summary>
    NotYours = 4,
}

/// <summary>The answer to a change of a rollout.</summary>
/// <param name="Result">Done, or why not.</param>
/// <param name="Rollout">The rollout as it stands; null when there is none.</param>
/// <param name="Faults">What is wrong, each with its place.</param>
/// <param name="Sentence">Why it is not now, or not yours; else empty.</param>
public sealed record RolloutChange(
    UpdateResult Result, RolloutView? Rollout, IReadOnlyList<FieldFault> Faults, string Sentence = "");
