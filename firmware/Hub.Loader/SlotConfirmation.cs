// What the running firmware tells the loader's record.
namespace Hub.Loader;

/// <summary>
/// The running firmware's side of the boot record: it confirms or gives up its trial, says that it has settled, and
/// puts a new image on trial. It opens the record anew, over the firmware's own adapter, and changes nothing that is
/// not about the start it was made for. Never throws.
/// </summary>
public sealed class SlotConfirmation
{
    private readonly BootLedger _ledger;
    private readonly SlotStart _start;
    private readonly bool _isKnown;

    /// <summary>Reads the record.</summary>
    /// <param name="memory">Where the record lies.</param>
    /// <param name="start">What the loader has started.</param>
    public SlotConfirmation(IBootMemory memory, SlotStart start)
    {
        _ledger = new BootLedger(memory);
        _start = start;
        _isKnown = _ledger.Mount();
    }

    /// <summary>What is known, with the decisions to report.</summary>
    public BootRecord Record => _ledger.Record;

    /// <summary>
    /// The slot that a new image may be written into: neither the one that runs nor the confirmed one that would be
    /// gone back to. <see cref="Slot.Factory"/> when there is none until the running one has settled.
    /// </summary>
    public Slot SpareSlot => IsSpare(Slot.A) ? Slot.A : IsSpare(Slot.B) ? Slot.B : Slot.Factory;

    /// <summary>The trial has succeeded: the firmware has proved itself by link, radio and test alarm, and is the
    /// active one from now on.</summary>
    /// <returns>False when this start is no trial, or it could not be kept: call again.</returns>
    public bool Confirm()
    {
        if (!IsRunning(SlotState.Trial))
        {
            return false;
        }

        Record.Set(_start.Slot, SlotState.Confirmed, LoaderLimits.MaxUnsettledStarts);
        Record.Active = _start.Slot;
        Record.Note(_start.Slot, SlotReason.TrialConfirmed);
        return _ledger.Write();
    }

    /// <summary>The trial has failed: the next start goes back. The caller restarts the board.</summary>
    /// <returns>False when this start is no trial, or it could not be kept; the starts then run out by themselves.
    /// </returns>
    public bool GiveUp()
    {
        if (!IsRunning(SlotState.Trial))
        {
            return false;
        }

        Record.Note(_start.Slot, SlotReason.TrialGivenUp);
        Record.Set(_start.Slot, SlotState.Rejected, 0);
        return _ledger.Write();
    }

    /// <summary>A confirmed firmware has run long enough for this start not to count against it, with or without a
    /// link. It is then the active one.</summary>
    /// <returns>False when this start is not of a confirmed slot, or it could not be kept: call again.</returns>
    public bool Settle()
    {
        if (!IsRunning(SlotState.Confirmed))
        {
            return false;
        }

        if (Record.Active == _start.Slot && Record.StartsLeft(_start.Slot) == LoaderLimits.MaxUnsettledStarts)
        {
            return true;
        }

        Record.Set(_start.Slot, SlotState.Confirmed, LoaderLimits.MaxUnsettledStarts);
        Record.Active = _start.Slot;
        return _ledger.Write();
    }

    /// <summary>The slot that <see cref="GoBack"/> leads to; <see cref="Slot.Factory"/> for the factory application.
    /// </summary>
    public Slot PreviousSlot
    {
        get
        {
            Slot other = _start.Slot == Slot.A ? Slot.B : Slot.A;
            return _start.Slot != Slot.Factory && Record.State(other) == SlotState.Confirmed ? other : Slot.Factory;
        }
    }

    /// <summary>A confirmed firmware is to be left: the next start is of the slot that was confirmed before it, or of
    /// the factory application. The caller restarts the board.</summary>
    /// <returns>False when this start is not of a confirmed slot, or it could not be kept: call again.</returns>
    public bool GoBack()
    {
        if (!IsRunning(SlotState.Confirmed))
        {
            return false;
        }

        Record.Note(_start.Slot, SlotReason.Withdrawn);
        Record.Set(_start.Slot, SlotState.Rejected, 0);
        Record.Active = PreviousSlot;
        if (Record.Active != Slot.Factory)
        {
            Record.Set(Record.Active, SlotState.Confirmed, LoaderLimits.MaxUnsettledStarts);
        }

        return _ledger.Write();
    }

    /// <summary>Takes the spare slot out of use; to be called before a new image is written into it.</summary>
    /// <returns>False when the slot is not spare, or it could not be kept: nothing may be written into it.</returns>
    public bool Clear(Slot slot)
    {
        if (!_isKnown || !IsSpare(slot))
        {
            return false;
        }

        Record.Set(slot, SlotState.Empty, 0);
        Record.SetVersion(slot, 0);
        return _ledger.Write();
    }

    /// <summary>Checks the image in the spare slot and puts it on trial from the next start.</summary>
    /// <param name="slot">The spare slot, with the image written.</param>
    /// <param name="version">The version that the image is to have.</param>
    /// <param name="store">The slots.</param>
    /// <param name="digest">The check of their bytes.</param>
    /// <param name="watchdog">Fed for each assembly.</param>
    /// <returns><see cref="SlotReason.None"/>; what is wrong with the image; or <see cref="SlotReason.NotCounted"/>
    /// when the slot is not spare or it could not be kept.</returns>
    public SlotReason BeginTrial(
        Slot slot, uint version, ISlotStore store, IImageDigest digest, IBootWatchdog watchdog)
    {
        if (!_isKnown || !IsSpare(slot))
        {
            return SlotReason.NotCounted;
        }

        SlotReader reader = new SlotReader(store, digest, watchdog);
        SlotReason reason = reader.Read(slot, version, out _);
        if (reason != SlotReason.None)
        {
            return reason;
        }

        Slot other = slot == Slot.A ? Slot.B : Slot.A;
        if (Record.State(other) == SlotState.Trial)
        {
            // One at a time: the newer one.
            Record.Set(other, SlotState.Empty, 0);
        }

        Record.SetVersion(slot, version);
        Record.Set(slot, SlotState.Trial, LoaderLimits.MaxTrialStarts);
        Record.Note(slot, SlotReason.TrialBegun);
        return _ledger.Write() ? SlotReason.None : SlotReason.NotCounted;
    }

    private bool IsSpare(Slot slot)
    {
        // A firmware that has not proved itself replaces nothing.
        bool isOnTrial = _start.IsTrial && Record.State(_start.Slot) == SlotState.Trial;
        return !isOnTrial && slot != Slot.Factory && slot != _start.Slot
            && !(slot == Record.Active && Record.State(slot) == SlotState.Confirmed);
    }

    // The record may be older than the start when that could not be kept: then it is not about what runs.
    private bool IsRunning(SlotState state)
    {
        return _isKnown && _start.Slot != Slot.Factory && Record.LastStarted == _start.Slot
            && Record.Version(_start.Slot) == _start.Version && Record.State(_start.Slot) == state;
    }
}
