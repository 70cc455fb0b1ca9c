// The hub's port to its own firmware, over the loader's two slots.
using Hub.Core.Ports;
using Hub.Loader;
using Hub.Protocols.Updates;

namespace Hub.Updating;

/// <summary>What the core asks of firmware, done with the boot record and the slots. Never throws.</summary>
public sealed class SlotFirmware : IFirmware
{
    private readonly SlotStart _start;
    private readonly SlotConfirmation _confirmation;
    private readonly ISlotWriter _slots;
    private readonly IImageDigest _digest;
    private readonly IBootWatchdog _watchdog;
    private Slot _target = Slot.Factory;

    /// <summary>Reads the boot record.</summary>
    /// <param name="memory">Where the record lies.</param>
    /// <param name="start">What the loader has started.</param>
    /// <param name="slots">The slots.</param>
    /// <param name="digest">HMAC-SHA256 under <see cref="SlotImage.DigestKey"/>.</param>
    /// <param name="watchdog">Fed while an image is checked.</param>
    public SlotFirmware(
        IBootMemory memory, SlotStart start, ISlotWriter slots, IImageDigest digest, IBootWatchdog watchdog)
    {
        _start = start;
        _confirmation = new SlotConfirmation(memory, start);
        _slots = slots;
        _digest = digest;
        _watchdog = watchdog;
    }

    /// <inheritdoc/>
    public uint RunningSequence
    {
        get { return _start.Version; }
    }

    /// <inheritdoc/>
    public bool IsOnTrial
    {
        get { return _start.IsTrial && _confirmation.Record.State(_start.Slot) == SlotState.Trial; }
    }

    /// <inheritdoc/>
    public bool HasPrevious
    {
        get { return _start.Slot != Slot.Factory; }
    }

    /// <inheritdoc/>
    public uint PreviousSequence
    {
        get { return _confirmation.Record.Version(_confirmation.PreviousSlot); }
    }

    /// <inheritdoc/>
    public int SlotBytes
    {
        get { return _slots.SlotBytes; }
    }

    /// <inheritdoc/>
    public bool Prepare()
    {
        Slot spare = _confirmation.SpareSlot;
        if (_target != Slot.Factory && _target == spare)
        {
            return true;
        }

        if (spare == Slot.Factory || !_confirmation.Clear(spare))
        {
            return false;
        }

        _target = spare;
        return true;
    }

    /// <inheritdoc/>
    public bool Read(ReleasePart part, int offset, byte[] into, int count)
    {
        Slot spare = _confirmation.SpareSlot;
        return spare != Slot.Factory && _slots.Read(spare, part, offset, into, count);
    }

    /// <inheritdoc/>
    public bool Write(ReleasePart part, int offset, byte[] from, int count)
    {
        return _target != Slot.Factory && _slots.Write(_target, part, offset, from, count);
    }

    /// <inheritdoc/>
    public byte[] Digest(byte[] data)
    {
        return _digest.Compute(data);
    }

    /// <inheritdoc/>
    public UpdateReason BeginTrial(uint sequence, int bytes)
    {
        if (_target == Slot.Factory)
        {
            return UpdateReason.Storage;
        }

        SlotReason reason = _confirmation.BeginTrial(_target, sequence, _slots, _digest, _watchdog);
        return reason == SlotReason.None ? UpdateReason.None
            : reason == SlotReason.NotCounted || reason == SlotReason.Unreadable ? UpdateReason.Storage
            : UpdateReason.BadImage;
    }

    /// <inheritdoc/>
    public bool Confirm()
    {
        return _confirmation.Confirm();
    }

    /// <inheritdoc/>
    public bool GiveUp()
    {
        return _confirmation.GiveUp();
    }

    /// <inheritdoc/>
    public bool GoBack()
    {
        return _confirmation.GoBack();
    }

    /// <inheritdoc/>
    public bool Settle()
    {
        return _confirmation.Settle();
    }

    /// <inheritdoc/>
    public UpdateReason WhyNot(uint sequence)
    {
        BootRecord record = _confirmation.Record;
        UpdateReason why = UpdateReason.None;
        for (int i = 0; i < record.DecisionCount; i++)
        {
            BootDecision decision = record.Decision(i);
            if (decision.Version == sequence)
            {
                UpdateReason found = Meaning(decision.Reason);
                why = found == UpdateReason.None ? why : found;
            }
        }

        return why;
    }

    private static UpdateReason Meaning(SlotReason reason)
    {
        switch (reason)
        {
            case SlotReason.TrialRunOut:
            case SlotReason.TrialGivenUp:
                return UpdateReason.NeverConfirmed;
            case SlotReason.NeverSettled:
                return UpdateReason.NeverSettled;
            case SlotReason.Unreadable:
            case SlotReason.BadHeader:
            case SlotReason.OtherInterface:
            case SlotReason.Damaged:
            case SlotReason.NoMemory:
            case SlotReason.LoadFailed:
            case SlotReason.OtherVersion:
                return UpdateReason.CannotStart;
            default:
                return UpdateReason.None;
        }
    }
}
