// A silent hub becomes a technical case in bounded time, and only then; when it returns, the case is cleared.
using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using Fleet.Server.Alarms;
using Fleet.Server.Gateway;
using Fleet.Server.Gateway.Ingest;
using Fleet.Server.Hubs;
using Fleet.Server.Store;
using Microsoft.Extensions.DependencyInjection;
using Slices.Tests.World;

namespace Slices.Tests.Supervision;

public sealed class SilenceTests
{
    public static TheoryData<StoreProvider> Providers => TestFleet.Providers;

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task HBG_018_HBG_081_HUL_055_MFD_010_three_missed_heartbeats_are_a_case_and_a_message_clears_it(
        StoreProvider provider)
    {
        // HBG-018, HBG-081, requirements §5.2: 3 × 120 s, within 10 s.
        await using TestFleet fleet = await TestFleet.StartAsync(provider);
        LiveHub hub = await fleet.AddHubAsync();
        await HeartbeatAsync(fleet, hub);
        DateTimeOffset heard = fleet.Time.GetUtcNow();
        await fleet.SuperviseAsync(179);
        Assert.Equal(HubStatus.Ok, await StatusAsync(fleet, hub));
        await fleet.SuperviseAsync(1);
        Assert.Equal(HubStatus.Late, await StatusAsync(fleet, hub));
        await fleet.SuperviseAsync(179);
        Assert.Equal(HubStatus.Late, await StatusAsync(fleet, hub));
        Assert.Empty(await fleet.OpenCasesAsync());
        await fleet.SuperviseAsync(1);

        Assert.Equal(HubStatus.Silent, await StatusAsync(fleet, hub));
        AlarmCaseView silent = Assert.Single(await fleet.OpenCasesAsync());
        Assert.Equal(CaseKind.Technical, silent.Kind);
        Assert.True(silent.IsConditionActive);
        Assert.Equal(heard, silent.RaisedAt);
        Assert.Equal(fleet.Time.GetUtcNow(), silent.ReceivedAt);
        HubView view = (await fleet.Hubs.FindAsync(fleet.Operator, hub.HubId, default))!;
        Assert.Equal(heard, view.LastProvenAt);
        Assert.Null(view.NextProofDueAt);

        await fleet.SuperviseAsync(1_000);
        Assert.Single(await fleet.OpenCasesAsync());
        await HeartbeatAsync(fleet, hub);
        Assert.Equal(HubStatus.Ok, await StatusAsync(fleet, hub));
        await fleet.SuperviseAsync(1);

        AlarmCaseView cleared = Assert.Single(await fleet.OpenCasesAsync());
        Assert.False(cleared.IsConditionActive);
        Assert.Equal(CaseState.Raised, cleared.State);
        Assert.Equal(["raised", "cleared"], await fleet.StepsAsync(cleared.CaseId));
        Assert.Equal(["returned", "silent", "heartbeat"], await fleet.HistoryAsync(hub));
    }

    [Fact]
    public async Task The_hubs_own_interval_counts_from_its_hello_on()
    {
        await using TestFleet fleet = await TestFleet.StartAsync();
        LiveHub[] hubs = await fleet.AddHubsAsync(3);
        await fleet.SendAsync(hubs[0], Messages.Hello(intervalSeconds: 10));
        await fleet.SendAsync(hubs[1], Messages.Hello(intervalSeconds: 600));
        await fleet.SendAsync(hubs[2], Messages.Hello(intervalSeconds: 86_400));
        await fleet.SuperviseAsync(5);

        // Changed to a short one while its next look lies a day ahead.
        await fleet.SendAsync(hubs[2], Messages.Hello(intervalSeconds: 20));
        await fleet.SuperviseAsync(25);
        Assert.Equal([hubs[0].HubId], await SilentAsync(fleet));
        await fleet.SuperviseAsync(35);
        Assert.Equal(Sorted(hubs[0], hubs[2]), await SilentAsync(fleet));
        await fleet.SuperviseAsync(1_734);
        Assert.Equal(2, (await SilentAsync(fleet)).Length);
        await fleet.SuperviseAsync(1);
        Assert.Equal(3, (await SilentAsync(fleet)).Length);
    }

