// What can be seen of a hub's rules from outside, for the simulator, tests and diagnostics.
using Hub.Core.Rules;
using Hub.Core.Storage;

namespace Hub.Core;

/// <summary>The parts about the home's rules, to read their figures. Reading changes nothing and allocates nothing.
/// </summary>
public sealed class RuleStatus
{
    internal RuleStatus(RuleParts parts)
    {
        Engine = parts.Engine;
        Actions = parts.Actions;
        Transfer = parts.Transfer;
        Store = parts.Store;
        Memory = parts.Memory;
    }

    /// <summary>The rules at work, and who is at home.</summary>
    public RuleEngine Engine { get; }

    /// <summary>What they have done.</summary>
    public RuleActions Actions { get; }

    /// <summary>How new ones come.</summary>
    public RuleTransfer Transfer { get; }

    /// <summary>The rule set's flash; null on a hub without it.</summary>
    public DocumentStore? Store { get; }

    /// <summary>What rules know across restarts; null on a hub without that flash.</summary>
    public RuleMemory? Memory { get; }
}
