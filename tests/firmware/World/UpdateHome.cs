// A hub with two slots, the real loader under it, and a director and a store of releases at the other end.
using System;
using System.Collections.Generic;
using System.Linq;
using Hub.Core;
using Hub.Core.Ports;
using Hub.Loader;
using Hub.Protocols.Messages;
using Hub.Protocols.Updates;
using Hub.Updating;

namespace Firmware.Tests.World;

/// <summary>Steps the hub, starts it anew when it asks for it or the power comes back, and answers what it fetches.
/// </summary>
internal sealed class UpdateHome
{
    internal const long Second = 1000;
    internal const long Minute = 60 * Second;

    private readonly NorFlash _journal;
    private readonly NorFlash _record;
    private readonly HubPorts _captured = new();
    private long _timeBefore;
    private int _restartsSeen;

    internal UpdateHome(Action<HubSettings>? change = null, UpdateHome? from = null, Action<HubPorts>? ports = null)
    {
        _journal = from == null ? new NorFlash() : from._journal.Clone();
        _record = from == null ? new NorFlash(2, 4096, 9) : from._record.Clone();
        Slots = from == null ? new TestSlots() : from.Slots.Clone();
        _journal.Supply = Supply;
        _record.Supply = Supply;
        Slots.Share(Supply);
        HubPorts? made = null;
        Hub = new TestHub(
            settings =>
            {
                settings.UpdateKey = Key;
                settings.VendorId = TestRelease.Vendor;
                settings.ClassId = TestRelease.Class;
                settings.ReleaseKeys = [TestRelease.Current.PublicKey, TestRelease.Successor.PublicKey];
                change?.Invoke(settings);
            },
            _journal,
            ports: wired =>
            {
                made = wired;
                ports?.Invoke(wired);
                wired.UpdateFlash = _record;
                wired.Firmware = Load();
            });
        _captured = made!;
        Office = new UpdateOffice(this);
        Hub.Uplink.Taken = Office.Take;
        if (from != null)
        {
            Hub.Uplink.UnixAtZero = from.Hub.Uplink.UnixAtZero + from.Hub.Now;
        }
    }

    internal static byte[] Key { get; } = [.. Enumerable.Range(1, 32).Select(i => (byte)(i * 3))];

    internal Supply Supply { get; } = new();

    internal TestSlots Slots { get; }

    internal TestHub Hub { get; private set; }

    internal UpdateOffice Office { get; }

    internal SlotStart Start { get; private set; } = null!;

    /// <summary>What runs: the behaviour that its image was made with.</summary>
    internal ImageBehaviour Behaviour { get; private set; }

    /// <summary>Every start: of which release, on trial or not.</summary>
    internal List<(uint Sequence, bool IsTrial)> Starts { get; } = [];

    /// <summary>Time since the home was made, in ms, over all starts.</summary>
    internal long Time => _timeBefore + Hub.Now;

    internal Hub.Core.Updating.FirmwareUpdate Update => Hub.Status.Update!;

    /// <summary>Runs for some time, through whatever restarts the hub asks for.</summary>
    internal void Run(long milliseconds)
    {
        long end = Time + milliseconds;
        while (Time < end)
        {
            long next = Hub.Step();
            if (Hub.RestartRequests.Count > _restartsSeen || Supply.IsCut)
            {
                if (Supply.IsCut)
                {
                    return;
                }

                Boot(Hub.RestartRequests[^1]);
                continue;
            }

            Hub.Now = Math.Min(Math.Max(next, Hub.Now + 1), Hub.Now + end - Time);
        }
    }

    /// <summary>Runs until something holds.</summary>
    internal bool RunUntil(Func<bool> holds, long milliseconds)
    {
        long end = Time + milliseconds;
        while (!holds() && Time < end && !Supply.IsCut)
        {
            Run(Math.Min(200, end - Time));
        }

        return holds();
    }

    /// <summary>The board starts anew: the loader chooses, and what it chose runs.</summary>
    internal void Boot(BootReason reason = BootReason.PowerOn)
    {
        _timeBefore += Hub.Now;
        _restartsSeen = Hub.RestartRequests.Count;
        Hub.Uplink.Taken = null;
        _captured.Firmware = Load();
        Hub.Reboot(reason);
        Hub.Uplink.Taken = Office.Take;
        Behave();
    }

    private IFirmware Load()
    {
        ImageLoader code = new();
        Start = new BootLoader(Slots, Slots, new HmacDigest(), code, code).Start();
        for (int tries = 0; Start.MustRestart && tries < 3; tries++)
        {
            code = new ImageLoader();
            Start = new BootLoader(Slots, Slots, new HmacDigest(), code, code).Start();
        }

        Behaviour = Start.Application == null ? ImageBehaviour.Good : code.Behaviour;
        Starts.Add((Start.Version, Start.IsTrial));
        return new SlotFirmware(Slots, Start, Slots, new HmacDigest(), code);
    }

    // What a bad release does is done to the world around the hub: it has no link, or its tests are lost.
    private void Behave()
    {
        Hub.Uplink.IsReachable = Behaviour != ImageBehaviour.NoLink;
        Hub.Uplink.HoldsAlarms = Behaviour != ImageBehaviour.LosesAlarms;
        if (_captured.Radio is TestRadio radio)
        {
            radio.IsBroken = Behaviour == ImageBehaviour.NoRadio;
        }
    }
}
