// The second compile takes the firmware's sources as they are and refuses what the interpreter cannot run.
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Firmware.Tests.NanoProfile;

public sealed class SecondCompileTests
{
    [Fact]
    public void Hub_Protocols_Hub_Core_and_the_board_compile_against_the_nano_signatures_alone()
    {
        ImmutableArray<Diagnostic> found = [.. NanoSources.Shared.Firmware.SelectMany(c => NanoSources.Diagnose(c))];

        Assert.True(found.IsEmpty, NanoSources.Text(found));
        Assert.True(NanoSources.Shared.Protocols.SyntaxTrees.Length > 20);
        Assert.True(NanoSources.Shared.Core.SyntaxTrees.Length > 5);
        Assert.True(NanoSources.Shared.Board.SyntaxTrees.Length > 5);
    }

    [Theory]
    [InlineData("a list", "var list = new System.Collections.Generic.List<int>();", "NANO002")]
    [InlineData("a tuple", "var tuple = (1, 2);", "NANO003")]
    [InlineData("a nullable value", "int? nothing = null;", "NANO004")]
    [InlineData("an own generic class", "var box = new Box<string>();", "NANO001")]
    public void Hub_Core_with_one_forbidden_thing_in_it_does_not_build(string what, string statement, string rule)
    {
        SyntaxTree tree = NanoSources.Parse($$"""
            namespace Hub.Core;
            internal sealed class Box{{(what == "an own generic class" ? "<T>" : "")}}
            {
                public static void Use()
                {
                    {{statement}}
                }
            }
            """);
        CSharpCompilation changed = NanoSources.Shared.Core.AddSyntaxTrees(tree);

        ImmutableArray<Diagnostic> found = NanoSources.Diagnose(changed);

        Assert.Contains(found, d => d.Id == rule && d.Severity == DiagnosticSeverity.Error);
        Assert.All(found, d => Assert.Equal(tree, d.Location.SourceTree));
    }

    [Fact]
    public void The_ordinary_build_does_the_second_compile_and_loads_the_rules()
    {
        string solution = Read("Valfardshub.slnx");
        foreach (string project in new[] { "Hub.Protocols", "Hub.Core", "Hub.Esp32S3" })
        {
            Assert.Contains($"\"firmware/nano-surface/{project}.Nano/{project}.Nano.csproj\"", solution);
            Assert.Contains("Nano.props", Read($"firmware/nano-surface/{project}.Nano/{project}.Nano.csproj"));
        }

        Assert.Contains("NanoRules.props", Read("firmware/nano-surface/Nano.props"));
        Assert.Contains("NanoRules.props", Read("protocols/Hub.Protocols/Hub.Protocols.csproj"));
        Assert.Contains("NanoRules.props", Read("firmware/Hub.Core/Hub.Core.csproj"));
        Assert.DoesNotContain("NANO0", Read(".editorconfig"));

        static string Read(string path) => File.ReadAllText(Path.Combine(NanoSources.Shared.Root, path));
    }

    [Fact]
    public void The_rest_of_the_library_is_not_there()
    {
        CSharpCompilation snippet = NanoSources.Empty(NanoSources.Shared.Surface).AddSyntaxTrees(
            NanoSources.Parse("internal static class S { public static string F(int[] a) => string.Join(\"\", a); }"));

        Assert.Contains(NanoSources.Diagnose(snippet), d => d.Id == "CS0117");
    }
}
