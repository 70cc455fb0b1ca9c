// What each kind of device is in SCAIP's words, how often it must be heard, and when it calls for help by itself.
using Hub.Protocols.Alarms;

namespace Hub.Protocols.Devices;

/// <summary>
/// The kinds of devices as tables: kind and SCAIP device type are one to one, and within a kind so are cause and SCAIP
/// status code, so nothing is lost on the way to a receiver that only knows SCAIP.
/// </summary>
public static class DeviceCatalogue
{
    /// <summary>The highest kind that is listed.</summary>
    public const int LastKind = (int)DeviceKind.CarbonMonoxideDetector;

    /// <summary>The highest cause that is listed.</summary>
    public const int LastCause = (int)DeviceCause.TamperEnded;

    /// <summary>The priority of a call for help and of danger to life.</summary>
    public const int UrgentPriority = 1;

    /// <summary>The priority of what may wait for a minute.</summary>
    public const int HighPriority = 3;

    /// <summary>The priority of what nobody must run for.</summary>
    public const int EventPriority = 5;

    /// <summary>Minutes between two signs of life of a device that is carried, or guards life. What 64 devices at that
    /// pace are answered with fits the air time of a hub.</summary>
    public const int ShortSupervisionMinutes = 60;

    /// <summary>Minutes between two signs of life of any other device.</summary>
    public const int LongSupervisionMinutes = 240;

    private const int Unlisted = -1;

    // By kind.
    private static readonly int[] Types =
    [
        DeviceTypes.Unknown,
        DeviceTypes.PersonalTrigger,
        DeviceTypes.PanicButton,
        DeviceTypes.FallDetector,
        DeviceTypes.BedMonitor,
        DeviceTypes.MatSensor,
        DeviceTypes.ChairMonitor,
        DeviceTypes.DoorSensor,
        DeviceTypes.ActivityDetector,
        DeviceTypes.SmokeDetector,
        DeviceTypes.FloodDetector,
        DeviceTypes.EpilepsyDetector,
        DeviceTypes.FixedTrigger,
        DeviceTypes.OccupancyDetector,
        DeviceTypes.PillDispenser,
        DeviceTypes.LightingCircuitMonitor,
        DeviceTypes.EnvironmentalMonitor,
        DeviceTypes.CarbonMonoxideDetector,
    ];

    // By cause, for a kind that has no code of its own for it.
    private static readonly int[] Codes =
    [
        StatusCodes.InService,
        StatusCodes.AutomaticAlarm,
        StatusCodes.Restoral,
        StatusCodes.Open,
        StatusCodes.Closed,
        StatusCodes.Movement,
        StatusCodes.Inactive,
        StatusCodes.Occupied,
        StatusCodes.Absent,
        StatusCodes.On,
        StatusCodes.Off,
        StatusCodes.Log,
        StatusCodes.HighLevel,
        StatusCodes.LowLevel,
        StatusCodes.Malfunction,
        StatusCodes.Added,
        StatusCodes.Verified,
        StatusCodes.TamperAlarm,
        StatusCodes.NormalState,
    ];

    /// <summary>Whether this version lists the kind.</summary>
    public static bool IsListed(DeviceKind kind)
    {
        return (int)kind > 0 && (int)kind <= LastKind;
    }

    /// <summary>The SCAIP device type of a kind; <see cref="DeviceTypes.Unknown"/> for one not listed.</summary>
    public static int TypeOf(DeviceKind kind)
    {
        return IsListed(kind) ? Types[(int)kind] : DeviceTypes.Unknown;
    }

    /// <summary>The kind with a SCAIP device type; <see cref="DeviceKind.Unknown"/> when none has it.</summary>
    public static DeviceKind KindOf(int deviceType)
    {
        for (int i = 1; i < Types.Length; i++)
        {
            if (Types[i] == deviceType)
            {
                return (DeviceKind)i;
            }
        }

        return DeviceKind.Unknown;
    }

