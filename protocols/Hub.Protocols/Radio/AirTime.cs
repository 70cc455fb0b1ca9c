// How long frames are on the air.
namespace Hub.Protocols.Radio;

/// <summary>The air time of a frame, of which a transmitter has 3.6 s in any hour.</summary>
public static class AirTime
{
    // Of one byte at one bit a second.
    private const int ByteMicroseconds = 8_000_000;

    /// <summary>The time that a frame is on the air, with all that the transceiver adds, in µs, rounded up.</summary>
    /// <param name="frameBytes">The frame's bytes, 0 to <see cref="RadioLimits.MaxFrameBytes"/>.</param>
    public static int Microseconds(int frameBytes)
    {
        int bytes = RadioLimits.FramingBytes + RadioText.Within(frameBytes, 0, RadioLimits.MaxFrameBytes);
        return ((bytes * ByteMicroseconds) + RadioLimits.BitsPerSecond - 1) / RadioLimits.BitsPerSecond;
    }
}
