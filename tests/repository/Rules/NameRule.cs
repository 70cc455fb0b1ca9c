// No drawers for odds and ends: folders and types are named for what they do.
using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Repository.Tests.Data;
using Repository.Tests.Tree;

namespace Repository.Tests.Rules;

/// <summary>
/// No folder and no type is called Utils, Helpers, Common, Manager and the like, alone or as its last word.
/// </summary>
internal sealed class NameRule : IRule
{
    private static readonly string[] Refused =
        ["util", "utils", "utilities", "helper", "helpers", "common", "manager", "managers", "misc"];

    public IEnumerable<Finding> Check(RepositoryTree tree)
    {
        foreach (RepositoryFile file in tree.Files)
        {
            string? folder = file.Path.Split('/').SkipLast(1).FirstOrDefault(IsRefused);
            if (folder is not null)
            {
                yield return new Finding(file.Path, 0, $"folder {folder}: name it for what is in it");
            }

            if (file.Extension != "cs" || Exceptions.ForeignNames.Any(file.IsUnder))
            {
                continue;
            }

            foreach (BaseTypeDeclarationSyntax type in file.Types)
            {
                if (IsRefused(type.Identifier.Text))
                {
                    yield return new Finding(file.Path, 0, $"type {type.Identifier.Text}: name it for what it does");
                }
            }
        }
    }

    private static bool IsRefused(string name)
    {
        string[] words = IdentifierWords.Split(name);
        return words.Length > 0 && Array.IndexOf(Refused, words[^1]) >= 0;
    }
}
