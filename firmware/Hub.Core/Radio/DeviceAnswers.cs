// Answers devices once what they told is safe.
using Hub.Core.Alarming;
using Hub.Core.Pairing;
using Hub.Core.Ports;
using Hub.Core.Storage;

namespace Hub.Core.Radio;

/// <summary>
/// Writes a device's counter and then acknowledges. For a person's alarm the journal comes before both: the book calls
/// <see cref="AcknowledgePress"/> when the press is safe. A trigger that is not one of the hub's own radio is left to
/// its adapter.
/// </summary>
internal sealed class DeviceAnswers : ITriggerAcknowledger
{
    private readonly DeviceTable _table;
    private readonly DeviceStore _store;
    private readonly HubFrames _frames;
    private readonly ITriggerAcknowledger? _others;
    private long _nowMilliseconds;

    internal DeviceAnswers(DeviceTable table, DeviceStore store, HubFrames frames, ITriggerAcknowledger? others)
    {
        _table = table;
        _store = store;
        _frames = frames;
        _others = others;
    }

    /// <summary>Presses answered because they are safe, since the start.</summary>
    internal long PressCount { get; private set; }

    /// <summary>The token of a press: the event number, and above it 16 bits folded from the link key, so that a device
    /// paired anew, whose event numbers start over, is never taken for its past.</summary>
    internal static uint TokenOf(PairedDevice device, int eventNumber)
    {
        int mark = 1;
        for (int i = 0; i + 1 < device.LinkKey.Length; i += 2)
        {
            mark ^= device.LinkKey[i] | (device.LinkKey[i + 1] << 8);
        }

        return ((uint)(mark == 0 ? 1 : mark) << 16) | (uint)(eventNumber & 0xFFFF);
    }

    /// <summary>Tells the time of what follows.</summary>
    internal void SetTime(long nowMilliseconds)
    {
        _nowMilliseconds = nowMilliseconds;
    }

    /// <summary>
    /// After a start: the presses that the journal has brought back are known from their devices too. The power may
    /// have gone after a press was journalled and before its number was written; once the fleet manager holds it, the
    /// number is all that tells the device's next repeat from a new press, and must then survive a further cut.
    /// </summary>
    internal void Recall(PendingAlarms alarms)
    {
        for (int i = 0; i < alarms.End; i++)
        {
            PendingAlarm alarm = alarms.At(i);
            PairedDevice? device = alarm.IsInUse && alarm.TriggerId != 0 ? _table.Find(alarm.TriggerId) : null;
            int number = (int)(alarm.PressToken & 0xFFFF);
            if (device == null || alarm.PressToken != TokenOf(device, number))
            {
                continue;
            }

            // Numbers go round after 65,536 events.
            if (device.LastEvent == PairedDevice.NoEvent || (short)(number - device.LastEvent) > 0)
            {
                device.LastEvent = number;
                _store.WriteProgress(device);
            }
        }
    }

    /// <summary>A press of a device is on its way to the book; the frame of this counter is answered when it is safe.
    /// </summary>
    internal void Owe(PairedDevice device, uint counter, int eventNumber, long heardAtMilliseconds)
    {
        device.IsOwed = true;
        device.OwedCounter = counter;
        device.OwedToken = TokenOf(device, eventNumber);
        device.OwedSinceMilliseconds = heardAtMilliseconds;
    }

    /// <summary>What a frame told is safe: its counter is written, then it is acknowledged.</summary>
    internal void Settle(PairedDevice device, uint counter, bool isUrgent, long heardAtMilliseconds)
    {
        if (counter > device.Counter)
        {
            device.Counter = counter;
            device.CounterSinceMilliseconds = heardAtMilliseconds;
            device.RepeatCount = 0;
        }

        device.IsLastUrgent = isUrgent;

        if (device.IsVendor)
        {
            _store.WriteProgress(device);
            return;
        }

        // A store that cannot be written must not leave a person without an answer: the counter then holds until the
        // next restart, and the store's fault is told.
        _store.WriteProgress(device);
        _frames.Acknowledge(device, counter, isUrgent, heardAtMilliseconds, _nowMilliseconds);
    }

    /// <summary>A press that is safe already was told again.</summary>
    internal void SettleAgain(PairedDevice device, int eventNumber, uint counter, long heardAtMilliseconds)
    {
        Settle(device, counter, true, heardAtMilliseconds);
        if (device.IsVendor)
        {
            _others?.AcknowledgePress(device.DeviceId, TokenOf(device, eventNumber));
        }
    }

    /// <inheritdoc/>
    public void AcknowledgePress(uint triggerId, uint pressToken)
    {
        PairedDevice? device = _table.Find(triggerId);
        PressCount += device != null ? 1 : 0;
        if (device == null || device.IsVendor)
        {
            if (device != null && pressToken == TokenOf(device, (int)pressToken))
            {
                device.LastEvent = (int)(pressToken & 0xFFFF);
                _store.WriteProgress(device);
            }

            _others?.AcknowledgePress(triggerId, pressToken);
            return;
        }

        // Another press of the same device may be owed by now: that one is not safe yet.
        if (device.IsOwed && device.OwedToken == pressToken)
        {
            device.IsOwed = false;
            device.LastEvent = (int)(pressToken & 0xFFFF);
            Settle(device, device.OwedCounter, true, device.OwedSinceMilliseconds);
        }
    }
}
