// The public handler of what levels above the home tell.
using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using Fleet.Server.Access;
using Fleet.Server.Http;

namespace Fleet.Server.Programming.Settings;

/// <summary>
/// Reads and changes what the municipality, a model or a group tells. A change makes a revision and reaches no hub: a
/// campaign does that, some hubs first, so that a mistake stops at those.
/// </summary>
public interface ISettingLevels
{
    /// <summary>The levels that have told something, and those that could: the municipality, models, groups.</summary>
    Task<IReadOnlyList<LevelView>> ListAsync(Actor actor, CancellationToken cancellationToken);

    /// <summary>A level; null when the tenant has no such group, or no hub of such a model.</summary>
    Task<LevelView?> FindAsync(
        Actor actor, SettingLevel level, string scope, CancellationToken cancellationToken);

    /// <summary>Makes a new revision.</summary>
    /// <param name="actor">Who changes.</param>
    /// <param name="level">The level, not the home.</param>
    /// <param name="scope">Which one of it.</param>
    /// <param name="change">The settings to change and why.</param>
    /// <param name="seenRevision">The newest revision that the actor has seen, 0 for none.</param>
    /// <param name="cancellationToken">Stops the asking.</param>
    Task<LevelChange> SetAsync(
        Actor actor,
        SettingLevel level,
        string scope,
        SettingsOrder change,
        long seenRevision,
        CancellationToken cancellationToken);

    /// <summary>Makes a new revision that tells what an earlier one told.</summary>
    Task<LevelChange> RestoreAsync(
        Actor actor,
        SettingLevel level,
        string scope,
        long revision,
        ChangeCause cause,
        long seenRevision,
        CancellationToken cancellationToken);

    /// <summary>The revisions, newest first; null when there is no such level.</summary>
    Task<IReadOnlyList<LevelRevisionView>?> RevisionsAsync(
        Actor actor, SettingLevel level, string scope, CancellationToken cancellationToken);
}

/// <summary>A level.</summary>
/// <param name="Level">Which.</param>
/// <param name="Scope">Which one of it: all, a model, a group's id.</param>
/// <param name="Name">What it is called; empty for the municipality.</param>
/// <param name="Revision">The newest revision, which If-Match must name to change it; 0 for none.</param>
/// <param name="ReleasedRevision">The revision that every hub of it follows at least.</param>
/// <param name="Hubs">How many hubs it has.</param>
/// <param name="HubsBehind">How many of them do not follow the newest revision.</param>
/// <param name="Told">What the newest revision tells, by name.</param>
/// <param name="MayChange">The settings that the person who asks decides on here.</param>
public sealed record LevelView(
    SettingLevel Level,
    string Scope,
    string Name,
    long Revision,
    long ReleasedRevision,
    int Hubs,
    int HubsBehind,
    IReadOnlyDictionary<string, ToldSetting> Told,
    IReadOnlyList<string> MayChange);

/// <summary>A revision of a level.</summary>
/// <param name="Revision">1 and up.</param>
/// <param name="MadeAt">When it was made.</param>
/// <param name="ActorName">By whom.</param>
/// <param name="Comment">Why.</param>
/// <param name="RestoredFrom">The revision that it took again; null for none.</param>
/// <param name="Changes">What differs from the one before; null: not told.</param>
public sealed record LevelRevisionView(
    long Revision,
    DateTimeOffset MadeAt,
    string ActorName,
    string Comment,
    long? RestoredFrom,
    IReadOnlyList<FieldDifference> Changes);

/// <summary>The answer to a change of a level.</summary>
/// <param name="Result">Done, or why not.</param>
/// <param name="Newest">The level as it is now; null when there is none.</param>
/// <param name="Seen">The revision that the actor has seen, when another has come since; null for none.</param>
/// <param name="IsUnderWay">True when a campaign brings hubs to the newest revision: it is changed after that.</param>
/// <param name="Faults">What is wrong, each with its place.</param>
public sealed record LevelChange(
    SettingsResult Result,
    LevelView? Newest,
    LevelRevisionView? Seen,
    bool IsUnderWay,
    IReadOnlyList<FieldFault> Faults);
