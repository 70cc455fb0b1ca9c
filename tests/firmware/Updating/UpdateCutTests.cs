// The power goes at every byte that an update writes anywhere, and goes again in the recovery.
using System;
using System.Threading;
using System.Threading.Tasks;
using Firmware.Tests.World;
using Hub.Protocols.Updates;

namespace Firmware.Tests.Updating;

/// <summary>After each cut: what starts is a whole image that was signed, the update ends as it would have, and no
/// press that was acknowledged is lost.</summary>
public sealed class UpdateCutTests(ITestOutputHelper output)
{
    private const long Minute = UpdateHome.Minute;
    private const int EraseStepBytes = 256;

    [Fact]
    public void Every_byte_of_an_update_that_succeeds()
    {
        Sweep(ImageBehaviour.Good, doubleCuts: false);
    }

    [Fact]
    public void Every_byte_of_an_update_that_is_gone_back_from()
    {
        Sweep(ImageBehaviour.LosesAlarms, doubleCuts: false);
    }

    [Fact]
    public void Two_cuts_the_second_anywhere_in_the_recovery()
    {
        Sweep(ImageBehaviour.Good, doubleCuts: true);
    }

    private void Sweep(ImageBehaviour behaviour, bool doubleCuts)
    {
        long work = Life(behaviour, long.MaxValue, -1, out _);
        long cuts = 0;
        long held = 0;
        long step = doubleCuts ? 3 : 1;
        Parallel.For(0, (work / step) + 1, i =>
        {
            long cutAt = i * step;
            long second = doubleCuts ? new Random((int)cutAt).Next((int)work) : -1;
            Life(behaviour, cutAt, second, out int presses);
            Interlocked.Add(ref cuts, doubleCuts ? 2 : 1);
            Interlocked.Add(ref held, presses);
        });
        output.WriteLine($"{behaviour}: {cuts} cuts in {work} units of work, {held} presses held");
        Assert.True(work > 4_000);
    }

    // One life: an installed release, an order for the next, a press before and one after the cut.
    private static long Life(ImageBehaviour behaviour, long cutAt, long secondCutAt, out int presses)
    {
        UpdateHome home = new();
        // With noise a cut erasure leaves the whole sector drifting; without, an erased front and the old rest.
        home.EraseInSteps(EraseStepBytes, leavesNoise: cutAt % 2 == 1);
        home.Office.Releases[3] = TestRelease.Make(3, behaviour, bytes: 5_000);
        home.RunUntil(() => home.Office.States.Count > 0, Minute);
        home.Office.Send(UpdateAction.Install, 3);
        long before = home.Supply.Work;
        home.Supply.CutAtWork = cutAt == long.MaxValue ? cutAt : before + cutAt;
        int acknowledged = 0;
        Live(home, ref acknowledged);
        if (home.Supply.IsCut)
        {
            home.Supply.Restore();
            home.Supply.CutAtWork = secondCutAt < 0 ? long.MaxValue : home.Supply.Work + secondCutAt;
            home.Boot();
            Live(home, ref acknowledged);
            if (home.Supply.IsCut)
            {
                home.Supply.Restore();
                home.Boot();
            }
        }

        home.Supply.CutAtWork = long.MaxValue;
        uint wanted = behaviour == ImageBehaviour.Good ? 3u : 0u;
        Assert.True(
            home.RunUntil(() => IsOver(home, wanted), 3 * 60 * Minute),
            $"cut at {cutAt}, {secondCutAt}: {home.Office.Last.Phase} {home.Office.Last.Reason}");

        // Every start was of something whole: the factory application, or the one image that was signed.
        Assert.All(home.Starts, start => Assert.True(start.Sequence is 0 or 3, $"cut at {cutAt}"));
        Assert.True(home.RunUntil(() => home.Hub.Status.Memory.Alarms.PersonCount == 0, 60 * Minute));
        Assert.True(home.HeldPresses() >= acknowledged, $"cut at {cutAt}: a press was lost");
        presses = acknowledged;
        return home.Supply.Work - before;
    }

    private static bool IsOver(UpdateHome home, uint wanted)
    {
        // The director's part: what was lost is ordered again, with the nonce that the hub offers now.
        home.Office.Want(3, wanted == 3);
        return home.Office.Last.RunningSequence == wanted && home.Hub.Uplink.IsReachable
            && home.Office.Last.Phase == (wanted == 3 ? UpdatePhase.Confirmed : UpdatePhase.Reverted);
    }

    private static void Live(UpdateHome home, ref int acknowledged)
    {
        for (int i = 0; i < 14 && !home.Supply.IsCut; i++)
        {
            home.Run(i < 4 ? 150 : Minute);
            if (i is 1 or 6 && !home.Supply.IsCut)
            {
                acknowledged += home.PressOnce() ? 1 : 0;
            }
        }
    }
}
