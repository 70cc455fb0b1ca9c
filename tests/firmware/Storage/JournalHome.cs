// A home around one flash part: presses, sendings, acknowledgements and power cuts, with a model that knows the truth.
using System.Collections.Generic;
using System.Linq;
using Firmware.Tests.World;
using Hub.Core.Alarming;
using Hub.Core.Linking;
using Hub.Core.Storage;
using Hub.Core.Supervision;
using Hub.Protocols.Messages;

namespace Firmware.Tests.Storage;

/// <summary>
/// Runs the real alarm book on a flash part and keeps, outside the hub and immune to power cuts, what the world knows:
/// which presses their triggers saw acknowledged, what was sent, what the fleet manager holds, which numbers were used.
/// </summary>
internal sealed class JournalHome
{
    private readonly NorFlash _flash;
    private readonly SeededRandom _random;
    private readonly TriggerRecorder _triggers = new();
    private readonly Dictionary<ulong, int> _sent = [];
    private readonly HashSet<ulong> _usedSequences = [];
    private readonly HashSet<ulong> _heldAndClosed = [];
    private readonly Dictionary<uint, int> _attempted = [];
    private uint _lastToken;
    private long _lastBootCount;
    private long _now;

    internal JournalHome(NorFlash flash, int seed = 1)
    {
        _flash = flash;
        _random = new SeededRandom(seed);
        Memory = new HubMemory(flash, _random);
        Book = MakeBook();
    }

    internal HubMemory Memory { get; private set; }

    internal AlarmBook Book { get; private set; }

    internal HubClock Clock { get; private set; } = new();

    private PressRing Ring { get; set; } = new();

    /// <summary>Starts the hub on what the flash holds.</summary>
    internal void Boot()
    {
        Memory = new HubMemory(_flash, _random);
        Book = MakeBook();
        Assert.True(Memory.Start());
        if (!Memory.Journal.IsFaulty)
        {
            Assert.True(Memory.State.BootCount > _lastBootCount, "the boot count must grow");
            _lastBootCount = Memory.State.BootCount;
        }
    }

    internal void Press(uint trigger)
    {
        _attempted[trigger] = _attempted.GetValueOrDefault(trigger) + 1;
        PressAgain(trigger, ++_lastToken);
    }

    internal void PressAgain(uint trigger, uint token)
    {
        _now += 10;
        Assert.True(Ring.Put(trigger, 3, 10, 0, token, _now));
        Book.TakePresses(_now);
    }

    /// <summary>Sends the oldest alarm that has not been sent.</summary>
    internal void Send()
    {
        PendingAlarm? alarm = Pending().Where(a => !a.IsSealed).MinBy(a => a.Sequence);
        if (alarm != null)
        {
            alarm.IsSealed = true;
            _sent[alarm.Sequence] = alarm.PressCount;
        }
    }

    /// <summary>The fleet manager holds the oldest alarm and says so.</summary>
    internal void Hold()
    {
        PendingAlarm? alarm = Pending().Where(a => a.IsSealed).MinBy(a => a.Sequence);
        if (alarm != null)
        {
            ulong sequence = alarm.Sequence;
            _sent[sequence] = alarm.PressCount;
            Book.OnAcknowledged(sequence, alarm.BootCount, AcknowledgementResult.Held, _now);
            _heldAndClosed.Add(sequence);
        }
    }

    internal ulong UseNumber()
    {
        ulong number = Memory.Sequences.Next();
        Assert.True(_usedSequences.Add(number), $"number {number} came twice");
        return number;
    }

    /// <summary>What must hold after every recovery.</summary>
    internal void CheckNothingLost(bool mayRepeatHeld = false)
    {
        // What the fleet manager would count once everything pending has reached it.
        Dictionary<ulong, int> counted = new(_sent);
        Dictionary<ulong, uint> owners = [];
        foreach (PendingAlarm alarm in Pending())
        {
            if (_sent.TryGetValue(alarm.Sequence, out int sent))
            {
                Assert.Equal(sent, alarm.PressCount);
            }

            counted[alarm.Sequence] = alarm.PressCount;
            owners[alarm.Sequence] = alarm.TriggerId;
            Assert.True(mayRepeatHeld || !_heldAndClosed.Contains(alarm.Sequence), "a closed alarm came back");
        }

        int total = counted.Values.Sum();
        int acknowledged = _triggers.Acknowledged.Count;
        int attempted = _attempted.Values.Sum();
        Assert.True(total >= acknowledged, $"{acknowledged} presses were acknowledged, {total} are known");
        Assert.True(total <= attempted, $"{attempted} presses were made, {total} are known");
    }

    internal IEnumerable<PendingAlarm> Pending()
    {
        for (int i = 0; i < Memory.Alarms.Capacity; i++)
        {
            if (Memory.Alarms.At(i).IsInUse)
            {
                yield return Memory.Alarms.At(i);
            }
        }
    }

    internal IReadOnlySet<(uint Trigger, uint Token)> Acknowledged => _triggers.Acknowledged;

    internal JournalHome CloneOnto(NorFlash flash)
    {
        JournalHome clone = new(flash)
        {
            _lastToken = _lastToken,
            _lastBootCount = _lastBootCount,
            _now = _now,
        };
        foreach (KeyValuePair<ulong, int> pair in _sent)
        {
            clone._sent.Add(pair.Key, pair.Value);
        }

        clone._usedSequences.UnionWith(_usedSequences);
        clone._heldAndClosed.UnionWith(_heldAndClosed);
        clone._triggers.Acknowledged.UnionWith(_triggers.Acknowledged);
        foreach (KeyValuePair<uint, int> pair in _attempted)
        {
            clone._attempted.Add(pair.Key, pair.Value);
        }

        return clone;
    }

    private AlarmBook MakeBook()
    {
        Clock = new HubClock();
        Ring = new PressRing();
        return new AlarmBook(Memory, Clock, new EventLog(Memory, Clock), _triggers, Ring);
    }
}
