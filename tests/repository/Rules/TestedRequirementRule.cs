// The document that says which requirements have a test says it truly.
using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Repository.Tests.Tree;

namespace Repository.Tests.Rules;

/// <summary>
/// Every row of <see cref="Document"/> that says "tested" has a test whose name holds the requirement's id, and no row
/// that says otherwise has one. In the part of the fleet manager rows name the classes of those tests: each class has
/// such a test, and each id that a test of the fleet manager names has a row.
/// </summary>
internal sealed partial class TestedRequirementRule : IRule
{
    /// <summary>Where the rows are.</summary>
    public const string Document = "docs/requirements-and-tests.md";

    /// <summary>Where the part of the fleet manager begins.</summary>
    public const string FleetHeading = "## The fleet manager";

    private const string FleetTests = "tests/fleet/";
    private const string ChainTests = "tests/end-to-end/";
    private const string Tested = "tested";

    public IEnumerable<Finding> Check(RepositoryTree tree)
    {
        RepositoryFile? document = tree.Find(Document);
        if (document is null)
        {
            return [];
        }

        NamedTest[] tests = [.. tree.CSharp.Where(f => f.IsUnder("tests")).SelectMany(Tests)];
        int fleet = Array.FindIndex(document.Lines, line => line == FleetHeading);
        int end = fleet < 0 ? document.Lines.Length : fleet;
        return HubRows(document, end, tests).Concat(FleetRows(document, end, tests));
    }

    private static IEnumerable<Finding> HubRows(RepositoryFile document, int end, NamedTest[] tests)
    {
        HashSet<string> named = [.. tests.Select(test => test.Id)];
        foreach ((int line, string id, string last) in Rows(document, 0, end))
        {
            bool saysTested = last == Tested;
            if (saysTested != named.Contains(id))
            {
                yield return new Finding(Document, line, saysTested
                    ? $"no test has {id.Replace('-', '_')} in its name"
                    : $"{id} has a test: say \"{Tested}\"");
            }
        }
    }

    private static IEnumerable<Finding> FleetRows(RepositoryFile document, int start, NamedTest[] tests)
    {
        ILookup<string, NamedTest> ofFleet = tests
            .Where(test => test.Path.StartsWith(FleetTests, StringComparison.Ordinal)
                || test.Path.StartsWith(ChainTests, StringComparison.Ordinal))
            .ToLookup(test => test.Id);
        var ids = new HashSet<string>();
        foreach ((int line, string id, string last) in Rows(document, start, document.Lines.Length))
        {
            ids.Add(id);
            string[] classes = [.. Quoted().Matches(last).Select(name => name.Groups[1].Value)];
            foreach (string name in classes.Where(name => !ofFleet[id].Any(test => test.Class == name)))
            {
                yield return new Finding(Document, line, $"no test of {name} has {id.Replace('-', '_')} in its name");
            }

            if (classes.Length == 0 && ofFleet[id].FirstOrDefault() is { } test)
            {
                yield return new Finding(Document, line, $"{id} has a test: name {test.Class}");
            }
        }

        foreach (NamedTest test in tests.Where(
            test => start < document.Lines.Length && test.Path.StartsWith(FleetTests, StringComparison.Ordinal)
                && ids.Add(test.Id)))
        {
            yield return new Finding(test.Path, test.Line, $"{test.Id} has no row in {Document}");
        }
    }

    private static IEnumerable<(int Line, string Id, string Last)> Rows(RepositoryFile document, int start, int end)
    {
        for (int i = start; i < end; i++)
        {
            Match row = Row().Match(document.Lines[i]);
            if (row.Success)
            {
                yield return (i + 1, row.Groups[1].Value, row.Groups[2].Value.Trim());
            }
        }
    }

    /// <summary>The ids in the names of a file's tests; <c>HBG_051_076</c> holds two.</summary>
    private static IEnumerable<NamedTest> Tests(RepositoryFile file) =>
        from method in file.Syntax.DescendantNodes().OfType<MethodDeclarationSyntax>()
        where method.AttributeLists.Count > 0
        from match in IdsInName().Matches(method.Identifier.Text)
        from number in match.Groups[2].Captures
        select new NamedTest(
            $"{match.Groups[1].Value}-{number.Value}",
            (method.Parent as TypeDeclarationSyntax)?.Identifier.Text ?? "",
            file.Path,
            method.GetLocation().GetLineSpan().StartLinePosition.Line + 1);

    [GeneratedRegex(@"^\| ((?:HBG|HUL|NOR|UPP|MFD)-\d{3}) \|.*\|([^|]*)\|$")]
    private static partial Regex Row();

    [GeneratedRegex("`([A-Za-z0-9]+)`")]
    private static partial Regex Quoted();

    [GeneratedRegex(@"(HBG|HUL|NOR|UPP|MFD)(?:_(\d{3})(?!\d))+")]
    private static partial Regex IdsInName();

    private sealed record NamedTest(string Id, string Class, string Path, int Line);
}
