// A hub with two slots, the real loader under it, and a director and a store of releases at the other end.
using System;
using System.Collections.Generic;
using System.Linq;
using Hub.Core;
using Hub.Core.Ports;
using Hub.Loader;
using Hub.Protocols.Alarms;
using Hub.Protocols.Messages;
using Hub.Updating;

namespace Firmware.Tests.World;

/// <summary>Steps the hub, starts it anew when it asks for it or the power comes back, and answers what it fetches.
/// </summary>
internal sealed class UpdateHome
{
    internal const long Second = 1000;
    internal const long Minute = 60 * Second;

    private const long StopsAfterMilliseconds = 100;

    private readonly NorFlash _journal = new();
    private readonly NorFlash _record = new(2, 4096, 9);
    private readonly HubPorts _captured = new();
    private long _timeBefore;
    private int _restartsSeen;
    private uint _token;

    internal UpdateHome(Action<HubSettings>? change = null, Action<HubPorts>? ports = null)
    {
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
    }

    internal static byte[] Key { get; } = [.. Enumerable.Range(1, 32).Select(i => (byte)(i * 3))];

    internal Supply Supply { get; } = new();

    internal TestSlots Slots { get; } = new();

    /// <summary>Where the record of updates lies.</summary>
    internal NorFlash Record => _record;

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
            Office.Deliver();
            long next = Math.Min(Hub.Step(), Office.NextAtMilliseconds - _timeBefore);
            if (Hub.RestartRequests.Count > _restartsSeen || Supply.IsCut)
            {
                if (Supply.IsCut)
                {
                    return;
                }

                Boot(Hub.RestartRequests[^1]);
                continue;
            }

            if (Behaviour == ImageBehaviour.Stops)
            {
                if (Hub.Now >= StopsAfterMilliseconds)
                {
                    Boot(BootReason.Watchdog);
                    continue;
                }

                next = Math.Min(next, StopsAfterMilliseconds);
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
        Office.Lose();
        _restartsSeen = Hub.RestartRequests.Count;
        Hub.Uplink.Taken = null;
        try
        {
            _captured.Firmware = Load();
        }
        catch (SupplyCutException)
        {
            // The loader's own start is cut short: nothing runs until the power comes back.
            return;
        }

        Hub.Reboot(reason);
        Hub.Uplink.Taken = Office.Take;
        Behave();
    }

    /// <summary>How many bytes of an erasure are one unit of work, in all flashes.</summary>
    internal void EraseInSteps(int bytes, bool leavesNoise)
    {
        NorFlash[] all = [_journal, _record, Slots.Record, Slots.Of(Slot.A), Slots.Of(Slot.B)];
        foreach (NorFlash flash in all)
        {
            flash.EraseStepBytes = bytes;
            flash.EraseLeavesNoise = leavesNoise;
        }
    }

    /// <summary>Presses a trigger once.</summary>
    /// <returns>Whether the hub has acknowledged the press: it must then never be lost.</returns>
    internal bool PressOnce()
    {
        uint token = ++_token;
        Hub.Hub.PressTrigger(
            7, DeviceTypes.PersonalTrigger, StatusCodes.ManualAlarm, LocationCodes.BathRoom, token, Hub.Now);
        Hub.Step();
        return Hub.IsAcknowledged(7, token);
    }

    /// <summary>Presses that stand in alarms which the fleet manager holds, each alarm once.</summary>
    internal int HeldPresses() => Hub.Uplink.Alarms
        .Where(alarm => alarm.Kind == AlarmKind.Person)
        .GroupBy(alarm => alarm.Sequence).Sum(alarm => alarm.First().PressCount);

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
