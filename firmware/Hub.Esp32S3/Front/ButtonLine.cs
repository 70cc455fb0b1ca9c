// One button of the front.
using System.Device.Gpio;

namespace Hub.Esp32S3.Front;

/// <summary>
/// A button to ground. Its edges are told on the thread of the controller's events and counted there, so that a press
/// is one however long the loop is away; the level is looked at as well, since an edge may be lost. The first edge
/// counts at once; what comes within <see cref="BoardLimits.ButtonReleaseMilliseconds"/> of letting go is bounce.
/// </summary>
internal sealed class ButtonLine
{
    private readonly object _gate = new object();
    private readonly GpioPin _pin;
    private readonly IUptime _uptime;
    private readonly LoopSignal _signal;
    private bool _isDown;
    private bool _isHoldTold;
    private int _presses;
    private long _downAtMilliseconds;
    private long _upAtMilliseconds = -BoardLimits.ButtonReleaseMilliseconds;

    internal ButtonLine(GpioController gpio, int pin, IUptime uptime, LoopSignal signal)
    {
        _uptime = uptime;
        _signal = signal;
        _pin = gpio.OpenPin(pin, PinMode.Input);
        _pin.ValueChanged += Tell;
    }

    /// <summary>Presses since this was last asked.</summary>
    internal int TakePresses(long nowMilliseconds)
    {
        lock (_gate)
        {
            Note(_pin.Read() == PinValue.Low, nowMilliseconds);
            int presses = _presses;
            _presses = 0;
            return presses;
        }
    }

    /// <summary>Whether the button has just been held for long enough; once for each press.</summary>
    internal bool TakeHold(int milliseconds, long nowMilliseconds)
    {
        lock (_gate)
        {
            if (!_isDown || _isHoldTold || nowMilliseconds - _downAtMilliseconds < milliseconds)
            {
                return false;
            }

            _isHoldTold = true;
            return true;
        }
    }

    private void Tell(object sender, PinValueChangedEventArgs e)
    {
        lock (_gate)
        {
            Note(e.ChangeType == PinEventTypes.Falling, _uptime.Milliseconds);
        }

        _signal.Set();
    }

    private void Note(bool isDown, long at)
    {
        if (isDown == _isDown)
        {
            return;
        }

        _isDown = isDown;
        if (!isDown)
        {
            _upAtMilliseconds = at;
        }
        else if (at - _upAtMilliseconds >= BoardLimits.ButtonReleaseMilliseconds)
        {
            _presses++;
            _downAtMilliseconds = at;
            _isHoldTold = false;
        }
    }
}
