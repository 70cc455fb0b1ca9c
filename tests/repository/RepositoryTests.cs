// Every rule holds for the whole repository.
using System;
using System.Collections.Generic;
using System.Linq;
using Repository.Tests.Rules;
using Repository.Tests.Tree;

namespace Repository.Tests;

public sealed class RepositoryTests
{
    private const int MaxShown = 200;

    private static readonly Lazy<RepositoryTree> Tree = new(RepositoryTree.Load);

    public static TheoryData<string> Rules => [.. RuleBook.All.Keys];

    [Fact]
    public void The_repository_is_read()
    {
        Assert.True(Tree.Value.Files.Count > 40, "hardly any files found");
        Assert.True(Tree.Value.CSharp.Count() > 20, "hardly any sources found");
        Assert.NotNull(Tree.Value.Find("Valfardshub.slnx"));
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public void The_repository_keeps(string rule)
    {
        List<Finding> findings = RuleBook.All[rule].Check(Tree.Value).ToList();
        Assert.True(
            findings.Count == 0,
            $"{findings.Count} findings:\n" + string.Join('\n', findings.Take(MaxShown)));
    }
}
