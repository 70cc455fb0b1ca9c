// Takes the director's orders: whether they are authentic, fresh, and for something this hub may run.
using Hub.Core.Linking;
using Hub.Protocols.Messages;
using Hub.Protocols.Security;
using Hub.Protocols.Updates;

namespace Hub.Core.Updating;

/// <summary>An order counts once. One that comes again is answered again; whatever else is wrong with an order changes
/// nothing but a count.</summary>
public sealed class UpdateOrders
{
    private readonly FirmwareUpdate? _update;
    private readonly Commands _commands;
    private readonly HubClock _clock;
    private readonly byte[] _key;
    private readonly UpdateSeal _seal = new UpdateSeal();
    private ulong _takenSequence;
    private long _nowMilliseconds;

    internal UpdateOrders(FirmwareUpdate? update, Commands commands, HubClock clock, byte[] key)
    {
        _update = update;
        _commands = commands;
        _clock = clock;
        _key = key;
    }

    /// <summary>Orders taken, since the start.</summary>
    public long TakenCount { get; private set; }

    /// <summary>Orders refused, since the start.</summary>
    public long RefusedCount { get; private set; }

    /// <summary>Why the last one was refused.</summary>
    public UpdateReason LastReason { get; private set; }

    /// <summary>The message that orders are decoded into.</summary>
    internal UpdateOrderMessage Message { get; } = new UpdateOrderMessage();

    /// <summary>Takes the order that has been decoded into <see cref="Message"/>.</summary>
    internal void Take(long nowMilliseconds)
    {
        _nowMilliseconds = nowMilliseconds;
        if (_update == null || !_seal.Proves(Message, _key))
        {
            Refuse(_update == null ? UpdateReason.NotSupported : UpdateReason.NotAuthentic);
            return;
        }

        if (_takenSequence != 0 && Message.Sequence == _takenSequence)
        {
            Answer(AcknowledgementResult.Done, "");
            return;
        }

        if (!_update.IsReady)
        {
            Refuse(UpdateReason.Busy);
        }
        else if (!IsNonce(_update.Reports.State.Nonce))
        {
            Refuse(UpdateReason.StaleOrder);
        }
        else if (!_clock.IsSet || _clock.UnixMilliseconds(nowMilliseconds) >= Message.ExpiresUnixMilliseconds)
        {
            Refuse(UpdateReason.Expired);
        }
        else
        {
            Consider(_update);
        }
    }

    private void Consider(FirmwareUpdate update)
    {
        switch (Message.Action)
        {
            case UpdateAction.Fetch:
            case UpdateAction.Install:
                ConsiderRelease(update);
                break;
            case UpdateAction.Cancel:
                ConsiderCancel(update);
                break;
            case UpdateAction.Revert:
                ConsiderRevert(update);
                break;
            default:
                Refuse(UpdateReason.NotSupported);
                break;
        }
    }

    private void ConsiderRelease(FirmwareUpdate update)
    {
        uint sequence = (uint)Message.ReleaseSequence;
        if (update.Firmware.IsOnTrial)
        {
            Refuse(UpdateReason.Busy);
        }
        else if (sequence <= update.Record.HighestSequence || sequence <= update.Firmware.RunningSequence)
        {
            RefuseRelease(update, UpdateReason.Rollback);
        }
        else if (Message.EnvelopeBytes == 0)
        {
            RefuseRelease(update, UpdateReason.BadEnvelope);
        }
        else if (update.Record.Action != UpdateAction.Unknown && update.Record.Action != UpdateAction.Revert
            && update.Record.ReleaseSequence == sequence && IsSameRelease(update))
        {
            update.Record.Action = Message.Action;
            update.Record.ExpiresUnixMilliseconds = Message.ExpiresUnixMilliseconds;
            update.Record.BytesPerHour = (uint)Message.BytesPerHour;
            Accept(update, isNew: false);
        }
        else
        {
            Put(update);
            Accept(update, isNew: true);
        }
    }