    [Fact]
    public async Task A_hub_that_reports_in_time_is_never_silent_and_a_new_one_is_not_missed()
    {
        await using TestFleet fleet = await TestFleet.StartAsync();
        LiveHub[] hubs = await fleet.AddHubsAsync(2);
        for (int i = 0; i < 60; i++)
        {
            await HeartbeatAsync(fleet, hubs[0]);
            await fleet.SuperviseAsync(120);
        }

        Assert.Equal(HubStatus.Ok, await StatusAsync(fleet, hubs[0]));
        Assert.Equal(HubStatus.NeverHeard, await StatusAsync(fleet, hubs[1]));
        Assert.Empty(await fleet.OpenCasesAsync());
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task A_restart_counts_silence_anew_so_that_no_storm_arises(StoreProvider provider)
    {
        await using TestFleet fleet = await TestFleet.StartAsync(provider);
        LiveHub[] hubs = await fleet.AddHubsAsync(300);
        foreach (LiveHub hub in hubs)
        {
            fleet.Enqueue(hub, Messages.Heartbeat(0), null);
        }

        await HeartbeatAsync(fleet, hubs[0]);
        fleet.Time.Advance(TimeSpan.FromHours(2));
        await using TestFleet next = await fleet.RestartFromCrashAsync();
        LiveHub back = next.Registry.Find(next.Operator.TenantId, hubs[7].HubId)!;

        await next.SuperviseAsync(100);
        Assert.Equal(HubStatus.Unknown, await StatusAsync(next, back));
        await HeartbeatAsync(next, back);
        Assert.Equal(HubStatus.Ok, await StatusAsync(next, back));
        await next.SuperviseAsync(259);
        Assert.Empty(await next.OpenCasesAsync());
        await next.SuperviseAsync(1);
        Assert.Equal(299, await next.NumberAsync("SELECT COUNT(*) FROM care.alarm_case"));
        Assert.DoesNotContain(back.HubId, await SilentAsync(next));
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task A_restart_knows_who_was_silent_and_clears_the_same_case(StoreProvider provider)
    {
        await using TestFleet fleet = await TestFleet.StartAsync(provider);
        LiveHub hub = await fleet.AddHubAsync();
        await HeartbeatAsync(fleet, hub);
        await fleet.SuperviseAsync(360);
        Guid id = Assert.Single(await fleet.OpenCasesAsync()).CaseId;

        await using TestFleet next = await fleet.RestartFromCrashAsync();
        LiveHub same = next.Registry.Find(next.Operator.TenantId, hub.HubId)!;
        Assert.Equal(HubStatus.Silent, await StatusAsync(next, same));
        await next.SuperviseAsync(400);
        await HeartbeatAsync(next, same);
        await next.SuperviseAsync(1);

        AlarmCaseView cleared = Assert.Single(await next.OpenCasesAsync());
        Assert.Equal(id, cleared.CaseId);
        Assert.False(cleared.IsConditionActive);
    }

    [Fact]
    public async Task A_case_closed_while_the_hub_is_silent_stays_closed_over_a_restart()
    {
        await using TestFleet fleet = await TestFleet.StartAsync();
        LiveHub hub = await fleet.AddHubAsync();
        await HeartbeatAsync(fleet, hub);
        await fleet.SuperviseAsync(360);
        Guid id = (await fleet.OpenCasesAsync())[0].CaseId;
        await fleet.Cases.ClaimAsync(fleet.Operator, id, default);
        await fleet.Cases.CloseAsync(fleet.Operator, id, CaseOutcome.Visited, null, default);
        await fleet.SuperviseAsync(1_000);
        Assert.Empty(await fleet.OpenCasesAsync());
        await fleet.ProjectAsync();
        await using TestFleet next = await fleet.RestartFromCrashAsync();
        await next.SuperviseAsync(1_000);
        Assert.Empty(await next.OpenCasesAsync());

        // Back and silent again is a new fault.
        LiveHub same = next.Registry.Find(next.Operator.TenantId, hub.HubId)!;
        await HeartbeatAsync(next, same);
        await next.SuperviseAsync(361);
        Assert.NotEqual(id, Assert.Single(await next.OpenCasesAsync()).CaseId);
    }

    [Theory]
    [InlineData(7_200)]
    [InlineData(-7_200)]
    public async Task A_jumping_clock_makes_no_hub_silent_and_hides_no_silence(int step)
    {
        await using TestFleet fleet = await TestFleet.StartAsync();
        LiveHub hub = await fleet.AddHubAsync();
        await HeartbeatAsync(fleet, hub);
        await fleet.SuperviseAsync(100);
        fleet.Time.SetClock(TimeSpan.FromSeconds(step));
        await fleet.SuperviseAsync(259);
        Assert.Empty(await fleet.OpenCasesAsync());
        await fleet.SuperviseAsync(1);
        Assert.Single(await fleet.OpenCasesAsync());
    }

    [Fact]
    public async Task While_nothing_can_be_committed_nobody_counts_as_silent()
    {
        await using TestFleet fleet = await TestFleet.StartAsync(replace: services =>
            services.AddSingleton<IIngestStore>(provider =>
                new GatedIngestStore(provider.GetRequiredService<FleetStore>())));
        var store = (GatedIngestStore)fleet.Get<IIngestStore>();
        LiveHub hub = await fleet.AddHubAsync();
        await HeartbeatAsync(fleet, hub);
        await fleet.SuperviseAsync(60);
        store.CommitFault = GatedIngestStore.DiskFull();
        Assert.Equal(PublishOutcome.NotCommitted, await fleet.SendAsync(hub, Messages.Heartbeat(0)));
        await fleet.SuperviseAsync(1_000);
        Assert.Empty(await fleet.OpenCasesAsync());
        Assert.Equal(HubStatus.Unknown, await StatusAsync(fleet, hub));
        store.CommitFault = null;
        LiveHub other = await fleet.AddHubAsync();
        await HeartbeatAsync(fleet, other);

        await fleet.SuperviseAsync(359);
        Assert.Empty(await fleet.OpenCasesAsync());
        await fleet.SuperviseAsync(1);
        Assert.Equal(2, (await fleet.OpenCasesAsync()).Count);
    }

    [Fact]
    public async Task A_server_that_was_stopped_for_a_while_blames_itself()
    {
        await using TestFleet fleet = await TestFleet.StartAsync();
        LiveHub hub = await fleet.AddHubAsync();
        await HeartbeatAsync(fleet, hub);
        await fleet.SuperviseAsync(10);
        fleet.Time.Advance(TimeSpan.FromHours(1));
        await fleet.SuperviseAsync(359);
        Assert.Empty(await fleet.OpenCasesAsync());
        await fleet.SuperviseAsync(2);
        Assert.Single(await fleet.OpenCasesAsync());
    }

    [Fact]
    public async Task A_flapping_hub_keeps_its_one_case_until_it_has_been_heard_for_a_while()
    {
        await using TestFleet fleet = await TestFleet.StartAsync();
        LiveHub hub = await fleet.AddHubAsync();
        await fleet.SendAsync(hub, Messages.Hello(intervalSeconds: 60));
        for (int i = 0; i < 3; i++)
        {
            await fleet.SuperviseAsync(180);
            await HeartbeatAsync(fleet, hub);
            await fleet.SuperviseAsync(1);
        }

        AlarmCaseView flapping = Assert.Single(await fleet.OpenCasesAsync());
        Assert.True(flapping.IsConditionActive);
        Assert.Equal(
            ["raised", "cleared", "recurred", "cleared", "recurred"], await fleet.StepsAsync(flapping.CaseId));
        for (int i = 0; i < 10; i++)
        {
            await fleet.SuperviseAsync(59);
            await HeartbeatAsync(fleet, hub);
        }

        Assert.True((await fleet.OpenCasesAsync())[0].IsConditionActive);
        await fleet.SuperviseAsync(20);
        Assert.False((await fleet.OpenCasesAsync())[0].IsConditionActive);
    }

    [Fact]
    public async Task What_the_store_does_not_take_waits_for_the_next_round()
    {
        await using TestFleet fleet = await TestFleet.StartAsync();
        LiveHub hub = await fleet.AddHubAsync();
        await HeartbeatAsync(fleet, hub);
        await fleet.SuperviseAsync(359);
        await fleet.NumberAsync(
            "CREATE TRIGGER fault BEFORE INSERT ON care_alarm_case BEGIN SELECT RAISE(ABORT, 'no'); END");
        await fleet.SuperviseAsync(3);
        Assert.Empty(await fleet.OpenCasesAsync());
        Assert.True(fleet.Log.CountOf(4001) >= 3);
        await fleet.NumberAsync("DROP TRIGGER fault");
        await fleet.SuperviseAsync(1);
        Assert.Single(await fleet.OpenCasesAsync());
        Assert.Single(await fleet.HistoryAsync(hub), kind => kind == "silent");
    }

    [Fact]
    public async Task Looking_costs_by_the_time_that_passes_not_by_the_messages_or_hubs()
    {
        await using TestFleet fleet = await TestFleet.StartAsync();
        LiveHub[] hubs = await fleet.AddHubsAsync(2_000);
        var watch = fleet.Get<SilenceWatch>();
        for (int minute = 0; minute < 10; minute++)
        {
            foreach (LiveHub hub in hubs)
            {
                fleet.Enqueue(hub, Messages.Heartbeat(0), null);
            }

            await HeartbeatAsync(fleet, hubs[0]);
            await fleet.SuperviseAsync(60);
            Assert.Equal(hubs.Length, watch.Count);
        }
    }

    private static async Task HeartbeatAsync(TestFleet fleet, LiveHub hub) => Assert.Equal(
        PublishOutcome.Accepted,
        await fleet.SendAsync(hub, Messages.Heartbeat(fleet.Time.GetUtcNow().ToUnixTimeMilliseconds())));

    private static async Task<HubStatus> StatusAsync(TestFleet fleet, LiveHub hub) =>
        (await fleet.Hubs.FindAsync(fleet.Operator, hub.HubId, default))!.Status;

    private static async Task<string[]> SilentAsync(TestFleet fleet)
    {
        IReadOnlyList<HubView> hubs = await fleet.Hubs.ListAsync(fleet.Operator, 1_000, null, default);
        return [.. hubs.Where(hub => hub.Status == HubStatus.Silent).Select(hub => hub.HubId).Order()];
    }

    private static string[] Sorted(params LiveHub[] hubs) => [.. hubs.Select(hub => hub.HubId).Order()];
}
