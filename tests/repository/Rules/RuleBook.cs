// The list of all rules.
using System.Collections.Generic;

namespace Repository.Tests.Rules;

/// <summary>Every rule by the name its test shows.</summary>
internal static class RuleBook
{
    public static readonly IReadOnlyDictionary<string, IRule> All = new Dictionary<string, IRule>
    {
        ["projects reference along the arrows"] = new ProjectReferenceRule(),
        ["sources see only what their area may see"] = new NamespaceReferenceRule(),
        ["slices keep out of each other"] = new SliceRule(),
        ["namespaces are folders"] = new NamespaceFolderRule(),
        ["every project is in the solution"] = new SolutionRule(),
        ["every file has a tagline"] = new TaglineRule(),
        ["lines, methods and files are small"] = new SizeRule(),
        ["open work names its issue"] = new OpenWorkRule(),
        ["identifiers are English"] = new SwedishIdentifierRule(),
        ["one term for one thing"] = new OneTermRule(),
        ["the wire and the hub know no person"] = new CareDataRule(),
        ["no drawers for odds and ends"] = new NameRule(),
        ["classes are sealed"] = new SealedRule(),
        ["tests do not sleep"] = ForbiddenCallRule.SleepInTests,
        ["production code does not read the clock"] = ForbiddenCallRule.WallClockInProduction,
        ["libraries do not write to the console"] = ForbiddenCallRule.ConsoleInLibraries,
        ["documents have titles and links that resolve"] = new MarkdownRule(),
        ["decisions have their form"] = new DecisionRule(),
        ["nothing of one machine and no secrets"] = new LeakRule(),
        ["package versions are central and packages used"] = new PackageRule(),
        ["cited requirements exist"] = new RequirementIdRule(),
        ["requirements that are said to be tested are"] = new TestedRequirementRule(),
    };
}
