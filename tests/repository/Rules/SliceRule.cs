// A slice of the fleet manager uses another slice only through its public handlers and records.
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Repository.Tests.Data;
using Repository.Tests.Tree;

namespace Repository.Tests.Rules;

/// <summary>
/// Rule 5 of docs/architecture.md. Another slice's folder is open, what lies in folders below it is not; of the open
/// folder
/// only public interfaces, records and enums may be named. The kernel is open to all and uses no slice. Files directly
/// in
/// the server's folder compose the slices and may use everything.
/// </summary>
internal sealed partial class SliceRule : IRule
{
    public IEnumerable<Finding> Check(RepositoryTree tree)
    {
        RepositoryFile[] files = tree.Files
            .Where(f => SliceOf(f) is not null && f.Extension is "cs" or "razor")
            .ToArray();
        Dictionary<string, List<DeclaredType>> declared = Declared(files);
        return files.SelectMany(f => CheckFile(f, SliceOf(f)!, declared));
    }

    private static IEnumerable<Finding> CheckFile(
        RepositoryFile file, string slice, Dictionary<string, List<DeclaredType>> declared)
    {
        var opened = new HashSet<string>();
        foreach ((string name, int line) in NamesIn(file))
        {
            if (!NamespaceReferenceRule.IsWithin(name, Areas.SlicesNamespace)
                || name.Length == Areas.SlicesNamespace.Length)
            {
                continue;
            }

            string inner = name[(Areas.SlicesNamespace.Length + 1)..];
            string other = SliceIn(inner);
            if (other == slice || Areas.SliceKernel.Contains(other))
            {
                continue;
            }

            string rest = inner[other.Length..].TrimStart('.').Split('.')[0];
            if (Areas.SliceKernel.Contains(slice))
            {
                yield return new Finding(file.Path, line, $"the kernel {slice} may not use the slice {other}");
            }
            else if (rest.Length > 0 && !declared.ContainsKey(rest))
            {
                yield return new Finding(file.Path, line, $"{slice} may not reach into {inner}");
            }

            opened.Add(other);
        }

        if (file.Extension != "cs" || Areas.SliceKernel.Contains(slice))
        {
            yield break;
        }

        foreach (SimpleNameSyntax used in file.Syntax.DescendantNodes().OfType<SimpleNameSyntax>())
        {
            bool isMember = used.Parent is MemberAccessExpressionSyntax access && access.Name == used
                && !access.Expression.ToString().StartsWith(Areas.SlicesNamespace, System.StringComparison.Ordinal);
            if (!isMember && Intrusion(used.Identifier.Text, slice, opened, declared) is { } type)
            {
                int line = used.GetLocation().GetLineSpan().StartLinePosition.Line + 1;
                yield return new Finding(file.Path, line,
                    $"{slice} may not use {type.Slice}.{type.Name}: it is no public interface, record or enum");
            }
        }
    }

    /// <summary>
    /// The other slice's inner type that a name means, or null when the name is allowed or means something else.
    /// </summary>
    private static DeclaredType? Intrusion(
        string name, string slice, HashSet<string> opened, Dictionary<string, List<DeclaredType>> declared)
    {
        if (!declared.TryGetValue(name, out List<DeclaredType>? types) || types.Any(t => t.Slice == slice))
        {
            return null;
        }

        return types.FirstOrDefault(t => opened.Contains(t.Slice) && !t.IsOpen
            && !Areas.SliceKernel.Contains(t.Slice)
            && !Areas.SliceDoors.Any(s => s.Slice == t.Slice && s.Type == t.Name));
    }

    private static Dictionary<string, List<DeclaredType>> Declared(IEnumerable<RepositoryFile> files)
    {
        var declared = new Dictionary<string, List<DeclaredType>>();
        foreach (RepositoryFile file in files.Where(f => f.Extension == "cs"))
        {
            foreach (BaseTypeDeclarationSyntax type in file.Types)
            {
                if (type.Parent is BaseTypeDeclarationSyntax)
                {
                    continue;
                }

                string name = type.Identifier.Text;
                bool isOpen = type.Modifiers.Any(SyntaxKind.PublicKeyword)
                    && type is InterfaceDeclarationSyntax or RecordDeclarationSyntax or EnumDeclarationSyntax;
                if (!declared.TryGetValue(name, out List<DeclaredType>? list))
                {
                    declared[name] = list = [];
                }

                list.Add(new DeclaredType(SliceOf(file)!, name, isOpen));
            }
        }

        return declared;
    }

    private static IEnumerable<(string Name, int Line)> NamesIn(RepositoryFile file)
    {
        if (file.Extension == "cs")
        {
            return NamespaceReferenceRule.QualifiedNames(file);
        }

        return file.Lines
            .Select((text, index) => (Match: RazorUsing().Match(text), Line: index + 1))
            .Where(m => m.Match.Success)
            .Select(m => (m.Match.Groups[1].Value, m.Line));
    }

    private static string? SliceOf(RepositoryFile file)
    {
        if (!file.IsUnder(Areas.SlicesFolder))
        {
            return null;
        }

        string folder = file.Path[..file.Path.LastIndexOf('/')];
        if (folder.Length == Areas.SlicesFolder.Length)
        {
            return null;
        }

        string slice = SliceIn(folder[(Areas.SlicesFolder.Length + 1)..].Replace('/', '.'));
        return Areas.SliceComposition.Contains(slice) ? null : slice;
    }

    /// <summary>The slice that a name below the slices' namespace begins with.</summary>
    private static string SliceIn(string inner) =>
        Areas.NestedSlices.FirstOrDefault(n => NamespaceReferenceRule.IsWithin(inner, n)) ?? inner.Split('.')[0];

    [GeneratedRegex(@"^@using\s+([\w.]+)")]
    private static partial Regex RazorUsing();

    private sealed record DeclaredType(string Slice, string Name, bool IsOpen);
}
