// The project files for the real tools name what is there: sources, packages, projects.
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using Tests;

namespace Board.Tests.Building;

public sealed partial class NanoProjectTests
{
    public static TheoryData<string> Projects => [.. NanoProject.All];

    [Theory]
    [MemberData(nameof(Projects))]
    public void References_and_packages_agree(string path)
    {
        string[] faults = [.. new NanoProject(path).Disagreements()];

        Assert.True(faults.Length == 0, string.Join('\n', faults));
    }

    [Theory]
    [InlineData("version=\"1.1.57\"", "version=\"1.1.58\"", 2)]
    [InlineData("<package id=\"nanoFramework.System.Net\"", "<other id=\"nanoFramework.System.Net\"", 1)]
    public void A_package_changed_alone_is_noticed(string from, string to, int faults)
    {
        string path = NanoProject.All[2];
        string packages = RepositoryRoot.Read("firmware/Hub.Esp32S3/packages.config");
        string altered = packages.Replace(from, to);

        Assert.NotEqual(packages, altered);
        Assert.Equal(faults, new NanoProject(path, RepositoryRoot.Read(path), altered).Disagreements().Count());
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void Each_compiles_all_sources_of_its_folder_and_no_output(string path)
    {
        string[] sources = new NanoProject(path).Sources();
        string folder = path[..path.LastIndexOf('/')];
        string[] expected =
        [
            .. Directory
                .EnumerateFiles(Path.Combine(RepositoryRoot.Folder, folder), "*.cs", SearchOption.AllDirectories)
                .Select(f => Path.GetRelativePath(RepositoryRoot.Folder, f))
                .Where(f => !f.StartsWith(folder + "/obj/") && !f.StartsWith(folder + "/bin/")),
            .. path == NanoProject.All[2] ? (string[])["hardware/PinMap.cs"] : [],
        ];

        Assert.Equal(expected.Order(System.StringComparer.Ordinal), sources);
        Assert.All(new NanoProject(path).Compiled, c => Assert.DoesNotContain("obj", c.Include));
    }

    [Fact]
    public void Each_refers_to_the_projects_that_its_NET_twin_refers_to()
    {
        Assert.Empty(new NanoProject(NanoProject.All[0]).Projects);
        string[] protocols = [@"..\..\protocols\Hub.Protocols\Hub.Protocols.nfproj"];
        string[] core =
        [
            .. protocols, @"..\Hub.Core.Storage\Hub.Core.Storage.nfproj",
            @"..\Hub.Core.Linking\Hub.Core.Linking.nfproj", @"..\Hub.Core\Hub.Core.nfproj",
        ];
        Assert.Equal(core[..3], new NanoProject(NanoProject.All[1]).Projects);
        Assert.Equal(
            [
                .. core,
                @"..\Hub.Provisioning\Hub.Provisioning.nfproj", @"..\Hub.Loader\Hub.Loader.nfproj",
                @"..\Hub.Updating\Hub.Updating.nfproj",
            ],
            new NanoProject(NanoProject.All[2]).Projects);
        Assert.Empty(new NanoProject(NanoProject.All[3]).Projects);
        Assert.Equal(core, new NanoProject(NanoProject.All[4]).Projects);
        Assert.Equal(protocols, new NanoProject(NanoProject.All[5]).Projects);
        Assert.Equal(core[..2], new NanoProject(NanoProject.All[6]).Projects);
        Assert.Equal(
            [.. protocols, core[3], @"..\Hub.Loader\Hub.Loader.nfproj"], new NanoProject(NanoProject.All[7]).Projects);
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void Each_keeps_its_output_apart_and_takes_no_settings_of_the_NET_build(string path)
    {
        NanoProject project = new(path);

        Assert.Equal(@"obj\nano\", project.Settings["BaseIntermediateOutputPath"]);
        Assert.Equal("v1.0", project.Settings["TargetFrameworkVersion"]);
        Assert.Equal("false", project.Settings["ImportDirectoryBuildProps"]);
        Assert.Equal("false", project.Settings["ImportDirectoryPackagesProps"]);
        Assert.Equal(Path.GetFileNameWithoutExtension(path), project.Settings["AssemblyName"]);
        string[] guids = [.. NanoProject.All.Select(p => new NanoProject(p).Settings["ProjectGuid"]).Distinct()];
        Assert.Equal(NanoProject.All.Length, guids.Length);
    }

    [Fact]
    public void One_version_of_a_package_serves_all()
    {
        string[] several = [.. NanoProject.All.SelectMany(p => new NanoProject(p).Packages).Distinct()
            .GroupBy(p => p.Id).Where(g => g.Count() > 1).Select(g => g.Key)];

        Assert.Empty(several);
    }

    [Fact]
    public void Every_package_that_the_surface_was_written_from_is_referenced_in_that_version()
    {
        NanoProject board = new(NanoProject.All[2]);
        string folder = Path.Combine(RepositoryRoot.Folder, "firmware/nano-surface/BoardLibraries");
        foreach (string file in Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
            .Where(f => !f.Contains("/obj/") && !f.Contains("/bin/")))
        {
            Match header = Header().Match(File.ReadLines(file).First());
            Assert.True(header.Success, $"{file} does not name its package and version.");
            Assert.Contains(board.Packages, p =>
                p.Id == header.Groups[1].Value && p.Version.StartsWith(header.Groups[2].Value + "."));
        }
    }

    [GeneratedRegex(@"^// (nanoFramework\.[\w.]+) (\d+\.\d+) \(")]
    private static partial Regex Header();
}
