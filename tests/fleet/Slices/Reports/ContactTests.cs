// Figures from hubs and homes over time: out of contact, repaired, and homes whose alarms grow more.
using System;
using System.Linq;
using System.Threading.Tasks;
using Fleet.Evidence.Statistics;
using Fleet.Server.Alarms;
using Fleet.Server.Gateway;
using Fleet.Server.Http;
using Fleet.Server.Hubs;
using Fleet.Server.Reports;
using Fleet.Server.Store;
using Slices.Tests.World;

namespace Slices.Tests.Reports;

public sealed class ContactTests
{
    [Theory]
    [MemberData(nameof(TestFleet.Providers), MemberType = typeof(TestFleet))]
    public async Task HBG_053_MFD_009_interruptions_of_each_home_and_the_time_to_repair_are_measured(
        StoreProvider provider)
    {
        await using TestFleet fleet = await TestFleet.StartAsync(provider);
        LiveHub[] hubs = await fleet.AddHubsAsync(2);
        await HeartbeatAsync(fleet, hubs[0]);
        await HeartbeatAsync(fleet, hubs[1]);

        // The first is silent for 1,000 s, the other one never for long.
        for (int i = 0; i < 10; i++)
        {
            await fleet.SuperviseAsync(100);
            await HeartbeatAsync(fleet, hubs[1]);
        }

        Assert.Equal(0, (await ReportAsync(fleet)).All.Interruption.Count);
        await HeartbeatAsync(fleet, hubs[0]);
        await fleet.SuperviseAsync(1);
        AlarmCaseView fault = Assert.Single(await fleet.OpenCasesAsync());
        Assert.Equal(hubs[0].HubId, fault.HubId);
        Assert.False(fault.IsConditionActive);

        StatisticsReport report = await ReportAsync(fleet);
        GroupFigures home = Assert.Single(report.Groups, group => group.Name == hubs[0].HubId);
        DurationFigure interruption = home.Interruption;
        Assert.Equal(1, interruption.Count);
        Assert.InRange(interruption.Longest!.Value, 1_000_000, 1_002_000);
        Assert.Equal(interruption, report.All.Interruption);
        Assert.All(
            report.Groups.Where(group => group.Name != hubs[0].HubId),
            group => Assert.Equal(0, group.Interruption.Count));
        Assert.Equal(0, report.All.Repair.Count);

        fleet.Time.Advance(TimeSpan.FromMinutes(30));
        await fleet.Cases.ClaimAsync(fleet.Operator, fault.CaseId, default);
        await fleet.Cases.CloseAsync(fleet.Operator, fault.CaseId, CaseOutcome.FaultCleared, null, default);
        report = await ReportAsync(fleet);
        long repaired = (fleet.Time.GetUtcNow() - fault.ReceivedAt).Ticks / TimeSpan.TicksPerMillisecond;
        Assert.Equal(new DurationFigure(1, repaired, repaired, repaired, repaired), report.All.Repair);
        Assert.Equal(
            ["interruption", "repair"],
            report.Formulas.Select(formula => formula.Figure).Where(name => name is "interruption" or "repair"));
    }

    [Fact]
    public async Task NOR_003_a_home_whose_alarms_grow_more_is_seen_from_one_month_to_the_next()
    {
        await using TestFleet fleet = await TestFleet.StartAsync();
        LiveHub[] hubs = await fleet.AddHubsAsync(2);
        await PressAndCloseAsync(fleet, hubs[0], 1);
        await PressAndCloseAsync(fleet, hubs[1], 1);
        fleet.Time.Advance(TimeSpan.FromDays(30));
        for (ulong sequence = 2; sequence < 7; sequence++)
        {
            await PressAndCloseAsync(fleet, hubs[0], sequence);
        }

        await PressAndCloseAsync(fleet, hubs[1], 2);
        Assert.Equal((1, 5), (await CountAsync(hubs[0], 11), await CountAsync(hubs[0], 12)));
        Assert.Equal((1, 1), (await CountAsync(hubs[1], 11), await CountAsync(hubs[1], 12)));

        async Task<int> CountAsync(LiveHub hub, int month)
        {
            var first = new DateOnly(2026, month, 1);
            StatisticsView view = await fleet.Get<IStatistics>().ReportAsync(
                fleet.Operator, new Period(first, first.AddMonths(1)), Grouping.Home, default);
            return view.Report.Groups.Single(group => group.Name == hub.HubId).PersonAlarms;
        }
    }

    private static async Task PressAndCloseAsync(TestFleet fleet, LiveHub hub, ulong sequence)
    {
        await fleet.SendAsync(hub, Messages.Press(sequence));
        AlarmCaseView one = Assert.Single(await fleet.OpenCasesAsync());
        await fleet.Cases.ClaimAsync(fleet.Operator, one.CaseId, default);
        await fleet.Cases.CloseAsync(fleet.Operator, one.CaseId, CaseOutcome.Call, null, default);
    }

    private static async Task HeartbeatAsync(TestFleet fleet, LiveHub hub) => Assert.Equal(
        PublishOutcome.Accepted,
        await fleet.SendAsync(hub, Messages.Heartbeat(fleet.Time.GetUtcNow().ToUnixTimeMilliseconds())));

    private static async Task<StatisticsReport> ReportAsync(TestFleet fleet)
    {
        DateOnly day = SwedishClock.Day(fleet.Time.GetUtcNow().ToUnixTimeMilliseconds());
        return (await fleet.Get<IStatistics>()
            .ReportAsync(fleet.Operator, new Period(day, day.AddDays(1)), Grouping.Home, default)).Report;
    }
}
