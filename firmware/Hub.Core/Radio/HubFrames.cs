// Makes the hub's own frames: acknowledgement, resync, order, join answer.
using Hub.Core.Pairing;
using Hub.Core.Ports;
using Hub.Protocols.Radio;
using Hub.Protocols.Security;

namespace Hub.Core.Radio;

/// <summary>Seals frames for devices and hands them to the outbox. Owns the one cipher that all of the radio uses, and
/// sets its key for each frame.</summary>
internal sealed class HubFrames
{
    private readonly RadioOutbox _outbox;
    private readonly IRandom _random;
    private readonly RadioFrame _frame = new RadioFrame();

    internal HubFrames(RadioOutbox outbox, IRandom random, IBlockCipher? cipher)
    {
        _outbox = outbox;
        _random = random;
        Ccm = new Ccm(cipher ?? new Aes128());
    }

    /// <summary>The cipher; whoever uses it sets the key first.</summary>
    internal Ccm Ccm { get; }

    /// <summary>Tells a device that its report is safe.</summary>
    internal bool Acknowledge(
        PairedDevice device,
        uint counter,
        bool isUrgent,
        long heardAtMilliseconds,
        long nowMilliseconds)
    {
        // After that the device listens no more, and sends again.
        long expiresAt = heardAtMilliseconds + Limits.AnswerWithinMilliseconds;
        if (nowMilliseconds > expiresAt)
        {
            return false;
        }

        _frame.Start(RadioFrameKind.Acknowledge, device.DeviceId, counter, 0);
        RadioText.PutAcknowledge(_frame.Buffer, _frame.TextOffset);
        return Send(device.LinkKey, isUrgent, expiresAt, nowMilliseconds);
    }

    /// <summary>Tells a device whose counter went back from where to go on.</summary>
    internal bool Resync(PairedDevice device, uint counter, bool isUrgent, long nowMilliseconds)
    {
        _frame.Start(RadioFrameKind.Resync, device.DeviceId, counter, _random.NextUInt32());
        RadioText.PutResync(_frame.Buffer, _frame.TextOffset, device.Counter + 1);
        return Send(device.LinkKey, isUrgent, nowMilliseconds + Limits.AnswerWithinMilliseconds, nowMilliseconds);
    }

    /// <summary>Tells a device to do something.</summary>
    internal bool Order(PairedDevice device, DeviceOrder order, uint salt, long nowMilliseconds)
    {
        _frame.Start(RadioFrameKind.Order, device.DeviceId, order.Number, salt);
        order.Put(_frame.Buffer, _frame.TextOffset);
        return Send(device.LinkKey, false, nowMilliseconds + Limits.OrderRetryMilliseconds, nowMilliseconds);
    }

    /// <summary>Answers a device that wants to join.</summary>
    internal bool AnswerJoin(uint deviceId, uint counter, JoinAnswer answer, byte[] joinKey, long nowMilliseconds)
    {
        _frame.Start(RadioFrameKind.JoinAnswer, deviceId, counter, _random.NextUInt32());
        answer.Put(_frame.Buffer, _frame.TextOffset);

        // Somebody stands there with the device in hand, and how many answers a window gives is limited.
        return Send(joinKey, true, nowMilliseconds + Limits.AnswerWithinMilliseconds, nowMilliseconds);
    }

    private bool Send(byte[] key, bool isUrgent, long expiresAtMilliseconds, long nowMilliseconds)
    {
        Ccm.SetKey(key, 0);
        bool isSealed = _frame.Seal(Ccm);
        bool isTaken = isSealed && _outbox.Add(_frame, isUrgent, expiresAtMilliseconds, nowMilliseconds);
        _frame.Clear();
        return isTaken;
    }
}
