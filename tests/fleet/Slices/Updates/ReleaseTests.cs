// What is taken as a release, what is not, and when a rehearsal has passed.
using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using Fleet.Server;
using Fleet.Server.Access;
using Fleet.Server.Store;
using Fleet.Server.Updates;
using Fleet.Server.Updates.Releases;
using Slices.Tests.World;
using static Slices.Tests.Updates.UpdateSamples;

namespace Slices.Tests.Updates;

public sealed class ReleaseTests
{
    public static TheoryData<StoreProvider> Providers => TestFleet.Providers;

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task A_release_is_kept_with_its_images_and_papers(StoreProvider provider)
    {
        await using TestFleet fleet = await StartAsync(provider);
        ReleaseView release = await ReleaseAsync(fleet, 17, requires: 16, battery: 40);
        Assert.Equal(
            (17, "1.17", true, 900),
            (release.Sequence, release.Version, release.HasNotes, release.EnvelopeBytes));
        Assert.Equal(
            [(0, 20_000, 16L, 40), (1, 5_000, 16L, 40)],
            release.Images.Select(static one => (
                one.Index, one.Bytes, one.RequiresSequence, one.MinimumBatteryPercent)));
        ReleaseFile file = (await fleet.Get<IReleases>().FileAsync(
            First(fleet), 17, ReleasePaper.Image, 1, default))!;
        Assert.Equal(BundleDouble.Bytes(1_701, 5_000), await File.ReadAllBytesAsync(file.Path));
        Assert.Null(await fleet.Get<IReleases>().FileAsync(First(fleet), 17, ReleasePaper.Image, 2, default));
        Actor other = await fleet.AddTenantAsync("Annan");
        Assert.Null(await fleet.Get<IReleases>().FindAsync(other, 17, default));
        Assert.Empty(await fleet.Get<IReleases>().ListAsync(other, default));
        Assert.Null(await fleet.Get<IReleases>().FileAsync(other, 17, ReleasePaper.Notes, 0, default));
    }

