// The public handler of hubs' settings: what is wanted, where it comes from, what is in force, what was before.
using System;
using System.Collections.Generic;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading;
using System.Threading.Tasks;
using Fleet.Server.Access;
using Fleet.Server.Http;
using Hub.Protocols.Settings;

namespace Fleet.Server.Programming.Settings;

/// <summary>
/// Reads and changes the settings of hubs of the actor's tenant (HBG-017). Every version is kept (HUL-043). Who may
/// change which setting is looked at here, setting by setting (HUL-044).
/// </summary>
public interface IHubSettings
{
    /// <summary>How a hub's settings stand; null when the tenant has no such hub.</summary>
    Task<SettingsView?> FindAsync(Actor actor, string hubId, CancellationToken cancellationToken);

    /// <summary>Changes what is told for a home, makes a new version and sends it, at once or when the hub is back.
    /// </summary>
    /// <param name="actor">Who changes.</param>
    /// <param name="hubId">The hub.</param>
    /// <param name="change">The settings to change and why.</param>
    /// <param name="seenVersion">The newest version that the actor has seen, 0 for none.</param>
    /// <param name="cancellationToken">Stops the asking.</param>
    Task<SettingsChange> SetAsync(
        Actor actor, string hubId, SettingsOrder change, long seenVersion, CancellationToken cancellationToken);

    /// <summary>Makes a new version that says what an earlier one said; what other levels tell otherwise by now is told
    /// for the home.</summary>
    Task<SettingsChange> RestoreAsync(
        Actor actor,
        string hubId,
        long version,
        ChangeCause cause,
        bool hasConsent,
        long seenVersion,
        CancellationToken cancellationToken);

    /// <summary>Versions, newest first; null when the tenant has no such hub.</summary>
    /// <param name="actor">Who asks.</param>
    /// <param name="hubId">The hub.</param>
    /// <param name="before">Only versions below this one; null from the newest on.</param>
    /// <param name="limit">How many, 1 to <see cref="Limits.Programming.VersionsPerPage"/>.</param>
    /// <param name="cancellationToken">Stops the asking.</param>
    Task<IReadOnlyList<SettingsVersionView>?> VersionsAsync(
        Actor actor, string hubId, long? before, int limit, CancellationToken cancellationToken);

    /// <summary>One version; null when there is none.</summary>
    Task<SettingsVersionView?> FindVersionAsync(
        Actor actor, string hubId, long version, CancellationToken cancellationToken);

    /// <summary>What differs between two versions; null when either is missing. Version 0 tells nothing.</summary>
    Task<SettingsDifference?> CompareAsync(
        Actor actor, string hubId, long from, long to, CancellationToken cancellationToken);

    /// <summary>
    /// The last changes of each setting, newest first, with the old values (HUL-043, HUL-046); null when the tenant has
    /// no such hub.
    /// </summary>
    Task<IReadOnlyList<SettingHistory>?> ChangesAsync(
        Actor actor, string hubId, CancellationToken cancellationToken);
}

/// <summary>Settings to be changed.</summary>
/// <param name="Values">Values by name; null takes back what is told here, so that the next wider level counts.</param>
/// <param name="Cause">Why.</param>
/// <param name="HasConsent">Whether who lives there has agreed; only settings that need it ask.</param>
public sealed record SettingsOrder(
    IReadOnlyDictionary<string, JsonElement> Values, ChangeCause Cause, bool HasConsent = false);

/// <summary>How a hub's settings stand.</summary>
/// <param name="HubId">The hub.</param>
/// <param name="Version">The newest version, which If-Match must name to change it; 0 when there is none.</param>
/// <param name="Newest">The newest version; null when there is none.</param>
/// <param name="InForce">The version that the hub last said is in force; null when unknown, or none of ours.</param>
/// <param name="ReportedVersion">The version that the hub last named; null when it has not. 0: as at the bench.</param>
/// <param name="ReportedAt">When it first did.</param>
/// <param name="IsDrifted">True when the hub runs settings that are none of its versions.</param>
/// <param name="Group">The group that the hub is in; null for none.</param>
/// <param name="Levels">The levels that the hub follows.</param>
/// <param name="Settings">Every setting, in the order of the schema.</param>
public sealed record SettingsView(
    string HubId,
    long Version,
    SettingsVersionView? Newest,
    SettingsVersionView? InForce,
    long? ReportedVersion,
    DateTimeOffset? ReportedAt,
    bool IsDrifted,
    HubGroupView? Group,
    IReadOnlyList<FollowedLevelView> Levels,
    IReadOnlyList<SettingView> Settings);

/// <summary>A level as a hub follows it.</summary>
/// <param name="Level">The level.</param>
/// <param name="Scope">Which one: all, a model, a group's id, or the hub's id.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Revision">The revision that the hub follows; 0 for none.</param>
/// <param name="NewestRevision">The newest one: a higher one waits to be rolled out.</param>
public sealed record FollowedLevelView(
    SettingLevel Level, string Scope, string Name, long Revision, long NewestRevision);

