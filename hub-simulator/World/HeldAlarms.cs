// The alarms that the scripted fleet manager holds, and how many presses of each trigger they stand for.
using System.Collections.Generic;

namespace Hub.Simulator.World;

/// <summary>Grows only; what the checks ask after every step is kept ready and not counted anew.</summary>
public sealed class HeldAlarms
{
    private readonly Dictionary<ulong, HeldAlarm> _bySequence = [];
    private readonly List<HeldAlarm> _inOrder = [];
    private readonly Dictionary<uint, int> _presses = [];

    /// <summary>How many there are.</summary>
    public int Count => _inOrder.Count;

    /// <summary>All of them, in the order of their first arrival.</summary>
    public IReadOnlyList<HeldAlarm> Values => _inOrder;

    /// <summary>Holds an alarm that it does not hold yet.</summary>
    /// <param name="sequence">With the hub, what it is known by.</param>
    /// <param name="alarm">The alarm.</param>
    public void Add(ulong sequence, HeldAlarm alarm)
    {
        _bySequence.Add(sequence, alarm);
        _inOrder.Add(alarm);
        if (alarm.IsOfPresses)
        {
            _presses[alarm.TriggerId] = PressesOf(alarm.TriggerId) + alarm.PressCount;
        }
    }

    /// <summary>The alarm with a sequence, or null.</summary>
    public HeldAlarm? Find(ulong sequence) => _bySequence.GetValueOrDefault(sequence);

    /// <summary>How many presses of a trigger the alarms stand for.</summary>
    public int PressesOf(uint triggerId) => _presses.GetValueOrDefault(triggerId);
}
