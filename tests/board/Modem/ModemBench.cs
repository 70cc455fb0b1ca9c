// The board's modem on a scripted one, with a broker behind it, in virtual time.
using System;
using System.Collections.Generic;
using System.IO.Ports;
using System.Linq;
using System.Text;
using Hub.Core;
using Hub.Core.Linking;
using Hub.Core.Ports;
using Hub.Esp32S3.Modem;
using Hub.Simulator.World;

namespace Board.Tests.Modem;

/// <summary>One modem, one line, one receiver or two.</summary>
internal sealed class ModemBench
{
    internal const string HubId = "00c0ffee00c0ffee";

    internal ModemBench(ITlsDialect dialect, int seed = 1, bool hasReserve = false)
    {
        Link = new SimulatedLink();
        Fleet = new ScriptedFleet(World, new SeededRandom((uint)seed));
        ScriptedBroker broker = new(World, Link, Fleet, HubId);
        UartLine line = new("COM2");
        Far = new MemoryBearer(World, Link, broker, () => Part?.TellArrival());
        ReserveFar = new MemoryBearer(
            World, ReserveLink, new ScriptedBroker(World, ReserveLink, Fleet, HubId), () => Part?.TellArrival(1));
        Part = new ScriptedModem(World, SerialPort.Made, Far, ReserveFar);
        if (hasReserve)
        {
            Settings.Receivers =
            [
                Settings.Receivers[0],
                new ModemReceiver
                {
                    Host = "reserve.example.org",
                    Port = 8884,
                    Authority = Encoding.ASCII.GetBytes("another authority"),
                },
            ];
        }

        Power.Off = Part.Reboot;
        Modem = new SimcomModem(line, Power, dialect, Settings);
    }

    internal VirtualWorld World { get; } = new(1_795_000_000_000);

    internal SimulatedLink Link { get; }

    internal ScriptedFleet Fleet { get; }

    internal MemoryBearer Far { get; }

    internal SimulatedLink ReserveLink { get; } = new();

    internal MemoryBearer ReserveFar { get; }

    internal ScriptedModem? Part { get; }

    internal ScriptedModem Chip => Part!;

    internal Supply Power { get; } = new();

    internal SimcomModem Modem { get; }

    internal ModemSettings Settings { get; } = new()
    {
        AccessPoint = "iot",
        Receivers =
        [
            new ModemReceiver
            {
                Host = "hub.example.org",
                Authority = Encoding.ASCII.GetBytes("-----BEGIN CERTIFICATE-----\n" + new string('A', 1500)),
                Certificate = Encoding.ASCII.GetBytes("hub certificate"),
                Key = Encoding.ASCII.GetBytes("hub key"),
            },
        ],
    };

    internal HubCore? Hub { get; set; }

    internal MqttUplink? Uplink { get; private set; }

    internal void Run(long milliseconds)
    {
        for (long end = World.NowMilliseconds + milliseconds; World.NowMilliseconds < end;)
        {
            World.RunUntil(World.NowMilliseconds + 5);
            Modem.Step(World.NowMilliseconds);
            Hub?.Step(World.NowMilliseconds);
        }
    }

    /// <summary>Runs until something is so, at most ten minutes.</summary>
    internal void Until(Func<bool> isSo, string what)
    {
        for (int i = 0; i < 6000 && !isSo(); i++)
        {
            Run(100);
        }

        Assert.True(isSo(), what + "; last: " + string.Join(" | ", Chip.Commands.TakeLast(12)));
    }

    internal void Start()
    {
        Modem.RequestStatus();
        Until(() => Modem.Network == NetworkState.Registered, "no network");
    }

    internal void StartHub()
    {
        HubSettings settings = new()
        {
            HubId = HubId,
            Password = "x",
            Link = new LinkSettings { ReconnectSpreadSeconds = 1 },
        };
        Uplink = new MqttUplink(settings, Modem.Bearer);
        HubPorts ports = new QuietBoard().Ports(Uplink, sectors: 16);
        if (Settings.Receivers.Length > 1)
        {
            ports.Paths =
                [new UplinkPath(0, Uplink), new UplinkPath(1, new MqttUplink(settings, Modem.BearerTo(1)))];
        }

        ports.Modem = Modem;
        Hub = new HubCore(settings, ports);
    }

    /// <summary>Notes what the firmware does with the modem's pins.</summary>
    internal sealed class Supply : IModemPower
    {
        internal List<string> Done { get; } = [];

        public bool IsRunning { get; set; } = true;

        internal Action? Off { get; set; }

        public void SetSupply(bool isOn)
        {
            Done.Add(isOn ? "on" : "off");
            if (!isOn)
            {
                Off?.Invoke();
            }
        }

        public void SetKey(bool isPressed) => Done.Add(isPressed ? "pressed" : "let go");
    }
}
