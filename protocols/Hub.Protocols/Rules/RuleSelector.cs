// Which events of which devices a rule is about.
using Hub.Protocols.Devices;

namespace Hub.Protocols.Rules;

/// <summary>Matches an event when everything in it that is not 0 does. Kept in two numbers: a hub has 512 of them.
/// </summary>
public sealed class RuleSelector
{
    private const int CauseShift = 8;
    private const int OccupantShift = 16;
    private const int LocationShift = 20;
    private const int ByteMask = 0xFF;
    private const int OccupantMask = 0x0F;
    private const int LocationMask = 0x3FF;

    private int _packed;

    /// <summary>The device, 0 for any.</summary>
    public uint DeviceId { get; set; }

    /// <summary>What the device is, 0 for any.</summary>
    public DeviceKind DeviceKind
    {
        get { return (DeviceKind)(_packed & ByteMask); }
        set { Put(0, ByteMask, (int)value); }
    }

    /// <summary>What happened; 0 for anything that is an event.</summary>
    public DeviceCause Cause
    {
        get { return (DeviceCause)((_packed >> CauseShift) & ByteMask); }
        set { Put(CauseShift, ByteMask, (int)value); }
    }

    /// <summary>SCAIP location code of the device, 0 for any.</summary>
    public int Location
    {
        get { return (_packed >> LocationShift) & LocationMask; }
        set { Put(LocationShift, LocationMask, value); }
    }

    /// <summary>Whose device it is, 1 to 9; 0 for anybody's.</summary>
    public int Occupant
    {
        get { return (_packed >> OccupantShift) & OccupantMask; }
        set { Put(OccupantShift, OccupantMask, value); }
    }

    /// <summary>Whether it names nothing, and so would match every event.</summary>
    public bool IsEmpty
    {
        get { return _packed == 0 && DeviceId == 0; }
    }

    /// <summary>Puts everything to "any".</summary>
    public void Clear()
    {
        _packed = 0;
        DeviceId = 0;
    }

    /// <summary>Whether an event is meant.</summary>
    public bool Matches(uint deviceId, DeviceKind kind, DeviceCause cause, int location, int occupant)
    {
        return (DeviceId == 0 || DeviceId == deviceId)
            && (DeviceKind == DeviceKind.Unknown || DeviceKind == kind)
            && (Cause == DeviceCause.Supervision || Cause == cause)
            && (Location == 0 || Location == location)
            && (Occupant == 0 || Occupant == occupant);
    }

    private void Put(int shift, int mask, int value)
    {
        _packed = (_packed & ~(mask << shift)) | ((value & mask) << shift);
    }
}
