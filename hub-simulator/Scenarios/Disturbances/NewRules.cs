// The fleet manager sends the home's rules anew from time to time.
using Hub.Protocols.Rules;

namespace Hub.Simulator.Scenarios.Disturbances;

/// <summary>The general plan, with ten seconds to cancel a press in every second version.</summary>
internal sealed class NewRules : Disturbance
{
    private const long Minute = 60_000;
    private const long Hour = 60 * Minute;
    private const int CancelSeconds = 10;

    private readonly VirtualHome _home;
    private readonly Chance _chance;
    private readonly RuleSet _rules = new();

    internal NewRules(VirtualHome home, Chance chance)
        : base("new rules")
    {
        _home = home;
        _chance = chance;
    }

    internal override void Begin()
    {
        _home.World.After(Minute, Send);
        _chance.Repeat(4 * Hour, 40 * Hour, Send);
    }

    private void Send()
    {
        uint version = _rules.Version + 1;
        _rules.Clear();
        RuleTemplates.AddAll(_rules);
        _rules.Version = version;
        for (int i = 0; i < _rules.Count; i++)
        {
            Rule rule = _rules.At(i);
            rule.DelaySeconds = rule.Kind == RuleKind.Call && version % 2 == 0 ? CancelSeconds : rule.DelaySeconds;
        }

        Count++;
        _home.Trace.Note($"rules version {version} sent");
        _home.Fleet.Send(_rules);
    }
}
