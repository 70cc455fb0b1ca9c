// An alarm as the scripted fleet manager holds it.
using Hub.Protocols.Alarms;
using Hub.Protocols.Devices;

namespace Hub.Simulator.World;

/// <summary>What was committed at the first arrival, and how often it came again.</summary>
/// <param name="Sequence">With the hub, what the alarm is known by.</param>
/// <param name="BootCount">The boot in which it was raised.</param>
/// <param name="Kind">What it is about.</param>
/// <param name="TriggerId">Which button.</param>
/// <param name="DeviceType">What the trigger is, as a SCAIP device type.</param>
/// <param name="StatusCode">What its cause is, as a SCAIP status code.</param>
/// <param name="PressCount">The presses it stands for.</param>
/// <param name="RaisedUnixMilliseconds">When, by the hub's clock.</param>
/// <param name="ArrivedAt">World time of the first arrival, in ms.</param>
/// <param name="AgeAtArrival">The age it told at its first arrival, in ms.</param>
public sealed record HeldAlarm(
    ulong Sequence,
    long BootCount,
    AlarmKind Kind,
    uint TriggerId,
    int DeviceType,
    int StatusCode,
    int PressCount,
    long RaisedUnixMilliseconds,
    long ArrivedAt,
    long AgeAtArrival)
{
    /// <summary>World time at which it was raised, by its own word, in ms.</summary>
    public long RaisedAt => ArrivedAt - AgeAtArrival;

    /// <summary>Whether it stands for presses of a trigger: a person's, or a test made by pressing one.</summary>
    public bool IsOfPresses => AreOfPresses(Kind, DeviceType, StatusCode);

    /// <summary>How often it arrived.</summary>
    public int Arrivals { get; internal set; } = 1;

    /// <summary>How often it was acknowledged as held.</summary>
    public int Acknowledgements { get; internal set; }

    // Something else than a press can serve as a device's test: a bed that was lain in, a door that was opened. And a
    // rule of the home raises an alarm for a person of what no press tells.
    internal static bool AreOfPresses(AlarmKind kind, int deviceType, int statusCode)
    {
        DeviceKind device = DeviceCatalogue.KindOf(deviceType);
        bool isOfPress = DeviceCatalogue.IsAlarm(device, DeviceCause.Triggered)
            && statusCode == DeviceCatalogue.CodeOf(device, DeviceCause.Triggered);
        return kind switch
        {
            AlarmKind.Person => isOfPress || device == DeviceKind.Unknown,
            AlarmKind.Test => isOfPress,
            _ => false,
        };
    }
}
