// The bits of a rule.
namespace Hub.Protocols.Rules;

/// <summary>Bits that are added up in <see cref="Rule.Flags"/>.</summary>
public static class RuleFlags
{
    /// <summary>On trial: what it would have done is told as an event, and nothing is done (sv: provdrift).</summary>
    public const int Trial = 1;

    /// <summary>Each further start begins the delay anew.</summary>
    public const int Restarts = 2;

    /// <summary>Of inactivity in a window: what happens once in it is enough for all of it.</summary>
    public const int OnceIsEnough = 4;

    /// <summary>All there are.</summary>
    public const int All = 7;
}
