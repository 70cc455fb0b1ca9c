// What each kind of device can notice.
using System.Collections.Generic;
using Hub.Protocols.Devices;

namespace Hub.Simulator.World.Devices;

/// <summary>The causes that each kind can report of the world around it, in pairs of coming and going.</summary>
public static class DeviceSkills
{
    private static readonly DeviceCause[] Alarm = [DeviceCause.Triggered];
    private static readonly DeviceCause[] Danger = [DeviceCause.Triggered, DeviceCause.Restored];
    private static readonly DeviceCause[] Seat = [DeviceCause.Occupied, DeviceCause.Vacated];
    private static readonly DeviceCause[] Door = [DeviceCause.Opened, DeviceCause.Closed];
    private static readonly DeviceCause[] Motion = [DeviceCause.Movement, DeviceCause.NoMovement];
    private static readonly DeviceCause[] Plug = [DeviceCause.SwitchedOn, DeviceCause.SwitchedOff];
    private static readonly DeviceCause[] Room = [DeviceCause.Measured, DeviceCause.TooHigh, DeviceCause.TooLow];

    /// <summary>All kinds.</summary>
    public static IReadOnlyList<DeviceKind> Kinds { get; } = AllKinds();

    /// <summary>What a kind can notice.</summary>
    public static IReadOnlyList<DeviceCause> Of(DeviceKind kind) => kind switch
    {
        DeviceKind.PersonalTrigger or DeviceKind.EasyPress or DeviceKind.VoiceTrigger => Alarm,
        DeviceKind.FallDetector or DeviceKind.SmokeDetector or DeviceKind.LeakDetector => Danger,
        DeviceKind.EpilepsyDetector or DeviceKind.CarbonMonoxideDetector => Danger,
        DeviceKind.BedMonitor or DeviceKind.ChairMonitor or DeviceKind.PresenceSensor or DeviceKind.Mat => Seat,
        DeviceKind.DoorContact or DeviceKind.PillCabinet => Door,
        DeviceKind.MotionDetector => Motion,
        DeviceKind.SmartPlug => Plug,
        DeviceKind.TemperatureSensor => Room,
        _ => [],
    };

    /// <summary>Whether a kind has mains and therefore never sleeps.</summary>
    public static bool IsOnMains(DeviceKind kind) => kind == DeviceKind.SmartPlug;

    /// <summary>What a cause says of the state the device is in: true, false, or null when nothing.</summary>
    public static bool? IsActive(DeviceKind kind, DeviceCause cause) => cause switch
    {
        DeviceCause.Opened or DeviceCause.Occupied or DeviceCause.SwitchedOn or DeviceCause.Movement => true,
        DeviceCause.Closed or DeviceCause.Vacated or DeviceCause.SwitchedOff or DeviceCause.NoMovement => false,
        DeviceCause.Triggered when Of(kind).Count > 1 => true,
        DeviceCause.Restored => false,
        DeviceCause.TooHigh or DeviceCause.TooLow => true,
        DeviceCause.Measured => false,
        _ => null,
    };

    private static DeviceKind[] AllKinds()
    {
        DeviceKind[] kinds = new DeviceKind[DeviceCatalogue.LastKind];
        for (int i = 0; i < kinds.Length; i++)
        {
            kinds[i] = (DeviceKind)(i + 1);
        }

        return kinds;
    }
}
