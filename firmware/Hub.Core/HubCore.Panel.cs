// The buttons on the hub's front.
using Hub.Core.Ports;
using Hub.Protocols.Alarms;
using Hub.Protocols.Messages;

namespace Hub.Core;

/// <content>What a person presses on the hub itself.</content>
public sealed partial class HubCore
{
    /// <summary>
    /// The alarm button on the hub was pressed: an alarm of a person from the hub itself, trigger 0. It becomes one at
    /// the next step, which should come at once. May come from any thread.
    /// </summary>
    /// <param name="nowMilliseconds">Monotonic time of the press. The port debounces: each call is a press.</param>
    /// <returns>False when the ring of presses is full: call again.</returns>
    public bool PressAlarmButton(long nowMilliseconds)
    {
        return _parts.Ring.Put(
            0, DeviceTypes.LocalUnitAndController, StatusCodes.ManualAlarm, 0, 0, nowMilliseconds);
    }

    /// <summary>The check-in button was pressed (HBG-051), answered by voice at the next step. May come from any
    /// thread.</summary>
    public void PressCheckInButton()
    {
        _parts.Panel.PressCheckIn();
    }

    /// <summary>The check-out button was pressed (HBG-076), answered by voice at the next step. May come from any
    /// thread.</summary>
    public void PressCheckOutButton()
    {
        _parts.Panel.PressCheckOut();
    }

    // The battery is empty and everything that can be kept is kept.
    private long StepOff()
    {
        if (_parts.Supply.IsMainsBack)
        {
            _restart.Request(BootReason.PowerOn);
        }
        else
        {
            _parts.Supply.PowerOff();
        }

        return _nowMilliseconds + Limits.MaxStepIntervalMilliseconds;
    }

    private void SwitchOff()
    {
        _isOff = true;
        _parts.Memory.Journal.WriteState();
        _parts.Session.Close(_nowMilliseconds);
        _parts.LampRules.ShowOff();
        if (_parts.Home != null)
        {
            _parts.Lamps.ShowDevices(false, false, LampColour.Off);
        }

        _parts.Supply.PowerOff();
    }
}
