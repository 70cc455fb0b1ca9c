// Check-ins and check-outs: evidence that is held once, shows in the hub's history and raises no case.
using System;
using System.Threading.Tasks;
using Fleet.Server.Gateway;
using Fleet.Server.Hubs;
using Fleet.Server.Store;
using Hub.Protocols.Alarms;
using Hub.Protocols.Messages;
using Slices.Tests.World;

namespace Slices.Tests.Ingest;

public sealed class PresenceIngestTests
{
    public static TheoryData<StoreProvider> Providers => TestFleet.Providers;

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task HBG_051_HBG_076_check_in_and_out_are_lines_of_the_history_and_no_case(StoreProvider provider)
    {
        await using TestFleet fleet = await TestFleet.StartAsync(provider);
        LiveHub hub = await fleet.AddHubAsync();

        Assert.Equal(
            PublishOutcome.Accepted, await fleet.SendAsync(hub, Presence(10, StatusCodes.PresenceAfterAlarm)));
        fleet.Time.Advance(TimeSpan.FromMinutes(20));
        Assert.Equal(
            PublishOutcome.Accepted, await fleet.SendAsync(hub, Presence(11, StatusCodes.InterventionComplete)));
        await fleet.SendAsync(hub, Presence(12, StatusCodes.PlannedPresence));

        Assert.Empty(await fleet.OpenCasesAsync());
        Assert.Equal(0, await fleet.NumberAsync("SELECT COUNT(*) FROM care.alarm"));
        Assert.Equal([10ul, 11ul, 12ul], fleet.Downlink.HeldBy(hub));
        Assert.Equal(["check-in", "check-out", "check-in"], await fleet.HistoryAsync(hub));
        HubView view = (await fleet.Hubs.FindAsync(fleet.Operator, hub.HubId, default))!;
        Assert.Null(view.LastPersonAlarmAt);
        Assert.Null(view.LastTestAlarmAt);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task HBG_077_the_same_presence_again_is_held_again_and_kept_once(StoreProvider provider)
    {
        await using TestFleet fleet = await TestFleet.StartAsync(provider);
        LiveHub hub = await fleet.AddHubAsync();
        AlarmMessage first = Presence(10, StatusCodes.PlannedPresence);
        first.AgeMilliseconds = 5_000;
        long receivedAt = fleet.Time.GetUtcNow().ToUnixTimeMilliseconds();
        await fleet.SendAsync(hub, first);
        fleet.Time.Advance(TimeSpan.FromMinutes(1));
        AlarmMessage again = Presence(10, StatusCodes.PlannedPresence);
        again.Attempt = 2;
        again.AgeMilliseconds = 65_000;

        Assert.Equal(PublishOutcome.Accepted, await fleet.SendAsync(hub, again));

        Assert.Equal([10ul, 10ul], fleet.Downlink.HeldBy(hub));
        Assert.Equal(["check-in"], await fleet.HistoryAsync(hub));
        Assert.Equal(1, await fleet.NumberAsync("SELECT COUNT(*) FROM care.presence"));
        Assert.Equal(receivedAt - 5_000, await fleet.NumberAsync("SELECT raised_at FROM care.presence"));
        Assert.Equal(receivedAt, await fleet.NumberAsync("SELECT received_at FROM care.presence"));
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task HBG_077_presence_that_was_acknowledged_outlives_a_crash_and_is_one_line(StoreProvider provider)
    {
        await using TestFleet fleet = await TestFleet.StartAsync(provider);
        LiveHub hub = await fleet.AddHubAsync();
        await fleet.SendAsync(hub, Presence(10, StatusCodes.PlannedPresence));
        fleet.Time.Advance(TimeSpan.FromMinutes(1));
        await fleet.SendAsync(hub, Presence(10, StatusCodes.PlannedPresence));
        await fleet.SendAsync(hub, Presence(11, StatusCodes.InterventionComplete));

        await using TestFleet next = await fleet.RestartFromCrashAsync();

        LiveHub same = next.Registry.Find(next.Operator.TenantId, hub.HubId)!;
        Assert.Equal(["check-out", "check-in"], await next.HistoryAsync(same));
        Assert.Equal(2, await next.NumberAsync("SELECT COUNT(*) FROM care.presence"));
        Assert.Empty(await next.OpenCasesAsync());
    }

    [Fact]
    public async Task HBG_051_presence_while_a_case_is_open_changes_nothing_of_it()
    {
        await using TestFleet fleet = await TestFleet.StartAsync();
        LiveHub hub = await fleet.AddHubAsync();
        await fleet.SendAsync(hub, Messages.Press(1));
        DateTimeOffset? deadline = (await fleet.OpenCasesAsync())[0].NextDeadlineAt;

        await fleet.SendAsync(hub, Presence(2, StatusCodes.PresenceAfterAlarm));

        var open = Assert.Single(await fleet.OpenCasesAsync());
        Assert.Equal((1, deadline), (open.PressCount, open.NextDeadlineAt));
        Assert.DoesNotContain("joined", await fleet.StepsAsync(open.CaseId));
    }

    private static AlarmMessage Presence(ulong sequence, int statusCode)
    {
        AlarmMessage message = Messages.Alarm(AlarmKind.Presence, sequence, trigger: 0, priority: 8);
        message.DeviceType = DeviceTypes.LocalUnitAndController;
        message.StatusCode = statusCode;
        return message;
    }
}
