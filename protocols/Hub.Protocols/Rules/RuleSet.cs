// All rules of one home, with the zone that their windows are in (sv: larmplan).
namespace Hub.Protocols.Rules;

/// <summary>A rule set, used again and again; made empty and in the time of Sweden.</summary>
public sealed class RuleSet
{
    /// <summary>Central European Time, in minutes east of UTC.</summary>
    public const int SwedenOffsetMinutes = 60;

    private readonly Rule[] _rules = new Rule[RuleLimits.MaxRules];

    /// <summary>Makes an empty set with all its memory.</summary>
    public RuleSet()
    {
        for (int i = 0; i < _rules.Length; i++)
        {
            _rules[i] = new Rule();
        }

        Clear();
    }

    /// <summary>The document's version, higher for each new one; 0 for the rules a hub is shipped with.</summary>
    public uint Version { get; set; }

    /// <summary>The zone's standard time in minutes east of UTC.</summary>
    public int OffsetMinutes { get; set; }

    /// <summary>Whether the zone has summer time by the rule of the European Union: one hour more, from the last Sunday
    /// in March to the last in October, both at 01:00 UTC.</summary>
    public bool HasSummerTime { get; set; }

    /// <summary>How many rules there are.</summary>
    public int Count { get; private set; }

    /// <summary>A rule by its place, 0 to <see cref="Count"/> − 1; their numbers ascend.</summary>
    public Rule At(int index)
    {
        return _rules[index];
    }

    /// <summary>Adds a rule.</summary>
    /// <returns>The rule, empty; null when there is no room.</returns>
    public Rule? Add()
    {
        if (Count >= _rules.Length)
        {
            return null;
        }

        Rule rule = _rules[Count++];
        rule.Clear();
        return rule;
    }

    /// <summary>Empties the set: no rules, the time of Sweden.</summary>
    public void Clear()
    {
        Version = 0;
        OffsetMinutes = SwedenOffsetMinutes;
        HasSummerTime = true;
        Count = 0;
    }
}
