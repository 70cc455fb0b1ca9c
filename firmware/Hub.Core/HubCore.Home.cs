// The hub's side towards its devices: frames, other radios' events, buttons.
using Hub.Core.Ports;

namespace Hub.Core;

/// <content>What the radio and the buttons on the hub put in.</content>
public sealed partial class HubCore
{
    /// <summary>
    /// Takes a frame from the transceiver; may be called from another thread or an interrupt callback. It is looked at
    /// in the next step, which should come at once: a device listens for its answer for a fraction of a second.
    /// </summary>
    /// <param name="frame">Holds the frame, without what the transceiver adds to it.</param>
    /// <param name="offset">Where it begins.</param>
    /// <param name="count">Its bytes, at most 48.</param>
    /// <param name="signalDbm">The level it was received with, -200 to -1; 0 when not known.</param>
    /// <param name="nowMilliseconds">Monotonic time of its end.</param>
    /// <returns>False when the ring is full, the frame has no form, or the hub has no radio: it is then lost, and its
    /// device, unanswered, sends again.</returns>
    public bool PutFrame(byte[] frame, int offset, int count, int signalDbm, long nowMilliseconds)
    {
        return _parts.Radio != null && _parts.Radio.Frames.Put(frame, offset, count, signalDbm, nowMilliseconds);
    }

    /// <summary>
    /// Takes an event of another vendor's device from the adapter of its radio, which has authenticated it; may be
    /// called from another thread. What it means is in the device's <see cref="Radio.DeviceDescription"/>. A press is
    /// acknowledged by <see cref="ITriggerAcknowledger.AcknowledgePress"/>, the event number in the token's low half.
    /// </summary>
    /// <param name="deviceId">The device, never 0.</param>
    /// <param name="eventCode">The vendor's code of what happened.</param>
    /// <param name="value">A number that goes with it.</param>
    /// <param name="batteryPercent">Charge of its battery, 255 when not known.</param>
    /// <param name="signalDbm">The level it was received with, -200 to -1; 0 when not known.</param>
    /// <param name="eventNumber">Tells one event of the device from the next; its low 16 bits count.</param>
    /// <param name="nowMilliseconds">Monotonic time of the event.</param>
    /// <returns>False when the ring is full, or the hub has no store for devices: the adapter must not acknowledge.
    /// </returns>
    public bool PutVendorEvent(
        uint deviceId,
        int eventCode,
        int value,
        int batteryPercent,
        int signalDbm,
        uint eventNumber,
        long nowMilliseconds)
    {
        return deviceId != 0 && _parts.Radio != null && _parts.Radio.VendorEvents.Put(
            deviceId, eventCode, value, batteryPercent, signalDbm, eventNumber, nowMilliseconds);
    }

    /// <summary>The pair button was held: opens the pairing window at the next step. May come from any thread.
    /// </summary>
    public void HoldPairButton()
    {
        if (_parts.Home == null)
        {
            _parts.Panel.PressUseless();
            return;
        }

        _parts.Home.HoldPairButton();
    }

    /// <summary>The cancel button was pressed (HUL-145): closes the pairing window, ends a walk test and a call, and
    /// cancels alarms that are held back and reminders of rules, at the next step; it is answered by voice in any
    /// case. May come from any thread.</summary>
    public void PressCancelButton()
    {
        // The front last: it answers when none of the others has had anything to cancel.
        _parts.Home?.PressCancelButton();
        _parts.Rules.PressCancelButton();
        _parts.Link.PressCancelButton();
        _parts.Panel.PressCancel();
    }

    /// <summary>Everybody has left, or somebody has come home: rules that ask for presence see it from the next step
    /// on. May come from any thread.</summary>
    public void SetAway(bool isAway)
    {
        _parts.Rules.SetAway(isAway);
    }

    /// <summary>The reset button was held: at the next step all devices are forgotten. Identity, counters and alarms
    /// that are pending stay. May come from any thread.</summary>
    public void HoldResetButton()
    {
        if (_parts.Home == null)
        {
            _parts.Panel.PressUseless();
            return;
        }

        _parts.Home.HoldResetButton();
    }

    private bool StepHome(long now)
    {
        if (_parts.Home == null)
        {
            return false;
        }

        _parts.Home.StepStore(now);
        return _parts.Home.Step(now);
    }
}
