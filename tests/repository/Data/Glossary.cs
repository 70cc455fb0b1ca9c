// docs/glossary.md as data: its tables are the single source for the language rules.
using System;
using System.Collections.Generic;
using System.Linq;
using Repository.Tests.Tree;

namespace Repository.Tests.Data;

/// <summary>One row of the glossary.</summary>
/// <param name="Line">Its line in the document.</param>
/// <param name="Swedish">The Swedish terms.</param>
/// <param name="CodeNames">What code calls the thing: words in backticks.</param>
/// <param name="Avoid">Names that mean the same but are not used: words in backticks.</param>
/// <param name="Stems">Swedish stems that may not begin a word of an identifier: words in backticks.</param>
internal sealed record GlossaryRow(
    int Line, string[] Swedish, string[] CodeNames, string[] Avoid, string[] Stems);

/// <summary>Reads the glossary's tables.</summary>
internal static class Glossary
{
    public const string Path = "docs/glossary.md";

    private static readonly string[] Header = ["Swedish", "In code", "Not", "Meaning", "Stems"];

    public static IReadOnlyList<GlossaryRow> Read(RepositoryTree tree)
    {
        var rows = new List<GlossaryRow>();
        string[] lines = tree.Find(Path)?.Lines ?? [];
        bool isInside = false;
        for (int i = 0; i < lines.Length; i++)
        {
            if (!lines[i].StartsWith('|'))
            {
                isInside = false;
                continue;
            }

            string[] cells = lines[i].Trim('|').Split('|').Select(c => c.Trim()).ToArray();
            if (cells.SequenceEqual(Header))
            {
                isInside = true;
            }
            else if (isInside && cells.Length == Header.Length && !cells[0].StartsWith("--", StringComparison.Ordinal))
            {
                string[] swedish = cells[0].Split(
                    ',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
                rows.Add(new GlossaryRow(i + 1, swedish, Quoted(cells[1]), Quoted(cells[2]), Quoted(cells[4])));
            }
        }

        return rows;
    }

    /// <summary>What stands in backticks.</summary>
    private static string[] Quoted(string cell) =>
        cell.Split('`').Where((_, index) => index % 2 == 1).ToArray();
}
