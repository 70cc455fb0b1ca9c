// The same change for many hubs: waves, stopping, going back.
using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using Fleet.Server;
using Fleet.Server.Access;
using Fleet.Server.Programming;
using Fleet.Server.Store;
using Hub.Protocols.Messages;
using Slices.Tests.World;
using static Slices.Tests.Programming.SettingsSamples;

namespace Slices.Tests.Programming;

public sealed class CampaignTests
{
    private static readonly CampaignOrder Everywhere = new(
        SettingLevel.Municipality, "all", "too many heartbeats", ["2", "50%"], SoakSeconds: 60);

    public static TheoryData<StoreProvider> Providers => TestFleet.Providers;

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task HBG_017_a_campaign_asks_some_first_watches_them_and_then_the_rest(StoreProvider provider)
    {
        await using TestFleet fleet = await TestFleet.StartAsync(provider);
        RuleHub[] hubs = await AddAsync(fleet, 10);
        await TellAsync(fleet, SettingLevel.Municipality, "all", 0, (Interval, 300));
        CampaignView started = await StartAsync(fleet, Everywhere);
        Assert.Equal((CampaignState.Running, 1L), (started.State, started.Number));
        Assert.Equal([2, 3, 5], started.Waves.Select(wave => wave.Hubs));
        Assert.Equal((null, 300), (started.Changes.Single().Old, Number(started.Changes.Single().New)));

        int[] expected = [2, 5, 10];
        for (int wave = 0; wave < 3; wave++)
        {
            await RoundAsync(fleet, 5);
            RuleHub[] asked = Asked(hubs);
            Assert.Equal((wave, expected[wave]), (wave, asked.Length));
            foreach (RuleHub hub in asked.Where(hub => hub.Parts.Length == 1))
            {
                await ConfirmOnceAsync(fleet, hub);
            }

            await RoundAsync(fleet, 2);
            CampaignView now = await CampaignAsync(fleet, 1);
            Assert.Equal(expected[wave], now.Waves.Sum(one => one.Confirmed));
            if (wave < 2)
            {
                Assert.NotNull(now.NextWaveAt);
                await RoundAsync(fleet, 50);
                Assert.Equal(expected[wave], Asked(hubs).Length);
                await RoundAsync(fleet, 12);
            }
        }

        Assert.Equal(CampaignState.Done, (await CampaignAsync(fleet, 1)).State);
        Assert.All(hubs, hub => Assert.Single(hub.Parts));
        LevelView level = (await fleet.Get<ISettingLevels>().FindAsync(
            As(fleet), SettingLevel.Municipality, "all", default))!;
        Assert.Equal((1L, 0), (level.ReleasedRevision, level.HubsBehind));
        Assert.Equal("level", (await fleet.Get<ICampaigns>().StartAsync(As(fleet), Everywhere, default))
            .Faults.Single().Field);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task A_bad_change_stops_at_the_first_hubs_and_those_are_taken_back(StoreProvider provider)
    {
        await using TestFleet fleet = await TestFleet.StartAsync(provider);
        RuleHub[] hubs = await AddAsync(fleet, 10);
        await TellAsync(fleet, SettingLevel.Municipality, "all", 0, (Interval, 300));
        await StartAsync(fleet, Everywhere);
        await RoundAsync(fleet, 2);
        RuleHub[] asked = Asked(hubs);
        await asked[0].ConfirmAsync(1, before: 0);
        await asked[1].AnswerAsync(1);
        await asked[1].TellAsync(1, SettingsPhase.Reverted, 0, 0, "not proved in time");
        await RoundAsync(fleet, 3);
        CampaignView stopped = await CampaignAsync(fleet, 1);
        Assert.Equal(
            (CampaignState.Stopped, "1 failed, 0 allowed: not proved in time"), (stopped.State, stopped.Reason));
        await RoundAsync(fleet, 200);
        Assert.Equal(2, Asked(hubs).Length);

        // Resumed by somebody who has seen it, it goes on until the next failure.
        await fleet.Get<ICampaigns>().StepAsync(As(fleet), 1, CampaignStep.Resume, "that one is known", default);
        await RoundAsync(fleet, 1);
        Assert.Equal(
            (CampaignState.Running, 1),
            ((await CampaignAsync(fleet, 1)).State, (await CampaignAsync(fleet, 1)).FailuresAllowed));
        await fleet.Get<ICampaigns>().StepAsync(As(fleet), 1, CampaignStep.Stop, "after all", default);
        CampaignChange reverting = await fleet.Get<ICampaigns>().StepAsync(
            As(fleet), 1, CampaignStep.Revert, "as before", default);
        Assert.Equal(CampaignState.Reverting, reverting.Campaign!.State);
        await RoundAsync(fleet, 3);
        Assert.False(asked[0].ReceiveSettings(2)!.Has(Hub.Protocols.Settings.SettingKeys.HeartbeatIntervalSeconds));
        await asked[0].ConfirmAsync(2, before: 1);
        await asked[1].ConfirmAsync(2, before: 0);
        await RoundAsync(fleet, 3);
        CampaignView reverted = await CampaignAsync(fleet, 1);
        Assert.Equal((CampaignState.Reverted, 2), (reverted.State, reverted.Waves.Sum(wave => wave.Reverted)));
        Assert.Equal(2, Asked(hubs).Length);
        LevelView level = (await fleet.Get<ISettingLevels>().FindAsync(
            As(fleet), SettingLevel.Municipality, "all", default))!;
        Assert.Equal((2L, 2L, 0, 0), (level.Revision, level.ReleasedRevision, level.HubsBehind, level.Told.Count));
    }

    [Fact]
    public async Task Hubs_that_are_away_hold_nothing_up_and_get_it_when_they_are_back()
    {
        await using TestFleet fleet = await TestFleet.StartAsync();
        RuleHub[] hubs = await AddAsync(fleet, 4);
        await TellAsync(fleet, SettingLevel.Municipality, "all", 0, (Interval, 300));
        fleet.Downlink.HasSessions = false;
        await StartAsync(fleet, Everywhere with { SoakSeconds = 0 });
        await RoundAsync(fleet, 10);
        CampaignView done = await CampaignAsync(fleet, 1);
        Assert.Equal((CampaignState.Done, 4), (done.State, done.Waves.Sum(wave => wave.Asked)));
        Assert.Empty(Asked(hubs));

        fleet.Downlink.HasSessions = true;
        foreach (RuleHub hub in hubs)
        {
            await hub.HelloAsync();
        }

        await RoundAsync(fleet);
        Assert.Equal(4, Asked(hubs).Length);
        foreach (RuleHub hub in hubs)
        {
            await hub.ConfirmAsync(1, before: 0);
        }

        await RoundAsync(fleet);
        Assert.Equal(4, (await CampaignAsync(fleet, 1)).Waves.Sum(wave => wave.Confirmed));
    }

    [Fact]
    public async Task A_plan_shows_every_hub_and_why_and_changes_nothing()
    {
        await using TestFleet fleet = await TestFleet.StartAsync();
        RuleHub[] hubs = await AddAsync(fleet, 3);
        await DoneAsync(fleet, hubs[0], 0, (Interval, 60));
        await DoneAsync(fleet, hubs[1], 0, ("nightStartMinute", 0), ("nightEndMinute", 60), ("nightLampPercent", 5));
        await TellAsync(fleet, SettingLevel.Municipality, "all", 0, (Interval, 300), ("nightLampPercent", 10));
        CampaignPlan plan = await fleet.Get<ICampaigns>().PlanAsync(As(fleet), Everywhere, default);
        Assert.Equal(SettingsResult.Done, plan.Result);
        PlannedHubView Of(RuleHub hub) => plan.Hubs.Single(one => one.HubId == hub.Hub.HubId);
        Assert.Equal(["nightLampPercent"], Of(hubs[0]).Changes.Select(one => one.Field));
        Assert.Equal([Interval], Of(hubs[1]).Changes.Select(one => one.Field));
        Assert.Empty(Of(hubs[1]).Faults);
        Assert.Equal("values.nightLampPercent", Of(hubs[2]).Faults.Single().Field);
        Assert.Empty(await fleet.Get<ICampaigns>().ListAsync(As(fleet), default));

        // Carried out, it fails there without asking the hub.
        await StartAsync(fleet, Everywhere with { Waves = ["100%"], FailuresAllowed = 3 });
        await RoundAsync(fleet, 3);
        CampaignHubView failed = Assert.Single((await fleet.Get<ICampaigns>().HubsAsync(
            As(fleet), 1, CampaignHubState.Failed, null, 10, default))!, one => one.HubId == hubs[2].Hub.HubId);
        Assert.StartsWith("values.nightLampPercent", failed.Reason, StringComparison.Ordinal);
        Assert.Empty(hubs[2].Parts);
    }

    [Fact]
    public async Task It_is_paused_resumed_and_stopped_by_who_decides_on_what_it_changes()
    {
        await using TestFleet fleet = await TestFleet.StartAsync();
        RuleHub[] hubs = await AddAsync(fleet, 6);
        var campaigns = fleet.Get<ICampaigns>();
        await TellAsync(fleet, SettingLevel.Municipality, "all", 0, (Interval, 300));
        Assert.Equal(SettingsResult.NotYours, (await campaigns.StartAsync(
            As(fleet, Roles.AlarmResponsible), Everywhere, default)).Result);
        await StartAsync(fleet, Everywhere);
        Assert.Equal(SettingsResult.Stale, (await campaigns.StartAsync(As(fleet), Everywhere, default)).Result);
        LevelChange change = await fleet.Get<ISettingLevels>().SetAsync(
            As(fleet), SettingLevel.Municipality, "all", Order((Interval, 400)), 1, default);
        Assert.Equal((SettingsResult.Stale, true), (change.Result, change.IsUnderWay));

        foreach ((string role, CampaignStep step, string comment, SettingsResult result, CampaignState state) in new[]
        {
            (Roles.AlarmResponsible, CampaignStep.Pause, "why", SettingsResult.NotYours, CampaignState.Running),
            (Roles.Technician, CampaignStep.Pause, " ", SettingsResult.Invalid, CampaignState.Running),
            (Roles.Technician, CampaignStep.Resume, "why", SettingsResult.Stale, CampaignState.Running),
            (Roles.Technician, CampaignStep.Pause, "why", SettingsResult.Done, CampaignState.Paused),
            (Roles.Technician, CampaignStep.Resume, "why", SettingsResult.Done, CampaignState.Running),
            (Roles.Technician, CampaignStep.Stop, "why", SettingsResult.Done, CampaignState.Stopped),
            (Roles.Technician, CampaignStep.Pause, "why", SettingsResult.Stale, CampaignState.Stopped),
        })
        {
            CampaignChange made = await campaigns.StepAsync(As(fleet, role), 1, step, comment, default);
            Assert.Equal((step, result, state), (step, made.Result, made.Campaign!.State));
            if (state != CampaignState.Running)
            {
                await RoundAsync(fleet, 3);
                Assert.Empty(Asked(hubs));
            }
        }

        Assert.Equal(SettingsResult.NotFound, (await campaigns.StepAsync(
            As(fleet), 2, CampaignStep.Stop, "why", default)).Result);
    }

    [Fact]
    public async Task A_hub_that_is_here_and_does_not_answer_counts_as_failed_and_a_change_at_home_counts_for_both()
    {
        await using TestFleet fleet = await TestFleet.StartAsync();
        RuleHub[] hubs = await AddAsync(fleet, 2);
        await TellAsync(fleet, SettingLevel.Municipality, "all", 0, (Interval, 300));
        await StartAsync(fleet, Everywhere with { FailuresAllowed = 1 });
        await RoundAsync(fleet, 2);
        await DoneAsync(fleet, hubs[0], 1, ("bytesPerDay", 9));
        Assert.Equal(
            300, hubs[0].ReceiveSettings(2)!.NumberOr(Hub.Protocols.Settings.SettingKeys.HeartbeatIntervalSeconds, 0));
        await hubs[0].ConfirmAsync(2, before: 0);
        fleet.Time.Advance(TimeSpan.FromSeconds(Limits.Campaigns.AnswerSeconds));
        await RoundAsync(fleet, 4);
        CampaignView done = await CampaignAsync(fleet, 1);
        Assert.Equal(
            (CampaignState.Done, 1, 1),
            (done.State, done.Waves.Sum(wave => wave.Confirmed), done.Waves.Sum(wave => wave.Failed)));
        Assert.Equal("no answer in time", (await fleet.Get<ICampaigns>().HubsAsync(
            As(fleet), 1, CampaignHubState.Failed, null, 10, default))!.Single().Reason);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task A_crash_in_the_middle_goes_on_where_it_was_and_asks_nobody_twice(StoreProvider provider)
    {
        await using TestFleet fleet = await TestFleet.StartAsync(provider);
        RuleHub[] hubs = await AddAsync(fleet, 6);
        await TellAsync(fleet, SettingLevel.Municipality, "all", 0, (Interval, 300));
        await StartAsync(fleet, Everywhere with { SoakSeconds = 0 });
        await RoundAsync(fleet, 2);
        RuleHub[] asked = Asked(hubs);
        await asked[0].ConfirmAsync(1, before: 0);
        await using TestFleet next = await fleet.RestartFromCrashAsync();
        await RoundAsync(next, 2);
        Assert.Empty(asked[0].On(next).Parts);
        await asked[1].On(next).ConfirmAsync(1, before: 0);
        await RoundAsync(next, 4);
        RuleHub[] rest = [.. hubs.Except(asked).Select(hub => hub.On(next))];
        Assert.Single(Asked(rest));
    }

    [Theory]
    [InlineData("2,10%,50%", 2_000, "2,200,1000,2000")]
    [InlineData("1,2,4,8", 5, "1,2,4,5")]
    [InlineData("2,10%,50%,100%", 1, "1")]
    [InlineData("2,10%,50%,100%", 12, "2,6,12")]
    [InlineData("2,1", 100, null)]
    [InlineData("100%", 1, "1")]
    [InlineData("50%,10%", 100, null)]
    [InlineData("0", 100, null)]
    [InlineData("101%", 100, null)]
    [InlineData("-1", 100, null)]
    [InlineData("many", 100, null)]
    [InlineData("", 100, null)]
    public void Waves_are_numbers_or_parts_ascending_and_the_rest(string written, int hubs, string? ends)
    {
        IReadOnlyList<int>? read = Waves.Read(written.Split(','), hubs);
        Assert.Equal(ends, read is null ? null : string.Join(',', read));
    }

    [Fact]
    public void There_are_no_more_waves_than_allowed()
    {
        string[] most = [.. Enumerable.Range(1, Limits.Campaigns.Waves).Select(i => $"{i}")];
        Assert.NotNull(Waves.Read(most, 100));
        Assert.Null(Waves.Read([.. most, "99"], 100));
        Assert.Null(Waves.Read([], 100));
    }

    private static RuleHub[] Asked(RuleHub[] hubs) => [.. hubs.Where(hub => hub.Parts.Length > 0)];

    private static async Task ConfirmOnceAsync(TestFleet fleet, RuleHub hub)
    {
        if ((await FindAsync(fleet, hub)).ReportedVersion is null)
        {
            await hub.ConfirmAsync(1, before: 0);
        }
    }
}
