// Every project is in the solution, so that one build and one format check reach all.
using System;
using System.Collections.Generic;
using System.Linq;
using Repository.Tests.Tree;

namespace Repository.Tests.Rules;

/// <summary>Valfardshub.slnx lists every project file.</summary>
internal sealed class SolutionRule : IRule
{
    public IEnumerable<Finding> Check(RepositoryTree tree)
    {
        RepositoryFile? solution = tree.Find("Valfardshub.slnx");
        return tree.Files
            .Where(f => f.Extension == "csproj")
            .Where(f => solution?.Text.Contains($"\"{f.Path}\"", StringComparison.Ordinal) != true)
            .Select(f => new Finding(f.Path, 0, "not in Valfardshub.slnx: neither built nor tested"));
    }
}
