// What one event code of another vendor's device means.
using Hub.Protocols.Devices;

namespace Hub.Core.Radio;

/// <summary>One line of a <see cref="DeviceDescription"/>.</summary>
public sealed class DescribedEvent
{
    /// <summary>The vendor's code.</summary>
    public int EventCode { get; set; }

    /// <summary>What it means.</summary>
    public DeviceCause Cause { get; set; }

    /// <summary>What holds of the device when it reports this; bits of
    /// <c>Hub.Protocols.Radio.ReportFlags</c>.</summary>
    public int Flags { get; set; }

    /// <summary>The vendor's value is told times this; 10 makes whole degrees into tenths.</summary>
    public int ValueFactor { get; set; } = 1;
}
