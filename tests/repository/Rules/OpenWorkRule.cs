// Work left open names the issue that closes it.
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using Repository.Tests.Tree;

namespace Repository.Tests.Rules;

/// <summary>
/// A mark for open work is followed by an issue id on its line; code that throws instead of working is refused.
/// </summary>
internal sealed partial class OpenWorkRule : IRule
{
    public IEnumerable<Finding> Check(RepositoryTree tree)
    {
        foreach (RepositoryFile file in tree.Files.Where(f => f.IsText && f.Extension is not ("json" or "svg")))
        {
            for (int i = 0; i < file.Lines.Length; i++)
            {
                Match mark = Mark().Match(file.Lines[i]);
                if (mark.Success && !Issue().IsMatch(file.Lines[i]))
                {
                    yield return new Finding(file.Path, i + 1, $"{mark.Value} without an issue id (#n)");
                }

                if (file.Extension is "cs" or "razor" && Unfinished().IsMatch(file.Lines[i]))
                {
                    yield return new Finding(file.Path, i + 1, "unfinished code: throws instead of working");
                }
            }
        }
    }

    [GeneratedRegex(@"\b(TO" + @"DO|FIX" + @"ME|HA" + @"CK|X" + @"XX)\b")]
    private static partial Regex Mark();

    [GeneratedRegex(@"#\d+\b")]
    private static partial Regex Issue();

    [GeneratedRegex(@"new NotImpl" + @"ementedException\b")]
    private static partial Regex Unfinished();
}
