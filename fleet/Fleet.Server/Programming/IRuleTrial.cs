// The public handler of the rule trial: what would changed rules have done with what has happened?
using System;
using System.Collections.Generic;
using System.Globalization;
using System.Threading;
using System.Threading.Tasks;
using Fleet.Server.Access;
using Fleet.Server.Alarms;
using Fleet.Server.Http;

namespace Fleet.Server.Programming;

/// <summary>
/// Replays what a home's sensors noticed against other rules before anybody sends them (HUL-045). Nothing is changed;
/// as it looks at how somebody lives, each trial is in the tenant's log.
/// </summary>
public interface IRuleTrial
{
    /// <summary>Tries rules on a home's stored events.</summary>
    /// <param name="actor">Who asks.</param>
    /// <param name="hubId">The home's hub.</param>
    /// <param name="request">The rules and the period.</param>
    /// <param name="language">Swedish or English, for the rules in words.</param>
    /// <param name="cancellationToken">Stops the asking.</param>
    Task<TrialAnswer> TryAsync(
        Actor actor,
        string hubId,
        TrialRequest request,
        CultureInfo language,
        CancellationToken cancellationToken);
}

/// <summary>What to try.</summary>
/// <param name="Document">The rules; null to try a version that is kept.</param>
/// <param name="Version">That version; null to try the rules given.</param>
/// <param name="Days">How many days back, 1 to <see cref="Limits.Trial.KeptDays"/>; null for 30.</param>
/// <param name="Until">The end of the period, UTC; null for now.</param>
public sealed record TrialRequest(
    RuleSetEntry? Document = null, long? Version = null, int? Days = null, DateTimeOffset? Until = null);

/// <summary>The answer to a trial.</summary>
/// <param name="Result">Done; NotFound when the tenant has no such hub or the hub no such version; or Invalid.</param>
/// <param name="Trial">What the rules would have done; null unless done.</param>
/// <param name="Faults">What is wrong, each with its place.</param>
public sealed record TrialAnswer(RulesResult Result, TrialView? Trial, IReadOnlyList<FieldFault> Faults);

/// <summary>What rules would have done in a period instead of those that were in force.</summary>
/// <param name="HubId">The home's hub.</param>
/// <param name="From">The beginning of the period, UTC.</param>
/// <param name="To">Its end.</param>
/// <param name="CoveredFrom">From when on events are known; null when none are.</param>
/// <param name="CoveredTo">Up to when; null when none are known.</param>
/// <param name="EventCount">Events of devices in the period.</param>
/// <param name="Gaps">Where something is missing, oldest first, at most <see cref="Limits.Trial.NamedGaps"/>.</param>
/// <param name="Counts">How many of each.</param>
/// <param name="Trust">How well the replay explains what really came.</param>
/// <param name="Vanish">Alarms that would not have come, oldest first.</param>
/// <param name="Appear">Alarms that would have come in addition, oldest first.</param>
/// <param name="Stay">Alarms that come with both, perhaps at another time, oldest first.</param>
public sealed record TrialView(
    string HubId,
    DateTimeOffset From,
    DateTimeOffset To,
    DateTimeOffset? CoveredFrom,
    DateTimeOffset? CoveredTo,
    int EventCount,
    IReadOnlyList<TrialGap> Gaps,
    TrialCounts Counts,
    TrialTrust Trust,
    IReadOnlyList<TriedAlarm> Vanish,
    IReadOnlyList<TriedAlarm> Appear,
    IReadOnlyList<TriedAlarm> Stay);

/// <summary>How many alarms; of the lists at most <see cref="Limits.Trial.NamedAlarms"/> are named, all are counted.
/// </summary>
/// <param name="Vanish">That would not have come.</param>
/// <param name="VanishActed">Of these, those whose case led to somebody being sent, coming or acting.</param>
/// <param name="VanishVisited">Of these, those with a case in which somebody came.</param>
/// <param name="VanishWrong">Of those that would not have come, those whose case was called wrong (HUL-040).</param>
/// <param name="Appear">That would have come in addition.</param>
/// <param name="Stay">That come with both.</param>
public sealed record TrialCounts(
    int Vanish, int VanishActed, int VanishVisited, int VanishWrong, int Appear, int Stay);

/// <summary>
/// How far a trial can be trusted: the rules that were in force are replayed too, and held against the alarms of rules
/// that really came.
/// </summary>
/// <param name="Happened">Alarms of rules that came in the period.</param>
/// <param name="Explained">Those that the replay gives too, at most a minute off.</param>
/// <param name="Unexplained">Those that it does not give: nothing can be said of them.</param>
/// <param name="NotSeen">Alarms that the replay gives and that did not come.</param>
public sealed record TrialTrust(
    int Happened, int Explained, IReadOnlyList<TriedAlarm> Unexplained, IReadOnlyList<TriedAlarm> NotSeen);

/// <summary>An alarm of a rule.</summary>
/// <param name="RuleId">The rule.</param>
/// <param name="Rule">The rule in words; empty when it is not known.</param>
/// <param name="At">When it came, or would have, UTC.</param>
/// <param name="NewAt">When it comes with the rules that are tried; null when it does not.</param>
/// <param name="BeganAt">When what it is about began, or was last noticed; null when not known.</param>
/// <param name="IsReminded">True when the rule speaks before, so that it is not known whether somebody would have
/// answered.</param>
/// <param name="Case">What became of it; null when it did not really come.</param>
public sealed record TriedAlarm(
    int RuleId,
    string Rule,
    DateTimeOffset At,
    DateTimeOffset? NewAt,
    DateTimeOffset? BeganAt,
    bool IsReminded,
    TrialCase? Case);

/// <summary>What became of an alarm that really came.</summary>
/// <param name="CaseId">The case.</param>
/// <param name="CaseNumber">What people say aloud.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Outcome">How it ended; null while it has not.</param>
/// <param name="IsActedOn">True when somebody was sent, came or did something.</param>
/// <param name="IsVisited">True when somebody came.</param>
/// <param name="IsWrong">True when it was called wrong (HUL-040).</param>
public sealed record TrialCase(
    Guid CaseId,
    long CaseNumber,
    CaseState State,
    CaseOutcome? Outcome,
    bool IsActedOn,
    bool IsVisited,
    bool IsWrong);

/// <summary>Why something is missing.</summary>
public enum TrialGapKind
{
    /// <summary>From before events were kept.</summary>
    NotKept = 0,

    /// <summary>The hub has not been heard since.</summary>
    Silent = 1,

    /// <summary>The hub started anew after it had not been heard; what it had not told is lost.</summary>
    Restarted = 2,

    /// <summary>Events were lost for want of room.</summary>
    Lost = 3,

    /// <summary>It is not known which rules were in force.</summary>
    UnknownRules = 4,
}

/// <summary>Where something is missing.</summary>
/// <param name="Kind">Why.</param>
/// <param name="From">Its beginning, UTC.</param>
/// <param name="To">Its end.</param>
/// <param name="LostCount">Events that are known to be lost in it.</param>
public sealed record TrialGap(TrialGapKind Kind, DateTimeOffset From, DateTimeOffset To, long LostCount = 0);
