// Rules in plain words, and what is odd about them.
using System.Collections.Generic;
using System.Globalization;

namespace Fleet.Server.Programming;

/// <summary>Says in Swedish or English what rules do.</summary>
public interface IRuleSummaries
{
    /// <summary>Each rule as a sentence or two, and what is odd about the set.</summary>
    RulesSummary Of(RuleSetEntry document, CultureInfo language);

    /// <summary>One rule as a sentence or two.</summary>
    string Of(RuleEntry rule, CultureInfo language);

    /// <summary>The value of one of a rule's fields in words; empty for none.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="field">The field's name, as <see cref="FieldDifference"/> has it.</param>
    /// <param name="language">Swedish or English.</param>
    string ValueOf(RuleEntry rule, string field, CultureInfo language);

    /// <summary>A time in words, such as "1 timme 30 minuter".</summary>
    /// <param name="seconds">Seconds, 0 and up.</param>
    /// <param name="language">Swedish or English.</param>
    string Duration(int seconds, CultureInfo language);
}

/// <summary>A set of rules in words.</summary>
/// <param name="Rules">Each rule, in their order.</param>
/// <param name="Warnings">What no hub refuses and hardly anybody wants.</param>
public sealed record RulesSummary(IReadOnlyList<RuleSentence> Rules, IReadOnlyList<RuleWarning> Warnings);

/// <summary>A rule in words.</summary>
/// <param name="RuleId">The rule.</param>
/// <param name="Text">What it does.</param>
public sealed record RuleSentence(int RuleId, string Text);

/// <summary>What is odd about a rule.</summary>
public enum RuleWarningKind
{
    /// <summary>Two rules begin with the same at the same times.</summary>
    SameStart = 0,

    /// <summary>The delay does not fit into the window.</summary>
    LongerThanWindow = 1,

    /// <summary>What must follow also cancels it, so it never comes about.</summary>
    FollowCancels = 2,

    /// <summary>What begins it also cancels it.</summary>
    CancelsItself = 3,

    /// <summary>It only sets what it needs to be so already.</summary>
    NoEffect = 4,

    /// <summary>It waits for inactivity while nobody is at home, and so fires whenever all have left.</summary>
    AwayInactivity = 5,
}

/// <summary>Something odd.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="RuleIds">The rules that it is about.</param>
/// <param name="Text">In words.</param>
public sealed record RuleWarning(RuleWarningKind Kind, IReadOnlyList<int> RuleIds, string Text);
