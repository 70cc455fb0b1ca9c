// nanoFramework.System.Device.Gpio 1.1 (assembly System.Device.Gpio): what the firmware may use.
namespace System.Device.Gpio;

public delegate void PinValueChangedEventHandler(object sender, PinValueChangedEventArgs e);

public enum PinMode
{
    Input = 0,
    InputPullDown = 1,
    Output = 3,
}

public enum PinEventTypes
{
    Rising = 1,
    Falling = 2,
}

public sealed class GpioController : IDisposable
{
    public extern GpioPin OpenPin(int pinNumber, PinMode mode);
    public extern void Dispose();
}

public sealed class GpioPin : IDisposable
{
    internal extern GpioPin();
    public extern event PinValueChangedEventHandler ValueChanged;
    public extern PinValue Read();
    public extern void Write(PinValue value);
    public extern void Toggle();
    public extern void Dispose();
}

public class PinValueChangedEventArgs
{
    internal extern PinValueChangedEventArgs();
    public extern PinEventTypes ChangeType { get; }
}

public readonly struct PinValue
{
    public static extern PinValue High { get; }
    public static extern PinValue Low { get; }
    public static extern bool operator ==(PinValue a, PinValue b);
    public static extern bool operator !=(PinValue a, PinValue b);
}
