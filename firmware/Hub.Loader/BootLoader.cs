// Chooses what runs.
using System;

namespace Hub.Loader;

/// <summary>
/// The slot on trial first, as long as it has starts left; else the active one; else the other confirmed one; else the
/// factory application. Every byte of a slot is checked before the first of its assemblies is loaded, and the start is
/// counted, and the count read back, before that too: so a slot on trial is started
/// <see cref="LoaderLimits.MaxTrialStarts"/> times at most, whenever the power goes. Never throws.
/// </summary>
public sealed class BootLoader
{
    private readonly BootLedger _ledger;
    private readonly SlotReader _reader;
    private readonly ICodeLoader _code;

    /// <summary>Takes the ports; nothing is read or written yet.</summary>
    public BootLoader(
        IBootMemory memory, ISlotStore store, IImageDigest digest, ICodeLoader code, IBootWatchdog watchdog)
    {
        _ledger = new BootLedger(memory);
        _reader = new SlotReader(store, digest, watchdog);
        _code = code;
    }

    /// <summary>What is known after <see cref="Start"/>.</summary>
    public BootRecord Record => _ledger.Record;

    /// <summary>Chooses, checks, counts and loads. Once in the life of a process.</summary>
    public SlotStart Start()
    {
        if (!_ledger.Mount())
        {
            Record.Note(Slot.Factory, SlotReason.RecordUnreadable);
            return new SlotStart(Slot.Factory, 0, isTrial: false, application: null, mustRestart: false);
        }

        Record.Starts++;
        Slot trial = Record.State(Slot.A) == SlotState.Trial ? Slot.A
            : Record.State(Slot.B) == SlotState.Trial ? Slot.B
            : Slot.Factory;
        SlotStart? start = trial == Slot.Factory ? null : Try(trial, isTrial: true);
        if (start == null && IsConfirmed(Record.Active))
        {
            start = Try(Record.Active, isTrial: false);
        }

        Slot other = Record.Active == Slot.A ? Slot.B : Slot.A;
        if (start == null && IsConfirmed(other))
        {
            start = Try(other, isTrial: false);
        }

        return start ?? StartFactory();
    }

    private bool IsConfirmed(Slot slot)
    {
        return slot != Slot.Factory && Record.State(slot) == SlotState.Confirmed;
    }

    // Null when the slot is to be passed over.
    private SlotStart? Try(Slot slot, bool isTrial)
    {
        int startsLeft = Record.StartsLeft(slot);
        if (startsLeft <= 0)
        {
            Reject(slot, isTrial ? SlotReason.TrialRunOut : SlotReason.NeverSettled);
            return null;
        }

        if (isTrial && !_ledger.IsWhole)
        {
            // A newer count may lie where nothing can be read.
            Record.Note(slot, SlotReason.NotCounted);
            return null;
        }

        SlotReason reason = _reader.Read(slot, Record.Version(slot), out byte[][] assemblies);
        if (_reader.Image == null)
        {
            if (isTrial)
            {
                Reject(slot, reason);
            }
            else
            {
                // What has proved itself may be readable again the next time.
                Record.Note(slot, reason);
            }

            return null;
        }

        Record.Set(slot, Record.State(slot), startsLeft - 1);
        Record.LastStarted = slot;
        if (isTrial)
        {
            Record.Note(slot, SlotReason.TrialStarted);
        }

        if (!_ledger.Write() && isTrial)
        {
            Record.Note(slot, SlotReason.NotCounted);
            return null;
        }

        return Load(slot, isTrial, assemblies, _reader.Image.Entry);
    }

    private SlotStart Load(Slot slot, bool isTrial, byte[][] assemblies, string entry)
    {
        IApplication? application = null;
        try
        {
            application = _code.Load(assemblies, entry);
        }
        catch (Exception)
        {
            // Told as a decision below; the kind of exception says nothing more on the interpreter.
        }

        if (application != null)
        {
            return new SlotStart(slot, Record.Version(slot), isTrial, application, mustRestart: false);
        }

        Reject(slot, SlotReason.LoadFailed);
        if (_ledger.Write())
        {
            return new SlotStart(slot, Record.Version(slot), isTrial, application: null, mustRestart: true);
        }

        // A restart would do the same again and again.
        return StartFactory();
    }

    private void Reject(Slot slot, SlotReason reason)
    {
        Record.Note(slot, reason);
        Record.Set(slot, SlotState.Rejected, 0);
    }

    private SlotStart StartFactory()
    {
        if (Record.State(Slot.A) != SlotState.Empty || Record.State(Slot.B) != SlotState.Empty)
        {
            Record.LastStarted = Slot.Factory;
            Record.Note(Slot.Factory, SlotReason.NothingElse);
            _ledger.Write();
        }

        return new SlotStart(Slot.Factory, 0, isTrial: false, application: null, mustRestart: false);
    }
}
