// Every source file says in its first line what it is for.
using System.Collections.Generic;
using System.Text.RegularExpressions;
using Repository.Tests.Tree;

namespace Repository.Tests.Rules;

/// <summary>The first line (after a script's shebang) is a comment with one sentence.</summary>
internal sealed partial class TaglineRule : IRule
{
    public IEnumerable<Finding> Check(RepositoryTree tree)
    {
        foreach (RepositoryFile file in tree.Files)
        {
            Regex? expected = ExpectedFor(file);
            if (expected is null || file.Lines.Length == 0)
            {
                continue;
            }

            bool isScript = file.Lines[0].StartsWith("#!", System.StringComparison.Ordinal);
            int index = isScript ? 1 : 0;
            if (index >= file.Lines.Length || !expected.IsMatch(file.Lines[index]))
            {
                yield return new Finding(file.Path, index + 1, "no tagline: a comment that says what the file is for");
            }
        }
    }

    private static Regex? ExpectedFor(RepositoryFile file)
    {
        switch (file.Extension)
        {
            case "cs":
                return SlashTagline();
            case "js" or "mjs" or "css":
                return ScriptTagline();
            case "razor":
                return RazorTagline();
            case "cddl":
                return SemicolonTagline();
            case "sql":
                return DashTagline();
            case "sh" or "py":
                return HashTagline();
            default:
                return file.IsScript ? HashTagline() : null;
        }
    }

    [GeneratedRegex(@"^// \S.{8,}[.?!]$")]
    private static partial Regex SlashTagline();

    [GeneratedRegex(@"^(// \S.{8,}[.?!]|/\* \S.{8,})")]
    private static partial Regex ScriptTagline();

    [GeneratedRegex(@"^@\* \S.{8,}")]
    private static partial Regex RazorTagline();

    [GeneratedRegex(@"^; \S.{8,}")]
    private static partial Regex SemicolonTagline();

    [GeneratedRegex(@"^-- \S.{8,}")]
    private static partial Regex DashTagline();

    [GeneratedRegex(@"^# \S.{8,}")]
    private static partial Regex HashTagline();
}
