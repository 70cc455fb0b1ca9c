// Nothing tracked tells of one machine, one network or one secret.
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using Repository.Tests.Data;
using Repository.Tests.Tree;

namespace Repository.Tests.Rules;

/// <summary>No paths of one machine, no package registry's host, no key and no password in any tracked text.</summary>
internal sealed partial class LeakRule : IRule
{
    private static readonly (Regex Pattern, string What)[] Refused =
    [
        (MachinePath(), "a path of one machine"),
        (RegistryHost(), "a package registry's host: leave the choice to the machine"),
        (PrivateKey(), "a private key"),
        (AccessToken(), "an access token"),
    ];

    public IEnumerable<Finding> Check(RepositoryTree tree)
    {
        foreach (RepositoryFile file in tree.Files.Where(f => f.IsText))
        {
            for (int i = 0; i < file.Lines.Length; i++)
            {
                foreach ((Regex pattern, string what) in Refused)
                {
                    if (pattern.IsMatch(file.Lines[i]))
                    {
                        yield return new Finding(file.Path, i + 1, what);
                    }
                }

                if (!Exceptions.PublicSecrets.Any(file.IsUnder) && WrittenSecret().IsMatch(file.Lines[i]))
                {
                    yield return new Finding(file.Path, i + 1, "a secret written down");
                }
            }
        }
    }

    // The patterns are put together from halves so that this file does not match itself.
    [GeneratedRegex(@"(?<![\w.~$}-])/(wo" + @"rk|ro" + @"ot|ho" + @"me/\w+|Us" + @"ers/\w+|tmp/h)/"
        + @"|\b[A-Z]:\\Us" + @"ers\\")]
    private static partial Regex MachinePath();

    [GeneratedRegex(@"\b(regis" + @"try\.[\w-]+\.\w+|api\.nu" + @"get\.org|artifac" + @"tory|nex" + @"us\."
        + @"|verdac" + @"cio|py" + @"pi\.org|proxy\.gol" + @"ang\.org)")]
    private static partial Regex RegistryHost();

    [GeneratedRegex(@"-----BEG" + @"IN [A-Z ]*PRIV" + @"ATE KEY-----")]
    private static partial Regex PrivateKey();

    [GeneratedRegex(@"\b(AK" + @"IA[0-9A-Z]{16}|gh[pousr]" + @"_[A-Za-z0-9]{30,}|xox[bap]" + @"-[A-Za-z0-9-]{10,}|ey"
        + @"J[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,})")]
    private static partial Regex AccessToken();

    [GeneratedRegex(@"(?i)\b(pass" + @"word|secret|api[_-]?key|token)""?\s*[:=]\s*[""'][^""'{}<>$\s]{8,}[""']")]
    private static partial Regex WrittenSecret();
}
