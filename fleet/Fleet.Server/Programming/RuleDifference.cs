// What differs between two versions of a home's rules, rule by rule and field by field.
using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using System.Text.Json.Nodes;
using Fleet.Server.Http;

namespace Fleet.Server.Programming;

/// <summary>What differs between two versions.</summary>
/// <param name="From">The earlier one; 0 for no rules.</param>
/// <param name="To">The later one.</param>
/// <param name="Fields">What differs in the set itself, such as the zone.</param>
/// <param name="Rules">The rules that differ, by id.</param>
public sealed record RulesDifference(
    long From, long To, IReadOnlyList<FieldDifference> Fields, IReadOnlyList<RuleDifference> Rules);

/// <summary>What has become of a rule.</summary>
public enum RuleChangeKind
{
    /// <summary>It is new.</summary>
    Added = 0,

    /// <summary>Some of its fields differ.</summary>
    Changed = 1,

    /// <summary>It is gone.</summary>
    Removed = 2,
}

/// <summary>How a rule differs.</summary>
/// <param name="RuleId">The rule.</param>
/// <param name="Kind">Added, changed or removed.</param>
/// <param name="Fields">What differs in it; empty unless it was changed.</param>
/// <param name="Old">The rule as it was; null when it is new.</param>
/// <param name="New">The rule as it is; null when it is gone.</param>
public sealed record RuleDifference(
    int RuleId, RuleChangeKind Kind, IReadOnlyList<FieldDifference> Fields, RuleEntry? Old, RuleEntry? New);

/// <summary>A field that differs.</summary>
/// <param name="Field">Its name, such as delaySeconds or window.</param>
/// <param name="Old">The value as it was; null for none.</param>
/// <param name="New">The value as it is; null for none.</param>
public sealed record FieldDifference(string Field, JsonNode? Old, JsonNode? New);

/// <summary>The last changes of one rule.</summary>
/// <param name="RuleId">The rule.</param>
/// <param name="Changes">Newest first.</param>
public sealed record RuleHistory(int RuleId, IReadOnlyList<RuleHistoryEntry> Changes);

/// <summary>One change of a rule, with who made it and why.</summary>
/// <param name="Version">The version that brought it.</param>
/// <param name="At">When.</param>
/// <param name="ActorName">By whom.</param>
/// <param name="Comment">Why.</param>
/// <param name="Difference">What.</param>
public sealed record RuleHistoryEntry(
    long Version, DateTimeOffset At, string ActorName, string Comment, RuleDifference Difference);

/// <summary>Compares versions.</summary>
internal static class RuleComparison
{
    private static readonly RuleSetEntry NoRules = new();

    /// <summary>
    /// The last changes of each rule that whole versions, newest first, tell of. The oldest is compared with nothing
    /// unless more of them were given than are compared.
    /// </summary>
    public static IReadOnlyList<RuleHistory> Histories(IReadOnlyList<RulesVersionView> versions)
    {
        var changes = new SortedDictionary<int, List<RuleHistoryEntry>>();
        for (int i = 0; i < Math.Min(versions.Count, Limits.Programming.ComparedVersions); i++)
        {
            RulesVersionView now = versions[i];
            RulesVersionView? old = i + 1 < versions.Count ? versions[i + 1] : null;
            RulesDifference difference = Between(
                old?.Version ?? 0, old?.Document ?? NoRules, now.Version, now.Document!);
            foreach (RuleDifference one in difference.Rules)
            {
                if (!changes.TryGetValue(one.RuleId, out List<RuleHistoryEntry>? ofRule))
                {
                    changes[one.RuleId] = ofRule = [];
                }

                if (ofRule.Count < Limits.Programming.ChangesPerRule)
                {
                    ofRule.Add(new RuleHistoryEntry(now.Version, now.MadeAt, now.ActorName, now.Comment, one));
                }
            }
        }

        return [.. changes.Select(one => new RuleHistory(one.Key, one.Value))];
    }

    /// <summary>What differs.</summary>
    public static RulesDifference Between(long from, RuleSetEntry old, long to, RuleSetEntry now)
    {
        Dictionary<int, RuleEntry> before = (old.Rules ?? []).ToDictionary(rule => rule.Id);
        Dictionary<int, RuleEntry> after = (now.Rules ?? []).ToDictionary(rule => rule.Id);
        var rules = new List<RuleDifference>();
        foreach (int id in before.Keys.Union(after.Keys).Order())
        {
            if (Of(id, before.GetValueOrDefault(id), after.GetValueOrDefault(id)) is { } difference)
            {
                rules.Add(difference);
            }
        }

        return new RulesDifference(from, to, Fields(old with { Rules = null }, now with { Rules = null }), rules);
    }

    private static RuleDifference? Of(int id, RuleEntry? old, RuleEntry? now)
    {
        if (old is null || now is null)
        {
            return new RuleDifference(id, old is null ? RuleChangeKind.Added : RuleChangeKind.Removed, [], old, now);
        }

        IReadOnlyList<FieldDifference> fields = Fields(old, now);
        return fields.Count == 0 ? null : new RuleDifference(id, RuleChangeKind.Changed, fields, old, now);
    }

    private static List<FieldDifference> Fields<T>(T old, T now)
    {
        JsonObject before = JsonSerializer.SerializeToNode(old, JsonSettings.Options)!.AsObject();
        JsonObject after = JsonSerializer.SerializeToNode(now, JsonSettings.Options)!.AsObject();
        return [.. before.Where(one => !JsonNode.DeepEquals(one.Value, after[one.Key])).Select(one =>
            new FieldDifference(one.Key, one.Value?.DeepClone(), after[one.Key]?.DeepClone()))];
    }
}
