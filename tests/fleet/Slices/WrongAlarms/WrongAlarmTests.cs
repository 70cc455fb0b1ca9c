// Wrong alarms: from staff to the alarm-responsible person, and to the change that answers them.
using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Net.Http.Json;
using System.Threading.Tasks;
using Fleet.Server.Alarms;
using Fleet.Server.Hubs;
using Fleet.Server.Store;
using Fleet.Server.WrongAlarms;
using Slices.Tests.World;

namespace Slices.Tests.WrongAlarms;

public sealed class WrongAlarmTests
{
    public static TheoryData<StoreProvider> Providers => TestFleet.Providers;

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task HUL_040_a_case_closed_as_wrong_reaches_the_alarm_responsible_once(StoreProvider provider)
    {
        await using TestFleet fleet = await TestFleet.StartAsync(provider);
        LiveHub hub = await fleet.AddHubAsync();
        Guid caseId = await CloseAsync(fleet, hub, 1, CaseOutcome.WrongAlarm);
        await CloseAsync(fleet, hub, 2, CaseOutcome.Accidental);
        await fleet.Get<WrongAlarmRound>().RunAsync(default);
        await fleet.Get<WrongAlarmRound>().RunAsync(default);
        WrongAlarmView wrong = Assert.Single(await QueueAsync(fleet));
        Assert.Equal((caseId, 7L, WrongAlarmStatus.New), (wrong.CaseId, wrong.TriggerId, wrong.Status));
        Assert.Equal(fleet.Operator.DisplayName, wrong.MarkedBy);
        Assert.Empty(await Wrong(fleet).ListAsync(await fleet.AddTenantAsync("Annan"), false, default));
    }

