// One frame of the hub that waits for the transceiver.
using Hub.Protocols.Radio;

namespace Hub.Core.Radio;

/// <summary>A place in the <see cref="RadioOutbox"/>.</summary>
internal sealed class OutgoingFrame
{
    internal bool IsInUse { get; set; }

    internal byte[] Bytes { get; } = new byte[RadioLimits.MaxFrameBytes];

    internal int Count { get; set; }

    internal uint DeviceId { get; set; }

    internal RadioFrameKind Kind { get; set; }

    /// <summary>Whether it may use the reserve of the air budget.</summary>
    internal bool IsUrgent { get; set; }

    /// <summary>When nobody listens for it any more.</summary>
    internal long ExpiresAtMilliseconds { get; set; }

    /// <summary>When it is sent on a busy channel too; long.MaxValue when it waits until nobody listens.</summary>
    internal long ImpatientAtMilliseconds { get; set; }

    /// <summary>Its place in the order of arrival.</summary>
    internal long Number { get; set; }
}
