// All pins of the scripted board of the running test.
using System.Collections.Generic;
using System.Threading;

namespace System.Device.Gpio;

/// <summary>Pins belong to the test that opened them: tests run side by side, each with a board of its own.</summary>
public static class BoardPins
{
    private static readonly AsyncLocal<Dictionary<int, GpioPin>?> Opened = new();

    /// <summary>Gives the running test a board with all pins unopened.</summary>
    public static void Reset() => Opened.Value = [];

    /// <summary>The pin that the firmware has opened.</summary>
    public static GpioPin Get(int pinNumber) => Pins[pinNumber];

    /// <summary>Whether the firmware has opened it.</summary>
    public static bool IsOpen(int pinNumber) => Pins.ContainsKey(pinNumber);

    internal static GpioPin Open(int pinNumber, PinMode mode)
    {
        if (Pins.ContainsKey(pinNumber))
        {
            throw new InvalidOperationException($"Pin {pinNumber} is open already.");
        }

        return Pins[pinNumber] = new GpioPin(pinNumber, mode);
    }

    internal static void Close(GpioPin pin)
    {
        if (Pins.TryGetValue(pin.PinNumber, out GpioPin? opened) && opened == pin)
        {
            Pins.Remove(pin.PinNumber);
        }
    }

    private static Dictionary<int, GpioPin> Pins =>
        Opened.Value ?? throw new InvalidOperationException("The test has not called BoardPins.Reset.");
}
