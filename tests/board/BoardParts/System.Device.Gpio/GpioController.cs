// The controller's pins on the host: what is written can be read by a test, what a test sets is read by the firmware.
namespace System.Device.Gpio;

public sealed class GpioController : IDisposable
{
    public GpioPin OpenPin(int pinNumber, PinMode mode) => BoardPins.Open(pinNumber, mode);

    public void Dispose()
    {
    }
}
