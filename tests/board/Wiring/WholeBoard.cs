// A whole board on the host: every part scripted, the real wiring, loop and hub between them, in virtual time.
using System;
using System.Collections.Generic;
using System.Device.Gpio;
using System.Device.I2c;
using System.Device.Spi;
using System.IO.Ports;
using System.Linq;
using Board.Tests.Front;
using Board.Tests.Modem;
using Board.Tests.Power;
using Board.Tests.Radio;
using Board.Tests.Storage;
using Board.Tests.Voice;
using Hub.Core.Ports;
using Hub.Esp32S3;
using Hub.Esp32S3.Front;
using Hub.Esp32S3.Linking;
using Hub.Esp32S3.Loading;
using Hub.Esp32S3.Power;
using Hub.Esp32S3.Radio;
using Hub.Hardware;
using Hub.Loader;
using Hub.Protocols.Alarms;
using Hub.Simulator.World;
using Hub.Updating;
using Loader.Tests.World;
using nanoFramework.Hardware.Esp32;
using Restarted = nanoFramework.Runtime.Native.Power;
using Wired = Hub.Esp32S3.Wiring;

namespace Board.Tests.Wiring;

/// <summary>The parts keep what they hold over a start; the pins and ports are new each time.</summary>
internal sealed class WholeBoard : IUptime, INetworkProbe
{
    internal const string HubId = "00c0ffee00c0ffee";

    private static readonly int[] Buttons =
    [
        PinMap.AlarmButton, PinMap.CheckInButton, PinMap.CheckOutButton, PinMap.PairButton, PinMap.CancelButton,
        PinMap.ResetButton,
    ];

    private readonly HashSet<string> _absent;
    private readonly ScriptedBroker _broker;
    private readonly MemoryBearer _far;
    private long _startedAt;
    private long _turnAt;

    internal WholeBoard(params string[] absent)
    {
        _absent = [.. absent];
        Fleet = new ScriptedFleet(World, new SeededRandom(1));
        _broker = new ScriptedBroker(World, Link, Fleet, HubId);
        _far = new MemoryBearer(World, Link, _broker, () => Modem?.TellArrival());
        Voice = new ScriptedVoice(() => World.NowMilliseconds);
        Air = new ModelAir(World);
    }

    internal VirtualWorld World { get; } = new(1_795_000_000_000);

    internal SimulatedLink Link { get; } = new();

    internal ScriptedFleet Fleet { get; }

    /// <summary>Alarms of persons that the fleet manager holds.</summary>
    internal int HeldPresses => Fleet.Held.Values.Count(a => a.Kind == AlarmKind.Person);

    internal ScriptedFram Fram { get; } = new();

    /// <summary>The firmware in the slots: none unless a test puts some there.</summary>
    internal ISlotWriter Slots { get; set; } = new SlotFiles("/nowhere/", restMilliseconds: 0);

    internal FakeCode Code { get; } = new();

    /// <summary>What the loader chose at the last start; the board is wired all the same.</summary>
    internal SlotStart Chosen { get; private set; } = null!;

    internal ScriptedLamps Lamps { get; } = new();

    internal ScriptedGauge Gauge { get; } = new();

    internal ScriptedCharger Charger { get; } = new();

    internal ScriptedVoice Voice { get; }

    internal ModelAir Air { get; }

    internal ScriptedModem? Modem { get; private set; }

    internal Wired.Board Board { get; private set; } = null!;

    internal ConsoleTool Console { get; private set; } = null!;

    public long Milliseconds => World.NowMilliseconds - _startedAt;

    public bool IsLinkUp() => true;

    /// <summary>Starts the controller; the other parts go on as they were.</summary>
    internal void Start()
    {
        BoardPins.Reset();
        SpiParts.Reset();
        I2cParts.Reset();
        SerialPort.Reset();
        Configuration.Reset();
        Restarted.Reset();
        Connect();
        _startedAt = World.NowMilliseconds;
        _turnAt = World.NowMilliseconds;
        Wired.BusPins.Assign();
        Chosen = BoardStart.Choose(Slots, Code);
        Board = new Wired.Board(
            new Wired.BoardSources(this, new SeededRandom(3), this, "0123456789ab"),
            new Wired.FirmwareStart(Chosen, Slots));
        ConnectLines();
    }

    /// <summary>Runs the loop; ends early when the board wants to restart.</summary>
    internal void Run(long milliseconds)
    {
        for (long end = World.NowMilliseconds + milliseconds;
            World.NowMilliseconds < end && Restarted.RebootCount == 0;)
        {
            World.RunUntil(World.NowMilliseconds + 5);
            if (BoardPins.IsOpen(PinMap.VoiceBusy))
            {
                Voice.Step(BoardPins.Get(PinMap.VoiceBusy));
            }

            bool isWoken = Board.Parts.Signal.Wait(IsConnecting ? 5_000 : 0);
            if (isWoken || World.NowMilliseconds >= _turnAt)
            {
                _turnAt = World.NowMilliseconds + Board.Loop.Turn(isWoken);
            }
        }
    }

    /// <summary>Runs until something is so, at most twenty minutes.</summary>
    internal void Until(Func<bool> isSo, string what)
    {
        for (int i = 0; i < 12_000 && !isSo(); i++)
        {
            Run(100);
        }

        Assert.True(isSo(), what + "; last of the modem: " + string.Join(" | ", Modem?.Commands.TakeLast(8) ?? []));
    }

    /// <summary>Lets the threads of the MQTT library end.</summary>
    internal void Close()
    {
        foreach (UplinkPath path in Board.Home!.Paths)
        {
            path.Uplink.Close(Milliseconds);
        }
    }

    internal void PressAlarm()
    {
        BoardPins.Get(PinMap.AlarmButton).Drive(false);
        Run(200);
        BoardPins.Get(PinMap.AlarmButton).Drive(true);
        Run(200);
    }

    // The library's threads live in real time: the world stands still while they have something to do.
    private bool IsConnecting => Board.Home?.Paths.Any(
        p => p.Uplink is M2MqttUplink { State: UplinkState.Connecting }) ?? false;

    private void Connect()
    {
        if (!_absent.Contains("memory"))
        {
            SpiParts.Connect(PinMap.MemorySelect, Fram);
        }

        Plug("lamps", LampDriver.Address, Lamps);
        Plug("gauge", FuelGauge.Address, Gauge);
        Plug("charger", Hub.Esp32S3.Power.Charger.Address, Charger);
        I2cParts.IsStuck = _absent.Contains("I2C");
    }

    private void Plug(string name, int address, II2cPart part)
    {
        if (!_absent.Contains(name))
        {
            I2cParts.Connect(address, part);
        }
    }

    private void ConnectLines()
    {
        foreach (int pin in Buttons.Where(BoardPins.IsOpen))
        {
            BoardPins.Get(pin).Drive(true);
        }

        Console = new ConsoleTool(SerialPort.Find("COM1")!, this);
        if (Board.Home == null)
        {
            return;
        }

        if (!_absent.Contains("radio"))
        {
            _ = new ModelSx1262(World, Air, new RadioPins());
        }

        BoardPins.Get(PinMap.ModemStatus).Drive(!_absent.Contains("modem"));
        if (!_absent.Contains("modem"))
        {
            Modem = new ScriptedModem(World, SerialPort.Find("COM2")!, _far, _far);
        }

        Voice.IsDead = _absent.Contains("voice");
        SerialPort.Find("COM3")!.Written = Voice.Take;
    }
}
