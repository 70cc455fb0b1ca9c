// Compiles, in memory, the nano signatures and the firmware's sources against them, as the build's second compile does.
using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Nano.Analyzers;
using Tests;

namespace Firmware.Tests.NanoProfile;

/// <summary>One parse and one compile for all tests; nothing in it changes after it has been made.</summary>
internal sealed class NanoSources
{
    private static readonly Lazy<NanoSources> Made = new(() => new NanoSources());

    private static readonly CSharpParseOptions Parsing = new(
        LanguageVersion.CSharp14, DocumentationMode.None, preprocessorSymbols: ["NANOFRAMEWORK_1_0"]);

    private static readonly CSharpCompilationOptions Library = new(
        OutputKind.DynamicallyLinkedLibrary,
        optimizationLevel: OptimizationLevel.Release,
        nullableContextOptions: NullableContextOptions.Enable,
        concurrentBuild: false,
        // What Surface.props leaves out for signatures, with its reasons.
        specificDiagnosticOptions: new Dictionary<string, ReportDiagnostic>
        {
            ["CS0626"] = ReportDiagnostic.Suppress,
            ["CS0660"] = ReportDiagnostic.Suppress,
            ["CS0661"] = ReportDiagnostic.Suppress,
            ["CS0824"] = ReportDiagnostic.Suppress,
        });

    private NanoSources()
    {
        Root = RepositoryRoot.Folder;
        CoreLibrary = Compile("mscorlib", "firmware/nano-surface/CoreLibrary");
        SystemText = Compile("nanoFramework.System.Text", "firmware/nano-surface/SystemText", Image(CoreLibrary));
        Surface = [Image(CoreLibrary), Image(SystemText)];
        Protocols = Compile("Hub.Protocols", "protocols/Hub.Protocols", [.. Surface]);
        Storage = Compile("Hub.Core.Storage", "firmware/Hub.Core.Storage", [.. Surface, Image(Protocols)]);
        Linking = Compile(
            "Hub.Core.Linking", "firmware/Hub.Core.Linking", [.. Surface, Image(Protocols), Image(Storage)]);
        Core = Compile(
            "Hub.Core", "firmware/Hub.Core", [.. Surface, Image(Protocols), Image(Storage), Image(Linking)]);
        Provisioning = Compile(
            "Hub.Provisioning", "firmware/Hub.Provisioning",
            [.. Surface, Image(Protocols), Image(Storage), Image(Linking), Image(Core)]);
        Loader = Compile("Hub.Loader", "firmware/Hub.Loader", [.. Surface]);
        Updating = Compile(
            "Hub.Updating", "firmware/Hub.Updating", [.. Surface, Image(Protocols), Image(Core), Image(Loader)]);
        BoardLibraries = Compile("BoardLibraries", "firmware/nano-surface/BoardLibraries", Image(CoreLibrary));
        Board = Compile(
            "Hub.Esp32S3",
            ["firmware/Hub.Esp32S3", "hardware"],
            [
                .. Surface, Image(BoardLibraries), Image(Protocols), Image(Storage), Image(Linking), Image(Core),
                Image(Provisioning), Image(Loader), Image(Updating),
            ]);
    }

    public static NanoSources Shared => Made.Value;

    public static ImmutableArray<DiagnosticAnalyzer> Analyzers { get; } = ImmutableArray.Create<DiagnosticAnalyzer>(
        new GenericsAnalyzer(), new LanguageFormAnalyzer(), new TextAnalyzer(), new LibraryUseAnalyzer(),
        new DivisionAnalyzer(), new StaticOrderAnalyzer());

    /// <summary>The repository's folder.</summary>
    public string Root { get; }

    public CSharpCompilation CoreLibrary { get; }

    public CSharpCompilation SystemText { get; }

    /// <summary>The signature assemblies, as a compile references them.</summary>
    public IReadOnlyList<MetadataReference> Surface { get; }

    public CSharpCompilation Protocols { get; }

    public CSharpCompilation Storage { get; }

    public CSharpCompilation Linking { get; }

    public CSharpCompilation Core { get; }

    public CSharpCompilation Provisioning { get; }

    public CSharpCompilation Updating { get; }

    public CSharpCompilation Loader { get; }

    /// <summary>The signatures of the packages that only the board uses.</summary>
    public CSharpCompilation BoardLibraries { get; }

    /// <summary>The board project, with the pin map.</summary>
    public CSharpCompilation Board { get; }

    /// <summary>The signature assemblies.</summary>
    public CSharpCompilation[] Signatures => [CoreLibrary, SystemText, BoardLibraries];

    /// <summary>The firmware's assemblies.</summary>
    public CSharpCompilation[] Firmware => [Protocols, Storage, Linking, Core, Provisioning, Loader, Updating, Board];

    public static SyntaxTree Parse(string source, string path = "Snippet.cs") =>
        CSharpSyntaxTree.ParseText(source, Parsing, path);

    /// <summary>A compile of nothing yet; adding sources to it keeps what it has read of the references.</summary>
    public static CSharpCompilation Empty(IEnumerable<MetadataReference> references) =>
        CSharpCompilation.Create("Snippet", null, references, Library);

    /// <summary>What the compiler and the rules say, warnings and errors, worst first.</summary>
    public static ImmutableArray<Diagnostic> Diagnose(CSharpCompilation compilation)
    {
        return [.. compilation.GetDiagnostics().Concat(Rules(compilation))
            .Where(d => d.Severity >= DiagnosticSeverity.Warning)
            .OrderByDescending(d => d.Severity)];
    }

    /// <summary>What the rules say, advice included.</summary>
    public static ImmutableArray<Diagnostic> Rules(CSharpCompilation compilation) =>
        compilation.WithAnalyzers(Analyzers).GetAnalyzerDiagnosticsAsync().GetAwaiter().GetResult();

    /// <summary>The bytes of a compile; it must have no error.</summary>
    public static byte[] Emit(CSharpCompilation compilation, bool signaturesOnly = false)
    {
        using var stream = new MemoryStream();
        var options = new Microsoft.CodeAnalysis.Emit.EmitOptions(
            metadataOnly: signaturesOnly, runtimeMetadataVersion: "v4.0.30319");
        Microsoft.CodeAnalysis.Emit.EmitResult result = compilation.Emit(stream, options: options);
        Assert.True(result.Success, Text(result.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error)));
        return stream.ToArray();
    }

    public static string Text(IEnumerable<Diagnostic> diagnostics) => string.Join('\n', diagnostics.Take(20));

    private static MetadataReference Image(CSharpCompilation compilation) =>
        MetadataReference.CreateFromImage(Emit(compilation, signaturesOnly: true));

    private CSharpCompilation Compile(string assembly, string folder, params MetadataReference[] references) =>
        Compile(assembly, [folder], references);

    private CSharpCompilation Compile(string assembly, string[] folders, params MetadataReference[] references)
    {
        IEnumerable<SyntaxTree> trees = folders
            .SelectMany(folder => SourcesIn(Path.Combine(Root, folder)))
            .Select(f => Parse(File.ReadAllText(f), Path.GetRelativePath(Root, f)));

        // A board with a Main is still compiled as a library: the entry point changes nothing that is looked at.
        return CSharpCompilation.Create(assembly, trees, references, Library);
    }

    private static IEnumerable<string> SourcesIn(string path) =>
        Directory.EnumerateFiles(path, "*.cs", SearchOption.AllDirectories)
            .Where(f => Path.GetRelativePath(path, f).Split(Path.DirectorySeparatorChar)[0] is not ("bin" or "obj"))
            .Order(StringComparer.Ordinal);
}
