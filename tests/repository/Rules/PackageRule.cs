// Package versions stand in one place, and every package is used.
using System.Collections.Generic;
using System.Linq;
using System.Xml.Linq;
using Repository.Tests.Data;
using Repository.Tests.Tree;

namespace Repository.Tests.Rules;

/// <summary>
/// No version outside Directory.Packages.props, no package there that no project references, no reference whose package
/// the
/// project's sources do not use, and no floating version.
/// </summary>
internal sealed class PackageRule : IRule
{
    private const string Central = "Directory.Packages.props";

    public IEnumerable<Finding> Check(RepositoryTree tree)
    {
        var central = new Dictionary<string, string>();
        foreach (XElement entry in Elements(tree.Find(Central), "PackageVersion"))
        {
            string package = (string?)entry.Attribute("Include") ?? "";
            string version = (string?)entry.Attribute("Version") ?? "";
            central[package] = version;
            if (version.Length == 0 || version.Contains('*') || version.Contains('[') || version.Contains('('))
            {
                yield return new Finding(Central, 0, $"{package}: the version '{version}' is not an exact one");
            }
        }

        var referenced = new HashSet<string>();
        foreach (RepositoryFile file in tree.Files.Where(f => f.Extension is "csproj" or "props" or "targets"))
        {
            foreach (XElement reference in Elements(file, "PackageReference"))
            {
                string package = (string?)reference.Attribute("Include") ?? "";
                referenced.Add(package);
                foreach (string wrong in Wrongs(tree, file, reference, package, central))
                {
                    yield return new Finding(file.Path, 0, wrong);
                }
            }
        }

        foreach (string package in central.Keys.Except(referenced).Except(PackageUses.NotYetUsed))
        {
            yield return new Finding(Central, 0, $"{package}: no project references it");
        }
    }

    private static IEnumerable<string> Wrongs(RepositoryTree tree, RepositoryFile project, XElement reference,
        string package, Dictionary<string, string> central)
    {
        if (reference.Attribute("Version") is not null || reference.Attribute("VersionOverride") is not null)
        {
            yield return $"{package}: its version belongs in {Central}";
        }

        if (!central.ContainsKey(package))
        {
            yield return $"{package}: no version in {Central}";
        }

        (string Package, string? Shown, string Reason) use = PackageUses.All.FirstOrDefault(u => u.Package == package);
        if (use.Package is null)
        {
            yield return $"{package}: no row in PackageUses says what its use looks like";
        }
        else if (use.Shown is not null && project.Extension == "csproj"
            && !PackageUses.NotYetUsed.Contains(package) && !IsShown(tree, project, use.Shown))
        {
            yield return $"{package}: referenced, but no source of the project uses it ({use.Shown})";
        }
    }

    private static bool IsShown(RepositoryTree tree, RepositoryFile project, string text)
    {
        int slash = project.Path.LastIndexOf('/');
        string folder = slash < 0 ? "" : project.Path[..slash];
        return tree.Files.Any(f => f.Extension is "cs" or "razor" && f.IsUnder(folder) && f.Text.Contains(text));
    }

    private static IEnumerable<XElement> Elements(RepositoryFile? file, string name) =>
        file is null ? [] : XDocument.Parse(file.Text).Descendants().Where(e => e.Name.LocalName == name);
}
