// One question that the benchmarks answer.
namespace Benchmarks.Scenarios;

/// <summary>A scenario: starts what it needs, measures, writes its tables and figures, and stops everything.</summary>
internal interface IScenario
{
    /// <summary>Its name on the command line.</summary>
    string Name { get; }

    void Run(BenchmarkRun run);
}
