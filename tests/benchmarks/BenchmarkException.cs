// A benchmark that cannot go on, with a sentence for the one who started it.
using System;

namespace Benchmarks;

/// <summary>Something the benchmark needs is missing, or the server under test misbehaved.</summary>
internal sealed class BenchmarkException : Exception
{
    public BenchmarkException(string message)
        : base(message)
    {
    }
}