    [Fact]
    public async Task HUL_033_one_tap_marks_an_alarm_and_what_is_told_later_is_added()
    {
        await using TestFleet fleet = await TestFleet.StartAsync();
        LiveHub hub = await fleet.AddHubAsync();
        Guid caseId = await CloseAsync(fleet, hub, 1, CaseOutcome.Visited);
        WrongAlarmChange tap = await Wrong(fleet).MarkAsync(
            fleet.Operator, caseId, WrongAlarmCause.Other, "", default);
        Assert.Equal(WrongAlarmResult.Done, tap.Result);
        await Wrong(fleet).MarkAsync(fleet.Operator, caseId, WrongAlarmCause.BadPlacement, "by the door", default);
        WrongAlarmView wrong = Assert.Single(await QueueAsync(fleet));
        Assert.Equal((WrongAlarmCause.BadPlacement, "by the door"), (wrong.Reason, wrong.Comment));
        await Wrong(fleet).MarkAsync(fleet.Operator, caseId, WrongAlarmCause.Other, "", default);
        Assert.Equal(WrongAlarmCause.BadPlacement, Assert.Single(await QueueAsync(fleet)).Reason);
        Assert.Equal(
            WrongAlarmResult.NotFound,
            (await Wrong(fleet).MarkAsync(fleet.Operator, Guid.NewGuid(), default, "", default)).Result);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task HUL_041_a_decision_holds_the_change_that_answers_it_and_HUL_042_is_archived(
        StoreProvider provider)
    {
        await using TestFleet fleet = await TestFleet.StartAsync(provider);
        LiveHub hub = await fleet.AddHubAsync();
        Guid caseId = await CloseAsync(fleet, hub, 1, CaseOutcome.WrongAlarm);
        await fleet.Get<WrongAlarmRound>().RunAsync(default);
        Guid id = Assert.Single(await QueueAsync(fleet)).WrongAlarmId;
        await Wrong(fleet).TakeUpAsync(fleet.Operator, id, null, default);
        Assert.Equal(WrongAlarmStatus.Ongoing, Assert.Single(await QueueAsync(fleet)).Status);
        WrongAlarmView decided = (await Wrong(fleet).DecideAsync(
            fleet.Operator, id, "longer", new SettingChange("delay", "4 h", "5 h"), null, default)).WrongAlarm!;
        Assert.Empty(await QueueAsync(fleet));
        Assert.Equal(id, Assert.Single(await Wrong(fleet).ListAsync(fleet.Operator, true, default)).WrongAlarmId);
        SettingChangeView change = Assert.Single(
            await Wrong(fleet).ChangesAsync(fleet.Operator, hub.HubId, 7, default));
        Assert.Equal(decided.ChangeId, change.ChangeId);
        Assert.Equal(
            WrongAlarmResult.AlreadyDone,
            (await Wrong(fleet).DecideAsync(fleet.Operator, id, "again", null, null, default)).Result);
        Assert.Equal(
            WrongAlarmResult.AlreadyDone,
            (await Wrong(fleet).MarkAsync(fleet.Operator, caseId, default, "", default)).Result);
    }

    [Fact]
    public async Task HUL_043_and_HUL_046_more_than_five_changes_of_a_sensor_are_kept_with_their_old_values()
    {
        await using TestFleet fleet = await TestFleet.StartAsync();
        LiveHub hub = await fleet.AddHubAsync();
        for (int i = 1; i <= 7; i++)
        {
            Guid caseId = await CloseAsync(fleet, hub, (ulong)i, CaseOutcome.WrongAlarm);
            WrongAlarmView wrong = (await Wrong(fleet).MarkAsync(
                fleet.Operator, caseId, WrongAlarmCause.BadSetting, "", default)).WrongAlarm!;
            await Wrong(fleet).DecideAsync(
                fleet.Operator,
                wrong.WrongAlarmId,
                "d",
                new SettingChange("delay", $"{i} min", $"{i + 1} min", "tried"),
                null,
                default);
            fleet.Time.Advance(TimeSpan.FromDays(1));
        }

        IReadOnlyList<SettingChangeView> changes = await Wrong(fleet).ChangesAsync(
            fleet.Operator, hub.HubId, 7, default);
        Assert.Equal(
            Enumerable.Range(1, 7).Reverse().Select(i => ($"{i} min", $"{i + 1} min")),
            changes.Select(change => (change.Change.OldValue, change.Change.NewValue)));
        Assert.All(changes, change => Assert.Equal(fleet.Operator.DisplayName, change.ActorName));
        await Assert.ThrowsAnyAsync<Exception>(() => fleet.NumberAsync("DELETE FROM care.setting_change"));
    }

    [Fact]
    public async Task HUL_045_alarms_and_wrong_ones_are_counted_for_each_sensor()
    {
        await using TestFleet fleet = await TestFleet.StartAsync();
        LiveHub hub = await fleet.AddHubAsync();
        DateTimeOffset from = fleet.Time.GetUtcNow();
        for (ulong i = 1; i <= 5; i++)
        {
            await CloseAsync(fleet, hub, i, i <= 3 ? CaseOutcome.WrongAlarm : CaseOutcome.Visited, trigger: 7);
        }

        await CloseAsync(fleet, hub, 6, CaseOutcome.WrongAlarm, trigger: 8);
        await fleet.Get<WrongAlarmRound>().RunAsync(default);
        IReadOnlyList<SensorCount> counts = await Wrong(fleet).CountsAsync(
            fleet.Operator, from, from.AddDays(1), default);
        Assert.Equal([(7L, 5, 3), (8L, 1, 1)], counts.Select(one => (one.TriggerId, one.Alarms, one.Wrong)));
        Assert.Empty(await Wrong(fleet).CountsAsync(fleet.Operator, from.AddDays(-1), from, default));
    }

    [Fact]
    public async Task HUL_044_only_the_alarm_responsible_decides()
    {
        await using HttpFleet fleet = await HttpFleet.StartAsync();
        using HttpClient operators = await fleet.SignInAsync("operator");
        using HttpClient admin = await fleet.SignInAsync("admin");
        string decide = $"/api/wrong-alarms/{Guid.NewGuid()}/decide";
        using HttpResponseMessage refused = await operators.PostAsJsonAsync(decide, new { decision = "d" });
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        using HttpResponseMessage unknown = await admin.PostAsJsonAsync(decide, new { decision = "d" });
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
        using HttpResponseMessage empty = await admin.PostAsJsonAsync(decide, new { decision = " " });
        Assert.Equal(HttpStatusCode.BadRequest, empty.StatusCode);
    }

    private static IWrongAlarms Wrong(TestFleet fleet) => fleet.Get<IWrongAlarms>();

    private static Task<IReadOnlyList<WrongAlarmView>> QueueAsync(TestFleet fleet) =>
        Wrong(fleet).ListAsync(fleet.Operator, false, default);

    private static async Task<Guid> CloseAsync(
        TestFleet fleet, LiveHub hub, ulong sequence, CaseOutcome outcome, uint trigger = 7)
    {
        await fleet.SendAsync(hub, Messages.Press(sequence, trigger));
        Guid caseId = Assert.Single(await fleet.OpenCasesAsync()).CaseId;
        await fleet.Cases.ClaimAsync(fleet.Operator, caseId, default);
        Assert.Equal(
            CaseChangeResult.Done, (await fleet.Cases.CloseAsync(fleet.Operator, caseId, outcome, "", default)).Result);
        return caseId;
    }
}
