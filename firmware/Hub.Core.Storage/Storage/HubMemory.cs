// What the hub keeps across power cuts, and the start that brings it back.
using Hub.Core.Alarming;
using Hub.Core.Ports;

namespace Hub.Core.Storage;

/// <summary>The journal with all that lives in it.</summary>
public sealed class HubMemory
{
    /// <summary>Makes an empty memory over a flash part; nothing is read before <see cref="Start"/>.</summary>
    public HubMemory(IFlash flash, IRandom random)
    {
        State = new HubState();
        Alarms = new PendingAlarms();
        Journal = new AlarmJournal(flash, State, Alarms);
        Sequences = new SequenceSource(State, Journal, random);
    }

    /// <summary>The counters.</summary>
    public HubState State { get; }

    /// <summary>The pending alarms.</summary>
    public PendingAlarms Alarms { get; }

    /// <summary>The journal that holds both.</summary>
    public AlarmJournal Journal { get; }

    /// <summary>The numbers for messages.</summary>
    public SequenceSource Sequences { get; }

    /// <summary>Code of the check that ended the last run, 0 when none did.</summary>
    public int LastFailedCheckCode { get; private set; }

    /// <summary>True once the journal has been read and this start written into it.</summary>
    public bool IsStarted { get; private set; }

    /// <summary>
    /// Reads the journal, counts this start and reserves sequence numbers. May be called again as long as it fails;
    /// a cut at any byte of it loses nothing.
    /// </summary>
    /// <returns>True when the journal has been read; whether it can also be written, its own flags tell.</returns>
    public bool Start()
    {
        Check.That(!IsStarted, CheckCode.Restarted);
        bool hadAlarms = Alarms.Count > 0;
        if (!Journal.IsMounted && !Journal.Mount())
        {
            return false;
        }

        IsStarted = true;
        RetellUnwritten();
        LastFailedCheckCode = State.FailedCheckCode;
        State.FailedCheckCode = 0;
        State.BootCount += 1 + Journal.DoubtfulBoots;
        Sequences.Start();
        if (Journal.NeedsCompaction || hadAlarms)
        {
            Journal.Compact();
        }
        else
        {
            Journal.WriteState();
        }

        return true;
    }

    // Alarms raised before the journal could be read are later than all that it told.
    private void RetellUnwritten()
    {
        ulong last = 0;
        for (int told = 0; told < Alarms.Capacity; told++)
        {
            PendingAlarm? next = null;
            for (int i = 0; i < Alarms.Capacity; i++)
            {
                PendingAlarm alarm = Alarms.At(i);
                if (alarm.IsInUse && !alarm.IsJournalled && alarm.Sequence > last
                    && (next == null || alarm.Sequence < next.Sequence))
                {
                    next = alarm;
                }
            }

            if (next == null)
            {
                return;
            }

            last = next.Sequence;
            State.OnRaised(next.Kind, next.StatusCode);
        }
    }
}
