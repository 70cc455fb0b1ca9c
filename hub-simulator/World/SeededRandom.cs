// Randomness that is the same for the same seed on every machine and every version of .NET.
using Hub.Core.Ports;

namespace Hub.Simulator.World;

/// <summary>SplitMix64 (Steele, Lea, Flood 2014): small, fast, good enough for a simulated world.</summary>
public sealed class SeededRandom : IRandom
{
    private ulong _state;

    /// <summary>A source that depends on nothing but the seed.</summary>
    public SeededRandom(ulong seed)
    {
        _state = seed;
    }

    /// <summary>A further source, which no later use of this one changes.</summary>
    public SeededRandom Fork() => new(NextUInt64());

    /// <inheritdoc/>
    public uint NextUInt32() => (uint)(NextUInt64() >> 32);

    /// <summary>A number from a range.</summary>
    /// <param name="from">The lowest.</param>
    /// <param name="below">The one after the highest, above <paramref name="from"/>.</param>
    public long Next(long from, long below) => from + (long)(NextUInt64() % (ulong)(below - from));

    /// <summary>True so many times in a hundred.</summary>
    public bool Chance(int percent) => Next(0, 100) < percent;

    private ulong NextUInt64()
    {
        _state += 0x9E3779B97F4A7C15;
        ulong z = _state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
