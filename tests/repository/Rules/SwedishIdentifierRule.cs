// Code is named in English: no Swedish stem of the glossary begins a word of an identifier.
using System;
using System.Collections.Generic;
using System.Linq;
using Repository.Tests.Data;
using Repository.Tests.Tree;

namespace Repository.Tests.Rules;

/// <summary>Reads the stems from docs/glossary.md. Swedish stays in doc comments, strings and resources.</summary>
internal sealed class SwedishIdentifierRule : IRule
{
    public IEnumerable<Finding> Check(RepositoryTree tree)
    {
        var stems = new List<(string Stem, string English)>();
        foreach (GlossaryRow row in Glossary.Read(tree))
        {
            string english = row.CodeNames.FirstOrDefault() ?? "English";
            stems.AddRange(row.Stems.Select(s => (IdentifierWords.Fold(s), english)));
        }

        if (stems.Count == 0)
        {
            yield return new Finding(Glossary.Path, 0, "no stems found: the language rules have nothing to check with");
            yield break;
        }

        foreach (RepositoryFile file in tree.Files)
        {
            foreach ((string name, int line) in IdentifierWords.Of(file))
            {
                foreach (string word in IdentifierWords.Split(name))
                {
                    (string stem, string english) = stems.Find(s => word.StartsWith(s.Stem, StringComparison.Ordinal));
                    if (stem is not null)
                    {
                        yield return new Finding(file.Path, line, $"Swedish in the identifier {name}: say {english}");
                    }
                }
            }
        }
    }
}
