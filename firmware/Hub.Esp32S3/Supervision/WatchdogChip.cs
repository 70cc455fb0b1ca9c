// The external watchdog: nanoFramework offers managed code none of the chip's own.
using System;
using System.Device.Gpio;
using Hub.Core.Ports;

namespace Hub.Esp32S3.Supervision;

/// <summary>A watchdog chip that is fed by edges on one pin.</summary>
public sealed class WatchdogChip : IWatchdog, IDisposable
{
    private readonly GpioPin _feed;

    /// <summary>Takes the pin.</summary>
    /// <param name="gpio">The controller's pins.</param>
    /// <param name="feedPin">The pin that is wired to the chip's input.</param>
    public WatchdogChip(GpioController gpio, int feedPin) => _feed = gpio.OpenPin(feedPin, PinMode.Output);

    /// <inheritdoc/>
    public void Feed() => _feed.Toggle();

    /// <summary>Lets go of the pin, so that it can be opened anew.</summary>
    public void Dispose() => _feed.Dispose();
}
