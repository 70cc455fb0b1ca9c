// Every rule refuses what it is there to refuse, and lets the rest be.
using System.Collections.Generic;
using System.Linq;
using Repository.Tests.Rules;
using Repository.Tests.Tree;

namespace Repository.Tests.Samples;

public sealed class SampleTests
{
    private static readonly Sample[] All =
        [.. DependencySamples.All, .. StyleSamples.All, .. LanguageSamples.All, .. DocumentSamples.All];

    public static TheoryData<string, string> Refused =>
        new(All.Where(s => s.Refusal is not null).Select(s => (s.Rule, s.Shows)));

    public static TheoryData<string, string> Allowed =>
        new(All.Where(s => s.Refusal is null).Select(s => (s.Rule, s.Shows)));

    [Theory]
    [MemberData(nameof(Refused))]
    public void Refuses(string rule, string shows)
    {
        Sample sample = Get(rule, shows);
        List<Finding> findings = RuleBook.All[rule].Check(sample.Tree).ToList();
        Assert.Contains(findings, f => f.ToString().Contains(sample.Refusal!, System.StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Allowed))]
    public void Allows(string rule, string shows) =>
        Assert.Empty(RuleBook.All[rule].Check(Get(rule, shows).Tree));

    [Fact]
    public void Every_rule_has_samples_of_both_kinds()
    {
        foreach (string rule in RuleBook.All.Keys)
        {
            Assert.Contains(All, s => s.Rule == rule && s.Refusal is not null);
            Assert.Contains(All, s => s.Rule == rule && s.Refusal is null);
        }
    }

    private static Sample Get(string rule, string shows) => All.Single(s => s.Rule == rule && s.Shows == shows);
}
