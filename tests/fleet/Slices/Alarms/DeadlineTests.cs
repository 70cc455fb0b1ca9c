// No open case without a deadline, and every deadline executed: late servers, restarts and jumping clocks included.
using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using Fleet.Server.Alarms;
using Fleet.Server.Hubs;
using Fleet.Server.Store;
using Hub.Protocols.Alarms;
using Slices.Tests.World;

namespace Slices.Tests.Alarms;

public sealed class DeadlineTests
{
    public static TheoryData<StoreProvider> Providers => TestFleet.Providers;

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task An_unclaimed_case_sounds_again_every_minute_and_rises(StoreProvider provider)
    {
        await using TestFleet fleet = await TestFleet.StartAsync(provider);
        LiveHub hub = await fleet.AddHubAsync();
        await fleet.SendAsync(hub, Messages.Press(1, priority: 3));
        Guid id = (await fleet.OpenCasesAsync())[0].CaseId;
        Assert.Equal(0, await PassAsync(fleet, 59));
        Assert.Equal(1, await PassAsync(fleet, 1));
        Assert.Equal(0, await PassAsync(fleet, 59));
        Assert.Equal(1, await PassAsync(fleet, 1));
        Assert.Equal(1, await PassAsync(fleet, 60));

        AlarmCaseView alarm = (await fleet.OpenCasesAsync())[0];
        Assert.Equal(1, alarm.Priority);
        Assert.Equal(4, alarm.Version);
        Assert.Equal(fleet.Time.GetUtcNow().AddSeconds(60), alarm.NextDeadlineAt);
        Assert.Equal(fleet.Time.GetUtcNow(), alarm.LastEventAt);
        CaseLogEntryView[] overdue = [.. (await fleet.Cases.LogAsync(fleet.Operator, id, default))
            .Where(entry => entry.Step == "overdue")];
        Assert.Equal(["unclaimed for 60 s", "unclaimed for 120 s", "unclaimed for 180 s"], overdue.Select(e =>
            e.Detail));
        Assert.Equal(0, await fleet.Cases.FindLogFaultAsync(fleet.Operator, id, default));
    }

    [Fact]
    public async Task A_claimed_case_reminds_after_half_an_hour()
    {
        // UPP-033.
        await using TestFleet fleet = await TestFleet.StartAsync();
        Guid id = (await CaseTests.RaiseAsync(fleet)).CaseId;
        await fleet.Cases.ClaimAsync(fleet.Operator, id, default);
        Assert.Equal(0, await PassAsync(fleet, 1_799));
        Assert.Equal(1, await PassAsync(fleet, 1));
        Assert.Equal(1, await PassAsync(fleet, 1_800));
        AlarmCaseView alarm = (await fleet.OpenCasesAsync())[0];

        Assert.Equal(CaseState.Claimed, alarm.State);
        Assert.Equal(fleet.Operator.UserId, alarm.OwnerId);
        Assert.Equal(2, (await fleet.StepsAsync(id)).Count(step => step == "reminded"));
    }

    [Fact]
    public async Task A_closed_case_has_no_deadline()
    {
        await using TestFleet fleet = await TestFleet.StartAsync();
        Guid id = (await CaseTests.RaiseAsync(fleet)).CaseId;
        await fleet.Cases.ClaimAsync(fleet.Operator, id, default);
        await fleet.Cases.CloseAsync(fleet.Operator, id, CaseOutcome.Call, null, default);

        Assert.Equal(0, await PassAsync(fleet, 100_000));
    }

