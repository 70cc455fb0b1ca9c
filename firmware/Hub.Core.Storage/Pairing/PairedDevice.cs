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

    private const int LastUrgentState = 1;
    private const int OwedState = 2;
    private const int LowBatteryState = 4;
    private const int TamperState = 8;
    private const int FaultState = 16;
    private const int StateDueState = 32;

    // All flags in one field: a field costs as much as any other on the interpreter, and they are stored like this.
    private int _flags;
    private int _states;

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

    /// <summary>The number of the description of another vendor's device (<c>DeviceDescription</c>). Such
    /// a device has no link key; the number is kept in its place.</summary>
    public int DescriptionNumber
    {
        get
        {
            return IsVendor ? LinkKey[0] | (LinkKey[1] << 8) : 0;
        }

        internal set
        {
            LinkKey[0] = (byte)value;
            LinkKey[1] = (byte)(value >> 8);
        }
    }

    /// <summary>Monotonic time from which its silence counts.</summary>
    internal long SilentSinceMilliseconds { get; set; }

    /// <summary>Monotonic time at which the frame with this counter was first heard, or <see cref="NoTime"/>.
    /// </summary>
    internal long CounterSinceMilliseconds { get; set; }

    /// <summary>How often that frame was acknowledged again.</summary>
    internal int RepeatCount { get; set; }

    /// <summary>Whether that frame told a person's alarm or a test.</summary>
    internal bool IsLastUrgent
    {
        get { return (_states & LastUrgentState) != 0; }
        set { SetState(LastUrgentState, value); }
    }

    /// <summary>Whether a press waits for its alarm to be safe; the next three are of its last frame.</summary>
    internal bool IsOwed
    {
        get { return (_states & OwedState) != 0; }
        set { SetState(OwedState, value); }
    }

    internal uint OwedCounter { get; set; }

    internal uint OwedToken { get; set; }

    internal long OwedSinceMilliseconds { get; set; }

    /// <summary>Earliest monotonic time of the next resync.</summary>
    internal long ResyncAtMilliseconds { get; set; }

    /// <summary>Earliest monotonic time of the next event about refused frames.</summary>
    internal long IntrusionAtMilliseconds { get; set; }

    /// <summary>The request it was paired by, 0 when not known.</summary>
    internal uint PairingId { get; set; }

    /// <summary>Monotonic end of its interview, or <see cref="NoTime"/>.</summary>
    internal long InterviewUntilMilliseconds { get; set; }

    /// <summary>Which steps of the interview have been told.</summary>
    internal int ToldSteps { get; set; }

    /// <summary>Monotonic time at which it is told that it was never tested, or <see cref="NoTime"/>.</summary>
    internal long UntestedAtMilliseconds { get; set; }

    /// <summary>The event number of its last press in a walk test, or <see cref="NoEvent"/>.</summary>
    internal int WalkEvent { get; set; }

    /// <summary>Whether its battery is low by what it last said; told when <see cref="IsBatteryLow"/> follows.
    /// </summary>
    internal bool HasLowBattery
    {
        get { return (_states & LowBatteryState) != 0; }
        set { SetState(LowBatteryState, value); }
    }

    /// <summary>Reports in a row without a low battery.</summary>
    internal int GoodReports { get; set; }

    /// <summary>Whether its case is open or was until shortly; told when <see cref="IsTampered"/> follows.</summary>
    internal bool HasTamper
    {
        get { return (_states & TamperState) != 0; }
        set { SetState(TamperState, value); }
    }

    /// <summary>Monotonic time at which its case counts as closed, or <see cref="NoTime"/>.</summary>
    internal long TamperEndsAtMilliseconds { get; set; }

    /// <summary>Whether it told a fault that no technical alarm has been raised for yet.</summary>
    internal bool HasFault
    {
        get { return (_states & FaultState) != 0; }
        set { SetState(FaultState, value); }
    }

    /// <summary>Whether its state is to be told.</summary>
    internal bool IsStateDue
    {
        get { return (_states & StateDueState) != 0; }
        set { SetState(StateDueState, value); }
    }

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
        ClearMemory();
    }

    /// <summary>Takes over every kept field of another place.</summary>
    internal void CopyFrom(PairedDevice other)
    {
        Clear();
        DeviceId = other.DeviceId;
        Kind = other.Kind;
        Variant = other.Variant;
        LocationCode = other.LocationCode;
        Occupant = other.Occupant;
        System.Array.Copy(other.LinkKey, 0, LinkKey, 0, LinkKey.Length);
        SupervisionMinutes = other.SupervisionMinutes;
        Counter = other.Counter;
        OrderCounter = other.OrderCounter;
        LastEvent = other.LastEvent;
        LastHeardUnixMinutes = other.LastHeardUnixMinutes;
        BatteryPercent = other.BatteryPercent;
        _flags = other._flags;
    }

    private void ClearMemory()
    {
        _states = 0;
        SilentSinceMilliseconds = 0;
        CounterSinceMilliseconds = NoTime;
        RepeatCount = 0;
        OwedCounter = 0;
        OwedToken = 0;
        OwedSinceMilliseconds = 0;
        ResyncAtMilliseconds = NoTime;
        IntrusionAtMilliseconds = NoTime;
        PairingId = 0;
        InterviewUntilMilliseconds = NoTime;
        ToldSteps = 0;
        UntestedAtMilliseconds = NoTime;
        WalkEvent = NoEvent;
        GoodReports = 0;
        TamperEndsAtMilliseconds = NoTime;
    }

    private void SetState(int state, bool isSet)
    {
        _states = isSet ? _states | state : _states & ~state;
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
