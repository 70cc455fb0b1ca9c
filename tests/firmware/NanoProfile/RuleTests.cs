// Every rule of the nano profile refuses its case and leaves the legal neighbour alone.
using System;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Nano.Analyzers;

namespace Firmware.Tests.NanoProfile;

/// <summary>
/// The snippets compile against the whole of .NET, so that what refuses them is the rule and not a missing type: that
/// is what a developer sees in the ordinary compile of the same sources.
/// </summary>
public sealed class RuleTests
{
    private static readonly Lazy<CSharpCompilation> DotNet = new(() => NanoSources.Empty(
        ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path).StartsWith("System.", StringComparison.Ordinal)
                || Path.GetFileName(path) == "Microsoft.CSharp.dll")
            .Select(path => MetadataReference.CreateFromFile(path))));

    public static TheoryData<string, string> Refused
    {
        get
        {
            var rows = new TheoryData<string, string>();
            foreach ((string rule, string refused, _) in RuleCases.All)
            {
                rows.Add(rule, refused);
            }

            return rows;
        }
    }

    public static TheoryData<string, string> Legal
    {
        get
        {
            var rows = new TheoryData<string, string>();
            foreach ((string rule, _, string legal) in RuleCases.All)
            {
                rows.Add(rule, legal);
            }

            return rows;
        }
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public void A_rule_refuses_what_the_compiler_takes(string rule, string snippet)
    {
        ImmutableArray<Diagnostic> found = Run(snippet);

        Assert.Contains(found, d => d.Id == rule);
        Assert.DoesNotContain(found, d => d.Id.StartsWith("CS", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Legal))]
    public void A_rule_leaves_its_legal_neighbour_alone(string rule, string snippet)
    {
        ImmutableArray<Diagnostic> found = Run(snippet);

        Assert.True(found.IsEmpty, rule + ": " + NanoSources.Text(found));
    }

    [Fact]
    public void Every_rule_has_a_case_and_an_analyzer()
    {
        string[] rules = [.. NanoRules.All.Select(r => r.Id)];

        string[] cases = [.. RuleCases.All.Select(c => c.Rule).Distinct().Order(StringComparer.Ordinal)];
        string[] reported = [.. NanoSources.Analyzers.SelectMany(a => a.SupportedDiagnostics).Select(r => r.Id)
            .Distinct().Order(StringComparer.Ordinal)];

        Assert.Equal(rules, cases);
        Assert.Equal(rules, reported);
    }

    [Fact]
    public void Every_rule_but_the_advice_on_arrays_of_structs_fails_the_build()
    {
        Assert.All(NanoRules.All, rule => Assert.Equal(
            rule.Id == NanoRules.StructArray.Id ? DiagnosticSeverity.Info : DiagnosticSeverity.Error,
            rule.DefaultSeverity));
    }

    [Fact]
    public void A_project_that_checks_overflow_is_refused()
    {
        CSharpCompilation plain = DotNet.Value;
        CSharpCompilation checking = plain.WithOptions(plain.Options.WithOverflowChecks(true));

        Assert.Empty(NanoSources.Diagnose(plain));
        Assert.Contains(NanoSources.Diagnose(checking), d => d.Id == NanoRules.Checked.Id);
    }

    private static ImmutableArray<Diagnostic> Run(string snippet)
    {
        CSharpCompilation compilation = DotNet.Value.AddSyntaxTrees(NanoSources.Parse(RuleCases.Around(snippet)));
        return [.. NanoSources.Rules(compilation).Concat(
            compilation.GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error))];
    }
}
