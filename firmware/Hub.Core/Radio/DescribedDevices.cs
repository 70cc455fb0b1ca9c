// Devices of other vendors: their events, read by a description instead of by software.
using Hub.Core.Pairing;
using Hub.Core.Supervision;
using Hub.Protocols.Devices;
using Hub.Protocols.Radio;

namespace Hub.Core.Radio;

/// <summary>
/// Takes events that an adapter has received, authenticated and decoded, and makes reports of them by the
/// <see cref="DeviceDescription"/> the device was paired with. From there on such a device is supervised, told and
/// alarmed on like any other; only its acknowledgement is its adapter's.
/// </summary>
public sealed class DescribedDevices
{
    private readonly VendorEventRing _ring;
    private readonly DeviceTable _table;
    private readonly PairingWindow _window;
    private readonly DeviceReports _reports;
    private readonly DeviceDescription[] _descriptions;
    private readonly VendorEvent _event = new VendorEvent();
    private readonly DeviceReport _report = new DeviceReport();

    internal DescribedDevices(
        VendorEventRing ring,
        DeviceTable table,
        PairingWindow window,
        DeviceReports reports,
        DeviceDescription[] descriptions)
    {
        _ring = ring;
        _table = table;
        _window = window;
        _reports = reports;
        _descriptions = descriptions;
    }

    /// <summary>Events taken from paired devices, since the start.</summary>
    public long TakenCount { get; private set; }

    /// <summary>Events of devices that are not paired, since the start.</summary>
    public long StrangeCount { get; private set; }

    /// <summary>The description with this number, or null.</summary>
    internal static DeviceDescription? Find(DeviceDescription[] descriptions, int number)
    {
        for (int i = 0; i < descriptions.Length; i++)
        {
            if (descriptions[i].Number == number)
            {
                return descriptions[i];
            }
        }

        return null;
    }

    /// <summary>Takes events from the ring.</summary>
    /// <returns>True when more wait.</returns>
    internal bool TakeEvents(long nowMilliseconds)
    {
        for (int i = 0; i < Limits.VendorEventsPerStep; i++)
        {
            if (!_ring.Take(_event))
            {
                return false;
            }

            TakeEvent(nowMilliseconds);
        }

        return !_ring.IsEmpty;
    }

    private void TakeEvent(long nowMilliseconds)
    {
        PairedDevice? device = _table.Find(_event.DeviceId);
        if (device == null)
        {
            device = _window.TakeVendorDevice(_event.DeviceId, _event.SignalDbm, nowMilliseconds);
        }

        DeviceDescription? description = device == null || !device.IsVendor
            ? null
            : Find(_descriptions, device.DescriptionNumber);
        if (description == null)
        {
            StrangeCount++;
            return;
        }

        TakenCount++;
        Translate(description);
        _reports.Take(device!, _report, 0, _event.SignalDbm, _event.HeardAtMilliseconds, nowMilliseconds);
    }

    private void Translate(DeviceDescription description)
    {
        // What the description has no word for is told as something that happened, with the vendor's code.
        _report.Cause = (DeviceCause)(DeviceCatalogue.LastCause + 1);
        _report.Flags = 0;
        _report.Value = _event.EventCode;
        for (int i = 0; i < description.Events.Length; i++)
        {
            DescribedEvent line = description.Events[i];
            if (line.EventCode == _event.EventCode)
            {
                _report.Cause = line.Cause;
                _report.Flags = line.Flags;
                _report.Value = _event.Value * line.ValueFactor;
                break;
            }
        }

        _report.BatteryPercent = _event.BatteryPercent;
        _report.HubSignalDbm = 0;
        _report.EventNumber = (int)(_event.EventNumber & 0xFFFF);
        _report.AgeSeconds = 0;
    }
}
