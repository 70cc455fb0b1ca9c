// The wire and the hub know no person: rule 6 of docs/architecture.md as far as names can show it.
using System;
using System.Collections.Generic;
using System.Linq;
using Repository.Tests.Data;
using Repository.Tests.Tree;

namespace Repository.Tests.Rules;

/// <summary>No identifier in protocols or firmware speaks of residents, relatives or their personal data.</summary>
internal sealed class CareDataRule : IRule
{
    private static readonly string[] Folders = ["protocols", "firmware"];

    private static readonly string[] Refused =
        ["resident", "relative name", "relatives", "person name", "personal number", "street", "diagnosis"];

    public IEnumerable<Finding> Check(RepositoryTree tree)
    {
        foreach (RepositoryFile file in tree.Files.Where(f => Folders.Any(f.IsUnder)))
        {
            foreach ((string name, int line) in IdentifierWords.Of(file))
            {
                string words = string.Join(' ', IdentifierWords.Split(name));
                if (Refused.Any(r => words.Contains(r, StringComparison.Ordinal)))
                {
                    yield return new Finding(
                        file.Path, line, $"{name}: personal data stays in the fleet manager's care schema");
                }
            }
        }
    }
}
