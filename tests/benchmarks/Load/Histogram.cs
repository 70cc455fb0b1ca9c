// Counts durations in buckets that grow with them: three significant digits from 1 µs to hours, in fixed memory.
using System;
using System.Numerics;

namespace Benchmarks.Load;

/// <summary>A histogram of nanoseconds with an error under 1 %; recording allocates nothing.</summary>
internal sealed class Histogram
{
    private const int SubBits = 7;
    private const int SubBuckets = 1 << SubBits;

    private readonly long[] _counts = new long[SubBuckets * (64 - SubBits)];

    public long Count { get; private set; }

    public long MaxNanoseconds { get; private set; }

    public void Record(long nanoseconds)
    {
        nanoseconds = Math.Max(nanoseconds, 0);
        _counts[Index(nanoseconds)]++;
        Count++;
        MaxNanoseconds = Math.Max(MaxNanoseconds, nanoseconds);
    }

    public void Clear()
    {
        Array.Clear(_counts);
        Count = 0;
        MaxNanoseconds = 0;
    }

    /// <summary>The value that so large a part of the durations do not exceed, in milliseconds.</summary>
    /// <param name="part">0..1, such as 0.99.</param>
    public double Milliseconds(double part)
    {
        long wanted = (long)Math.Ceiling(part * Count);
        long seen = 0;
        for (int i = 0; i < _counts.Length; i++)
        {
            seen += _counts[i];
            if (seen >= wanted && seen > 0)
            {
                return Math.Min(HighestOf(i), MaxNanoseconds) / 1e6;
            }
        }

        return double.NaN;
    }

    private static int Index(long value)
    {
        if (value < SubBuckets)
        {
            return (int)value;
        }

        int shift = BitOperations.Log2((ulong)value) - SubBits + 1;
        return (shift * (SubBuckets / 2)) + (int)(value >> shift);
    }

    private static long HighestOf(int index)
    {
        if (index < SubBuckets)
        {
            return index;
        }

        int shift = (index / (SubBuckets / 2)) - 1;
        long low = (long)(index - (shift * (SubBuckets / 2))) << shift;
        return low + (1L << shift) - 1;
    }
}
