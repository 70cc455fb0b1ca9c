// A home with two receivers over two bearers and a modem, each of which can fail by itself.
using System;
using System.Collections.Generic;
using System.Linq;
using Hub.Core;
using Hub.Core.Ports;
using Hub.Protocols.Alarms;
using Hub.Protocols.Messages;
using Hub.Simulator.World;
using Hub.Simulator.World.Devices;

namespace Hub.Simulator.Scenarios;

/// <summary>Everything follows from the seed and from what is done to it.</summary>
public sealed class LinkHome
{
    private const string HubId = "0123456789abcdef";
    private const int JournalSectors = 4;
    private const int Receivers = 2;

    private readonly SeededRandom _random;
    private readonly SimulatedLink[] _fixed;
    private readonly SimulatedLink[] _mobile;
    private readonly bool _hasFixed;
    private long _plannedAt = long.MaxValue;

    /// <summary>A home whose hub is about to be switched on for the first time.</summary>
    /// <param name="seed">Decides all that is left to chance.</param>
    /// <param name="hasFixed">Whether it has a fixed network beside the mobile one.</param>
    public LinkHome(ulong seed, bool hasFixed = true)
    {
        _random = new SeededRandom(seed);
        _hasFixed = hasFixed;
        World = new VirtualWorld(VirtualHome.StartUnixMilliseconds);
        Fleets = [.. Enumerable.Range(0, Receivers).Select(_ => new ScriptedFleet(World, _random.Fork()))];
        _fixed = [.. Fleets.Select(_ => new SimulatedLink { LatencyMilliseconds = 15 })];
        _mobile = [.. Fleets.Select(_ => new SimulatedLink { LatencyMilliseconds = 60 })];
        Home = new SimulatedHome(new HomeSetup
        {
            Clock = World,
            Random = _random.Fork(),
            Flash = new SimFlash(JournalSectors, Limits.MinSectorBytes, _random.Fork()),
            DeviceFlash = new SimFlash(2, Limits.MinDeviceSectorBytes, _random.Fork()),
            Kit = HomeKit.Buttons,
            MakeUplink = _ => MakeUplink(_mobile[0], Fleets[0], BearerKind.Lte),
            MakePaths = MakePaths,
            MakeModem = agenda => new SimulatedModem(agenda),
            Settings = new HubSettings
            {
                HubId = HubId,
                HardwareModel = "simulator",
                PairingKey = ScriptedFleet.PairingKey,
                Link = new LinkSettings
                {
                    ShortMessageNumbers = ["+46700000001", "+46700000002"],
                    VoiceNumbers = ["+46100000001"],
                    AnsweredNumbers = ["+46100000001"],
                },
            },
        });
        Home.Agenda.Hastened = Plan;
        Modem.Changed = ApplyFault;
        Modem.Woken = Wake;
    }

    /// <summary>The time.</summary>
    public VirtualWorld World { get; }

    /// <summary>The home with its hub.</summary>
    public SimulatedHome Home { get; }

    /// <summary>The receivers: the primary and the reserve.</summary>
    public IReadOnlyList<ScriptedFleet> Fleets { get; }

    /// <summary>The modem.</summary>
    public SimulatedModem Modem => Home.Modem!;

    /// <summary>What is wrong now.</summary>
    public LinkFault Fault { get; private set; }

    /// <summary>Gives the hub power and an hour to settle.</summary>
    public void SwitchOn()
    {
        Home.SwitchOn();
        Plan();
        RunFor(3_600_000);
    }

    /// <summary>Makes exactly this be wrong from now on.</summary>
    public void Set(LinkFault fault)
    {
        bool wasHung = Has(LinkFault.ModemHung);
        Fault = fault;
        Fleets[0].Mood = Has(LinkFault.PrimarySilent) ? FleetMood.Silent : FleetMood.Prompt;
        Modem.AreShortMessagesRejected = Has(LinkFault.ShortMessagesRejected);
        if (Modem.HasNetwork == Has(LinkFault.NoMobileNetwork))
        {
            Modem.HasNetwork = !Has(LinkFault.NoMobileNetwork);
        }

        if (Has(LinkFault.ModemHung) && !wasHung)
        {
            Modem.Hang();
        }

        ApplyFault();
    }

    /// <summary>Presses the first button of the kit.</summary>
    public Press Push() => Home.Radio.Push(HomeKit.Buttons[0].DeviceId);

    /// <summary>Lets time pass.</summary>
    public void RunFor(long milliseconds)
    {
        Plan();
        World.RunUntil(World.NowMilliseconds + milliseconds);
    }

    /// <summary>World time at which a receiver first held a person's alarm; long.MaxValue when it never did.</summary>
    public long HeldAt(int receiver) => Fleets[receiver].Held.Values
        .Where(held => held.Kind == AlarmKind.Person)
        .Select(held => Fleets[receiver].Mood == FleetMood.Silent ? long.MaxValue : held.ArrivedAt)
        .DefaultIfEmpty(long.MaxValue)
        .Min();

    private bool Has(LinkFault fault) => (Fault & fault) != 0;

    private void ApplyFault()
    {
        for (int receiver = 0; receiver < Receivers; receiver++)
        {
            bool isDead = Has(receiver == 0 ? LinkFault.PrimaryDead : LinkFault.ReserveDead);
            Put(_fixed[receiver], !isDead && !Has(LinkFault.FixedCut));
            Put(_mobile[receiver], !isDead && !Has(LinkFault.MobileDataCut) && Modem.IsOnline);
        }
    }

    private static void Put(SimulatedLink link, bool isUp)
    {
        if (link.IsUp != isUp)
        {
            link.IsUp = isUp;
        }
    }

    private IReadOnlyList<UplinkPath> MakePaths(HubSettings settings)
    {
        List<UplinkPath> paths = [];
        for (int receiver = 0; receiver < Receivers; receiver++)
        {
            if (_hasFixed)
            {
                paths.Add(new UplinkPath(
                    receiver, MakeUplink(_fixed[receiver], Fleets[receiver], BearerKind.Fixed)));
            }

            paths.Add(new UplinkPath(receiver, MakeUplink(_mobile[receiver], Fleets[receiver], BearerKind.Lte)));
        }

        return paths;
    }

    private ScriptedUplink MakeUplink(SimulatedLink link, ScriptedFleet fleet, BearerKind bearer) =>
        new(World, link, fleet, _random.Fork(), Wake) { Bearer = bearer };

    private void Wake()
    {
        Home.Wake();
        Plan();
    }

    private void Plan()
    {
        long at = Math.Max(Home.NextStepAt, World.NowMilliseconds);
        if (at < _plannedAt)
        {
            _plannedAt = at;
            World.At(at, Step);
        }
    }

    private void Step()
    {
        if (World.NowMilliseconds < _plannedAt)
        {
            return;
        }

        _plannedAt = long.MaxValue;
        Home.Step();
        Plan();
    }
}
