// One order to a device until the device reports that it was carried out.
using Hub.Protocols.Radio;

namespace Hub.Core.Radio;

/// <summary>A place in <see cref="DeviceOrders"/>.</summary>
internal sealed class OrderSlot
{
    internal bool IsInUse { get; set; }

    internal uint DeviceId { get; set; }

    internal OrderKind Kind { get; set; }

    internal int Argument { get; set; }

    /// <summary>The order's number; it never repeats for the device.</summary>
    internal uint Number { get; set; }

    /// <summary>The same for all sendings, so that they are one frame.</summary>
    internal uint Salt { get; set; }

    internal int Tries { get; set; }

    internal long NextAtMilliseconds { get; set; }
}