/// <summary>A setting of a hub.</summary>
/// <param name="Name">Its name, with its unit.</param>
/// <param name="Kind">What it holds.</param>
/// <param name="Unit">Of a number: s, min, bytes, % or empty.</param>
/// <param name="Min">The least number, or the fewest items.</param>
/// <param name="Max">The highest number, or the most items.</param>
/// <param name="Default">What a hub does that was told nothing, here or at the bench.</param>
/// <param name="Owner">Who decides on it.</param>
/// <param name="NeedsConsent">Whether who lives there must have agreed to a change.</param>
/// <param name="Value">The value that is wanted; null: as at the bench.</param>
/// <param name="Level">The level that tells it; null when none does.</param>
/// <param name="LevelName">What that level is called; empty when none tells it.</param>
/// <param name="Told">Who told it, when and why; null when nobody has.</param>
/// <param name="Wider">The value that would count if the home told nothing; null: as at the bench.</param>
/// <param name="InForce">The value in force; null: as at the bench, or unknown.</param>
/// <param name="MayChange">Whether the person who asks decides on it.</param>
public sealed record SettingView(
    string Name,
    SettingKind Kind,
    string Unit,
    int Min,
    int Max,
    int Default,
    SettingOwner Owner,
    bool NeedsConsent,
    JsonNode? Value,
    SettingLevel? Level,
    string LevelName,
    ToldSetting? Told,
    JsonNode? Wider,
    JsonNode? InForce,
    bool MayChange);

/// <summary>A version of a hub's settings.</summary>
/// <param name="Version">1 and up, higher for each.</param>
/// <param name="State">How far it has come.</param>
/// <param name="Reason">Why the hub refused it, went back or waits, in the hub's own words; else empty.</param>
/// <param name="ChangedAt">When the state was last changed.</param>
/// <param name="TrialEndsAt">When the hub goes back by itself; null when it tries nothing.</param>
/// <param name="MadeAt">When it was made.</param>
/// <param name="ActorName">By whom.</param>
/// <param name="Comment">Why.</param>
/// <param name="RestoredFrom">The version that it took again; null for none.</param>
/// <param name="CaseNumber">The case that it answers; null for none.</param>
/// <param name="Bytes">Bytes of the document, of at most 1,152.</param>
/// <param name="Values">The settings that it tells, by name.</param>
public sealed record SettingsVersionView(
    long Version,
    DocumentState State,
    string Reason,
    DateTimeOffset ChangedAt,
    DateTimeOffset? TrialEndsAt,
    DateTimeOffset MadeAt,
    string ActorName,
    string Comment,
    long? RestoredFrom,
    long? CaseNumber,
    int Bytes,
    JsonObject Values);

/// <summary>What became of a change.</summary>
public enum SettingsResult
{
    /// <summary>What was asked for is committed.</summary>
    Done = 0,

    /// <summary>The tenant has no such hub or level, or that no such version.</summary>
    NotFound = 1,

    /// <summary>Somebody has changed it since the version that the actor has seen.</summary>
    Stale = 2,

    /// <summary>The settings or the reason have faults.</summary>
    Invalid = 3,

    /// <summary>The actor's role does not decide on some of the settings.</summary>
    NotYours = 4,
}

/// <summary>The answer to a change.</summary>
/// <param name="Result">Done, or why not.</param>
/// <param name="Newest">The newest version; null when there is none.</param>
/// <param name="Seen">The version that the actor has seen, when another has come since; null for none.</param>
/// <param name="Faults">What is wrong, each with its place.</param>
public sealed record SettingsChange(
    SettingsResult Result,
    SettingsVersionView? Newest,
    SettingsVersionView? Seen,
    IReadOnlyList<FieldFault> Faults);

/// <summary>What differs between two versions.</summary>
/// <param name="From">The earlier one; 0 for nothing told.</param>
/// <param name="To">The later one.</param>
/// <param name="Settings">The settings that differ, with old and new values; null: as at the bench.</param>
public sealed record SettingsDifference(long From, long To, IReadOnlyList<FieldDifference> Settings);

/// <summary>The last changes of one setting.</summary>
/// <param name="Name">The setting.</param>
/// <param name="Changes">Newest first.</param>
public sealed record SettingHistory(string Name, IReadOnlyList<SettingHistoryEntry> Changes);

/// <summary>One change of a setting, with who made it and why.</summary>
/// <param name="Version">The version that brought it.</param>
/// <param name="At">When.</param>
/// <param name="ActorName">By whom.</param>
/// <param name="Comment">Why.</param>
/// <param name="State">How far the version has come.</param>
/// <param name="Old">The value before; null: as at the bench.</param>
/// <param name="New">The value since; null: as at the bench.</param>
public sealed record SettingHistoryEntry(
    long Version,
    DateTimeOffset At,
    string ActorName,
    string Comment,
    DocumentState State,
    JsonNode? Old,
    JsonNode? New);