    [Fact]
    public async Task Faults_and_tests_grow_quieter_but_never_silent()
    {
        await using TestFleet fleet = await TestFleet.StartAsync();
        LiveHub hub = await fleet.AddHubAsync();
        await fleet.SendAsync(hub, Messages.Alarm(AlarmKind.Technical, 1, priority: 7));
        var gaps = new List<double>();
        DateTimeOffset last = fleet.Time.GetUtcNow();
        for (int i = 0; i < 12; i++)
        {
            DateTimeOffset next = (await fleet.OpenCasesAsync())[0].NextDeadlineAt!.Value;
            fleet.Time.Advance(next - fleet.Time.GetUtcNow());
            Assert.Equal(1, await PassAsync(fleet, 0));
            gaps.Add((next - last).TotalSeconds);
            last = next;
        }

        Assert.Equal([300, 600, 1_200, 2_400, 4_800, 9_600, 19_200, 38_400, 76_800, 86_400, 86_400, 86_400], gaps);
        Assert.Equal(5, (await fleet.OpenCasesAsync())[0].Priority);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task A_restart_goes_on_with_every_deadline(StoreProvider provider)
    {
        await using TestFleet fleet = await TestFleet.StartAsync(provider);
        LiveHub[] hubs = await fleet.AddHubsAsync(500);
        foreach (LiveHub hub in hubs)
        {
            fleet.Enqueue(hub, Messages.Press(1), null);
        }

        await fleet.SendAsync(hubs[0], Messages.Heartbeat(0));
        await using TestFleet next = await fleet.RestartFromCrashAsync();
        Assert.Equal(0, await PassAsync(next, 59));
        Assert.Equal(500, await PassAsync(next, 1));
        Assert.Equal(500, await next.NumberAsync("SELECT COUNT(*) FROM care.case_log WHERE step = 'overdue'"));
    }

    [Theory]
    [InlineData(3_600)]
    [InlineData(-3_600)]
    [InlineData(10)]
    [InlineData(-10)]
    public async Task A_clock_put_forward_or_back_moves_no_deadline(int step)
    {
        await using TestFleet fleet = await TestFleet.StartAsync();
        await CaseTests.RaiseAsync(fleet);
        await PassAsync(fleet, 30);
        fleet.Time.SetClock(TimeSpan.FromSeconds(step));

        Assert.Equal(0, await PassAsync(fleet, 1));
        Assert.Equal(0, await PassAsync(fleet, 28));
        Assert.Equal(1, await PassAsync(fleet, 1));
        Assert.Equal(1, fleet.Log.CountOf(5001));
        Assert.True(fleet.Get<CaseDeadlines>().SteppedAtTick > 0);
        AlarmCaseView alarm = (await fleet.OpenCasesAsync())[0];
        Assert.Equal(fleet.Time.GetUtcNow().AddSeconds(60), alarm.NextDeadlineAt);
        Assert.Equal(0, await fleet.Cases.FindLogFaultAsync(fleet.Operator, alarm.CaseId, default));
    }

    [Fact]
    public async Task A_clock_put_back_while_the_server_was_away_delays_no_deadline_beyond_its_length()
    {
        await using TestFleet fleet = await TestFleet.StartAsync();
        await CaseTests.RaiseAsync(fleet);
        fleet.Time.SetClock(TimeSpan.FromHours(-5));
        await using TestFleet next = await fleet.RestartFromCrashAsync();

        Assert.Equal(0, await PassAsync(next, 59));
        Assert.Equal(1, await PassAsync(next, 1));
    }

    [Fact]
    public async Task A_claim_after_the_clock_was_put_back_counts_from_now()
    {
        await using TestFleet fleet = await TestFleet.StartAsync();
        Guid id = (await CaseTests.RaiseAsync(fleet)).CaseId;
        fleet.Time.SetClock(TimeSpan.FromHours(-1));
        CaseChange claimed = await fleet.Cases.ClaimAsync(fleet.Operator, id, default);

        Assert.Equal(fleet.Time.GetUtcNow().AddMinutes(30), claimed.Case!.NextDeadlineAt);
        CaseLogEntryView[] log = [.. await fleet.Cases.LogAsync(fleet.Operator, id, default)];
        Assert.Equal(log.Select(entry => entry.At).Order(), log.Select(entry => entry.At));
    }

    [Theory]
    [InlineData("next_deadline_at = NULL")]
    [InlineData("state = 1")]
    [InlineData("state = 9")]
    [InlineData("priority = 0")]
    public async Task The_store_itself_refuses_a_case_without_what_it_must_have(string change)
    {
        await using TestFleet fleet = await TestFleet.StartAsync();
        await CaseTests.RaiseAsync(fleet);
        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(
            () => fleet.NumberAsync("UPDATE care.alarm_case SET " + change));
    }

    private static async Task<int> PassAsync(TestFleet fleet, int seconds)
    {
        fleet.Time.Advance(TimeSpan.FromSeconds(seconds));
        return await fleet.Get<CaseDeadlines>().RoundAsync(default);
    }
}
