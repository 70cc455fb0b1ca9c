// The document that says which requirements have a test says it truly.
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Repository.Tests.Tree;

namespace Repository.Tests.Rules;

/// <summary>
/// Every row of <see cref="Document"/> that says "tested" has a test whose name holds the requirement's id, and no row
/// that says otherwise has one.
/// </summary>
internal sealed partial class TestedRequirementRule : IRule
{
    /// <summary>Where the rows are.</summary>
    public const string Document = "docs/requirements-and-tests.md";

    private const string Tested = "tested";

    public IEnumerable<Finding> Check(RepositoryTree tree)
    {
        RepositoryFile? document = tree.Find(Document);
        if (document is null)
        {
            yield break;
        }

        HashSet<string> named = [.. tree.CSharp.Where(f => f.IsUnder("tests"))
            .SelectMany(f => f.Syntax.DescendantNodes().OfType<MethodDeclarationSyntax>())
            .Where(m => m.AttributeLists.Count > 0)
            .SelectMany(m => IdInName().Matches(m.Identifier.Text).Select(id => id.Value.Replace('_', '-')))];
        for (int i = 0; i < document.Lines.Length; i++)
        {
            Match row = Row().Match(document.Lines[i]);
            if (!row.Success)
            {
                continue;
            }

            string id = row.Groups[1].Value;
            bool saysTested = row.Groups[2].Value.Trim() == Tested;
            if (saysTested != named.Contains(id))
            {
                yield return new Finding(Document, i + 1, saysTested
                    ? $"no test has {id.Replace('-', '_')} in its name"
                    : $"{id} has a test: say \"{Tested}\"");
            }
        }
    }

    [GeneratedRegex(@"^\| ((?:HBG|HUL|NOR|UPP|MFD)-\d{3}) \|.*\|([^|]*)\|$")]
    private static partial Regex Row();

    [GeneratedRegex(@"(HBG|HUL|NOR|UPP|MFD)_\d{3}")]
    private static partial Regex IdInName();
}
