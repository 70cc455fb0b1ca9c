// The signatures say where they come from, and nothing in the firmware gets past them.
using System.Collections.Generic;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Firmware.Tests.NanoProfile;

public sealed partial class SurfaceReachTests
{
    private const string Board = "firmware/Hub.Esp32S3/packages.config";

    [Fact]
    public void Every_file_of_signatures_names_a_package_in_use_with_its_version()
    {
        string[] faults = [.. NanoSources.Shared.Signatures
            .SelectMany(s => s.SyntaxTrees)
            .Select(t => HeaderFault(t.FilePath, FirstLine(t), Packages))
            .OfType<string>()];

        Assert.True(faults.Length == 0, string.Join('\n', faults));
    }

    [Theory]
    [InlineData("// Some.Package 1.1 (assembly X): what is used.", "no package and version")]
    [InlineData("// nanoFramework.System.Device.Gpio: what is used.", "no package and version")]
    [InlineData("// nanoFramework.System.Device.Gpio 1.0 (assembly X): what is used.", "version 1.0")]
    [InlineData("// nanoFramework.Nowhere 1.1 (assembly X): what is used.", "not in")]
    public void A_header_that_is_wrong_is_refused(string header, string fault)
    {
        Assert.Contains(fault, HeaderFault("a.cs", header, Packages));
    }

    /// <summary>The loader's one adapter; its port keeps reflection out of everything else.</summary>
    private const string MayReflect = "firmware/Hub.Loader/ReflectionCodeLoader.cs";

    [Fact]
    public void No_source_of_the_firmware_declares_a_way_of_its_own_to_the_interpreter()
    {
        string[] faults = [.. NanoSources.Shared.Firmware.SelectMany(c => c.SyntaxTrees).SelectMany(WaysAround)];

        Assert.True(faults.Length == 0, string.Join('\n', faults));
    }

    [Theory]
    [InlineData("class C { extern void F(); }")]
    [InlineData("class C { unsafe void F() { } }")]
    [InlineData("using System.Reflection; class C { }")]
    [InlineData("class C { [System.Runtime.CompilerServices.MethodImpl(0)] void F() { } }")]
    [InlineData("class C { [DllImport(\"x\")] static void F() { } }")]
    public void A_way_around_is_found(string source)
    {
        Assert.NotEmpty(WaysAround(NanoSources.Parse(source)));
    }

    [Fact]
    public void Reflection_is_for_the_loaders_adapter_alone()
    {
        const string Source = "using System.Reflection; class C { extern void F(); }";

        Assert.Single(WaysAround(NanoSources.Parse(Source, MayReflect)));
        Assert.Equal(2, WaysAround(NanoSources.Parse(Source, "firmware/Hub.Loader/BootLoader.cs")).Count());
    }

    [Fact]
    public void What_is_compiled_refers_to_the_signatures_and_to_our_own_and_to_nothing_else()
    {
        string[] known = [.. NanoSources.Shared.Signatures.Concat(NanoSources.Shared.Firmware)
            .Select(c => c.Assembly.Name)];
        foreach (CSharpCompilation compilation in NanoSources.Shared.Firmware)
        {
            Assert.Empty(References(NanoSources.Emit(compilation)).Except(known));
        }
    }

    [Fact]
    public void The_second_compiles_projects_refer_to_projects_of_this_folder_alone()
    {
        string folder = Path.Combine(NanoSources.Shared.Root, "firmware/nano-surface");
        foreach (string file in Directory.EnumerateFiles(folder, "*.Nano.csproj", SearchOption.AllDirectories))
        {
            XElement project = XDocument.Load(file).Root!;
            Assert.Empty(project.Descendants("PackageReference"));
            Assert.Empty(project.Descendants("Reference"));
            Assert.All(
                project.Descendants("ProjectReference"),
                r => Assert.StartsWith("../", r.Attribute("Include")!.Value));
        }
    }

    private static Dictionary<string, string> Packages { get; } =
        XDocument.Load(Path.Combine(NanoSources.Shared.Root, Board)).Root!.Elements("package")
            .ToDictionary(p => p.Attribute("id")!.Value, p => p.Attribute("version")!.Value);

    private static string FirstLine(SyntaxTree tree) => tree.GetText().Lines[0].ToString();

    private static string? HeaderFault(string file, string header, Dictionary<string, string> packages)
    {
        Match match = Header().Match(header);
        if (!match.Success)
        {
            return $"{file}: its first line has no package and version";
        }

        string id = match.Groups[1].Value;
        if (!packages.TryGetValue(id, out string? version))
        {
            return $"{file}: {id} is not in {Board}";
        }

        return version.StartsWith(match.Groups[2].Value + ".", System.StringComparison.Ordinal)
            ? null
            : $"{file}: version {match.Groups[2].Value} of {id}, but {version} in {Board}";
    }

    private static IEnumerable<string> WaysAround(SyntaxTree tree)
    {
        foreach (SyntaxNode node in tree.GetRoot().DescendantNodes())
        {
            bool isAround = node switch
            {
                MemberDeclarationSyntax member => member.Modifiers.Any(
                    m => m.IsKind(SyntaxKind.ExternKeyword) || m.IsKind(SyntaxKind.UnsafeKeyword)),
                AttributeSyntax attribute => attribute.Name.ToString().Split('.')[^1] is "DllImport" or "MethodImpl",
                UsingDirectiveSyntax when tree.FilePath == MayReflect => false,
                UsingDirectiveSyntax use => use.Name?.ToString() is "System.Reflection"
                    or "System.Runtime.InteropServices",
                _ => false,
            };
            if (isAround)
            {
                int line = node.GetLocation().GetLineSpan().StartLinePosition.Line + 1;
                yield return $"{tree.FilePath}:{line}: {node.ToString().Split('\n')[0]}";
            }
        }
    }

    private static IEnumerable<string> References(byte[] image)
    {
        using var portable = new PEReader(ImmutableArray.Create(image));
        MetadataReader reader = portable.GetMetadataReader();
        foreach (AssemblyReferenceHandle handle in reader.AssemblyReferences)
        {
            yield return reader.GetString(reader.GetAssemblyReference(handle).Name);
        }
    }

    [GeneratedRegex(@"^// (nanoFramework\.[\w.]+) (\d+\.\d+) \(")]
    private static partial Regex Header();
}
