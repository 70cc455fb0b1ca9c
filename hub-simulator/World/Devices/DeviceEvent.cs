// Something a device has to tell its hub.
using Hub.Protocols.Devices;

namespace Hub.Simulator.World.Devices;

/// <summary>An event, from its happening to the hub's acknowledgement.</summary>
public sealed class DeviceEvent
{
    internal DeviceEvent(DeviceCause cause, int value, int number, bool isUrgent, long happenedAt, Press? press)
    {
        Cause = cause;
        Value = value;
        Number = number;
        IsUrgent = isUrgent;
        HappenedAt = happenedAt;
        Press = press;
    }

    /// <summary>What happened.</summary>
    public DeviceCause Cause { get; }

    /// <summary>A number that goes with it.</summary>
    public int Value { get; }

    /// <summary>Its number, which its repeats keep.</summary>
    public int Number { get; }

    /// <summary>Whether a person may be waiting for help.</summary>
    public bool IsUrgent { get; }

    /// <summary>World time at which it happened, in ms.</summary>
    public long HappenedAt { get; }

    /// <summary>The finger's press, when it was one.</summary>
    public Press? Press { get; }

    /// <summary>Whether the test button started it.</summary>
    internal bool IsTest { get; init; }
}
