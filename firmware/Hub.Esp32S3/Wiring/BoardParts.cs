// The parts that every board has, whoever's hub it may be.
using System.Device.Gpio;
using Hub.Core.Ports;
using Hub.Esp32S3.Front;
using Hub.Esp32S3.Power;
using Hub.Esp32S3.Provisioning;
using Hub.Esp32S3.Storage;
using Hub.Esp32S3.Supervision;
using Hub.Hardware;

namespace Hub.Esp32S3.Wiring;

/// <summary>Memory, lamps, power, watchdog, console. None of them keeps the board from starting.</summary>
internal sealed class BoardParts
{
    internal BoardParts(BoardSources sources)
    {
        Gpio = new GpioController();
        Signal = new LoopSignal();
        Memory = new FramMemory(SpiPart.TryOpen(PinMap.MemorySelect));
        I2cBus bus = new I2cBus();
        Lamps = new LampDriver(new I2cPart(bus, LampDriver.Address), Signal);
        Gauge = new FuelGauge(new I2cPart(bus, FuelGauge.Address));
        Charger = new Charger(new I2cPart(bus, Charger.Address));
        Watchdog = new WatchdogChip(Gpio, PinMap.WatchdogFeed);
        Restart = new BoardRestart(FramMap.BoardState(Memory), Lamps.FindEvidence(sources.Uptime.Milliseconds));
        Console = new ConsoleLine("COM1");
        Journal = FramMap.Journal(Memory);
        Devices = FramMap.Devices(Memory);
        Rules = FramMap.Rules(Memory);
        Settings = FramMap.Settings(Memory);
        Updates = FramMap.Updates(Memory);
    }

    internal GpioController Gpio { get; }

    internal LoopSignal Signal { get; }

    internal FramMemory Memory { get; }

    internal LampDriver Lamps { get; }

    internal FuelGauge Gauge { get; }

    internal Charger Charger { get; }

    internal IWatchdog Watchdog { get; }

    internal IRestart Restart { get; }

    internal IServiceLine Console { get; }

    internal IFlash Journal { get; }

    internal IFlash Devices { get; }

    internal IFlash Rules { get; }

    internal IFlash Settings { get; }

    internal IFlash Updates { get; }
}