    [Fact]
    public async Task What_is_not_signed_or_not_whole_or_comes_late_is_refused_with_a_sentence()
    {
        await using TestFleet fleet = await StartAsync();
        foreach ((Stream bundle, UpdateResult result, string part) in new[]
        {
            (new TestBundle(17, [20_000], SpoiltChunk: 3).ToStream(), UpdateResult.Invalid, "Chunk 3 of image 0"),
            (new TestBundle(17, [1_048_577]).ToStream(), UpdateResult.Invalid, "too long"),
            (new TestBundle(17, [0]).ToStream(), UpdateResult.Invalid, "empty"),
            (new TestBundle(0, [10]).ToStream(), UpdateResult.Invalid, "out of its range"),
            (new TestBundle(4_294_967_296, [10]).ToStream(), UpdateResult.Invalid, "out of its range"),
            (new MemoryStream("nonsense"u8.ToArray()), UpdateResult.Invalid, "no bundle"),
            (new MemoryStream(), UpdateResult.Invalid, "no bundle"),
            (new MemoryStream(new byte[Limits.Updates.BundleBytes + 1]), UpdateResult.Invalid, "larger than"),
            (new TestBundle(17, [1_048_576, 4_096]).ToStream(), UpdateResult.Done, ""),
            (new TestBundle(17, [1_048_576, 4_096]).ToStream(), UpdateResult.Done, ""),
            (new TestBundle(17, [9]).ToStream(), UpdateResult.NotNow, "17 already"),
            (new TestBundle(16, [9]).ToStream(), UpdateResult.NotNow, "is before it"),
        })
        {
            ReleaseChange change = await fleet.Get<IReleases>().TakeAsync(First(fleet), bundle, default);
            Assert.Equal((part, result), (part, change.Result));
            Assert.Contains(part, change.Sentence, StringComparison.Ordinal);
            await bundle.DisposeAsync();
        }

        Assert.Single(await fleet.Get<IReleases>().ListAsync(First(fleet), default));
        Assert.DoesNotContain(
            Directory.EnumerateFiles(Path.Combine(fleet.Settings.DataDirectory, "releases")),
            static path => Path.GetFileName(path).StartsWith("upload", StringComparison.Ordinal));
        Assert.True(await fleet.Get<IReleases>().DistrustAsync(First(fleet), BundleDouble.KeyId, default));
        Assert.False(await fleet.Get<IReleases>().DistrustAsync(First(fleet), BundleDouble.KeyId, default));
        using Stream untrusted = new TestBundle(18, [9]).ToStream();
        Assert.Contains(
            "not trusted",
            (await fleet.Get<IReleases>().TakeAsync(First(fleet), untrusted, default)).Sentence,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task At_most_two_keys_are_trusted_as_hubs_do()
    {
        await using TestFleet fleet = await StartAsync();
        string second = new('a', 120);
        Assert.Equal(UpdateResult.Invalid, (await TrustAsync("zz")).Result);
        Assert.Equal(UpdateResult.Invalid, (await TrustAsync(new string('a', 122))).Result);
        Assert.Equal(UpdateResult.Invalid, (await TrustAsync("aabb")).Result);
        Assert.Equal(UpdateResult.Done, (await TrustAsync(second)).Result);
        Assert.Equal(UpdateResult.Done, (await TrustAsync(second)).Result);
        Assert.Equal(UpdateResult.NotNow, (await TrustAsync(new string('b', 120))).Result);
        Assert.Equal(2, (await fleet.Get<IReleases>().KeysAsync(First(fleet), default)).Count);

        Task<ReleaseKeyChange> TrustAsync(string key) =>
            fleet.Get<IReleases>().TrustAsync(First(fleet), key, default);
    }

    [Fact]
    public async Task A_rehearsal_passes_by_its_figures_and_each_of_them_counts()
    {
        await using TestFleet fleet = await StartAsync();
        ReleaseView release = await ReleaseAsync(fleet, 17, isRehearsed: false);
        RehearsalReport good = Passed(release);
        Assert.Empty(RehearsalRules.Faults(good, 17, release.BundleDigest));
        foreach (RehearsalReport bad in new List<RehearsalReport>
        {
            good with { Homes = 199, HubsUpdated = 199 },
            good with { Days = 6 },
            good with { ToSequence = 18 },
            good with { FromSequence = 17 },
            good with { BundleDigest = new string('0', 64) },
            good with { Presses = 0 },
            good with { LostPresses = 1 },
            good with { UnacknowledgedPresses = 1 },
            good with { HubsUpdated = 199 },
            good with { HubsReverted = 1 },
            good with { HubsStuck = 1 },
            good with { BrokenInvariants = ["a press is never lost"] },
        })
        {
            RehearsalChange kept = await fleet.Get<IReleases>().RehearseAsync(First(fleet), 17, bad, default);
            Assert.Equal((bad, UpdateResult.Done, false), (bad, kept.Result, kept.Rehearsal!.IsPassed));
            Assert.Single(kept.Rehearsal.Faults);
        }

        Assert.False((await fleet.Get<IReleases>().FindAsync(First(fleet), 17, default))!.IsRehearsed);
        foreach (RehearsalReport none in new[]
        {
            good with { Presses = -1 },
            good with { BundleDigest = "x" },
            good with { BrokenInvariants = null! },
            good with { BrokenInvariants = [.. Enumerable.Repeat("x", Limits.Updates.InvariantsPerReport + 1)] },
            good with { BrokenInvariants = [""] },
        })
        {
            Assert.Equal(
                UpdateResult.Invalid,
                (await fleet.Get<IReleases>().RehearseAsync(First(fleet), 17, none, default)).Result);
        }

        Assert.Equal(
            UpdateResult.NotFound,
            (await fleet.Get<IReleases>().RehearseAsync(First(fleet), 18, good, default)).Result);
        await fleet.Get<IReleases>().RehearseAsync(First(fleet), 17, good, default);
        Assert.True((await fleet.Get<IReleases>().FindAsync(First(fleet), 17, default))!.IsRehearsed);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task A_rollout_needs_a_second_person_and_a_passed_rehearsal_or_two_who_do_without(
        StoreProvider provider)
    {
        await using TestFleet fleet = await StartAsync(provider);
        await AddAsync(fleet, 1);
        await ReleaseAsync(fleet, 17, isRehearsed: false);
        IRollouts rollouts = fleet.Get<IRollouts>();
        await rollouts.MakeAsync(First(fleet), new RolloutOrder(17, "needed"), default);
        Assert.Equal(UpdateResult.NotNow, (await DoAsync(First(fleet), RolloutStep.Start)).Result);
        Assert.Equal(UpdateResult.NotYours, (await DoAsync(First(fleet), RolloutStep.Approve)).Result);
        Assert.Equal(UpdateResult.Done, (await DoAsync(Second(fleet), RolloutStep.Approve)).Result);
        RolloutChange alone = await DoAsync(First(fleet), RolloutStep.Start);
        Assert.Equal(
            (UpdateResult.NotNow,
                "No rehearsal of release 17 has passed, and 0 of 2 people have agreed to do without."),
            (alone.Result, alone.Sentence));
        Assert.Equal(UpdateResult.Done, (await DoAsync(First(fleet), RolloutStep.Override)).Result);
        Assert.Equal(UpdateResult.NotYours, (await DoAsync(First(fleet), RolloutStep.Override)).Result);
        Assert.Equal(UpdateResult.NotNow, (await DoAsync(First(fleet), RolloutStep.Start)).Result);
        Assert.Equal(UpdateResult.Done, (await DoAsync(Second(fleet), RolloutStep.Override)).Result);
        RolloutChange started = await DoAsync(First(fleet), RolloutStep.Start);
        Assert.Equal((UpdateResult.Done, RolloutState.Running), (started.Result, started.Rollout!.State));
        Assert.Equal(
            [(false, "Ada"), (true, "Ada"), (true, "Tea")],
            started.Rollout.Consents.Select(static one => (one.IsOverride, one.ActorName)).Order());
        Assert.Equal(UpdateResult.Invalid, (await rollouts.StepAsync(
            First(fleet), 1, RolloutStep.Stop, " ", default)).Result);
        Assert.Equal(UpdateResult.NotFound, (await rollouts.StepAsync(
            First(fleet), 2, RolloutStep.Stop, "x", default)).Result);
        Assert.Equal(7, await fleet.NumberAsync(
            "SELECT COUNT(*) FROM care.tenant_log WHERE topic IN ('release', 'release-key', 'rollout')"));

        Task<RolloutChange> DoAsync(Actor actor, RolloutStep step) =>
            rollouts.StepAsync(actor, 1, step, "agreed", default);
    }
}
