// Cuts the power at the bytes that a hub changes in its list of devices while one is paired, replaced and removed.
using System.Collections.Generic;
using System.Linq;
using Hub.Protocols.Devices;
using Hub.Protocols.Messages;
using Hub.Simulator.World;
using Hub.Simulator.World.Devices;
using Hub.Simulator.World.OnAir;

namespace Hub.Simulator.Scenarios;

/// <summary>
/// One short story told again and again: a device joins and is pressed, another takes its place and is pressed, a
/// button of the kit is removed. Each time the power goes at another byte of the devices' flash, and perhaps again at a
/// byte of the recovery.
/// </summary>
public sealed class PairingCutSweep
{
    private const long Second = 1_000;
    private const int RestoreMilliseconds = 700;
    private const uint FirstId = 2_001;
    private const uint SecondId = 2_002;
    private const uint RemovedId = 3;

    private readonly ulong _seed;

    /// <summary>A sweep whose stories differ in nothing but their cuts.</summary>
    public PairingCutSweep(ulong seed)
    {
        _seed = seed;
    }

    /// <summary>Stories in which the first device was paired.</summary>
    public int Paired { get; private set; }

    /// <summary>Stories in which the second took its place.</summary>
    public int Replaced { get; private set; }

    /// <summary>Stories in which the button was removed.</summary>
    public int Removed { get; private set; }

    /// <summary>Recoveries that were cut themselves.</summary>
    public int CutRecoveries { get; private set; }

    /// <summary>The bytes of the devices' flash that the story changes, from the hub's first start: all that are
    /// programmed, and of those erased one in so many.</summary>
    public IReadOnlyList<long> Bytes(int ofErasuresOneIn)
    {
        List<long> bytes = [];
        VirtualHome home = Begin();
        home.DeviceFlash.Changing = (isErasure, first, count) =>
        {
            int step = isErasure ? ofErasuresOneIn : 1;
            bytes.AddRange(Enumerable.Range(0, count).Where(i => i % step == 0).Select(i => first + i));
        };
        Story(home);
        return bytes;
    }

    /// <summary>Tells the story once.</summary>
    /// <param name="cutAfter">Bytes of the devices' flash that are changed before the power goes.</param>
    /// <param name="tearing">How it leaves the operation under way.</param>
    /// <param name="secondCutAfter">Bytes changed in the recovery before it goes again.</param>
    /// <exception cref="Checks.InvariantBrokenException">A check does not hold.</exception>
    public void Tell(long cutAfter, Tearing tearing, long secondCutAfter)
    {
        VirtualHome home = Begin();
        home.DeviceFlash.Tearing = tearing;
        home.DeviceFlash.CutAfter(cutAfter);
        bool isFirst = true;
        home.Home.PowerLost = () =>
        {
            long next = isFirst ? secondCutAfter : long.MaxValue;
            CutRecoveries += isFirst ? 0 : 1;
            isFirst = false;
            home.World.After(RestoreMilliseconds, () =>
            {
                home.SwitchOn();
                home.DeviceFlash.CutAfter(next);
            });
        };
        Story(home);
        home.HealAndEnd(100 * Second);
        HashSet<uint> kept = [.. FlashReport.Devices(home.DeviceFlash)!.Select(device => device.DeviceId)];
        Paired += kept.Contains(FirstId) ? 1 : 0;
        Replaced += kept.Contains(SecondId) ? 1 : 0;
        Removed += kept.Contains(RemovedId) ? 0 : 1;
        if (kept.Contains(FirstId) && kept.Contains(SecondId))
        {
            throw new Checks.InvariantBrokenException(
                $"seed {home.Seed}, cut after {cutAfter} bytes: both the old device and the new one are in the list");
        }
    }

    private VirtualHome Begin()
    {
        VirtualHome home = new(_seed, options: new HomeOptions { Kit = [.. HomeKit.Buttons.Take(4)] });
        home.Fleet.PairingTold = told =>
        {
            if (told.Step is PairingStep.Removed or PairingStep.Replaced)
            {
                home.Ledger.Remove(told.Step == PairingStep.Replaced ? FirstId : told.DeviceId);
            }
        };
        home.SwitchOn();
        return home;
    }

    private static void Story(VirtualHome home)
    {
        SeededRandom random = new(home.Seed);
        home.RunFor(70 * Second);
        SimulatedDevice first = Join(home, DeviceLabel.Make(FirstId, DeviceKind.PersonalTrigger, random), 0);
        home.Push(first);
        home.RunFor(5 * Second);
        SimulatedDevice second = Join(home, DeviceLabel.Make(SecondId, DeviceKind.PersonalTrigger, random), FirstId);
        home.Push(second);
        home.RunFor(5 * Second);
        home.Ledger.AskRemoval(RemovedId);
        Ask(home, home.Fleet.MakeRequest(PairAction.RemoveDevice, request => request.DeviceId = RemovedId));
        home.Push(1);
        home.RunFor(10 * Second);
    }

    private static SimulatedDevice Join(VirtualHome home, DeviceLabel label, uint replaces)
    {
        SimulatedDevice device = home.Home.Radio.Add(label, new Spot(50, 40, 0));
        home.Ledger.Give(label.DeviceId);
        if (replaces != 0)
        {
            home.Ledger.AskRemoval(replaces);
        }

        Ask(home, home.Fleet.MakeRequest(
            PairAction.OpenWindow,
            request =>
            {
                request.DeviceId = label.DeviceId;
                request.DeviceKind = label.Kind;
                request.Seconds = 60;
                request.ReplacesDeviceId = replaces;
            },
            label.Secret));
        device.StartJoining(40 * Second);
        home.RunFor(45 * Second);
        return device;
    }

    // A request that a power cut has swallowed is asked once more.
    private static void Ask(VirtualHome home, PairRequestMessage request)
    {
        home.Fleet.Send(request);
        home.RunFor(2 * Second);
        if (!home.Fleet.Answers.ContainsKey(request.Sequence))
        {
            home.RunFor(10 * Second);
            home.Fleet.Send(request);
            home.RunFor(2 * Second);
        }
    }
}
