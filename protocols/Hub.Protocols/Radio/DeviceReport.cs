// What a device tells its hub: the text of a report.
using Hub.Protocols.Devices;

namespace Hub.Protocols.Radio;

/// <summary>
/// A report. A repeat keeps <see cref="EventNumber"/>, so a hub that has processed the event takes it as heard again
/// and no more. An instance is made once and used again.
/// </summary>
public sealed class DeviceReport
{
    /// <summary>Why the device reports.</summary>
    public DeviceCause Cause { get; set; }

    /// <summary>What holds of it, <see cref="ReportFlags"/>, 0 to 255.</summary>
    public int Flags { get; set; }

    /// <summary>Charge of its battery in %, 0 to 100, or 255 for unknown.</summary>
    public int BatteryPercent { get; set; }

    /// <summary>The level at which it received the hub's last frame, -200 to -1 dBm; 0 unknown.</summary>
    public int HubSignalDbm { get; set; }

    /// <summary>A number in the cause's unit, 16 bits with a sign; a temperature in 0.1 °C.</summary>
    public int Value { get; set; }

    /// <summary>One more for each new event, 0 to 65535 and then 0 again; repeats keep it.</summary>
    public int EventNumber { get; set; }

    /// <summary>Time since the event in seconds, 0 to 65535, which also stands for longer.</summary>
    public int AgeSeconds { get; set; }

    /// <summary>Writes the report's <see cref="RadioLimits.ReportBytes"/>; numbers out of range become the nearest.
    /// </summary>
    /// <returns>The bytes written, 0 when they do not fit.</returns>
    public int Put(byte[] buffer, int offset)
    {
        if (!RadioText.HasRoom(buffer, offset, RadioLimits.ReportBytes))
        {
            return 0;
        }

        buffer[offset] = (byte)(int)Cause;
        buffer[offset + 1] = (byte)Flags;
        buffer[offset + 2] = (byte)RadioText.Battery(BatteryPercent);
        buffer[offset + 3] = (byte)-RadioText.Within(HubSignalDbm, ProtocolLimits.MinSignalDbm, 0);
        LittleEndian.Put(buffer, offset + 4, RadioText.Within(Value, -32768, 32767), 2);
        LittleEndian.Put(buffer, offset + 6, EventNumber, 2);
        LittleEndian.Put(buffer, offset + 8, RadioText.Within(AgeSeconds, 0, ProtocolLimits.MaxCount), 2);
        return RadioLimits.ReportBytes;
    }

    /// <summary>Reads a report; what a later version has appended is passed over.</summary>
    /// <returns>False when the bytes are too few; the fields are then as they were.</returns>
    public bool Get(byte[] buffer, int offset, int count)
    {
        if (count < RadioLimits.ReportBytes || !RadioText.HasRoom(buffer, offset, count))
        {
            return false;
        }

        Cause = (DeviceCause)buffer[offset];
        Flags = buffer[offset + 1];
        BatteryPercent = RadioText.Battery(buffer[offset + 2]);
        HubSignalDbm = RadioText.Within(-buffer[offset + 3], ProtocolLimits.MinSignalDbm, 0);
        Value = (short)LittleEndian.Get(buffer, offset + 4, 2);
        EventNumber = (int)LittleEndian.Get(buffer, offset + 6, 2);
        AgeSeconds = (int)LittleEndian.Get(buffer, offset + 8, 2);
        return true;
    }
}
