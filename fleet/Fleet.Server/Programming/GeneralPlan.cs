// The general plan as rules to begin from, by the rows of the requirements.
using System;
using System.Collections.Generic;
using Hub.Protocols.Rules;

namespace Fleet.Server.Programming;

/// <summary>Each row of the general plan (sv: generell larmplan), with its own figures.</summary>
internal static class GeneralPlan
{
    /// <summary>The rules, by row.</summary>
    public static IReadOnlyList<RuleTemplateView> Rules { get; } =
    [
        Row("HUL-022", RuleTemplates.AddInactivity),
        Row("HUL-023", RuleTemplates.AddMotion),
        Row("HUL-024", RuleTemplates.AddDoor),
        Row("HUL-025", RuleTemplates.AddWentOut),
        Row("HUL-026", RuleTemplates.AddSmoke),
        Row("HUL-027", RuleTemplates.AddLeak),
        Row("HUL-028", RuleTemplates.AddLight),
        Row("HUL-028", RuleTemplates.AddLightEnd),
        Row("HUL-029", RuleTemplates.AddMedicine),
        Row("HUL-030", RuleTemplates.AddPress),
    ];

    private static RuleTemplateView Row(string requirement, Func<RuleSet, Rule?> add)
    {
        return new RuleTemplateView(requirement, RuleSetForm.FromWire(add(new RuleSet())!));
    }
}
