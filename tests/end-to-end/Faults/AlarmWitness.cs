// What one hub has sent and what it has been told, remembered outside the hub.
using System;
using System.Collections.Generic;
using System.Linq;

namespace EndToEnd.Tests.Faults;

/// <summary>An alarm as it went over the wire.</summary>
internal sealed record WitnessedAlarm(ulong Sequence, uint TriggerId, int PressCount);

/// <summary>
/// The hub's own memory may be cut; this one is not. Written by the town's thread, read by tests.
/// </summary>
internal sealed class AlarmWitness
{
    private readonly object _lock = new();
    private readonly Dictionary<ulong, WitnessedAlarm> _sent = [];
    private readonly HashSet<ulong> _publishAcknowledged = [];
    private readonly HashSet<ulong> _held = [];

    /// <summary>Called after an alarm was sent for the first time.</summary>
    public Action? FirstSent { get; set; }

    /// <summary>Called after the first acknowledgement of an alarm, whichever of the two comes first.</summary>
    public Action? FirstAcknowledged { get; set; }

    public void Sent(ulong sequence, uint triggerId, int pressCount)
    {
        bool isFirst;
        lock (_lock)
        {
            isFirst = !_sent.ContainsKey(sequence);
            _sent[sequence] = new WitnessedAlarm(sequence, triggerId, pressCount);
        }

        if (isFirst)
        {
            FirstSent?.Invoke();
        }
    }

    public void PublishAcknowledged(ulong sequence) => Acknowledged(sequence, _publishAcknowledged, _held);

    public void Held(ulong sequence) => Acknowledged(sequence, _held, _publishAcknowledged);

    /// <summary>Alarms acknowledged by PUBACK.</summary>
    public WitnessedAlarm[] AllPublishAcknowledged() => Alarms(_publishAcknowledged);

    /// <summary>Alarms that the fleet manager has said it holds.</summary>
    public WitnessedAlarm[] AllHeld() => Alarms(_held);

    /// <summary>True when the fleet manager has said that it holds an alarm of this trigger.</summary>
    public bool IsHeld(uint triggerId)
    {
        lock (_lock)
        {
            return _held.Any(s => _sent.TryGetValue(s, out WitnessedAlarm? alarm) && alarm.TriggerId == triggerId);
        }
    }

    private void Acknowledged(ulong sequence, HashSet<ulong> these, HashSet<ulong> others)
    {
        bool isFirst;
        lock (_lock)
        {
            isFirst = these.Add(sequence) && !others.Contains(sequence);
        }

        if (isFirst)
        {
            FirstAcknowledged?.Invoke();
        }
    }

    private WitnessedAlarm[] Alarms(HashSet<ulong> sequences)
    {
        lock (_lock)
        {
            // The answer to a silent test, or to an alarm sent before the witness came, is none of ours.
            return sequences.Where(_sent.ContainsKey).Select(s => _sent[s]).ToArray();
        }
    }
}
