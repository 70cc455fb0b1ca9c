// What runs by itself, after everything else.
namespace Board.Tests;

/// <summary>
/// Tests that count allocated bytes: a collection of garbage that another test causes in the middle of a measurement
/// moves the count.
/// </summary>
[CollectionDefinition(nameof(MeasuredAlone), DisableParallelization = true)]
public sealed class MeasuredAlone;
