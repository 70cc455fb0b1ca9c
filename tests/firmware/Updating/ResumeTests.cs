// Fetching goes on where it was cut off: at the block after a lost session, at the chunk after a power cut.
using System.Collections.Generic;
using System.Linq;
using Firmware.Tests.World;
using Hub.Core;
using Hub.Protocols.Messages;
using Hub.Protocols.Updates;

namespace Firmware.Tests.Updating;

public sealed class ResumeTests(ITestOutputHelper output)
{
    private const long Minute = UpdateHome.Minute;

    private static UpdateHome Ordered()
    {
        UpdateHome home = new();
        Assert.True(home.RunUntil(() => home.Office.States.Count > 0, Minute));
        home.Office.Releases[3] = TestRelease.Make(3);
        home.Office.Send(UpdateAction.Install, 3);
        return home;
    }

    private static long WholeBytes(TestRelease release) =>
        release.Envelope.Length + release.List.Length + release.Image.Length;

    [Fact]
    public void A_session_that_ends_at_any_block_costs_no_block_twice()
    {
        int blocks = 0;
        long most = 0;
        for (int cutAt = 1; ; cutAt++)
        {
            UpdateHome home = Ordered();
            int sent = 0;
            bool isCut = false;
            home.Office.Spoil = _ =>
            {
                sent++;
                isCut = isCut || sent == cutAt;
            };
            while (!isCut && home.Office.Last.Phase != UpdatePhase.Confirmed)
            {
                home.Run(20);
            }

            if (!isCut)
            {
                blocks = sent;
                break;
            }

            home.Hub.Uplink.Drop();
            home.Office.Lose();
            Assert.True(home.RunUntil(() => home.Office.Last.Phase == UpdatePhase.Confirmed, 30 * Minute));
            Assert.Equal(3u, (uint)home.Office.Last.RunningSequence);

            // What was on its way when the session ended comes again, and nothing else.
            long again = home.Office.BlockBytes - WholeBytes(home.Office.Releases[3]);
            most = again > most ? again : most;
            Assert.InRange(again, 0, UpdateLimits.ChunkBytes);
        }

        output.WriteLine($"cut at each of {blocks} blocks; at most {most} bytes came twice");
        Assert.True(blocks > 15);
    }

    [Fact]
    public void Resumes_are_counted_and_told()
    {
        UpdateHome home = Ordered();
        Assert.True(home.RunUntil(() => home.Office.Fetches.Any(fetch => fetch.Part == ReleasePart.Image), Minute));
        home.Hub.Uplink.Drop();
        home.Office.Lose();
        Assert.True(home.RunUntil(() => home.Office.Last.Resumes == 1, Minute));
        home.Boot();
        Assert.True(home.RunUntil(() => home.Office.Last.Phase == UpdatePhase.Confirmed, 15 * Minute));
        Assert.True(home.Office.States.Max(state => state.Resumes) >= 1);
    }

    [Fact]
    public void After_a_power_cut_only_what_is_missing_is_fetched()
    {
        UpdateHome home = Ordered();
        Assert.True(home.RunUntil(() => home.Update.VerifiedBytes >= 2 * UpdateLimits.ChunkBytes, Minute));
        home.Boot();
        int before = home.Office.Fetches.Count;
        Assert.True(home.RunUntil(() => home.Office.Last.Phase == UpdatePhase.Confirmed, 15 * Minute));
        List<FetchMessage> after = [.. home.Office.Fetches.Skip(before)];
        Assert.All(after, fetch => Assert.Equal(ReleasePart.Image, fetch.Part));
        Assert.All(after, fetch => Assert.True(fetch.Offset >= 2 * UpdateLimits.ChunkBytes));
    }

    [Fact]
    public void Blocks_that_do_not_come_are_asked_for_again_after_growing_rests()
    {
        UpdateHome home = Ordered();
        home.Office.Serves = _ => false;
        home.Run(120 * Minute);
        int asked = home.Office.Fetches.Count;
        Assert.InRange(asked, 8, 25);
        home.Office.Serves = _ => true;
        Assert.True(home.RunUntil(() => home.Office.Last.Phase == UpdatePhase.Confirmed, 30 * Minute));
    }

    [Fact]
    public void The_bounds_are_those_of_the_protocol()
    {
        Assert.Equal(UpdateLimits.BlockBytes, Limits.MinFetchBytes);
    }
}
