// The lamp Radio between its flashes: what is wrong with the home's devices.
using Hub.Core.Pairing;
using Hub.Core.Ports;

namespace Hub.Core.Panel;

/// <summary>
/// Tells apart what one colour would mix up (HUL-149): red when a device is out of contact, orange when the battery of
/// one is low, dark when all are well. Looked at now and then, since nothing of it changes in seconds.
/// </summary>
internal sealed class DeviceLamp
{
    private readonly DeviceTable _table;
    private long _lookAtMilliseconds = long.MinValue;

    internal DeviceLamp(DeviceTable table)
    {
        _table = table;
    }

    /// <summary>The colour between flashes.</summary>
    internal LampColour Colour { get; private set; } = LampColour.Off;

    internal void Step(long nowMilliseconds)
    {
        if (nowMilliseconds < _lookAtMilliseconds)
        {
            return;
        }

        _lookAtMilliseconds = nowMilliseconds + Limits.DeviceLampMilliseconds;
        LampColour colour = LampColour.Off;
        for (int i = 0; i < _table.Capacity && _table.Count > 0; i++)
        {
            PairedDevice device = _table.At(i);
            if (device.IsInUse && device.IsLost)
            {
                colour = LampColour.Red;
                break;
            }

            if (device.IsInUse && device.IsBatteryLow)
            {
                colour = LampColour.Orange;
            }
        }

        Colour = colour;
    }
}
