// One promise of the project beside the figure reached.
namespace Benchmarks.Reports;

/// <summary>An aim and its figure.</summary>
/// <param name="What">What is promised.</param>
/// <param name="Wanted">The aim.</param>
/// <param name="Reached">The figure of this run.</param>
/// <param name="IsMet">Whether it is met.</param>
internal sealed record Aim(string What, string Wanted, string Reached, bool IsMet);
