// nanoFramework.System.Device.Gpio 1.1 (assembly System.Device.Gpio): what the firmware may use.
namespace System.Device.Gpio;

public enum PinMode
{
    Output = 3,
}

public sealed class GpioController : IDisposable
{
    public extern GpioPin OpenPin(int pinNumber, PinMode mode);
    public extern void Dispose();
}

public sealed class GpioPin : IDisposable
{
    internal extern GpioPin();
    public extern void Toggle();
    public extern void Dispose();
}
