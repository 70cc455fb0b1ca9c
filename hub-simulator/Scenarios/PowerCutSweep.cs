// Cuts the power at every byte that a hub changes in its flash, and again while it recovers.
using System.Collections.Generic;
using System.Linq;
using Hub.Simulator.World;

namespace Hub.Simulator.Scenarios;

/// <summary>
/// One short story, with presses that are acknowledged, joined, left waiting and a copy of the journal into its next
/// sector, told again and again: each time the power goes at another byte of what the story writes.
/// </summary>
public sealed class PowerCutSweep
{
    // So many that the journal's sector fills up, and is copied into the next, in the middle of the story.
    private const int PressesBefore = 34;

    private const int RestoreMilliseconds = 700;

    // Above all that the buttons have used while the flash was prepared.
    private const uint LastCounter = 100_000;

    private readonly SimFlash _prepared;
    private readonly SimFlash _preparedDevices;
    private readonly ulong _seed;

    /// <summary>Prepares the flash that every telling starts from.</summary>
    public PowerCutSweep(ulong seed)
    {
        _seed = seed;
        VirtualHome home = new(seed);
        home.SwitchOn();
        home.RunFor(10_000);
        for (uint i = 0; i < PressesBefore; i++)
        {
            home.Push(1 + (i % 3));
            home.RunFor(1_000);
        }

        home.SwitchOff();
        _prepared = home.Flash;
        _preparedDevices = home.DeviceFlash;
    }

    /// <summary>Recoveries so far that were cut themselves.</summary>
    public int CutRecoveries { get; private set; }

    /// <summary>How many bytes the story changes, starts of the hub included, when nothing is cut.</summary>
    public long CountBytes()
    {
        VirtualHome home = Tell(long.MaxValue, Tearing.Forward, long.MaxValue);
        return home.Flash.ChangedBytes;
    }

    /// <summary>
    /// The bytes of the story, counted from 0, that belong to programming; the others to erasing, of which there are
    /// many more and all alike.
    /// </summary>
    public IReadOnlyList<long> ProgrammedBytes()
    {
        List<long> programmed = [];
        SimFlash flash = _prepared.Clone();
        flash.Changing = (isErasure, first, count) =>
        {
            if (!isErasure)
            {
                programmed.AddRange(Enumerable.Range(0, count).Select(i => first + i));
            }
        };
        Tell(long.MaxValue, Tearing.Forward, long.MaxValue, flash);
        return programmed;
    }

    /// <summary>
    /// What a start of the hub changes after a first cut: the bytes of its programming, and of its erasing every so
    /// many, counted from 0 at the return of the power.
    /// </summary>
    public IReadOnlyList<long> RecoveryBytes(long cutAfter, Tearing tearing, int ofErasuresOneIn)
    {
        List<long> bytes = [];
        SimFlash flash = _prepared.Clone();
        long lostAt = -1;
        VirtualHome home = Begin(cutAfter, tearing, flash);
        home.Home.PowerLost = () =>
        {
            lostAt = flash.ChangedBytes;
            home.World.After(RestoreMilliseconds, () => home.SwitchOn());
        };
        flash.Changing = (isErasure, first, count) =>
        {
            if (lostAt >= 0 && home.Home.StartCount == 2 && home.Home.WatchdogFedAt < home.World.NowMilliseconds)
            {
                int step = isErasure ? ofErasuresOneIn : 1;
                bytes.AddRange(Enumerable.Range(0, count).Where(i => i % step == 0).Select(i => first + i - lostAt));
            }
        };
        Story(home);
        return bytes;
    }

    /// <summary>Tells the story once.</summary>
    /// <param name="cutAfter">Bytes that are changed before the power goes.</param>
    /// <param name="tearing">How it leaves the operation under way.</param>
    /// <param name="secondCutAfter">Bytes changed in the recovery before it goes again.</param>
    /// <param name="flash">The flash to use; a copy of the prepared one when left out.</param>
    /// <exception cref="Checks.InvariantBrokenException">A check does not hold.</exception>
    public VirtualHome Tell(long cutAfter, Tearing tearing, long secondCutAfter, SimFlash? flash = null)
    {
        VirtualHome home = Begin(cutAfter, tearing, flash ?? _prepared.Clone());
        bool isFirst = true;
        home.Home.PowerLost = () =>
        {
            long next = isFirst ? secondCutAfter : long.MaxValue;
            CutRecoveries += isFirst ? 0 : 1;
            isFirst = false;
            home.World.After(RestoreMilliseconds, () =>
            {
                home.SwitchOn();
                home.Flash.CutAfter(next);
            });
        };
        Story(home);
        home.HealAndEnd(30_000);
        return home;
    }

    private VirtualHome Begin(long cutAfter, Tearing tearing, SimFlash flash)
    {
        HomeOptions options = new() { DeviceFlash = _preparedDevices.Clone(), LastCounter = LastCounter };
        VirtualHome home = new(_seed ^ (ulong)cutAfter, flash, options: options);
        home.SwitchOn();
        flash.Tearing = tearing;
        flash.CutAfter(cutAfter);
        return home;
    }

    private static void Story(VirtualHome home)
    {
        home.RunFor(8_000);
        home.Push(1);
        home.RunFor(1_000);
        home.SetMood(FleetMood.Silent);
        home.Push(2);
        home.RunFor(800);
        home.CutLink();
        home.Push(3);
        home.RunFor(400);
        home.Push(3);
        home.Push(1);
        home.RunFor(400);
        home.SetMood(FleetMood.Prompt);
        home.RestoreLink();
        home.RunFor(35_000);
        for (int i = 0; i < 6; i++)
        {
            home.Push(2);
            home.RunFor(900);
        }
    }
}
