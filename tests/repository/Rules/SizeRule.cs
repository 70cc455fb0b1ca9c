// Lines, methods and files stay small enough to be read at once.
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Repository.Tests.Tree;

namespace Repository.Tests.Rules;

/// <summary>Lines of at most 120 characters, methods of at most 70 lines, files of at most 400.</summary>
internal sealed class SizeRule : IRule
{
    public const int MaxLineCharacters = 120;
    public const int MaxMethodLines = 70;
    public const int MaxFileLines = 400;

    private static readonly HashSet<string> Kinds =
        ["cs", "razor", "js", "mjs", "css", "sh", "py", "cddl", "sql"];

    public IEnumerable<Finding> Check(RepositoryTree tree)
    {
        foreach (RepositoryFile file in tree.Files.Where(IsSource))
        {
            string[] lines = file.Lines;
            int count = lines.Length > 0 && lines[^1].Length == 0 ? lines.Length - 1 : lines.Length;
            if (count > MaxFileLines)
            {
                yield return new Finding(file.Path, 0, $"{count} lines; at most {MaxFileLines}");
            }

            for (int i = 0; i < lines.Length; i++)
            {
                if (lines[i].Length > MaxLineCharacters)
                {
                    yield return new Finding(
                        file.Path, i + 1, $"{lines[i].Length} characters in a line; at most {MaxLineCharacters}");
                }
            }

            if (file.Extension == "cs")
            {
                foreach (Finding finding in LongMethods(file))
                {
                    yield return finding;
                }
            }
        }
    }

    private static bool IsSource(RepositoryFile file) => Kinds.Contains(file.Extension) || file.IsScript;

    private static IEnumerable<Finding> LongMethods(RepositoryFile file)
    {
        foreach (SyntaxNode node in file.Syntax.DescendantNodes())
        {
            string? name = node switch
            {
                MethodDeclarationSyntax method => method.Identifier.Text,
                ConstructorDeclarationSyntax constructor => constructor.Identifier.Text,
                LocalFunctionStatementSyntax local => local.Identifier.Text,
                AccessorDeclarationSyntax accessor => accessor.Keyword.Text,
                _ => null,
            };
            if (name is null)
            {
                continue;
            }

            FileLinePositionSpan span = node.SyntaxTree.GetLineSpan(node.Span);
            int lines = span.EndLinePosition.Line - span.StartLinePosition.Line + 1;
            if (lines > MaxMethodLines)
            {
                yield return new Finding(file.Path, span.StartLinePosition.Line + 1,
                    $"{name} has {lines} lines; at most {MaxMethodLines}");
            }
        }
    }
}
