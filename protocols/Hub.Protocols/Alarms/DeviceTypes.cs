// The SCAIP device types: what a trigger or sensor is.
namespace Hub.Protocols.Alarms;

/// <summary>
/// What a device is, numbers as SCAIP (SS 91100) has them, after public listings of the
/// tables; the standard itself was not at hand.
/// </summary>
public static class DeviceTypes
{
    /// <summary>0000: unknown.</summary>
    public const int Unknown = 0;

    /// <summary>0001: undefined.</summary>
    public const int Undefined = 1;

    /// <summary>0002: local unit and controller.</summary>
    public const int LocalUnitAndController = 2;

    /// <summary>0003: personal trigger.</summary>
    public const int PersonalTrigger = 3;

    /// <summary>0004: fixed trigger.</summary>
    public const int FixedTrigger = 4;

    /// <summary>0005: fall detector.</summary>
    public const int FallDetector = 5;

    /// <summary>0006: personal attack trigger.</summary>
    public const int PersonalAttackTrigger = 6;

    /// <summary>0007: panic button.</summary>
    public const int PanicButton = 7;

    /// <summary>0008: duty switch remote.</summary>
    public const int DutySwitchRemote = 8;

    /// <summary>0009: duty switch local.</summary>
    public const int DutySwitchLocal = 9;

    /// <summary>0010: activity detector.</summary>
    public const int ActivityDetector = 10;

    /// <summary>0011: pill dispenser.</summary>
    public const int PillDispenser = 11;

    /// <summary>0012: bed monitor.</summary>
    public const int BedMonitor = 12;

    /// <summary>0013: mat sensor.</summary>
    public const int MatSensor = 13;

    /// <summary>0014: door sensor.</summary>
    public const int DoorSensor = 14;

    /// <summary>0015: wandering sensor.</summary>
    public const int WanderingSensor = 15;

    /// <summary>0016: enuresis detector.</summary>
    public const int EnuresisDetector = 16;

    /// <summary>0017: epilepsy detector.</summary>
    public const int EpilepsyDetector = 17;

    /// <summary>0018: occupancy detector.</summary>
    public const int OccupancyDetector = 18;

    /// <summary>0019: heart rate monitor.</summary>
    public const int HeartRateMonitor = 19;

    /// <summary>0020: environmental monitor.</summary>
    public const int EnvironmentalMonitor = 20;

    /// <summary>0021: gas detector.</summary>
    public const int GasDetector = 21;

    /// <summary>0022: lighting circuit monitor.</summary>
    public const int LightingCircuitMonitor = 22;

    /// <summary>0023: smoke detector.</summary>
    public const int SmokeDetector = 23;

    /// <summary>0024: heating system monitor.</summary>
    public const int HeatingSystemMonitor = 24;

    /// <summary>0025: heat detector.</summary>
    public const int HeatDetector = 25;

    /// <summary>0026: carbon monoxide detector.</summary>
    public const int CarbonMonoxideDetector = 26;

    /// <summary>0027: bogus caller switch.</summary>
    public const int BogusCallerSwitch = 27;

    /// <summary>0028: intruder detector.</summary>
    public const int IntruderDetector = 28;

    /// <summary>0029: boundary detector.</summary>
    public const int BoundaryDetector = 29;

    /// <summary>0030: automatic man down detector.</summary>
    public const int AutomaticManDownDetector = 30;

    /// <summary>0031: system monitor.</summary>
    public const int SystemMonitor = 31;

    /// <summary>0032: communication link monitor.</summary>
    public const int CommunicationLinkMonitor = 32;

    /// <summary>0033: flood detector.</summary>
    public const int FloodDetector = 33;

    /// <summary>0034: bath sensor.</summary>
    public const int BathSensor = 34;

    /// <summary>0035: latch key.</summary>
    public const int LatchKey = 35;

    /// <summary>0036: perimeter.</summary>
    public const int Perimeter = 36;

    /// <summary>0037: sprinkler.</summary>
    public const int Sprinkler = 37;

    /// <summary>0038: tamper.</summary>
    public const int Tamper = 38;

    /// <summary>0039: printer.</summary>
    public const int Printer = 39;

    /// <summary>0040: router.</summary>
    public const int Router = 40;

    /// <summary>0041: power supply.</summary>
    public const int PowerSupply = 41;

    /// <summary>0043: access controller.</summary>
    public const int AccessController = 43;

    /// <summary>0044: chair monitor.</summary>
    public const int ChairMonitor = 44;

    /// <summary>0045: controller.</summary>
    public const int Controller = 45;

    /// <summary>0046: elevator alarm unit.</summary>
    public const int ElevatorAlarmUnit = 46;

    /// <summary>0047: fire alarm system.</summary>
    public const int FireAlarmSystem = 47;

    /// <summary>0048: local unit.</summary>
    public const int LocalUnit = 48;

    /// <summary>0049: monitoring device.</summary>
    public const int MonitoringDevice = 49;

    /// <summary>0050: radio unit.</summary>
    public const int RadioUnit = 50;

    /// <summary>0051: tracking device.</summary>
    public const int TrackingDevice = 51;
}