    private void ConsiderCancel(FirmwareUpdate update)
    {
        bool isThere = update.Record.Action != UpdateAction.Unknown && !update.Record.IsSwitched
            && update.Record.ReleaseSequence == (uint)Message.ReleaseSequence;
        if (!isThere)
        {
            Refuse(UpdateReason.NothingThere);
            return;
        }

        Taken(update);
        update.Refuse(UpdateReason.Cancelled, _nowMilliseconds);
    }

    private void ConsiderRevert(FirmwareUpdate update)
    {
        if (!update.Firmware.HasPrevious || update.Firmware.PreviousSequence != (uint)Message.ReleaseSequence)
        {
            Refuse(UpdateReason.NothingThere);
            return;
        }

        if (update.Firmware.IsOnTrial)
        {
            Taken(update);
            update.Lose(UpdateReason.Ordered, _nowMilliseconds);
            return;
        }

        Put(update);
        Accept(update, isNew: true);
    }

    private void Put(FirmwareUpdate update)
    {
        Storage.UpdateRecord record = update.Record;
        record.Action = Message.Action;
        record.ReleaseSequence = (uint)Message.ReleaseSequence;
        record.EnvelopeBytes = Message.EnvelopeBytes;
        record.ImageIndex = Message.ImageIndex;
        record.ExpiresUnixMilliseconds = Message.ExpiresUnixMilliseconds;
        record.BytesPerHour = (uint)Message.BytesPerHour;
        record.IsSwitched = false;
        record.Resumes = 0;
        System.Array.Copy(Message.EnvelopeDigest, 0, record.EnvelopeDigest, 0, UpdateLimits.DigestBytes);
    }

    private void Accept(FirmwareUpdate update, bool isNew)
    {
        if (!update.Keep())
        {
            // Not begun: after a start nobody would know of it.
            update.Refuse(UpdateReason.Storage, _nowMilliseconds);
            Refuse(UpdateReason.Storage);
            return;
        }

        Taken(update);
        if (isNew)
        {
            update.BeginOrder(_nowMilliseconds);
        }
        else
        {
            update.ChangeOrder(_nowMilliseconds);
        }
    }

    private void Taken(FirmwareUpdate update)
    {
        TakenCount++;
        _takenSequence = Message.Sequence;
        update.Reports.RenewNonce();
        Answer(AcknowledgementResult.Done, "");
    }

    // Told besides being answered: the director learns why from the hub's own sealed word.
    private void RefuseRelease(FirmwareUpdate update, UpdateReason reason)
    {
        if (update.Record.Action == UpdateAction.Unknown)
        {
            update.Record.ReleaseSequence = (uint)Message.ReleaseSequence;
            update.Refuse(reason, _nowMilliseconds);
        }

        Refuse(reason);
    }

    private void Refuse(UpdateReason reason)
    {
        RefusedCount++;
        LastReason = reason;
        AcknowledgementResult result = reason == UpdateReason.Expired
            ? AcknowledgementResult.Expired : AcknowledgementResult.Refused;
        Answer(result, Word(reason));
    }

    private void Answer(AcknowledgementResult result, string reason)
    {
        _commands.Answer(Message.Sequence, Message.BootCount, result, reason, _nowMilliseconds);
    }

    private bool IsNonce(byte[] offered)
    {
        return ConstantTime.AreEqual(offered, 0, Message.Nonce, 0, UpdateLimits.NonceBytes);
    }

    private bool IsSameRelease(FirmwareUpdate update)
    {
        return update.Record.EnvelopeBytes == Message.EnvelopeBytes && update.Record.ImageIndex == Message.ImageIndex
            && ConstantTime.AreEqual(
                update.Record.EnvelopeDigest, 0, Message.EnvelopeDigest, 0, UpdateLimits.DigestBytes);
    }

    private static string Word(UpdateReason reason)
    {
        switch (reason)
        {
            case UpdateReason.NotAuthentic: return "not authentic";
            case UpdateReason.StaleOrder: return "stale order";
            case UpdateReason.Expired: return "";
            case UpdateReason.Rollback: return "old release";
            case UpdateReason.NothingThere: return "nothing there";
            case UpdateReason.Busy: return "busy";
            case UpdateReason.Storage: return "update store fault";
            case UpdateReason.BadEnvelope: return "no envelope";
            default: return "not supported";
        }
    }
}
