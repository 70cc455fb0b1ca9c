// The public handler of campaigns: the same change for many hubs, some first.
using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using Fleet.Server.Access;
using Fleet.Server.Http;
using Fleet.Server.Programming.Settings;

namespace Fleet.Server.Programming.Campaigns;

/// <summary>
/// Brings the hubs of a level to its newest revision, wave after wave. A campaign stops by itself when more hubs fail
/// than are allowed to; what it has done can be taken back.
/// </summary>
public interface ICampaigns
{
    /// <summary>Campaigns of the actor's tenant, newest first.</summary>
    Task<IReadOnlyList<CampaignView>> ListAsync(Actor actor, CancellationToken cancellationToken);

    /// <summary>One campaign; null when there is none of this number.</summary>
    Task<CampaignView?> FindAsync(Actor actor, long number, CancellationToken cancellationToken);

    /// <summary>The hubs of a campaign, by wave; null when there is none of this number.</summary>
    /// <param name="actor">Who asks.</param>
    /// <param name="number">The campaign.</param>
    /// <param name="state">Only hubs in this state; null for all.</param>
    /// <param name="after">Only hubs after this one; null from the first on.</param>
    /// <param name="limit">How many, 1 to <see cref="Limits.Campaigns.HubsPerPage"/>.</param>
    /// <param name="cancellationToken">Stops the asking.</param>
    Task<IReadOnlyList<CampaignHubView>?> HubsAsync(
        Actor actor,
        long number,
        CampaignHubState? state,
        string? after,
        int limit,
        CancellationToken cancellationToken);

    /// <summary>What a campaign would do, hub by hub, without doing it.</summary>
    Task<CampaignPlan> PlanAsync(Actor actor, CampaignOrder order, CancellationToken cancellationToken);

    /// <summary>Starts a campaign.</summary>
    Task<CampaignChange> StartAsync(Actor actor, CampaignOrder order, CancellationToken cancellationToken);

    /// <summary>Pauses, resumes, stops or reverts a campaign.</summary>
    Task<CampaignChange> StepAsync(
        Actor actor, long number, CampaignStep step, string comment, CancellationToken cancellationToken);
}

/// <summary>What a campaign is to do.</summary>
/// <param name="Level">The level whose newest revision the hubs are to follow.</param>
/// <param name="Scope">Which one of it.</param>
/// <param name="Comment">Why, 1 to 500 characters.</param>
/// <param name="Waves">
/// How many hubs have been asked at the end of each wave: a number such as 2, or a part of all such as 10%; ascending,
/// and a last wave with the rest is added. Null: 2, 10%, 50%, 100%.
/// </param>
/// <param name="SoakSeconds">How long a wave is watched after its last hub has answered, 0 to a week.</param>
/// <param name="FailuresAllowed">More failed hubs than these stop it.</param>
public sealed record CampaignOrder(
    SettingLevel Level,
    string Scope,
    string Comment,
    IReadOnlyList<string>? Waves = null,
    int SoakSeconds = 300,
    int FailuresAllowed = 0);

/// <summary>How a campaign stands.</summary>
public enum CampaignState
{
    /// <summary>Its list of hubs is being written.</summary>
    Planned = 0,

    /// <summary>Hubs are asked.</summary>
    Running = 1,

    /// <summary>No more hubs are asked until it is resumed.</summary>
    Paused = 2,

    /// <summary>No more hubs are asked.</summary>
    Stopped = 3,

    /// <summary>All hubs were asked; those that were away get it when they are back.</summary>
    Done = 4,

    /// <summary>Hubs are asked to go back.</summary>
    Reverting = 5,

    /// <summary>All hubs were asked to go back.</summary>
    Reverted = 6,
}

/// <summary>How far a hub has come in a campaign.</summary>
public enum CampaignHubState
{
    /// <summary>It is not its turn yet.</summary>
    Waiting = 0,

    /// <summary>It has been asked.</summary>
    Asked = 1,

    /// <summary>It has proved and kept the change.</summary>
    Confirmed = 2,

    /// <summary>It has refused the change or gone back on it, or has not answered.</summary>
    Failed = 3,

    /// <summary>There was nothing to change.</summary>
    Unchanged = 4,

    /// <summary>It is back at what it had.</summary>
    Reverted = 5,

    /// <summary>It has been asked to go back.</summary>
    AskedToRevert = 6,

    /// <summary>It has not gone back.</summary>
    NotReverted = 7,
}

/// <summary>What can be done to a campaign.</summary>
public enum CampaignStep
{
    /// <summary>Ask no more hubs for now.</summary>
    Pause = 0,

    /// <summary>Go on.</summary>
    Resume = 1,

    /// <summary>Ask no more hubs.</summary>
    Stop = 2,

    /// <summary>Stop, and have those that were asked go back.</summary>
    Revert = 3,
}

