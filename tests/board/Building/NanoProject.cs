// One project file for the nanoFramework tools, read as data.
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Tests;

namespace Board.Tests.Building;

/// <summary>The sources, packages and projects that an .nfproj and the packages.config beside it name.</summary>
internal sealed partial class NanoProject
{
    private static readonly XNamespace Schema = "http://schemas.microsoft.com/developer/msbuild/2003";

    internal NanoProject(string path)
        : this(path, RepositoryRoot.Read(path), RepositoryRoot.Read(Folder(path) + "/packages.config"))
    {
    }

    internal NanoProject(string path, string project, string packages)
    {
        Path = path;
        XElement root = XElement.Parse(project);
        Compiled = [.. root.Descendants(Schema + "Compile")
            .Select(c => (c.Attribute("Include")!.Value, c.Attribute("Exclude")?.Value ?? ""))];
        References = [.. root.Descendants(Schema + "Reference")
            .Select(r => (r.Attribute("Include")!.Value, r.Element(Schema + "HintPath")!.Value))];
        Projects = [.. root.Descendants(Schema + "ProjectReference").Select(r => r.Attribute("Include")!.Value)];
        Settings = root.Descendants(Schema + "PropertyGroup").Elements()
            .GroupBy(e => e.Name.LocalName).ToDictionary(g => g.Key, g => g.First().Value);
        Packages = [.. XElement.Parse(packages).Elements("package")
            .Select(p => (p.Attribute("id")!.Value, p.Attribute("version")!.Value))];
    }

    internal static string[] All { get; } =
    [
        "protocols/Hub.Protocols/Hub.Protocols.nfproj",
        "firmware/Hub.Core/Hub.Core.nfproj",
        "firmware/Hub.Esp32S3/Hub.Esp32S3.nfproj",
        "firmware/Hub.Loader/Hub.Loader.nfproj",
        "firmware/Hub.Provisioning/Hub.Provisioning.nfproj",
        "firmware/Hub.Core.Storage/Hub.Core.Storage.nfproj",
        "firmware/Hub.Core.Linking/Hub.Core.Linking.nfproj",
        "firmware/Hub.Updating/Hub.Updating.nfproj",
    ];

    internal string Path { get; }

    internal (string Include, string Exclude)[] Compiled { get; }

    internal (string Assembly, string HintPath)[] References { get; }

    internal string[] Projects { get; }

    internal IReadOnlyDictionary<string, string> Settings { get; }

    internal (string Id, string Version)[] Packages { get; }

    /// <summary>What packages.config and the references do not agree on, with the line that would mend it.</summary>
    internal IEnumerable<string> Disagreements()
    {
        foreach ((string id, string version) in Packages)
        {
            int count = References.Count(
                r => r.HintPath.StartsWith(Root(id, version), System.StringComparison.Ordinal));
            if (count != 1)
            {
                yield return $"{Path}: {count} references with <HintPath>{Root(id, version)}...dll</HintPath>";
            }
        }

        foreach ((string assembly, string hint) in References)
        {
            Match package = Hint().Match(hint);
            bool isKnown = package.Success
                && Packages.Contains((package.Groups[1].Value, package.Groups[2].Value))
                && package.Groups[3].Value == assembly;
            if (!isKnown)
            {
                yield return $"{Path}: {assembly} comes from {hint}, which packages.config does not have";
            }
        }
    }

    /// <summary>The files that the project compiles, by their paths from the repository's folder.</summary>
    internal string[] Sources()
    {
        var files = new List<string>();
        foreach ((string include, string exclude) in Compiled)
        {
            string pattern = include.Replace('\\', '/');
            bool isDeep = pattern.StartsWith("**/", System.StringComparison.Ordinal);
            string folder = System.IO.Path.GetFullPath(System.IO.Path.Combine(
                RepositoryRoot.Folder, Folder(Path), isDeep ? "." : Folder(pattern)));
            string[] left = [.. exclude.Split(';').Select(e => e.Replace("\\**", ""))];
            files.AddRange(Directory
                .EnumerateFiles(
                    folder, "*.cs", isDeep ? SearchOption.AllDirectories : SearchOption.TopDirectoryOnly)
                .Where(f => !left.Contains(System.IO.Path.GetRelativePath(folder, f).Split('/')[0]))
                .Select(f => System.IO.Path.GetRelativePath(RepositoryRoot.Folder, f)));
        }

        return [.. files.Order(System.StringComparer.Ordinal)];
    }

    private static string Folder(string path) => path[..path.LastIndexOf('/')];

    private static string Root(string id, string version) => $@"..\..\packages\{id}.{version}\lib\";

    [GeneratedRegex(@"^\.\.\\\.\.\\packages\\([A-Za-z][\w.]*?)\.(\d+\.\d+\.\d+)\\lib\\([\w.]+)\.dll$")]
    private static partial Regex Hint();
}
