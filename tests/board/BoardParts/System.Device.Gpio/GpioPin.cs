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

    public void Toggle()
    {
        Level = !Level;
        EdgeCount++;
    }

    public void Dispose()
    {
    }
}
