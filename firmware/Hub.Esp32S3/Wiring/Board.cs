// The whole board: its parts, its console, and the hub when it has an identity.
using System;
using Hub.Core.Ports;
using Hub.Esp32S3.Provisioning;
using Hub.Esp32S3.Storage;
using Hub.Provisioning;

namespace Hub.Esp32S3.Wiring;

/// <summary>Made once a start. A board without an identity, or with one that no hub can be made from, waits at its
/// console.</summary>
public sealed class Board
{
    /// <summary>Opens the parts, reads the identity and makes the hub; the buses must have their pins
    /// (<see cref="BusPins"/>).</summary>
    /// <param name="sources">What the interpreter gives.</param>
    /// <param name="firmware">What the loader has started, and where it found it.</param>
    public Board(BoardSources sources, FirmwareStart firmware)
    {
        BoardParts parts = new BoardParts(sources);
        Parts = parts;
        Service = new ServicedBoard(ServiceOf(parts, sources, firmware));
        Service.Start();
        HomeWiring? home = MakeHome(parts, sources, firmware);
        IPolled?[] polled = new IPolled?[]
        {
            home?.Buttons, home?.Radio, home?.Modem, parts.Charger, parts.Gauge, home?.Voice, parts.Lamps,
            new ConsolePoll(),
        };
        Home = home;
        if (home != null)
        {
            Service.Attach(home.Core);
        }

        Loop = new HubLoop(Service.Step, polled, sources.Uptime, parts.Signal, parts.Restart);
    }

    /// <summary>The loop, to be run for ever.</summary>
    public HubLoop Loop { get; }

    /// <summary>Identity and console.</summary>
    public ServicedBoard Service { get; }

    /// <summary>What every board has.</summary>
    internal BoardParts Parts { get; }

    /// <summary>The hub and its own parts; null on a blank board.</summary>
    internal HomeWiring? Home { get; }

    private static ServicePorts ServiceOf(BoardParts parts, BoardSources sources, FirmwareStart firmware)
    {
        BoardFacts facts = new BoardFacts();
        facts.BoardId = sources.ChipId;
        facts.Model = FirmwareFacts.Model;
        facts.Firmware = FirmwareFacts.VersionOf(firmware.Start);

        ServicePorts ports = new ServicePorts();
        ports.Line = parts.Console;
        ports.IdentityFlash = FramMap.Identity(parts.Memory);
        ports.HomeFlashes = new IFlash[] { parts.Journal, parts.Devices, parts.Rules, parts.Settings, parts.Updates };
        ports.Panel = parts.Lamps;
        ports.Watchdog = parts.Watchdog;
        ports.Random = sources.Random;
        ports.Restart = parts.Restart;
        ports.Board = facts;
        return ports;
    }

    private HomeWiring? MakeHome(BoardParts parts, BoardSources sources, FirmwareStart firmware)
    {
        if (Service.Store.Identity == null)
        {
            return null;
        }

        try
        {
            return new HomeWiring(Service.Store.Identity, parts, sources, firmware);
        }
        catch (Exception)
        {
            // An identity that passed its check and makes no hub; the console can put in another.
            return null;
        }
    }
}
