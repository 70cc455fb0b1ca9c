// Requirement ids that sources and documents cite exist.
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.RegularExpressions;
using Repository.Tests.Data;
using Repository.Tests.Tree;

namespace Repository.Tests.Rules;

/// <summary>Every mention such as HBG-018 is one of <see cref="RequirementIds"/>, written with three digits.</summary>
internal sealed partial class RequirementIdRule : IRule
{
    public IEnumerable<Finding> Check(RepositoryTree tree)
    {
        foreach (RepositoryFile file in tree.Files.Where(f => f.IsText))
        {
            for (int i = 0; i < file.Lines.Length; i++)
            {
                foreach (Match mention in Mention().Matches(file.Lines[i]))
                {
                    string number = mention.Groups[2].Value;
                    int value = int.Parse(number, CultureInfo.InvariantCulture);
                    if (number.Length != 3 || !RequirementIds.Exists(mention.Groups[1].Value, value))
                    {
                        yield return new Finding(file.Path, i + 1, $"there is no requirement {mention.Value}");
                    }
                }
            }
        }
    }

    [GeneratedRegex(@"\b(HBG|HUL|NOR|UPP|MFD)-(\d{1,6})\b")]
    private static partial Regex Mention();
}
