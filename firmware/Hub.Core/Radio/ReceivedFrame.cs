// One frame on its way from the transceiver to a step.
using Hub.Protocols.Radio;

namespace Hub.Core.Radio;

/// <summary>A frame as received; nothing in it is believed yet.</summary>
internal sealed class ReceivedFrame
{
    internal byte[] Bytes { get; } = new byte[RadioLimits.MaxFrameBytes];

    internal int Count { get; set; }

    /// <summary>The level it came with, in dBm.</summary>
    internal int SignalDbm { get; set; }

    /// <summary>Monotonic time of its end.</summary>
    internal long HeardAtMilliseconds { get; set; }

    internal void CopyFrom(ReceivedFrame other)
    {
        System.Array.Copy(other.Bytes, 0, Bytes, 0, other.Count);
        Count = other.Count;
        SignalDbm = other.SignalDbm;
        HeardAtMilliseconds = other.HeardAtMilliseconds;
    }
}
