// The modem's supply and power key on the controller's pins.
using System.Device.Gpio;

namespace Hub.Esp32S3.Modem;

/// <summary>A load switch, a transistor at the power key (high presses it) and the modem's status output.</summary>
public sealed class ModemPins : IModemPower
{
    private readonly GpioPin _supply;
    private readonly GpioPin _key;
    private readonly GpioPin _status;

    /// <summary>Takes the pins; none changes its level.</summary>
    public ModemPins(GpioController gpio, int supplyPin, int keyPin, int statusPin)
    {
        _supply = gpio.OpenPin(supplyPin, PinMode.Output);
        _key = gpio.OpenPin(keyPin, PinMode.Output);
        _status = gpio.OpenPin(statusPin, PinMode.InputPullDown);
    }

    /// <inheritdoc/>
    public bool IsRunning
    {
        get { return _status.Read() == PinValue.High; }
    }

    /// <inheritdoc/>
    public void SetSupply(bool isOn)
    {
        _supply.Write(isOn ? PinValue.High : PinValue.Low);
    }

    /// <inheritdoc/>
    public void SetKey(bool isPressed)
    {
        _key.Write(isPressed ? PinValue.High : PinValue.Low);
    }
}
