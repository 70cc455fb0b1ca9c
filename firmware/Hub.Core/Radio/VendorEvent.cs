// One event of another vendor's device on its way from its adapter to a step.
namespace Hub.Core.Radio;

/// <summary>An event as the adapter decoded it; see <see cref="HubCore.PutVendorEvent"/>.</summary>
internal sealed class VendorEvent
{
    internal uint DeviceId { get; set; }

    internal int EventCode { get; set; }

    internal int Value { get; set; }

    /// <summary>Charge in percent, 255 when not known.</summary>
    internal int BatteryPercent { get; set; }

    internal int SignalDbm { get; set; }

    internal uint EventNumber { get; set; }

    internal long HeardAtMilliseconds { get; set; }

    internal void CopyFrom(VendorEvent other)
    {
        DeviceId = other.DeviceId;
        EventCode = other.EventCode;
        Value = other.Value;
        BatteryPercent = other.BatteryPercent;
        SignalDbm = other.SignalDbm;
        EventNumber = other.EventNumber;
        HeardAtMilliseconds = other.HeardAtMilliseconds;
    }
}
