// Which namespace shows that a package is in use.
namespace Repository.Tests.Data;

/// <summary>For each central package: what its use looks like in a source file, or why nothing shows it.</summary>
internal static class PackageUses
{
    /// <summary>
    /// Package and the text that shows its use in a project's sources; null when its being there is the use.
    /// </summary>
    public static readonly (string Package, string? Shown, string Reason)[] All =
    [
        ("Dapper", "using Dapper", ""),
        ("Microsoft.AspNetCore.Mvc.Testing", "Microsoft.AspNetCore.Mvc.Testing", ""),
        ("Microsoft.AspNetCore.OpenApi", "AddOpenApi", ""),
        ("Microsoft.CodeAnalysis.Analyzers", null, "pinned: the compiler package asks for a version that drifts"),
        ("Microsoft.CodeAnalysis.BannedApiAnalyzers", null, "an analyzer"),
        ("Microsoft.CodeAnalysis.CSharp", "Microsoft.CodeAnalysis.CSharp", ""),
        ("Microsoft.EntityFrameworkCore.Sqlite", "UseSqlite", ""),
        ("Microsoft.OpenApi", null, "pinned: the OpenAPI package asks for an older one"),
        ("Microsoft.Playwright", "Microsoft.Playwright", ""),
        ("Mono.Cecil", "Mono.Cecil", ""),
        ("Npgsql.EntityFrameworkCore.PostgreSQL", "Npgsql", ""),
        ("SQLitePCLRaw.bundle_e_sqlite3", null, "pinned: the native library of the SQLite provider"),
        ("Polly", "using Polly", ""),
        ("QRCoder", "using QRCoder", ""),
        ("SkiaSharp", "using SkiaSharp", ""),
        ("SkiaSharp.NativeAssets.Linux.NoDependencies", null, "the native library of SkiaSharp on Linux"),
        ("Spectre.Console", "Spectre.Console", ""),
        ("System.CommandLine", "System.CommandLine", ""),
        ("System.IO.Ports", "using System.IO.Ports", ""),
        ("ZXing.Net", "using ZXing", ""),
        ("xunit.v3", null, "in every test project"),
    ];

    /// <summary>Packages chosen ahead of their use; a row goes when its package has come into use.</summary>
    public static readonly string[] NotYetUsed =
    [
        "Dapper", "Microsoft.AspNetCore.Mvc.Testing", "Microsoft.AspNetCore.OpenApi",
        "Microsoft.CodeAnalysis.BannedApiAnalyzers", "Microsoft.EntityFrameworkCore.Sqlite", "Microsoft.Playwright",
        "Mono.Cecil", "Npgsql.EntityFrameworkCore.PostgreSQL", "Spectre.Console", "System.CommandLine",
    ];
}
