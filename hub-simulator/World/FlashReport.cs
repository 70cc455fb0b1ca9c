// What a hub's flash would give back after a power cut now.
using System.Collections.Generic;
using Hub.Core.Alarming;
using Hub.Core.Storage;
using Hub.Protocols.Alarms;

namespace Hub.Simulator.World;

/// <summary>An alarm in the journal.</summary>
/// <param name="Sequence">Its number.</param>
/// <param name="Kind">What it is about.</param>
/// <param name="TriggerId">Which button.</param>
/// <param name="PressCount">The presses it stands for.</param>
public sealed record JournalledAlarm(ulong Sequence, AlarmKind Kind, uint TriggerId, int PressCount);

/// <summary>Reads a journal the way a starting hub does, from a copy, so that nothing is changed by looking.</summary>
public static class FlashReport
{
    /// <summary>The alarms a hub would find if it started now.</summary>
    /// <returns>The alarms, or null when the flash cannot be read.</returns>
    public static IReadOnlyList<JournalledAlarm>? PendingAlarms(SimFlash flash)
    {
        SimFlash copy = flash.Clone();
        HubMemory memory = new(copy, new SeededRandom(0));
        if (!memory.Journal.Mount())
        {
            return null;
        }

        List<JournalledAlarm> alarms = [];
        for (int i = 0; i < memory.Alarms.Capacity; i++)
        {
            PendingAlarm alarm = memory.Alarms.At(i);
            if (alarm.IsInUse)
            {
                alarms.Add(new JournalledAlarm(alarm.Sequence, alarm.Kind, alarm.TriggerId, alarm.PressCount));
            }
        }

        return alarms;
    }
}
