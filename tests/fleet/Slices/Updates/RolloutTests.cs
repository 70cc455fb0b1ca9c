// Rollouts with hubs that follow the protocol.
using System.Linq;
using System.Threading.Tasks;
using Fleet.Server.Store;
using Fleet.Server.Updates;
using Hub.Protocols.Updates;
using Slices.Tests.World;
using static Slices.Tests.Updates.UpdateSamples;

namespace Slices.Tests.Updates;

public sealed class RolloutTests
{
    private static readonly RolloutOrder Everywhere = new(
        17, "better radio", Waves: ["2", "50%"], SoakSeconds: 60, HubsPerMinute: 600, Burst: 50);

    public static TheoryData<StoreProvider> Providers => TestFleet.Providers;

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task HBG_017_a_release_comes_to_some_hubs_first_and_then_to_the_rest(StoreProvider provider)
    {
        await using TestFleet fleet = await StartAsync(provider);
        UpdateHub[] hubs = await AddAsync(fleet, 10);
        await ReleaseAsync(fleet, 17);
        RolloutView started = await RollOutAsync(fleet, Everywhere);
        Assert.Equal((RolloutState.Running, "1.17", true), (started.State, started.Version, started.IsRehearsed));
        Assert.Equal([2, 3, 5], started.Waves.Select(wave => wave.Hubs));
        int[] expected = [2, 5, 10];
        for (int wave = 0; wave < 3; wave++)
        {
            await RunAsync(fleet, 6, hubs);
            Assert.Equal((wave, expected[wave]), (wave, hubs.Count(one => one.Running == 17)));
            if (wave < 2)
            {
                Assert.NotNull((await FindAsync(fleet)).NextWaveAt);
                await RunAsync(fleet, 50, hubs);
                Assert.Equal(expected[wave], hubs.Count(one => one.Running == 17));
                await RunAsync(fleet, 12, hubs);
            }
        }

        RolloutView done = await FindAsync(fleet);
        Assert.Equal((RolloutState.Done, 10), (done.State, done.Waves.Sum(wave => wave.Confirmed)));
        Assert.All(hubs, static hub => Assert.Equal(
            [UpdateAction.Fetch, UpdateAction.Install], hub.Taken.Select(static one => one.Action)));
        Assert.All(hubs, static hub => Assert.Equal(0, hub.NotTaken));
        HubUpdateView view = (await fleet.Get<IHubUpdates>().FindAsync(First(fleet), hubs[0].Hub.HubId, default))!;
        Assert.Equal((17, "1.17", UpdatePhase.Confirmed), (view.RunningRelease, view.RunningVersion, view.Phase));
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task A_bad_release_stops_at_the_first_hubs_and_those_are_taken_back(StoreProvider provider)
    {
        await using TestFleet fleet = await StartAsync(provider);
        UpdateHub[] hubs = await AddAsync(fleet, 10);
        hubs[1].GoesBack = UpdateReason.NoRadio;
        await ReleaseAsync(fleet, 17);
        await RollOutAsync(fleet, Everywhere);
        await RunAsync(fleet, 10, hubs);
        RolloutView stopped = await FindAsync(fleet);
        Assert.Equal((RolloutState.Stopped, "1 failed, 0 allowed: NoRadio"), (stopped.State, stopped.Reason));
        await RunAsync(fleet, 100, hubs);
        Assert.Equal(2, hubs.Count(static one => one.Taken.Count > 0));

        await StepAsync(fleet, First(fleet), 1, RolloutStep.Revert);
        await RunAsync(fleet, 6, hubs);
        RolloutView reverted = await FindAsync(fleet);
        Assert.Equal((RolloutState.Reverted, 9), (reverted.State, reverted.Waves.Sum(wave => wave.TakenBack)));
        Assert.All(hubs, static one => Assert.Equal(0, one.Running));
        Assert.Equal(UpdateAction.Revert, hubs[0].Taken[^1].Action);
        Assert.Equal(0, hubs[0].Taken[^1].ReleaseSequence);
        Assert.Equal(RolloutHubState.WentBack, (await StatesAsync(fleet))[1].State);
    }

    [Fact]
    public async Task Resumed_by_somebody_who_has_seen_it_a_rollout_goes_on_until_the_next_failure()
    {
        await using TestFleet fleet = await StartAsync();
        UpdateHub[] hubs = await AddAsync(fleet, 6);
        hubs[1].Refuses = UpdateReason.BadSignature;
        hubs[3].Refuses = UpdateReason.Storage;
        await ReleaseAsync(fleet, 17);
        await RollOutAsync(fleet, Everywhere with { SoakSeconds = 0 });
        await RunAsync(fleet, 8, hubs);
        Assert.Equal("1 failed, 0 allowed: BadSignature", (await FindAsync(fleet)).Reason);
        await StepAsync(fleet, First(fleet), 1, RolloutStep.Resume);
        await RunAsync(fleet, 20, hubs);
        RolloutView again = await FindAsync(fleet);
        Assert.Equal((RolloutState.Stopped, 2), (again.State, again.Waves.Sum(wave => wave.Failed)));
    }

    [Fact]
    public async Task A_hub_that_restarts_before_it_has_heard_its_order_is_ordered_again()
    {
        await using TestFleet fleet = await StartAsync();
        UpdateHub[] hubs = await AddAsync(fleet, 1);
        await ReleaseAsync(fleet, 17);
        await RollOutAsync(fleet, Everywhere with { Waves = ["100%"] });
        hubs[0].IsDeaf = true;
        await RunAsync(fleet, 2, hubs);
        hubs[0].IsDeaf = false;

        // Its nonce is another one, as if it had taken the order; what it says of the release is that it knows none.
        await hubs[0].RestartAsync();
        await RunAsync(fleet, 120, hubs);
        Assert.Equal(17, hubs[0].Running);
    }

    [Fact]
    public async Task Stopping_calls_off_what_has_not_begun_and_orders_nobody_else()
    {
        await using TestFleet fleet = await StartAsync();
        UpdateHub[] hubs = await AddAsync(fleet, 4);
        await ReleaseAsync(fleet, 17);
        await RollOutAsync(fleet, Everywhere with { Waves = ["100%"] });
        await RunAsync(fleet, 1, hubs);
        hubs[0].IsDeaf = true;
        await RunAsync(fleet, 2, hubs);
        Assert.Equal(RolloutHubState.Ordered, (await StatesAsync(fleet))[0].State);
        await StepAsync(fleet, First(fleet), 1, RolloutStep.Stop);
        hubs[0].IsDeaf = false;
        await RunAsync(fleet, 5, hubs);
        Assert.Equal(UpdateAction.Cancel, hubs[0].Taken[^1].Action);
        Assert.Equal((0, 3), (hubs[0].Running, hubs.Count(static one => one.Running == 17)));
        int taken = hubs.Sum(static one => one.Taken.Count);
        await RunAsync(fleet, 200, hubs, 60);
        Assert.Equal(taken, hubs.Sum(static one => one.Taken.Count));
    }

    [Fact]
    public async Task Stopped_hubs_let_go_of_what_they_have_fetched_and_fetch_it_again_when_it_goes_on()
    {
        await using TestFleet fleet = await StartAsync();
        UpdateHub[] hubs = await AddAsync(fleet, 2);
        await ReleaseAsync(fleet, 17);
        await RollOutAsync(fleet, Everywhere with { Waves = ["100%"] });
        await RunAsync(fleet, 1, hubs);
        await StepAsync(fleet, First(fleet), 1, RolloutStep.Stop);
        await RunAsync(fleet, 2, hubs);
        Assert.All(hubs, static one => Assert.Equal(UpdateAction.Cancel, one.Taken[^1].Action));
        Assert.All(await StatesAsync(fleet), static one => Assert.Equal(
            (RolloutHubState.Waiting, RolloutWait.Paused), one));
        await StepAsync(fleet, First(fleet), 1, RolloutStep.Resume);
        await RunAsync(fleet, 5, hubs);
        Assert.All(hubs, static one => Assert.Equal(17, one.Running));
    }

    [Fact]
    public async Task A_hub_that_runs_a_later_release_by_now_is_not_taken_back()
    {
        await using TestFleet fleet = await StartAsync();
        UpdateHub[] hubs = await AddAsync(fleet, 2);
        await ReleaseAsync(fleet, 17);
        await RollOutAsync(fleet, Everywhere);
        await RunAsync(fleet, 5, hubs);
        (hubs[0].Previous, hubs[0].Running, hubs[0].Release) = (17, 18, 18);
        await hubs[0].TellAsync();
        await StepAsync(fleet, First(fleet), 1, RolloutStep.Revert);
        await RunAsync(fleet, 5, hubs);
        Assert.Equal((18, 0), (hubs[0].Running, hubs[1].Running));
        Assert.Equal(RolloutState.Reverted, (await FindAsync(fleet)).State);
    }

    [Fact]
    public async Task A_hub_that_restarts_and_is_heard_no_more_is_overdue_and_stops_the_rollout()
    {
        await using TestFleet fleet = await StartAsync();
        UpdateHub[] hubs = await AddAsync(fleet, 4);
        hubs[0].IsLost = true;
        await ReleaseAsync(fleet, 17);
        await RollOutAsync(fleet, Everywhere);
        await RunAsync(fleet, 5, hubs);
        fleet.Downlink.HasSessions = false;
        await RunAsync(fleet, 61, hubs, 60);
        Assert.Equal(RolloutHubState.Overdue, (await StatesAsync(fleet))[0].State);
        Assert.Equal("1 failed, 0 allowed: no word in time", (await FindAsync(fleet)).Reason);

        // The truth counts when it comes, late as it is.
        fleet.Downlink.HasSessions = true;
        hubs[0].IsLost = false;
        await hubs[0].SettleAsync();
        await RunAsync(fleet, 2, hubs);
        Assert.Equal(RolloutHubState.Confirmed, (await StatesAsync(fleet))[0].State);
    }

    [Fact]
    public async Task A_lost_order_is_given_again_with_the_nonce_that_the_hub_offers_then()
    {
        await using TestFleet fleet = await StartAsync();
        UpdateHub[] hubs = await AddAsync(fleet, 1);
        await ReleaseAsync(fleet, 17);
        await RollOutAsync(fleet, Everywhere);
        hubs[0].IsDeaf = true;
        await RunAsync(fleet, 5, hubs);
        Assert.Equal(1, hubs[0].NotTaken);
        hubs[0].IsDeaf = false;
        await RunAsync(fleet, 54, hubs);
        Assert.Empty(hubs[0].Taken);
        await RunAsync(fleet, 10, hubs);
        Assert.Equal([UpdateAction.Fetch, UpdateAction.Install], hubs[0].Taken.Select(static one => one.Action));

        // A hub that never takes one is no hub to wait for.
        UpdateHub deaf = (await AddAsync(fleet, 1))[0];
        deaf.IsDeaf = true;
        await RollOutAsync(fleet, Everywhere);
        await RunAsync(fleet, 20, [deaf], 61);
        Assert.Equal("1 failed, 0 allowed: no answer to 8 orders", (await FindAsync(fleet, 2)).Reason);
        Assert.Equal(8, deaf.NotTaken);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task A_crash_at_any_round_goes_on_where_it_was(StoreProvider provider)
    {
        TestFleet fleet = await StartAsync(provider);
        UpdateHub[] hubs = await AddAsync(fleet, 1);
        await ReleaseAsync(fleet, 17);
        await RollOutAsync(fleet, Everywhere);
        await RunAsync(fleet, 3, []);
        await fleet.ProjectAsync();
        TestFleet after = await fleet.RestartFromCrashAsync();
        Assert.Equal(RolloutHubState.Fetching, (await StatesAsync(after))[0].State);
        Assert.NotNull(after.Get<Fleet.Server.Updates.Blocks.OrderedReleases>().Find(
            after.Registry.Find(after.Operator.TenantId, hubs[0].Hub.HubId)!));
        await after.DisposeAsync();
        await fleet.DisposeAsync();
    }
}
