// Randomness, for jitter and for numbers that must not repeat.
namespace Hub.Core.Ports;

/// <summary>A source of random numbers: the chip's generator on the board, seeded in the simulator.</summary>
public interface IRandom
{
    /// <summary>The next 32 random bits.</summary>
    uint NextUInt32();
}
