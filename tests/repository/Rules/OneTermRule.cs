// One English term for one thing, and one thing for each term.
using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Repository.Tests.Data;
using Repository.Tests.Tree;

namespace Repository.Tests.Rules;

/// <summary>
/// The glossary lists no code name and no Swedish term twice; no identifier uses a name the glossary says to avoid; no
/// two
/// public types outside tests share a name that the glossary gives to one thing.
/// </summary>
internal sealed class OneTermRule : IRule
{
    public IEnumerable<Finding> Check(RepositoryTree tree)
    {
        IReadOnlyList<GlossaryRow> rows = Glossary.Read(tree);
        return Twice(rows, r => r.CodeNames, "code name")
            .Concat(Twice(rows, r => r.Swedish, "Swedish term"))
            .Concat(Avoided(tree, rows))
            .Concat(TypesOfOneName(tree, rows));
    }

    private static IEnumerable<Finding> Twice(
        IReadOnlyList<GlossaryRow> rows, Func<GlossaryRow, string[]> terms, string what)
    {
        var first = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        foreach (GlossaryRow row in rows)
        {
            foreach (string term in terms(row))
            {
                if (!first.TryAdd(term, row.Line))
                {
                    yield return new Finding(
                        Glossary.Path, row.Line, $"the {what} {term} stands for something else in line {first[term]}");
                }
            }
        }
    }

    private static IEnumerable<Finding> Avoided(RepositoryTree tree, IReadOnlyList<GlossaryRow> rows)
    {
        var avoided = new List<(string[] Words, string Name, string Instead)>();
        foreach (GlossaryRow row in rows)
        {
            string instead = row.CodeNames.FirstOrDefault() ?? "";
            avoided.AddRange(row.Avoid.Select(a => (IdentifierWords.Split(a), a, instead)));
        }

        foreach (RepositoryFile file in tree.Files.Where(f => f.Extension is "cs" or "sql" or "cddl"
            && !Exceptions.ForeignTerms.Any(e => e.Path == f.Path)))
        {
            foreach ((string name, int line) in IdentifierWords.Of(file))
            {
                string[] words = IdentifierWords.Split(name);
                foreach ((string[] wrong, string avoid, string instead) in avoided)
                {
                    if (Contains(words, wrong))
                    {
                        yield return new Finding(file.Path, line, $"{name}: not {avoid} but {instead}");
                    }
                }
            }
        }
    }

    private static bool Contains(string[] words, string[] part)
    {
        for (int start = 0; start + part.Length <= words.Length; start++)
        {
            if (words.AsSpan(start, part.Length).SequenceEqual(part))
            {
                return true;
            }
        }

        return false;
    }

    private static IEnumerable<Finding> TypesOfOneName(RepositoryTree tree, IReadOnlyList<GlossaryRow> rows)
    {
        HashSet<string> names = rows.SelectMany(r => r.CodeNames).ToHashSet(StringComparer.Ordinal);
        var first = new Dictionary<string, (string Path, string Namespace)>(StringComparer.Ordinal);
        foreach (RepositoryFile file in tree.CSharp.Where(f => !f.IsUnder("tests")))
        {
            foreach (BaseTypeDeclarationSyntax type in file.Types)
            {
                string name = type.Identifier.Text;
                if (!names.Contains(name) || !type.Modifiers.Any(SyntaxKind.PublicKeyword))
                {
                    continue;
                }

                string space = type.Ancestors().OfType<BaseNamespaceDeclarationSyntax>()
                    .FirstOrDefault()?.Name.ToString() ?? "";
                if (first.TryGetValue(name, out (string Path, string Namespace) other))
                {
                    if (other.Namespace != space)
                    {
                        yield return new Finding(
                            file.Path, 0, $"{name} is the name of another type too ({other.Path})");
                    }
                }
                else
                {
                    first[name] = (file.Path, space);
                }
            }
        }
    }
}
