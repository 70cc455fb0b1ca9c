// A line by which a part says that it has news.
using System.Device.Gpio;

namespace Hub.Esp32S3.Wiring;

/// <summary>
/// An input whose rising edge wakes the loop. The edge only does that and notes its time: it may be lost, so the level
/// is what counts, and the loop looks at it from time to time.
/// </summary>
public sealed class InterruptLine
{
    private const long None = -1;

    private readonly object _gate = new object();
    private readonly GpioPin _pin;
    private readonly IUptime _uptime;
    private readonly LoopSignal _signal;
    private long _edgeAtMilliseconds = None;

    /// <summary>Takes the pin and listens.</summary>
    /// <param name="gpio">The controller's pins.</param>
    /// <param name="pin">The pin; the part or the board gives it its level.</param>
    /// <param name="uptime">The time.</param>
    /// <param name="signal">Wakes the loop.</param>
    public InterruptLine(GpioController gpio, int pin, IUptime uptime, LoopSignal signal)
    {
        _uptime = uptime;
        _signal = signal;
        _pin = gpio.OpenPin(pin, PinMode.Input);
        _pin.ValueChanged += Tell;
    }

    /// <summary>Whether the line is high now.</summary>
    public bool IsHigh => _pin.Read() == PinValue.High;

    /// <summary>When the line rose first since this was last asked.</summary>
    /// <param name="nowMilliseconds">The monotonic time.</param>
    /// <returns>The monotonic time of the edge; <paramref name="nowMilliseconds"/> when none was told.</returns>
    public long TakeEdge(long nowMilliseconds)
    {
        lock (_gate)
        {
            long at = _edgeAtMilliseconds;
            _edgeAtMilliseconds = None;
            return at == None || at > nowMilliseconds ? nowMilliseconds : at;
        }
    }

    // On the thread of the controller's events.
    private void Tell(object sender, PinValueChangedEventArgs e)
    {
        if (e.ChangeType != PinEventTypes.Rising)
        {
            return;
        }

        lock (_gate)
        {
            _edgeAtMilliseconds = _edgeAtMilliseconds == None ? _uptime.Milliseconds : _edgeAtMilliseconds;
        }

        _signal.Set();
    }
}
