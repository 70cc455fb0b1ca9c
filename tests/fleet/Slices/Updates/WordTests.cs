// What hubs say of their firmware is believed only when they have sealed it, and only in its order.
using System.Linq;
using System.Threading.Tasks;
using Fleet.Server.Gateway;
using Fleet.Server.Store;
using Fleet.Server.Updates;
using Fleet.Server.Updates.Director;
using Hub.Protocols.Messages;
using Slices.Tests.World;
using static Slices.Tests.Updates.UpdateSamples;

namespace Slices.Tests.Updates;

public sealed class WordTests
{
    public static TheoryData<StoreProvider> Providers => TestFleet.Providers;

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task A_word_with_a_wrong_seal_is_not_believed_and_shows_in_the_history(StoreProvider provider)
    {
        await using TestFleet fleet = await StartAsync(provider);
        UpdateHub hub = (await AddAsync(fleet, 1))[0];
        hub.Running = 99;
        UpdateStateMessage forged = hub.Sealed(hub.Word());
        forged.Seal[3] ^= 1;
        Assert.Equal(PublishOutcome.Accepted, await fleet.SendAsync(hub.Hub, forged));
        UpdateStateMessage changed = hub.Sealed(hub.Word());
        changed.RunningSequence = 98;
        await fleet.SendAsync(hub.Hub, changed);
        await fleet.ProjectAsync();
        Assert.Equal(0, (await RunningAsync(fleet, hub)).RunningRelease);
        await fleet.ProjectAsync();
        string[] lines = [.. (await fleet.Hubs.HistoryAsync(fleet.Operator, hub.Hub.HubId, 100, default))
            .Where(static line => line.Kind == "update").Select(static line => line.Detail)];
        Assert.Equal(
            ["word refused: its seal is not right", "word refused: its seal is not right", "runs 0, idle 0"], lines);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task An_older_word_that_comes_again_changes_nothing(StoreProvider provider)
    {
        await using TestFleet fleet = await StartAsync(provider);
        UpdateHub hub = (await AddAsync(fleet, 1))[0];
        hub.Running = 16;
        UpdateStateMessage recorded = hub.Sealed(hub.Word());
        await fleet.SendAsync(hub.Hub, recorded);
        hub.Running = 17;
        await hub.TellAsync();
        await fleet.SendAsync(hub.Hub, recorded);
        await fleet.ProjectAsync();
        Assert.Equal(17, (await RunningAsync(fleet, hub)).RunningRelease);
    }

    [Fact]
    public async Task A_word_of_another_hub_and_one_under_another_key_are_not_believed()
    {
        await using TestFleet fleet = await StartAsync();
        UpdateHub[] hubs = await AddAsync(fleet, 2);
        hubs[0].Running = 42;
        await fleet.SendAsync(hubs[1].Hub, hubs[0].Sealed(hubs[0].Word()));
        await fleet.ProjectAsync();
        Assert.Equal(0, (await RunningAsync(fleet, hubs[1])).RunningRelease);
    }

    [Fact]
    public async Task What_was_told_before_a_crash_is_known_after_it()
    {
        await using TestFleet fleet = await StartAsync();
        UpdateHub hub = (await AddAsync(fleet, 1))[0];
        hub.Running = 5;
        await fleet.SendAsync(hub.Hub, hub.Sealed(hub.Word()));
        await using TestFleet after = await fleet.RestartFromCrashAsync();
        await after.Get<UpdateWriter>().WriteAsync(default);
        Assert.Equal(5, (await RunningAsync(after, hub)).RunningRelease);
    }

    [Fact]
    public async Task A_hub_that_has_said_nothing_is_not_known_and_is_no_part_of_a_rollout()
    {
        await using TestFleet fleet = await StartAsync();
        await fleet.AddHubAsync();
        await ReleaseAsync(fleet, 17);
        RolloutPlan plan = await fleet.Get<IRollouts>().PlanAsync(First(fleet), new RolloutOrder(17, "x"), default);
        Assert.Equal((UpdateResult.Invalid, "target"), (plan.Result, plan.Faults.Single().Field));
        Assert.Equal(RolloutExclusion.NeverReported, plan.Hubs.Single().Exclusion);
        HubUpdateView view = (await fleet.Get<IHubUpdates>().FindAsync(
            First(fleet), plan.Hubs.Single().HubId, default))!;
        Assert.Equal((false, null), (view.IsKnown, view.ReportedAt));
        Assert.Null(await fleet.Get<IHubUpdates>().FindAsync(First(fleet), new string('0', 16), default));
        Assert.False(await fleet.Get<IHubUpdates>().PutAsync(
            First(fleet), "nonsense", new HubPlaces("", "", ""), default));
    }

    private static async Task<HubUpdateView> RunningAsync(TestFleet fleet, UpdateHub hub) =>
        (await fleet.Get<IHubUpdates>().FindAsync(First(fleet), hub.Hub.HubId, default))!;
}
