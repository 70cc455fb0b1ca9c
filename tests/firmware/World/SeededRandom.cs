// Randomness from a seed.
using System;
using Hub.Core.Ports;

namespace Firmware.Tests.World;

internal sealed class SeededRandom(int seed) : IRandom
{
    private readonly Random _random = new(seed);

    public uint NextUInt32() => (uint)_random.NextInt64(0x1_0000_0000L);
}
