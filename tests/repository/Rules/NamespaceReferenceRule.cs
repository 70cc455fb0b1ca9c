// Sources name only the namespaces their area may see.
using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Repository.Tests.Data;
using Repository.Tests.Tree;

namespace Repository.Tests.Rules;

/// <summary>
/// Usings and qualified names follow the arrows of docs/architecture.md, whatever the project files say.
/// </summary>
internal sealed class NamespaceReferenceRule : IRule
{
    public IEnumerable<Finding> Check(RepositoryTree tree)
    {
        foreach (RepositoryFile file in tree.CSharp)
        {
            Area? area = AreaOf(file);
            if (area is null)
            {
                continue;
            }

            foreach ((string name, int line) in QualifiedNames(file))
            {
                if (area.MayNotSee.Any(n => IsWithin(name, n)))
                {
                    yield return new Finding(file.Path, line, $"wrong arrow: {area.Folder} may not see {name}");
                }
                else if (Areas.OwnNamespaces.Any(n => IsWithin(name, n))
                    && !area.MaySee.Any(n => IsWithin(name, n)))
                {
                    yield return new Finding(file.Path, line, $"wrong arrow: {area.Folder} may not see {name}");
                }
            }
        }
    }

    internal static Area? AreaOf(RepositoryFile file) =>
        Areas.All.Where(a => file.IsUnder(a.Folder)).MaxBy(a => a.Folder.Length);

    internal static bool IsWithin(string name, string parent) =>
        name == parent || name.StartsWith(parent + ".", StringComparison.Ordinal);

    /// <summary>Every dotted name in the file, longest form only: usings, type names and member accesses.</summary>
    internal static IEnumerable<(string Name, int Line)> QualifiedNames(RepositoryFile file)
    {
        foreach (SyntaxNode node in file.Syntax.DescendantNodes(descendIntoTrivia: false))
        {
            bool isDotted = node is QualifiedNameSyntax or MemberAccessExpressionSyntax
                || (node is IdentifierNameSyntax && node.Parent is UsingDirectiveSyntax);
            if (!isDotted || node.Parent is QualifiedNameSyntax or MemberAccessExpressionSyntax
                || node.Parent is BaseNamespaceDeclarationSyntax)
            {
                continue;
            }

            string name = node.ToString().Replace("global::", "", StringComparison.Ordinal);
            yield return (name, node.GetLocation().GetLineSpan().StartLinePosition.Line + 1);
        }
    }
}
