// One frame on the air.
namespace Hub.Simulator.World.OnAir;

/// <summary>From its first preamble bit to its last check bit.</summary>
/// <param name="From">Who sends.</param>
/// <param name="Frame">The bytes between the length and the check sum; not to be changed.</param>
/// <param name="StartsAt">World time of its start, in ms.</param>
/// <param name="EndsAt">World time at which it is over, in ms.</param>
/// <param name="Microseconds">How long it is, exactly.</param>
public sealed record Transmission(AirStation From, byte[] Frame, long StartsAt, long EndsAt, int Microseconds)
{
    internal bool Overlaps(Transmission other) => StartsAt < other.EndsAt && other.StartsAt < EndsAt;
}
