// Classes are sealed unless something in the repository derives from them.
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Repository.Tests.Tree;

namespace Repository.Tests.Rules;

/// <summary>
/// Outside tests, a class is sealed, static, abstract, or the base of another class of the repository.
/// </summary>
internal sealed class SealedRule : IRule
{
    public IEnumerable<Finding> Check(RepositoryTree tree)
    {
        HashSet<string> bases = tree.CSharp
            .SelectMany(f => f.Syntax.DescendantNodes().OfType<BaseTypeSyntax>())
            .Select(b => b.Type.ToString().Split('<')[0])
            .Select(n => n[(n.LastIndexOf('.') + 1)..])
            .ToHashSet();
        HashSet<string> razor = tree.Files.Where(f => f.Extension == "razor").Select(f => f.Path + ".cs").ToHashSet();

        foreach (RepositoryFile file in tree.CSharp.Where(f => NamespaceReferenceRule.AreaOf(f) is not null))
        {
            foreach (TypeDeclarationSyntax type in file.Syntax.DescendantNodes().OfType<TypeDeclarationSyntax>())
            {
                bool isClass = type is ClassDeclarationSyntax
                    || (type is RecordDeclarationSyntax && !type.IsKind(SyntaxKind.RecordStructDeclaration));
                bool isClosed = type.Modifiers.Any(SyntaxKind.SealedKeyword)
                    || type.Modifiers.Any(SyntaxKind.StaticKeyword)
                    || type.Modifiers.Any(SyntaxKind.AbstractKeyword);
                bool isExempt = bases.Contains(type.Identifier.Text) || razor.Contains(file.Path)
                    || type.Identifier.Text == "Program";
                if (isClass && !isClosed && !isExempt)
                {
                    yield return new Finding(
                        file.Path, 0, $"{type.Identifier.Text} is not sealed and nothing derives from it");
                }
            }
        }
    }
}
