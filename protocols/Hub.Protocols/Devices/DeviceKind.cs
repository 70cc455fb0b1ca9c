// What a device on the hub's radio is.
namespace Hub.Protocols.Devices;

/// <summary>
/// What a device is, over the air and on the wire; each kind has a SCAIP device type of its own
/// (<see cref="DeviceCatalogue"/>). A number not listed is kept and means unknown.
/// </summary>
public enum DeviceKind
{
    /// <summary>Not known.</summary>
    Unknown = 0,

    /// <summary>A personal trigger (HBG-023, HBG-030): neck, wrist or extra, see <see cref="DeviceVariant"/>.</summary>
    PersonalTrigger = 1,

    /// <summary>A trigger for weak hands (HBG-028).</summary>
    EasyPress = 2,

    /// <summary>A fall detector (HBG-027).</summary>
    FallDetector = 3,

    /// <summary>A bed monitor (HBG-024).</summary>
    BedMonitor = 4,

    /// <summary>A mat that feels a step (HBG-036).</summary>
    Mat = 5,

    /// <summary>A chair monitor.</summary>
    ChairMonitor = 6,

    /// <summary>A contact at a door or window (HBG-033).</summary>
    DoorContact = 7,

    /// <summary>A motion detector (HBG-026).</summary>
    MotionDetector = 8,

    /// <summary>A smoke detector with a sounder of its own (HBG-025).</summary>
    SmokeDetector = 9,

    /// <summary>A leak detector.</summary>
    LeakDetector = 10,

    /// <summary>An epilepsy detector (HBG-037).</summary>
    EpilepsyDetector = 11,

    /// <summary>A trigger that hears a call for help (HBG-032).</summary>
    VoiceTrigger = 12,

    /// <summary>A presence sensor without a picture (HBG-035).</summary>
    PresenceSensor = 13,

    /// <summary>The door of a pill cabinet.</summary>
    PillCabinet = 14,

    /// <summary>A smart plug: the one kind that also takes orders.</summary>
    SmartPlug = 15,

    /// <summary>A temperature sensor.</summary>
    TemperatureSensor = 16,

    /// <summary>A carbon monoxide detector with a sounder of its own.</summary>
    CarbonMonoxideDetector = 17
}
