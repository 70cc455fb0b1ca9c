// One file of the repository: its path, its text and, for C#, its syntax tree.
using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Repository.Tests.Tree;

/// <summary>A file as the rules see it. Text and syntax are read once, when first asked for.</summary>
internal sealed class RepositoryFile
{
    private readonly Lazy<string?> _text;
    private readonly Lazy<string[]> _lines;
    private readonly Lazy<CompilationUnitSyntax> _syntax;

    public RepositoryFile(string path, Func<byte[]> read)
    {
        Path = path;
        _text = new Lazy<string?>(() => Decode(read()));
        _lines = new Lazy<string[]>(() => (_text.Value ?? "").Split('\n').Select(l => l.TrimEnd('\r')).ToArray());
        _syntax = new Lazy<CompilationUnitSyntax>(Parse);
    }

    /// <summary>Relative to the repository's root, with forward slashes.</summary>
    public string Path { get; }

    public string Name => Path[(Path.LastIndexOf('/') + 1)..];

    /// <summary>The ending without its dot, in lower case; empty for files such as <c>run</c>.</summary>
    public string Extension
    {
        get
        {
            int dot = Name.LastIndexOf('.');
            return dot <= 0 ? "" : Name[(dot + 1)..].ToLowerInvariant();
        }
    }

    public bool IsText => _text.Value is not null;

    /// <summary>The text; empty for a binary file.</summary>
    public string Text => _text.Value ?? "";

    public string[] Lines => _lines.Value;

    /// <summary>The C# syntax tree; only for <c>.cs</c> files.</summary>
    public CompilationUnitSyntax Syntax => _syntax.Value;

    /// <summary>True for a file without an ending that names its interpreter in the first line.</summary>
    public bool IsScript => Extension.Length == 0 && Text.StartsWith("#!", StringComparison.Ordinal);

    /// <summary>The types a C# file declares, nested ones too.</summary>
    public IEnumerable<BaseTypeDeclarationSyntax> Types =>
        Syntax.DescendantNodes().OfType<BaseTypeDeclarationSyntax>();

    public bool IsUnder(string folder) => Path.StartsWith(folder + "/", StringComparison.Ordinal);

    public override string ToString() => Path;

    private static string? Decode(byte[] bytes)
    {
        if (Array.IndexOf(bytes, (byte)0) >= 0)
        {
            return null;
        }

        using var reader = new StreamReader(new MemoryStream(bytes));
        return reader.ReadToEnd();
    }

    private CompilationUnitSyntax Parse()
    {
        var options = new CSharpParseOptions(LanguageVersion.Preview);
        return (CompilationUnitSyntax)CSharpSyntaxTree.ParseText(Text, options, Path).GetRoot();
    }
}
