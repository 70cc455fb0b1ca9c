// One step of a pairing or a walk test that waits to be told.
using Hub.Protocols.Devices;
using Hub.Protocols.Messages;

namespace Hub.Core.Pairing;

/// <summary>A place in <see cref="PairingReports"/>.</summary>
internal sealed class PairingReport
{
    internal bool IsInUse { get; set; }

    /// <summary>Its place in the order of telling.</summary>
    internal long Number { get; set; }

    internal ulong Sequence { get; set; }

    /// <summary>Whether it is about a walk test.</summary>
    internal bool IsWalk { get; set; }

    internal uint PairingId { get; set; }

    internal uint DeviceId { get; set; }

    internal DeviceKind DeviceKind { get; set; }

    internal DeviceVariant Variant { get; set; }

    internal PairingStep Step { get; set; }

    internal PairingReason Reason { get; set; }

    internal WalkTestStep WalkStep { get; set; }

    /// <summary>When the window or the walk test ends, for the seconds left; long.MinValue when it has.</summary>
    internal long EndsAtMilliseconds { get; set; }

    internal int BatteryPercent { get; set; }

    internal int SignalDbm { get; set; }

    internal int DeviceSignalDbm { get; set; }

    internal int LocationCode { get; set; }

    internal int Ordinal { get; set; }

    internal int UnansweredPublishId { get; set; }
}
