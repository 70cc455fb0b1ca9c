// An alarm as the scripted fleet manager holds it.
using Hub.Protocols.Alarms;

namespace Hub.Simulator.World;

/// <summary>What was committed at the first arrival, and how often it came again.</summary>
/// <param name="Sequence">With the hub, what the alarm is known by.</param>
/// <param name="BootCount">The boot in which it was raised.</param>
/// <param name="Kind">What it is about.</param>
/// <param name="TriggerId">Which button.</param>
/// <param name="PressCount">The presses it stands for.</param>
/// <param name="RaisedUnixMilliseconds">When, by the hub's clock.</param>
/// <param name="ArrivedAt">World time of the first arrival, in ms.</param>
/// <param name="AgeAtArrival">The age it told at its first arrival, in ms.</param>
public sealed record HeldAlarm(
    ulong Sequence,
    long BootCount,
    AlarmKind Kind,
    uint TriggerId,
    int PressCount,
    long RaisedUnixMilliseconds,
    long ArrivedAt,
    long AgeAtArrival)
{
    /// <summary>How often it arrived.</summary>
    public int Arrivals { get; internal set; } = 1;

    /// <summary>How often it was acknowledged as held.</summary>
    public int Acknowledgements { get; internal set; }
}
