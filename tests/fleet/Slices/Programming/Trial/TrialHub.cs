// A hub that tells what happens in its home, and when.
using System;
using System.Threading.Tasks;
using Fleet.Server.Gateway;
using Hub.Protocols.Alarms;
using Hub.Protocols.Devices;
using Hub.Protocols.Messages;

namespace Slices.Tests.Programming.Trial;

/// <summary>Numbers its messages; the test says how they are sent.</summary>
internal sealed class TrialHub(HubPrincipal hub, Func<HubMessage, Task> send)
{
    private ulong _sequence = 100;

    public HubPrincipal Hub => hub;

    public Task DoorAsync(long at, ulong sequence = 0) =>
        NoticeAsync(at, 2, DeviceKind.DoorContact, DeviceCause.Opened, sequence);

    public Task MotionAsync(long at) => NoticeAsync(at, 3, DeviceKind.MotionDetector, DeviceCause.Movement);

    public Task NoticeAsync(long at, uint device, DeviceKind kind, DeviceCause cause, ulong sequence = 0) =>
        SendAsync(new EventMessage
        {
            Sequence = sequence,
            HubUnixMilliseconds = at,
            DeviceId = device,
            DeviceType = DeviceCatalogue.TypeOf(kind),
            StatusCode = DeviceCatalogue.CodeOf(kind, cause),
        });

    public Task InForceAsync(long at, int version) => TellAsync(
        at, DeviceTypes.Controller, StatusCodes.Active, version, "rules in force");

    public Task LostAsync(long at, int count) => TellAsync(
        at, DeviceTypes.SystemMonitor, StatusCodes.Overflow, count, "events lost");

    public Task TellAsync(long at, int type, int code, int value, string text) => SendAsync(new EventMessage
    {
        HubUnixMilliseconds = at,
        DeviceType = type,
        StatusCode = code,
        Value = value,
        Text = text,
    });

    /// <summary>An alarm of a rule about the door.</summary>
    public Task AlarmAsync(long at, int ruleId, ulong sequence = 0) => SendAsync(new AlarmMessage
    {
        Sequence = sequence,
        RaisedUnixMilliseconds = at,
        Kind = AlarmKind.Person,
        TriggerId = 2,
        DeviceType = DeviceTypes.DoorSensor,
        StatusCode = StatusCodes.Absent,
        Priority = 1,
        Attempt = 1,
        PressCount = 1,
        RuleId = ruleId,
    });

    public Task HelloAsync(long at, long bootCount, long uptime) => SendAsync(new HelloMessage
    {
        BootCount = bootCount,
        HubUnixMilliseconds = at,
        UptimeMilliseconds = uptime,
        FirmwareVersion = "1",
        HardwareModel = "test",
        MinProtocolVersion = 1,
        MaxProtocolVersion = 1,
        HeartbeatIntervalSeconds = 120,
    });

    private Task SendAsync(HubMessage message)
    {
        message.BootCount = Math.Max(1, message.BootCount);
        message.Sequence = message.Sequence == 0 ? ++_sequence : message.Sequence;
        return send(message);
    }
}
