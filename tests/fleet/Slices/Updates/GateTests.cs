// What keeps hubs from being ordered: alarm, battery, settings on trial, neighbours, window, earlier releases.
using System;
using System.Linq;
using System.Threading.Tasks;
using Fleet.Server.Store;
using Fleet.Server.Updates;
using Hub.Protocols.Updates;
using Slices.Tests.World;
using static Slices.Tests.Updates.UpdateSamples;

namespace Slices.Tests.Updates;

public sealed class GateTests
{
    private static readonly RolloutOrder AtOnce = new(
        17, "better radio", Waves: ["100%"], HubsPerMinute: 600, Burst: 50);

    public static TheoryData<StoreProvider> Providers => TestFleet.Providers;

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task A_hub_with_an_open_alarm_or_on_battery_waits_and_says_why(StoreProvider provider)
    {
        await using TestFleet fleet = await StartAsync(provider);
        UpdateHub[] hubs = await AddAsync(fleet, 4);
        await ReleaseAsync(fleet, 17, battery: 50);
        await fleet.SendAsync(hubs[0].Hub, Messages.Press(900_000));
        await hubs[1].BeatAsync(isOnMains: false);
        await hubs[2].BeatAsync(battery: 49);
        await RollOutAsync(fleet, AtOnce);
        await RunAsync(fleet, 4, hubs);
        Assert.Equal(
            [
                (RolloutHubState.Waiting, RolloutWait.Alarm),
                (RolloutHubState.Ready, RolloutWait.Battery),
                (RolloutHubState.Ready, RolloutWait.Battery),
                (RolloutHubState.Confirmed, RolloutWait.None),
            ],
            (await StatesAsync(fleet)).OrderBy(static one => one.State).ThenBy(static one => one.Wait));
        Assert.Equal(
            [(RolloutWait.Alarm, 1), (RolloutWait.Battery, 2)],
            (await FindAsync(fleet)).Waits.Select(static one => (one.Wait, one.Hubs)));
        await hubs[1].BeatAsync();
        await hubs[2].BeatAsync(battery: 50);
        await RunAsync(fleet, 3, hubs);
        Assert.Equal(3, hubs.Count(static one => one.Running == 17));
    }

