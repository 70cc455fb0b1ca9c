// The public handler of homes' rules: what is wanted, what is in force, what was before.
using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using Fleet.Server.Access;
using Fleet.Server.Http;

namespace Fleet.Server.Programming;

/// <summary>
/// Reads and changes the rules of hubs of the actor's tenant. Every version is kept (HUL-043). That only the
/// alarm-responsible changes them (HUL-044) is the policy of who calls <see cref="SetAsync"/> and
/// <see cref="RestoreAsync"/>.
/// </summary>
public interface IHubRules
{
    /// <summary>How a hub's rules stand; null when the tenant has no such hub.</summary>
    Task<RulesView?> FindAsync(Actor actor, string hubId, CancellationToken cancellationToken);

    /// <summary>Makes a new version and sends it, at once or when the hub is back.</summary>
    /// <param name="actor">Who changes.</param>
    /// <param name="hubId">The hub.</param>
    /// <param name="document">The rules.</param>
    /// <param name="cause">Why.</param>
    /// <param name="seenVersion">The newest version that the actor has seen, 0 for none.</param>
    /// <param name="cancellationToken">Stops the asking.</param>
    Task<RulesChange> SetAsync(
        Actor actor,
        string hubId,
        RuleSetEntry document,
        ChangeCause cause,
        long seenVersion,
        CancellationToken cancellationToken);

    /// <summary>Makes a new version that says what an earlier one said.</summary>
    Task<RulesChange> RestoreAsync(
        Actor actor,
        string hubId,
        long version,
        ChangeCause cause,
        long seenVersion,
        CancellationToken cancellationToken);

    /// <summary>Versions without their documents, newest first; null when the tenant has no such hub.</summary>
    /// <param name="actor">Who asks.</param>
    /// <param name="hubId">The hub.</param>
    /// <param name="before">Only versions below this one; null from the newest on.</param>
    /// <param name="limit">How many, 1 to <see cref="Limits.Programming.VersionsPerPage"/>.</param>
    /// <param name="cancellationToken">Stops the asking.</param>
    Task<IReadOnlyList<RulesVersionView>?> VersionsAsync(
        Actor actor, string hubId, long? before, int limit, CancellationToken cancellationToken);

    /// <summary>One version with its document; null when there is none.</summary>
    Task<RulesVersionView?> FindVersionAsync(
        Actor actor, string hubId, long version, CancellationToken cancellationToken);

    /// <summary>What differs between two versions; null when either is missing. Version 0 has no rules.</summary>
    Task<RulesDifference?> CompareAsync(
        Actor actor, string hubId, long from, long to, CancellationToken cancellationToken);

    /// <summary>
    /// The last changes of each rule, newest first, with the old values (HUL-043, HUL-046); null when the tenant has no
    /// such hub.
    /// </summary>
    Task<IReadOnlyList<RuleHistory>?> ChangesAsync(Actor actor, string hubId, CancellationToken cancellationToken);

    /// <summary>Looks through rules without keeping them.</summary>
    /// <param name="document">The rules.</param>
    /// <param name="prefix">What stands before the place of each fault; may be empty.</param>
    RulesCheck Check(RuleSetEntry document, string prefix);

    /// <summary>The general plan, rule by rule, to begin from.</summary>
    IReadOnlyList<RuleTemplateView> Templates { get; }
}

/// <summary>Why rules are changed.</summary>
/// <param name="Comment">The reason, 1 to 500 characters, without personal data (HUL-046).</param>
/// <param name="CaseNumber">The case that it answers, such as a wrong alarm's (HUL-041); null for none.</param>
public sealed record ChangeCause(string Comment, long? CaseNumber = null);

/// <summary>How a hub's rules stand.</summary>
/// <param name="HubId">The hub.</param>
/// <param name="Version">The newest version, which If-Match must name to change it; 0 when there is none.</param>
/// <param name="Newest">The newest version with its document; null when there is none.</param>
/// <param name="InForce">The version that the hub last said is in force, with its document; null when unknown.</param>
/// <param name="ReportedVersion">The version that the hub last named; null when it has not. 0: those it came with.
/// </param>
/// <param name="ReportedAt">When it did.</param>
/// <param name="IsDrifted">True when the hub runs other rules than the ones that were last wanted and answered.</param>
public sealed record RulesView(
    string HubId,
    long Version,
    RulesVersionView? Newest,
    RulesVersionView? InForce,
    long? ReportedVersion,
    DateTimeOffset? ReportedAt,
    bool IsDrifted);

/// <summary>A version of a hub's rules.</summary>
/// <param name="Version">1 and up, higher for each.</param>
/// <param name="State">How far it has come.</param>
/// <param name="Reason">Why the hub did not take it, in the hub's own words; else empty.</param>
/// <param name="ChangedAt">When the state was last changed.</param>
/// <param name="MadeAt">When it was made.</param>
/// <param name="ActorName">By whom.</param>
/// <param name="Comment">Why.</param>
/// <param name="RestoredFrom">The version whose rules it took again; null for none.</param>
/// <param name="CaseNumber">The case that it answers; null for none.</param>
/// <param name="Bytes">Bytes of the document, of at most 3,840.</param>
/// <param name="Document">The rules; null in lists.</param>
public sealed record RulesVersionView(
    long Version,
    DocumentState State,
    string Reason,
    DateTimeOffset ChangedAt,
    DateTimeOffset MadeAt,
    string ActorName,
    string Comment,
    long? RestoredFrom,
    long? CaseNumber,
    int Bytes,
    RuleSetEntry? Document);

/// <summary>What became of a change.</summary>
public enum RulesResult
{
    /// <summary>A new version is committed.</summary>
    Done = 0,

    /// <summary>The tenant has no such hub, or the hub no such version.</summary>
    NotFound = 1,

    /// <summary>Somebody made a version since the one that the actor has seen.</summary>
    Stale = 2,

    /// <summary>The rules or the reason have faults.</summary>
    Invalid = 3,
}

/// <summary>The answer to a change.</summary>
/// <param name="Result">Done, or why not.</param>
/// <param name="Newest">The newest version; null when there is none.</param>
/// <param name="Seen">The version that the actor has seen, when another has come since; null for none.</param>
/// <param name="Faults">What is wrong, each with its place.</param>
public sealed record RulesChange(
    RulesResult Result, RulesVersionView? Newest, RulesVersionView? Seen, IReadOnlyList<FieldFault> Faults);

/// <summary>What a look through rules has found.</summary>
/// <param name="IsValid">True when a hub would take them.</param>
/// <param name="Bytes">The bytes they need; null when there are faults.</param>
/// <param name="MaxBytes">The bytes that a hub can hold.</param>
/// <param name="Faults">What is wrong, each with its place.</param>
/// <param name="Summary">The rules in words and what is odd about them; null when there are faults.</param>
public sealed record RulesCheck(
    bool IsValid, int? Bytes, int MaxBytes, IReadOnlyList<FieldFault> Faults, RulesSummary? Summary = null);

/// <summary>A rule of the general plan.</summary>
/// <param name="Requirement">The row of the plan that it stands for, such as HUL-022.</param>
/// <param name="Rule">The rule, with the plan's own figures.</param>
public sealed record RuleTemplateView(string Requirement, RuleEntry Rule);
