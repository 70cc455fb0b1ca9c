// One pin on the host.
namespace System.Device.Gpio;

public sealed class GpioPin : IDisposable
{
    internal GpioPin(int pinNumber, PinMode mode)
    {
        PinNumber = pinNumber;
        Mode = mode;
    }

    public int PinNumber { get; }

    /// <summary>Only for tests: how the firmware opened it.</summary>
    public PinMode Mode { get; }

    /// <summary>Only for tests: the level now.</summary>
    public bool Level { get; private set; }

    /// <summary>Only for tests: how often the level has changed.</summary>
    public int EdgeCount { get; private set; }

    /// <summary>Only for tests: edges of an input that the controller does not tell, as it does when they come too fast
    /// or its queue of events is full.</summary>
    public bool LosesEdges { get; set; }

    /// <summary>Only for tests: what is wired to an output is told of every edge.</summary>
    public Action? Changed { get; set; }

    /// <summary>Tells edges of an input.</summary>
    public event PinValueChangedEventHandler? ValueChanged;

    /// <summary>Only for tests: what is wired to an input.</summary>
    public void Drive(bool level)
    {
        bool isEdge = level != Level;
        Level = level;
        if (isEdge && !LosesEdges && ValueChanged != null)
        {
            ValueChanged(this, new PinValueChangedEventArgs(
                level ? PinEventTypes.Rising : PinEventTypes.Falling, PinNumber));
        }
    }

    public PinValue Read() => Level ? PinValue.High : PinValue.Low;

    public void Write(PinValue value)
    {
        bool level = value == PinValue.High;
        if (level != Level)
        {
            Toggle();
        }
    }

    public void Toggle()
    {
        Level = !Level;
        EdgeCount++;
        Changed?.Invoke();
    }

    public void Dispose() => BoardPins.Close(this);
}
