// The middle of some figures.
using System;
using System.Collections.Generic;

namespace Benchmarks.Reports;

/// <summary>Medians, which one stall of a shared machine does not move.</summary>
internal static class Median
{
    public static double Of(IEnumerable<double> figures)
    {
        double[] sorted = [.. figures];
        Array.Sort(sorted);
        int middle = sorted.Length / 2;
        return sorted.Length == 0
            ? double.NaN
            : sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