    /// <summary>The SCAIP status code of a cause at a kind; <see cref="StatusCodes.Unknown"/> for one not listed.
    /// </summary>
    public static int CodeOf(DeviceKind kind, DeviceCause cause)
    {
        if ((int)cause < 0 || (int)cause > LastCause)
        {
            return StatusCodes.Unknown;
        }

        int own = OwnCode(kind, cause);
        return own == Unlisted ? Codes[(int)cause] : own;
    }

    /// <summary>The cause that a SCAIP status code has at a kind.</summary>
    /// <param name="kind">The kind of the device.</param>
    /// <param name="statusCode">The SCAIP status code.</param>
    /// <param name="cause">The cause, <see cref="DeviceCause.Supervision"/> when there is none.</param>
    /// <returns>Whether a cause has the code.</returns>
    public static bool FindCause(DeviceKind kind, int statusCode, out DeviceCause cause)
    {
        for (int i = 0; i <= LastCause; i++)
        {
            if (CodeOf(kind, (DeviceCause)i) == statusCode)
            {
                cause = (DeviceCause)i;
                return true;
            }
        }

        cause = DeviceCause.Supervision;
        return false;
    }

    /// <summary>Minutes between two signs of life of a device, unless the home says otherwise.</summary>
    public static int SupervisionMinutesOf(DeviceKind kind)
    {
        return CallsForHelp(kind) ? ShortSupervisionMinutes : LongSupervisionMinutes;
    }

    /// <summary>
    /// Whether a cause is a person's alarm at once, without a rule of the home: a press, a fall, a seizure, a call,
    /// smoke, carbon monoxide, water.
    /// </summary>
    public static bool IsAlarm(DeviceKind kind, DeviceCause cause)
    {
        return cause == DeviceCause.Triggered && CallsForHelp(kind);
    }

    /// <summary>The priority of a device's alarms and events, 1 (most urgent) to 9.</summary>
    public static int PriorityOf(DeviceKind kind, DeviceCause cause)
    {
        if (!IsAlarm(kind, cause))
        {
            return EventPriority;
        }

        return kind == DeviceKind.LeakDetector ? HighPriority : UrgentPriority;
    }

    /// <summary>Whether a device takes orders.</summary>
    public static bool TakesOrders(DeviceKind kind)
    {
        return kind == DeviceKind.SmartPlug;
    }

    private static bool CallsForHelp(DeviceKind kind)
    {
        switch (kind)
        {
            case DeviceKind.PersonalTrigger:
            case DeviceKind.EasyPress:
            case DeviceKind.FallDetector:
            case DeviceKind.SmokeDetector:
            case DeviceKind.LeakDetector:
            case DeviceKind.EpilepsyDetector:
            case DeviceKind.VoiceTrigger:
            case DeviceKind.CarbonMonoxideDetector:
                return true;
            default:
                return false;
        }
    }

    // Where SCAIP has a better word for one kind; it may not be another cause's word at that kind.
    private static int OwnCode(DeviceKind kind, DeviceCause cause)
    {
        switch (cause)
        {
            case DeviceCause.Triggered:
                bool isPress = kind == DeviceKind.PersonalTrigger || kind == DeviceKind.EasyPress
                    || kind == DeviceKind.VoiceTrigger;
                return isPress ? StatusCodes.ManualAlarm : Unlisted;
            case DeviceCause.Occupied:
                return kind == DeviceKind.BedMonitor ? StatusCodes.LyingInBed : Unlisted;
            case DeviceCause.TooHigh:
                return kind == DeviceKind.TemperatureSensor ? StatusCodes.TemperatureHigh : Unlisted;
            case DeviceCause.TooLow:
                return kind == DeviceKind.TemperatureSensor ? StatusCodes.TemperatureLow : Unlisted;
            default:
                return Unlisted;
        }
    }
}
