// The six buttons of the front.
using System.Device.Gpio;
using Hub.Core;
using Hub.Hardware;

namespace Hub.Esp32S3.Front;

/// <summary>Gives the hub its buttons. A press of the alarm button that finds the core's ring full waits here until
/// there is a place: none is lost.</summary>
public sealed class Buttons : IPolled
{
    private readonly ButtonLine _alarm;
    private readonly ButtonLine _checkIn;
    private readonly ButtonLine _checkOut;
    private readonly ButtonLine _pair;
    private readonly ButtonLine _cancel;
    private readonly ButtonLine _reset;
    private readonly HubCore _hub;
    private int _waiting;

    /// <summary>Takes the pins and listens.</summary>
    /// <param name="gpio">The controller's pins.</param>
    /// <param name="hub">The hub that is pressed.</param>
    /// <param name="uptime">The time.</param>
    /// <param name="signal">Wakes the loop.</param>
    public Buttons(GpioController gpio, HubCore hub, IUptime uptime, LoopSignal signal)
    {
        _hub = hub;
        _alarm = new ButtonLine(gpio, PinMap.AlarmButton, uptime, signal);
        _checkIn = new ButtonLine(gpio, PinMap.CheckInButton, uptime, signal);
        _checkOut = new ButtonLine(gpio, PinMap.CheckOutButton, uptime, signal);
        _pair = new ButtonLine(gpio, PinMap.PairButton, uptime, signal);
        _cancel = new ButtonLine(gpio, PinMap.CancelButton, uptime, signal);
        _reset = new ButtonLine(gpio, PinMap.ResetButton, uptime, signal);
    }

    /// <inheritdoc/>
    public long Poll(long nowMilliseconds)
    {
        PressAlarm(nowMilliseconds);
        if (_checkIn.TakePresses(nowMilliseconds) > 0)
        {
            _hub.PressCheckInButton();
        }

        if (_checkOut.TakePresses(nowMilliseconds) > 0)
        {
            _hub.PressCheckOutButton();
        }

        if (_cancel.TakePresses(nowMilliseconds) > 0)
        {
            _hub.PressCancelButton();
        }

        _pair.TakePresses(nowMilliseconds);
        if (_pair.TakeHold(BoardLimits.PairHoldMilliseconds, nowMilliseconds))
        {
            _hub.HoldPairButton();
        }

        _reset.TakePresses(nowMilliseconds);
        if (_reset.TakeHold(BoardLimits.ResetHoldMilliseconds, nowMilliseconds))
        {
            _hub.HoldResetButton();
        }

        return nowMilliseconds + BoardLimits.ButtonPollMilliseconds;
    }

    private void PressAlarm(long now)
    {
        _waiting += _alarm.TakePresses(now);
        _waiting = _waiting < BoardLimits.MaxWaitingPresses ? _waiting : BoardLimits.MaxWaitingPresses;
        while (_waiting > 0 && _hub.PressAlarmButton(now))
        {
            _waiting--;
        }
    }
}
