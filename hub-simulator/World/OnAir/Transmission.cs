// One frame on the air.
using Hub.Protocols.Radio;

namespace Hub.Simulator.World.OnAir;

/// <summary>From its first preamble bit to its last check bit.</summary>
/// <param name="From">Who sends.</param>
/// <param name="Frame">The bytes between the length and the check sum; not to be changed.</param>
/// <param name="StartsAt">World time of its start, in ms.</param>
/// <param name="EndsAt">World time at which it is over, in ms.</param>
/// <param name="Microseconds">How long it is, exactly.</param>
public sealed record Transmission(AirStation From, byte[] Frame, long StartsAt, long EndsAt, int Microseconds)
{
    /// <summary>What its clear part says it is; <see cref="RadioFrameKind.None"/> for what is no frame of the protocol.
    /// </summary>
    public RadioFrameKind Kind { get; init; }

    /// <summary>The device that it says it is from or for.</summary>
    public uint DeviceId { get; init; }

    /// <summary>The counter that it says it has.</summary>
    public uint Counter { get; init; }

    internal bool Overlaps(Transmission other) => StartsAt < other.EndsAt && other.StartsAt < EndsAt;
}
