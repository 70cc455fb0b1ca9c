// Every rule holds for the whole repository.
using System;
using System.Collections.Generic;
using System.Linq;
using Repository.Tests.Data;
using Repository.Tests.Rules;
using Repository.Tests.Tree;

namespace Repository.Tests;

public sealed class RepositoryTests
{
    private const int MaxShown = 400;

    private static readonly Lazy<RepositoryTree> Tree = new(RepositoryTree.Load);

    public static TheoryData<string> Rules => [.. RuleBook.All.Keys];

    [Fact]
    public void The_repository_is_read()
    {
        Assert.True(Tree.Value.Files.Count > 40, "hardly any files found");
        Assert.True(Tree.Value.CSharp.Count() > 20, "hardly any sources found");
        Assert.NotNull(Tree.Value.Find("Valfardshub.slnx"));
    }

    [Fact]
    public void Exceptions_are_for_files_that_are_there()
    {
        string[] paths =
        [
            .. Exceptions.WallClock.Select(e => e.Path), .. Exceptions.Console.Select(e => e.Path),
            .. Exceptions.Waiting.Select(e => e.Path), .. Exceptions.ForeignTerms.Select(e => e.Path),
            .. Exceptions.ForeignNames, .. Exceptions.PublicSecrets,
        ];
        Assert.All(paths, p => Assert.True(Tree.Value.Exists(p), $"{p} is not there; take its row off the list"));
    }

    [Fact]
    public void Doors_are_types_that_are_there()
    {
        foreach ((string slice, string type, _) in Areas.SliceDoors)
        {
            string folder = $"{Areas.SlicesFolder}/{slice.Replace('.', '/')}";
            Assert.True(
                Tree.Value.CSharp.Any(f => f.IsUnder(folder) && f.Types.Any(t => t.Identifier.Text == type)),
                $"{slice} has no {type} any more; take its row off the list");
        }
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
