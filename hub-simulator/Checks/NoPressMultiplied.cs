// A press is one press, however often its frame, its journal record or its alarm is repeated.
using System.Collections.Generic;
using System.Linq;
using Hub.Simulator.World;

namespace Hub.Simulator.Checks;

/// <summary>
/// The fleet manager holds, for each trigger, no more presses than fingers have pressed. One case is let through: the
/// hub had the press, the trigger never heard so and still sends its frame, and the hub lost its power after the fleet
/// manager took the alarm. Then nobody but the trigger remembers the frame, and twice is better than never.
/// </summary>
public sealed class NoPressMultiplied : Invariant
{
    private readonly Dictionary<uint, int> _forgotten = [];
    private int _looked;

    /// <inheritdoc/>
    public override void OnStarted()
    {
        foreach (Press press in Home.Home.Radio.Sending.Where(press => press.IsAccepted))
        {
            _forgotten[press.TriggerId] = _forgotten.GetValueOrDefault(press.TriggerId) + 1;
        }
    }

    /// <inheritdoc/>
    public override void AfterStep()
    {
        HeldAlarms all = Home.Fleet.Held;
        for (; _looked < all.Count; _looked++)
        {
            HeldAlarm alarm = all.Values[_looked];
            int held = all.PressesOf(alarm.TriggerId);
            int pressed = Home.PressCount(alarm.TriggerId);
            if (alarm.IsOfPresses && held > pressed + _forgotten.GetValueOrDefault(alarm.TriggerId))
            {
                Break($"trigger {alarm.TriggerId} was pressed {pressed} times, the fleet manager holds {held}");
            }
        }
    }
}