/// <summary>A campaign.</summary>
/// <param name="Number">Its number in the municipality.</param>
/// <param name="Level">The level whose revision the hubs are to follow.</param>
/// <param name="Scope">Which one of it.</param>
/// <param name="ScopeName">What that is called; empty for the municipality.</param>
/// <param name="FromRevision">The revision before.</param>
/// <param name="Revision">The revision that the hubs are to follow.</param>
/// <param name="State">How it stands.</param>
/// <param name="Reason">Why it was stopped or paused; else empty.</param>
/// <param name="Comment">Why it was started.</param>
/// <param name="ActorName">By whom.</param>
/// <param name="MadeAt">When.</param>
/// <param name="ChangedAt">When its state was last changed.</param>
/// <param name="Wave">The wave under way, from 1.</param>
/// <param name="NextWaveAt">When the next wave begins; null when this one has not settled, or is the last.</param>
/// <param name="SoakSeconds">How long a wave is watched after its last answer.</param>
/// <param name="FailuresAllowed">More failed hubs than these stop it.</param>
/// <param name="Changes">What differs between the two revisions.</param>
/// <param name="Waves">The waves with how far each has come.</param>
public sealed record CampaignView(
    long Number,
    SettingLevel Level,
    string Scope,
    string ScopeName,
    long FromRevision,
    long Revision,
    CampaignState State,
    string Reason,
    string Comment,
    string ActorName,
    DateTimeOffset MadeAt,
    DateTimeOffset ChangedAt,
    int Wave,
    DateTimeOffset? NextWaveAt,
    int SoakSeconds,
    int FailuresAllowed,
    IReadOnlyList<FieldDifference> Changes,
    IReadOnlyList<WaveView> Waves);

/// <summary>A wave: how many hubs are in each state.</summary>
/// <param name="Wave">From 1.</param>
/// <param name="Hubs">How many hubs it has.</param>
/// <param name="Waiting">Not asked yet.</param>
/// <param name="Asked">Asked, without an answer; those that are away among them.</param>
/// <param name="Confirmed">Proved and kept.</param>
/// <param name="Failed">Refused, gone back, or no answer.</param>
/// <param name="Unchanged">Nothing to change.</param>
/// <param name="Reverted">Back at what it was.</param>
/// <param name="NotReverted">Asked to go back, and not back.</param>
public sealed record WaveView(
    int Wave,
    int Hubs,
    int Waiting,
    int Asked,
    int Confirmed,
    int Failed,
    int Unchanged,
    int Reverted,
    int NotReverted);

/// <summary>A hub in a campaign.</summary>
/// <param name="HubId">The hub.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Wave">Its wave, from 1.</param>
/// <param name="State">How far it has come.</param>
/// <param name="IsConnected">Whether it is here now.</param>
/// <param name="Version">The version of its settings that the campaign made; 0 for none.</param>
/// <param name="Document">How far that version has come; null for none.</param>
/// <param name="Reason">Why it failed or waits; else empty.</param>
/// <param name="AskedAt">When it was asked; null when it was not.</param>
/// <param name="EndedAt">When it had answered; null when it has not.</param>
public sealed record CampaignHubView(
    string HubId,
    string Name,
    int Wave,
    CampaignHubState State,
    bool IsConnected,
    long Version,
    DocumentState? Document,
    string Reason,
    DateTimeOffset? AskedAt,
    DateTimeOffset? EndedAt);

/// <summary>What a campaign would do.</summary>
/// <param name="Result">Done when it could be started.</param>
/// <param name="FromRevision">The revision that is released.</param>
/// <param name="Revision">The revision that the hubs would follow.</param>
/// <param name="Changes">What differs between the two.</param>
/// <param name="WaveHubs">How many hubs each wave has.</param>
/// <param name="Hubs">The hubs, by wave, at most <see cref="Limits.Campaigns.PlannedHubs"/>.</param>
/// <param name="Faults">What is wrong, each with its place.</param>
public sealed record CampaignPlan(
    SettingsResult Result,
    long FromRevision,
    long Revision,
    IReadOnlyList<FieldDifference> Changes,
    IReadOnlyList<int> WaveHubs,
    IReadOnlyList<PlannedHubView> Hubs,
    IReadOnlyList<FieldFault> Faults);

/// <summary>What a campaign would do to a hub.</summary>
/// <param name="HubId">The hub.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Wave">Its wave, from 1.</param>
/// <param name="IsConnected">Whether it is here; else it would get it when it is back.</param>
/// <param name="Changes">What would change there; empty when a nearer level tells it otherwise, or it is so already.
/// </param>
/// <param name="Faults">Why it would fail there: what the levels tell together cannot be.</param>
public sealed record PlannedHubView(
    string HubId,
    string Name,
    int Wave,
    bool IsConnected,
    IReadOnlyList<FieldDifference> Changes,
    IReadOnlyList<FieldFault> Faults);

/// <summary>The answer to a change of a campaign.</summary>
/// <param name="Result">Done, or why not. Stale: its state does not allow the step, or another campaign is under way.
/// </param>
/// <param name="Campaign">The campaign as it stands; null when there is none.</param>
/// <param name="Faults">What is wrong, each with its place.</param>
public sealed record CampaignChange(
    SettingsResult Result, CampaignView? Campaign, IReadOnlyList<FieldFault> Faults);
