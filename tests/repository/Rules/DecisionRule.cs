// Decisions are numbered without gaps, fit on a page, and say context, choice and cost.
using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Repository.Tests.Tree;

namespace Repository.Tests.Rules;

/// <summary>The form of docs/decisions.</summary>
internal sealed class DecisionRule : IRule
{
    public const int MaxWords = 600;

    private const string Folder = "docs/decisions";
    private static readonly string[] Sections = ["## Context", "## Choice", "## Cost"];

    public IEnumerable<Finding> Check(RepositoryTree tree)
    {
        int expected = 1;
        foreach (RepositoryFile file in tree.Files.Where(f => f.IsUnder(Folder)))
        {
            string number = expected.ToString("0000", CultureInfo.InvariantCulture);
            if (!file.Name.StartsWith(number + "-", StringComparison.Ordinal))
            {
                yield return new Finding(file.Path, 0, $"the next decision is number {number}");
            }

            foreach (string section in Sections.Where(s => !file.Lines.Contains(s)))
            {
                yield return new Finding(file.Path, 0, $"no section '{section}'");
            }

            int words = file.Text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length;
            if (words > MaxWords)
            {
                yield return new Finding(file.Path, 0, $"{words} words; a page is at most {MaxWords}");
            }

            expected++;
        }
    }
}
