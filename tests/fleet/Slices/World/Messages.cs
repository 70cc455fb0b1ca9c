// What hubs say in tests.
using Hub.Protocols.Alarms;
using Hub.Protocols.Messages;

namespace Slices.Tests.World;

/// <summary>Valid messages with the fields that a test cares about.</summary>
internal static class Messages
{
    public static AlarmMessage Press(ulong sequence, uint trigger = 7, int priority = 2) =>
        Alarm(AlarmKind.Person, sequence, trigger, priority);

    public static AlarmMessage Alarm(AlarmKind kind, ulong sequence, uint trigger = 7, int priority = 2) => new()
    {
        BootCount = 1,
        Sequence = sequence,
        Kind = kind,
        TriggerId = trigger,
        DeviceType = DeviceTypes.PersonalTrigger,
        StatusCode = StatusCodes.ManualAlarm,
        Priority = priority,
        Attempt = 1,
        PressCount = 1,
    };

    public static HeartbeatMessage Heartbeat(long unixMilliseconds, ulong sequence = 1) => new()
    {
        BootCount = 1,
        Sequence = sequence,
        HubUnixMilliseconds = unixMilliseconds,
        UptimeSeconds = 60,
        Bearer = BearerKind.Lte,
        SignalDbm = -87,
        PowerSource = PowerSource.Mains,
        BatteryPercent = 100,
    };

    public static HelloMessage Hello(int intervalSeconds = 120, ulong sequence = 1) => new()
    {
        BootCount = 3,
        Sequence = sequence,
        FirmwareVersion = "1.2.3",
        HardwareModel = "test",
        BootReason = BootReason.PowerOn,
        MinProtocolVersion = 1,
        MaxProtocolVersion = 1,
        HeartbeatIntervalSeconds = intervalSeconds,
    };

    public static EventMessage Will() => new()
    {
        BootCount = 1,
        Sequence = 1,
        DeviceType = DeviceTypes.CommunicationLinkMonitor,
        StatusCode = StatusCodes.PrimaryCommunicationLinkFailure,
    };
}
