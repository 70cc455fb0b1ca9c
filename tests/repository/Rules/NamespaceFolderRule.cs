// The namespace of a source file is its folder.
using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Repository.Tests.Data;
using Repository.Tests.Tree;

namespace Repository.Tests.Rules;

/// <summary>Outside tests, a file's namespace is its area's namespace followed by the folders below the area.</summary>
internal sealed class NamespaceFolderRule : IRule
{
    public IEnumerable<Finding> Check(RepositoryTree tree)
    {
        foreach (RepositoryFile file in tree.CSharp)
        {
            Area? area = NamespaceReferenceRule.AreaOf(file);
            string? actual = file.Syntax.DescendantNodes().OfType<BaseNamespaceDeclarationSyntax>()
                .FirstOrDefault()?.Name.ToString();
            if (area is null || actual is null)
            {
                continue;
            }

            string folder = file.Path[..file.Path.LastIndexOf('/')][area.Folder.Length..];
            string expected = area.Namespace + folder.Replace('/', '.');
            if (!string.Equals(actual, expected, StringComparison.Ordinal))
            {
                yield return new Finding(file.Path, 0, $"namespace {actual} in a folder that means {expected}");
            }
        }
    }
}