    [Fact]
    public async Task An_alarm_between_fetching_and_installing_puts_the_restart_off()
    {
        await using TestFleet fleet = await StartAsync();
        UpdateHub[] hubs = await AddAsync(fleet, 1);
        await ReleaseAsync(fleet, 17);
        await RollOutAsync(fleet, AtOnce);
        await RunAsync(fleet, 1, hubs);
        await hubs[0].BeatAsync(pendingAlarms: 1);
        await RunAsync(fleet, 3, hubs);
        Assert.Equal((RolloutHubState.Ready, RolloutWait.Alarm), (await StatesAsync(fleet))[0]);
        await hubs[0].BeatAsync();
        await RunAsync(fleet, 2, hubs);
        Assert.Equal(17, hubs[0].Running);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Two_of_one_stairwell_round_or_cell_are_never_restarted_at_once(StoreProvider provider)
    {
        await using TestFleet fleet = await StartAsync(provider);
        UpdateHub[] hubs = await AddAsync(fleet, 6);
        foreach ((int i, HubPlaces places) in new[]
        {
            (0, new HubPlaces("A", "", "")), (1, new HubPlaces("A", "", "")),
            (2, new HubPlaces("", "N", "")), (3, new HubPlaces("", "N", "C")),
            (4, new HubPlaces("", "", "C")),
        })
        {
            Assert.True(await fleet.Get<IHubUpdates>().PutAsync(First(fleet), hubs[i].Hub.HubId, places, default));
        }

        await ReleaseAsync(fleet, 17);
        await RollOutAsync(fleet, AtOnce);
        await RunAsync(fleet, 1, hubs);
        await RunAsync(fleet, 3, hubs, settles: false);

        // The first of each pair, and who has nothing in common with anybody who is being restarted.
        Assert.Equal([0, 2, 4, 5], Restarting(hubs));
        Assert.Equal((RolloutHubState.Ready, RolloutWait.Neighbour), (await StatesAsync(fleet))[1]);
        await hubs[0].SettleAsync();
        await hubs[2].SettleAsync();
        await RunAsync(fleet, 2, hubs, settles: false);
        Assert.Equal([1, 4, 5], Restarting(hubs));
        await hubs[4].SettleAsync();
        await RunAsync(fleet, 2, hubs, settles: false);
        Assert.Equal([1, 3, 5], Restarting(hubs));
        await RunAsync(fleet, 2, hubs);
        Assert.Equal(RolloutState.Done, (await FindAsync(fleet)).State);
    }

    [Fact]
    public async Task Hubs_restart_only_in_their_window_and_no_order_reaches_beyond_it()
    {
        await using TestFleet fleet = await StartAsync();
        UpdateHub[] hubs = await AddAsync(fleet, 2);
        await ReleaseAsync(fleet, 17);

        // The test's clock begins at 09:00 in Sweden.
        await RollOutAsync(fleet, AtOnce with { WindowFrom = 600, WindowTo = 605, Burst = 1, HubsPerMinute = 1 });
        await RunAsync(fleet, 58, hubs, 60);
        Assert.All(await StatesAsync(fleet), static one => Assert.Equal(
            (RolloutHubState.Ready, RolloutWait.Window), one));
        await RunAsync(fleet, 2, hubs, 60);
        Assert.Equal(1, hubs.Count(static one => one.Running == 17));
        UpdateOrderTimes(fleet, hubs, TimeSpan.FromMinutes(65));
        await RunAsync(fleet, 4, hubs, 60);
        Assert.Equal(2, hubs.Count(static one => one.Running == 17));
        UpdateOrderTimes(fleet, hubs, TimeSpan.FromMinutes(65));
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Hubs_are_brought_to_what_a_release_requires_first_whichever_rollout_was_made_first(
        StoreProvider provider)
    {
        await using TestFleet fleet = await StartAsync(provider);
        UpdateHub[] hubs = await AddAsync(fleet, 3);
        hubs[2].Running = 16;
        await hubs[2].TellAsync();
        await fleet.ProjectAsync();
        await ReleaseAsync(fleet, 16);
        await ReleaseAsync(fleet, 17, requires: 16);
        RolloutPlan alone = await fleet.Get<IRollouts>().PlanAsync(First(fleet), AtOnce, default);
        Assert.Equal(
            [(RolloutExclusion.None, 0), (RolloutExclusion.NeedsEarlier, 16), (RolloutExclusion.NeedsEarlier, 16)],
            alone.Hubs.Select(static one => (one.Exclusion, (int)one.RequiredRelease)));

        // A draft of the earlier one is enough to plan the later one; the later one may even be started first.
        RolloutChange earlier = await fleet.Get<IRollouts>().MakeAsync(
            First(fleet), AtOnce with { Release = 16 }, default);
        Assert.Equal(UpdateResult.Done, earlier.Result);
        await RollOutAsync(fleet, AtOnce);
        await RunAsync(fleet, 4, hubs);
        Assert.Equal([0, 0, 17], hubs.Select(static one => one.Running));
        Assert.Equal(2, (await StatesAsync(fleet, 2)).Count(static one => one.Wait == RolloutWait.Dependency));
        await StepAsync(fleet, Second(fleet), 1, RolloutStep.Approve);
        await StepAsync(fleet, First(fleet), 1, RolloutStep.Start);
        await RunAsync(fleet, 10, hubs);
        Assert.Equal([17, 17, 17], hubs.Select(static one => one.Running));
        Assert.Equal([16L, 16, 17, 17], hubs[0].Taken.Select(static one => one.ReleaseSequence));
    }

    [Fact]
    public async Task Hubs_that_are_away_hold_nothing_up_and_have_their_turn_when_they_are_back()
    {
        await using TestFleet fleet = await StartAsync();
        UpdateHub[] hubs = await AddAsync(fleet, 3);
        await ReleaseAsync(fleet, 17);
        fleet.Downlink.HasSessions = false;
        await RollOutAsync(fleet, AtOnce with { Waves = ["1", "2"], SoakSeconds = 0 });
        await RunAsync(fleet, 5, hubs);
        Assert.Equal((RolloutHubState.Waiting, RolloutWait.Link), (await StatesAsync(fleet))[0]);

        // A first wave of which nobody has kept the release proves nothing, so nobody else has a turn.
        Assert.Equal(1, (await FindAsync(fleet)).Wave);
        fleet.Downlink.HasSessions = true;
        await RunAsync(fleet, 12, hubs);
        Assert.Equal(RolloutState.Done, (await FindAsync(fleet)).State);
    }

    private static int[] Restarting(UpdateHub[] hubs) =>
        [.. Enumerable.Range(0, hubs.Length).Where(i => hubs[i].Phase == UpdatePhase.Trial)];

    private static void UpdateOrderTimes(TestFleet fleet, UpdateHub[] hubs, TimeSpan latest) => Assert.All(
        hubs.SelectMany(static one => one.Taken).Where(static one => one.Action == UpdateAction.Install),
        one => Assert.True(one.ExpiresUnixMilliseconds <= (fleet.Time.Start + latest).ToUnixTimeMilliseconds()));
}
