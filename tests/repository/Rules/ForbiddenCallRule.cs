// Calls that would tie tests to time, or production code to the machine's clock and console.
using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Repository.Tests.Data;
using Repository.Tests.Tree;

namespace Repository.Tests.Rules;

/// <summary>Names that may not be called from some files.</summary>
internal sealed class ForbiddenCallRule : IRule
{
    private static readonly string[] ConsolePrograms = ["fleet/Hubctl", "fleet/Signer", "hub-simulator/App"];

    private readonly string[] _calls;
    private readonly Func<RepositoryFile, bool> _applies;
    private readonly (string Path, string Reason)[] _exceptions;
    private readonly string _advice;

    private ForbiddenCallRule(
        string[] calls, Func<RepositoryFile, bool> applies, (string Path, string Reason)[] exceptions, string advice)
    {
        _calls = calls;
        _applies = applies;
        _exceptions = exceptions;
        _advice = advice;
    }

    /// <summary>A test that sleeps is slow when it works and wrong when the machine is busy.</summary>
    public static ForbiddenCallRule SleepInTests { get; } = new(
        ["Thread.Sleep", "Task.Delay", "SpinWait.SpinUntil"],
        f => f.IsUnder("tests") && !f.IsUnder("tests/benchmarks"),
        Exceptions.Waiting,
        "wait for the event or condition, or step the clock");

    /// <summary>Code that reads the clock itself cannot be simulated.</summary>
    public static ForbiddenCallRule WallClockInProduction { get; } = new(
        [
            "DateTime.Now", "DateTime.UtcNow", "DateTime.Today", "DateTimeOffset.Now", "DateTimeOffset.UtcNow",
            "Stopwatch.StartNew", "Stopwatch.GetTimestamp", "Stopwatch.GetElapsedTime", "Environment.TickCount",
            "Environment.TickCount64", "Thread.Sleep",
        ],
        f => NamespaceReferenceRule.AreaOf(f) is not null,
        Exceptions.WallClock,
        "take the time from TimeProvider or a port");

    /// <summary>Libraries report through results and loggers.</summary>
    public static ForbiddenCallRule ConsoleInLibraries { get; } = new(
        ["Console.WriteLine", "Console.Write", "Console.Error", "Console.Out"],
        f => NamespaceReferenceRule.AreaOf(f) is { } area && !ConsolePrograms.Contains(area.Folder),
        Exceptions.Console,
        "return a result or use a logger");

    public IEnumerable<Finding> Check(RepositoryTree tree)
    {
        foreach (RepositoryFile file in tree.CSharp.Where(_applies))
        {
            if (_exceptions.Any(e => e.Path == file.Path))
            {
                continue;
            }

            foreach (MemberAccessExpressionSyntax access in
                file.Syntax.DescendantNodes().OfType<MemberAccessExpressionSyntax>())
            {
                string name = access.ToString();
                string? call = _calls.FirstOrDefault(
                    c => name == c || name.EndsWith("." + c, StringComparison.Ordinal));
                if (call is not null)
                {
                    int line = access.GetLocation().GetLineSpan().StartLinePosition.Line + 1;
                    yield return new Finding(file.Path, line, $"{call}: {_advice}");
                }
            }
        }
    }
}
