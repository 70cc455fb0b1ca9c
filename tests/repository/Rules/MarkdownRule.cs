// Documents have one title, and their links lead somewhere.
using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using Repository.Tests.Tree;

namespace Repository.Tests.Rules;

/// <summary>Every Markdown file begins with its only title; every relative link resolves, with its heading.</summary>
internal sealed partial class MarkdownRule : IRule
{
    public IEnumerable<Finding> Check(RepositoryTree tree)
    {
        foreach (RepositoryFile file in tree.Files.Where(f => f.Extension == "md"))
        {
            string[] prose = WithoutCode(file);
            if (!prose[0].StartsWith("# ", StringComparison.Ordinal))
            {
                yield return new Finding(file.Path, 1, "the first line is not the title (# ...)");
            }

            for (int i = 1; i < prose.Length; i++)
            {
                if (prose[i].StartsWith("# ", StringComparison.Ordinal))
                {
                    yield return new Finding(file.Path, i + 1, "a second title; use ## and below");
                }
            }

            for (int i = 0; i < prose.Length; i++)
            {
                foreach (Match link in Link().Matches(CodeSpan().Replace(prose[i], "")))
                {
                    string target = link.Groups[1].Value;
                    if (Broken(tree, file, target) is { } why)
                    {
                        yield return new Finding(file.Path, i + 1, $"link {target}: {why}");
                    }
                }
            }
        }
    }

    private static string? Broken(RepositoryTree tree, RepositoryFile file, string target)
    {
        if (Scheme().IsMatch(target))
        {
            return null;
        }

        string[] parts = target.Split('#', 2);
        string? path = parts[0].Length == 0 ? file.Path : Resolve(file.Path, parts[0]);
        if (path is null || !tree.Exists(path))
        {
            return "leads to nothing in the repository";
        }

        RepositoryFile? aim = tree.Find(path);
        if (parts.Length == 2 && aim?.Extension == "md" && !Headings(aim).Contains(parts[1]))
        {
            return "no such heading";
        }

        return null;
    }

    private static string? Resolve(string from, string relative)
    {
        var path = from.Split('/').SkipLast(1).ToList();
        foreach (string part in Uri.UnescapeDataString(relative).Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (part == "..")
            {
                if (path.Count == 0)
                {
                    return null;
                }

                path.RemoveAt(path.Count - 1);
            }
            else if (part != ".")
            {
                path.Add(part);
            }
        }

        return string.Join('/', path);
    }

    /// <summary>The anchors that a viewer makes of the headings.</summary>
    private static HashSet<string> Headings(RepositoryFile file) =>
        WithoutCode(file)
            .Where(l => HeadingLine().IsMatch(l))
            .Select(l => NotInAnchor().Replace(l.TrimStart('#').Trim().ToLowerInvariant(), "").Replace(' ', '-'))
            .ToHashSet(StringComparer.Ordinal);

    /// <summary>The lines with those inside code fences emptied.</summary>
    private static string[] WithoutCode(RepositoryFile file)
    {
        string[] lines = (string[])file.Lines.Clone();
        bool isCode = false;
        for (int i = 0; i < lines.Length; i++)
        {
            bool isFence = lines[i].TrimStart().StartsWith("```", StringComparison.Ordinal);
            isCode ^= isFence;
            lines[i] = isCode || isFence ? "" : lines[i];
        }

        return lines;
    }

    [GeneratedRegex(@"\]\(<?([^)\s>]+)>?(?:\s+""[^""]*"")?\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"^([a-z][a-z0-9+.-]*:|//)")]
    private static partial Regex Scheme();

    [GeneratedRegex(@"`[^`]*`")]
    private static partial Regex CodeSpan();

    [GeneratedRegex(@"^#{1,6} ")]
    private static partial Regex HeadingLine();

    [GeneratedRegex(@"[^\p{L}\p{Nd}\s_-]")]
    private static partial Regex NotInAnchor();
}
