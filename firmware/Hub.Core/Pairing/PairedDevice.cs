// One device that is paired with this hub.
using Hub.Core.Storage;
using Hub.Protocols;
using Hub.Protocols.Devices;
using Hub.Protocols.Radio;

namespace Hub.Core.Pairing;

/// <summary>
/// A place in the table of paired devices, used again and again. The first group of fields is kept in flash by
/// <see cref="DeviceStore"/>; the rest lives in memory and starts over after a restart.
/// </summary>
public sealed class PairedDevice
{
    /// <summary>No event has been heard from the device yet.</summary>
    public const int NoEvent = -1;

    /// <summary>The battery's charge is not known.</summary>
    public const int UnknownBattery = 255;

    /// <summary>The device has not been heard since this start.</summary>
    internal const long NoTime = long.MinValue;

    private const int TestedFlag = 1;
    private const int VendorFlag = 2;
    private const int LostFlag = 4;
    private const int BatteryLowFlag = 8;
    private const int TamperedFlag = 16;
    private const int ActiveFlag = 32;
    private const int AllFlags = 63;
    private const int MaxEvent = 65535;

    // All flags in one field: a field costs as much as any other on the interpreter, and they are stored like this.
    private int _flags;

    internal PairedDevice()
    {
        Clear();
    }

    /// <summary>The device's id, on its label and in each of its frames.</summary>
    public uint DeviceId { get; internal set; }

    /// <summary>What it is; a number that this software does not know is kept.</summary>
    public DeviceKind Kind { get; internal set; }

    /// <summary>How it is worn, for the kinds that have variants.</summary>
    public DeviceVariant Variant { get; internal set; }

    /// <summary>SCAIP location code, 0 to 999; 0 when not known.</summary>
    public int LocationCode { get; internal set; }

    /// <summary>Whose it is where two live in one home (HBG-030): 1 to 9; 0 when not told apart.</summary>
    public int Occupant { get; internal set; }

    /// <summary>The 16 bytes that only this device and this hub know; zeros for another vendor's device.</summary>
    internal byte[] LinkKey { get; } = new byte[RadioLimits.KeyBytes];

    /// <summary>Minutes between two of its signs of life, 0 to 65,535; 0 when it is not supervised.</summary>
    public int SupervisionMinutes { get; internal set; }

    /// <summary>Counter of the last frame that was taken from it; only a higher one is new.</summary>
    public uint Counter { get; internal set; }

    /// <summary>Number of the last order that was sent to it.</summary>
    public uint OrderCounter { get; internal set; }

    /// <summary>Number of its last event, 0 to 65,535; <see cref="NoEvent"/> before the first.</summary>
    public int LastEvent { get; internal set; }

    /// <summary>When it was last heard, in whole minutes of Unix time; 0 when not known.</summary>
    public uint LastHeardUnixMinutes { get; internal set; }

    /// <summary>Charge of its battery, 0 to 100; <see cref="UnknownBattery"/> when it does not say.</summary>
    public int BatteryPercent { get; internal set; }

    /// <summary>True once a press of it has been seen at the reception centre.</summary>
    public bool IsTested
    {
        get { return (_flags & TestedFlag) != 0; }
        internal set { SetFlag(TestedFlag, value); }
    }

    /// <summary>True for a device that another vendor's radio brings.</summary>
    public bool IsVendor
    {
        get { return (_flags & VendorFlag) != 0; }
        internal set { SetFlag(VendorFlag, value); }
    }

    /// <summary>True while it has not been heard in time.</summary>
    public bool IsLost
    {
        get { return (_flags & LostFlag) != 0; }
        internal set { SetFlag(LostFlag, value); }
    }

    /// <summary>True while its battery is low.</summary>
    public bool IsBatteryLow
    {
        get { return (_flags & BatteryLowFlag) != 0; }
        internal set { SetFlag(BatteryLowFlag, value); }
    }

    /// <summary>True while its cover is open.</summary>
    public bool IsTampered
    {
        get { return (_flags & TamperedFlag) != 0; }
        internal set { SetFlag(TamperedFlag, value); }
    }

    /// <summary>True while it is on, open, occupied or wet.</summary>
    public bool IsActive
    {
        get { return (_flags & ActiveFlag) != 0; }
        internal set { SetFlag(ActiveFlag, value); }
    }

    /// <summary>Monotonic time at which it was last heard, or <see cref="NoTime"/>.</summary>
    public long HeardAtMilliseconds { get; internal set; }

    /// <summary>How strong its last frame was here, dBm; 0 when not known.</summary>
    public int SignalDbm { get; internal set; }

    /// <summary>How strong the hub's last frame was at the device, dBm; 0 when not known.</summary>
    public int DeviceSignalDbm { get; internal set; }

    /// <summary>The last value it measured; the unit is its kind's (temperature: 0.1 °C).</summary>
    public int Value { get; internal set; }

    /// <summary>True while this place holds a paired device.</summary>
    internal bool IsInUse { get; set; }

    /// <summary>The flags that are kept in flash, as they are stored.</summary>
    internal int StoredFlags
    {
        get { return _flags; }
        set { _flags = value & AllFlags; }
    }

    /// <summary>Brings every kept field into its range, for a record that other software wrote.</summary>
    internal void KeepInRange()
    {
        LocationCode = InRange(LocationCode, 0, ProtocolLimits.MaxScaipLocation, 0);
        Occupant = InRange(Occupant, 0, ProtocolLimits.MaxOccupant, 0);
        BatteryPercent = InRange(BatteryPercent, 0, 100, UnknownBattery);
        LastEvent = InRange(LastEvent, 0, MaxEvent, NoEvent);
    }

    /// <summary>Empties the place, its key too.</summary>
    internal void Clear()
    {
        DeviceId = 0;
        Kind = 0;
        Variant = 0;
        LocationCode = 0;
        Occupant = 0;
        for (int i = 0; i < LinkKey.Length; i++)
        {
            LinkKey[i] = 0;
        }

        SupervisionMinutes = 0;
        Counter = 0;
        OrderCounter = 0;
        LastEvent = NoEvent;
        LastHeardUnixMinutes = 0;
        BatteryPercent = UnknownBattery;
        _flags = 0;
        HeardAtMilliseconds = NoTime;
        SignalDbm = 0;
        DeviceSignalDbm = 0;
        Value = 0;
        IsInUse = false;
    }

    private void SetFlag(int flag, bool isSet)
    {
        _flags = isSet ? _flags | flag : _flags & ~flag;
    }

    private static int InRange(int value, int min, int max, int otherwise)
    {
        return value >= min && value <= max ? value : otherwise;
    }
}
