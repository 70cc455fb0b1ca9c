// What is kept of a case for those who follow up: how it ended, why help was needed, and every action with its actor.
using System;
using System.Linq;
using System.Threading.Tasks;
using Fleet.Evidence.Statistics;
using Fleet.Server.Alarms;
using Fleet.Server.Http;
using Fleet.Server.Hubs;
using Fleet.Server.Reports;
using Fleet.Server.Store;
using Slices.Tests.World;

namespace Slices.Tests.Alarms;

public sealed class OutcomeTests
{
    [Fact]
    public async Task HBG_008_HUL_005_how_a_case_ended_is_kept_with_it_and_in_its_log()
    {
        await using CaseWorld world = await CaseWorld.StartAsync();

        // A case becomes merged by merging only.
        foreach (CaseOutcome outcome in Enum.GetValues<CaseOutcome>().Where(one => one != CaseOutcome.Merged))
        {
            (Guid id, LiveHub _) = await world.BringAsync(CaseState.Spoken);
            await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => world.DoAsync(id, new CloseCase(null)));
            Assert.Equal(CaseState.Spoken, (await world.SeeAsync(id)).State);
            Assert.Equal(
                CaseChangeResult.Done, await world.DoAsync(id, new CloseCase(outcome, "as agreed with her")));

            AlarmCaseView closed = await world.SeeAsync(id);
            Assert.Equal((CaseState.Closed, outcome), (closed.State, closed.Outcome));
            CaseLogEntryView entry = await world.LastAsync(id, "closed");
            Assert.Equal($"outcome {(int)outcome}: as agreed with her", entry.Detail);
            Assert.Equal(world.Operator.DisplayName, entry.ActorName);
        }
    }

    [Fact]
    public async Task HBG_010_why_help_was_needed_is_kept_with_the_case_and_counted()
    {
        await using CaseWorld world = await CaseWorld.StartAsync();
        CaseCause[] causes = Enum.GetValues<CaseCause>();
        foreach (CaseCause cause in causes)
        {
            (Guid id, LiveHub _) = await world.BringAsync(CaseState.Claimed);
            Assert.Equal(
                CaseChangeResult.Done, await world.DoAsync(id, new CloseCase(CaseOutcome.Visited, null, cause)));
            Assert.Equal(cause, (await world.SeeAsync(id)).Cause);
        }

        StatisticsView view = await ReportAsync(world, Grouping.Cause);
        Assert.Equal(
            causes.Select(cause => cause == CaseCause.None ? "" : cause.ToString("D")).Order(StringComparer.Ordinal),
            view.Report.Groups.Select(group => group.Name));
        Assert.All(view.Report.Groups, group => Assert.Equal((1, 1), (group.PersonAlarms, group.Closed)));
        Assert.Equal("Fall", view.Names["1"]);
    }

    [Fact]
    public async Task HBG_040_a_press_that_was_a_test_goes_the_whole_way_and_is_counted_as_a_test_afterwards()
    {
        await using CaseWorld world = await CaseWorld.StartAsync();
        (Guid test, LiveHub hub) = await world.BringAsync(CaseState.Dispatched);
        AlarmCaseView open = await world.SeeAsync(test);
        Assert.Equal((CaseKind.Person, CaseState.Dispatched), (open.Kind, open.State));
        Assert.Equal(1, (await ReportAsync(world, Grouping.Municipality)).Report.All.PersonAlarms);

        Assert.Equal(CaseChangeResult.Done, await world.DoAsync(test, new CloseCase(CaseOutcome.Test)));
        StatisticsReport report = (await ReportAsync(world, Grouping.Municipality)).Report;
        Assert.Equal((0, 1), (report.All.PersonAlarms, report.ExcludedTests));

        // The next press at the same home is an alarm again.
        Guid next = await world.PressAsync(hub);
        Assert.NotEqual(test, next);
        Assert.Equal(1, (await ReportAsync(world, Grouping.Municipality)).Report.All.PersonAlarms);
    }

    [Theory]
    [MemberData(nameof(TestFleet.Providers), MemberType = typeof(TestFleet))]
    public async Task HBG_043_each_action_of_the_centre_is_in_the_log_with_who_when_and_why(StoreProvider provider)
    {
        await using CaseWorld world = await CaseWorld.StartAsync(provider);
        (Guid id, LiveHub _) = await world.PressAsync();
        (CaseAction Action, string Step, string Says)[] actions =
        [
            (new ClaimCase(), "claimed", ""),
            (new NoteSpeech(SpeechResult.Spoken), "spoken", ""),
            (new RemarkCase("She has fallen in the hall"), "remarked", "She has fallen in the hall"),
            (new CallEmergencyServices("at her wish"), "emergencyCalled", "at her wish"),
            (new DispatchCase(), "dispatched", "told 2"),
            (new CheckInResponder(Name: "Anna"), "checkedIn", "method operator"),
            (new CheckOutResponder(), "checkedOut", "method operator"),
            (new CloseCase(CaseOutcome.Visited, "up again", CaseCause.Fall), "closed", "outcome 1; cause 1: up again"),
            (new ReopenCase("She called again"), "reopened", "She called again"),
        ];
        foreach ((CaseAction action, string step, string says) in actions)
        {
            world.Fleet.Time.Advance(TimeSpan.FromSeconds(7));
            Assert.Equal(CaseChangeResult.Done, await world.DoAsync(id, action));
            CaseLogEntryView entry = await world.LastAsync(id, step);
            Assert.Equal(world.Fleet.Time.GetUtcNow(), entry.At);
            Assert.Equal(world.Operator.DisplayName, entry.ActorName);
            Assert.Contains(says, entry.Detail, StringComparison.Ordinal);
        }

        Assert.Equal(0, await world.Fleet.Cases.FindLogFaultAsync(world.Operator, id, default));
    }

    private static async Task<StatisticsView> ReportAsync(CaseWorld world, Grouping by)
    {
        DateOnly day = SwedishClock.Day(world.Fleet.Time.GetUtcNow().ToUnixTimeMilliseconds());
        return await world.Fleet.Get<IStatistics>()
            .ReportAsync(world.Operator, new Period(day, day.AddDays(1)), by, default);
    }
}
