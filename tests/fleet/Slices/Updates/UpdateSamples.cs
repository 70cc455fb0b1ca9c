// What tests of updates begin with.
using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using Fleet.Server.Access;
using Fleet.Server.Store;
using Fleet.Server.Updates;
using Fleet.Server.Updates.Director;
using Fleet.Server.Updates.Releases;
using Microsoft.Extensions.DependencyInjection;
using Slices.Tests.World;

namespace Slices.Tests.Updates;

/// <summary>A municipality with a trusted key, releases and hubs.</summary>
internal static class UpdateSamples
{
    /// <summary>The one who makes rollouts.</summary>
    public static Actor First(TestFleet fleet) =>
        new(Guid.Parse("11111111-1111-1111-1111-111111111111"), fleet.Operator.TenantId, "Tea", Roles.Technician);

    /// <summary>The one who approves them.</summary>
    public static Actor Second(TestFleet fleet) =>
        new(Guid.Parse("22222222-2222-2222-2222-222222222222"), fleet.Operator.TenantId, "Ada", Roles.Admin);

    public static async Task<TestFleet> StartAsync(StoreProvider provider = StoreProvider.Sqlite)
    {
        TestFleet fleet = await TestFleet.StartAsync(
            provider, services => services.AddSingleton<IBundleReader, BundleDouble>());
        ReleaseKeyChange trusted = await fleet.Get<IReleases>().TrustAsync(
            First(fleet), Convert.ToHexString(BundleDouble.Key), default);
        Assert.Equal((UpdateResult.Done, BundleDouble.KeyId), (trusted.Result, trusted.Key?.KeyId));
        return fleet;
    }

    public static async Task<UpdateHub[]> AddAsync(TestFleet fleet, int count)
    {
        var hubs = new List<UpdateHub>();
        for (int i = 0; i < count; i++)
        {
            hubs.Add(await UpdateHub.AddAsync(fleet));
        }

        await fleet.ProjectAsync();
        return [.. hubs.OrderBy(static one => one.Hub.HubId, StringComparer.Ordinal)];
    }

    /// <summary>Keeps a release, with a passed rehearsal.</summary>
    public static async Task<ReleaseView> ReleaseAsync(
        TestFleet fleet, long sequence, long requires = 0, int battery = 0, bool isRehearsed = true)
    {
        using Stream bundle = new TestBundle(sequence, [20_000, 5_000], requires, battery).ToStream();
        ReleaseChange change = await fleet.Get<IReleases>().TakeAsync(First(fleet), bundle, default);
        Assert.Equal((UpdateResult.Done, ""), (change.Result, change.Sentence));
        if (isRehearsed)
        {
            RehearsalChange kept = await fleet.Get<IReleases>().RehearseAsync(
                First(fleet), sequence, Passed(change.Release!), default);
            Assert.True(kept.Rehearsal!.IsPassed, string.Join(' ', kept.Rehearsal.Faults));
        }

        return change.Release!;
    }

    /// <summary>A report that passes.</summary>
    public static RehearsalReport Passed(ReleaseView release) => new(
        7, 200, 7, release.Sequence - 1, release.Sequence, release.BundleDigest, 5_000, 0, 0, 200, 0, 0, []);

    /// <summary>Makes, approves and starts a rollout.</summary>
    public static async Task<RolloutView> RollOutAsync(TestFleet fleet, RolloutOrder order)
    {
        RolloutChange made = await fleet.Get<IRollouts>().MakeAsync(First(fleet), order, default);
        Assert.True(
            made.Result == UpdateResult.Done, string.Join(' ', made.Faults.Select(one => one.Field + one.Sentence)));
        long number = made.Rollout!.Number;
        await StepAsync(fleet, Second(fleet), number, RolloutStep.Approve);
        return await StepAsync(fleet, First(fleet), number, RolloutStep.Start);
    }

    public static async Task<RolloutView> StepAsync(TestFleet fleet, Actor actor, long number, RolloutStep step)
    {
        RolloutChange change = await fleet.Get<IRollouts>().StepAsync(actor, number, step, "as agreed", default);
        Assert.True(change.Result == UpdateResult.Done, $"{change.Result}: {change.Sentence}");
        return change.Rollout!;
    }

    public static async Task<RolloutView> FindAsync(TestFleet fleet, long number = 1) =>
        (await fleet.Get<IRollouts>().FindAsync(First(fleet), number, default))!;

    /// <summary>Lets seconds pass, with a round of the director in each, and hubs that follow.</summary>
    public static async Task RunAsync(
        TestFleet fleet, int rounds, IEnumerable<UpdateHub> hubs, int secondsPerRound = 1, bool settles = true)
    {
        for (int i = 0; i < rounds; i++)
        {
            fleet.Time.Advance(TimeSpan.FromSeconds(secondsPerRound));
            await fleet.Get<DirectorRound>().RunAsync(default);
            foreach (UpdateHub hub in hubs)
            {
                await hub.FollowAsync();
                if (settles)
                {
                    await hub.SettleAsync();
                }
            }
        }
    }

    /// <summary>The states of a rollout's hubs, in their order.</summary>
    public static async Task<(RolloutHubState State, RolloutWait Wait)[]> StatesAsync(
        TestFleet fleet, long number = 1) =>
        [.. (await HubsAsync(fleet, number)).Select(static one => (one.State, one.Wait))];

    public static async Task<IReadOnlyList<RolloutHubView>> HubsAsync(TestFleet fleet, long number = 1) =>
        (await fleet.Get<IRollouts>().HubsAsync(First(fleet), number, null, null, 500, default))!;
}
