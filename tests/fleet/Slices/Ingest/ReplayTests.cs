// A crash at any moment: what was acknowledged is there, once, and what is known of the hubs comes back.
using System;
using System.Linq;
using System.Threading.Tasks;
using Fleet.Server;
using Fleet.Server.Gateway;
using Fleet.Server.Gateway.Ingest;
using Fleet.Server.Hubs;
using Fleet.Server.Store;
using Hub.Protocols.Alarms;
using Slices.Tests.World;

namespace Slices.Tests.Ingest;

public sealed class ReplayTests
{
    public static TheoryData<StoreProvider> Providers => TestFleet.Providers;

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task What_memory_held_is_replayed_from_the_raw_messages(StoreProvider provider)
    {
        await using TestFleet fleet = await TestFleet.StartAsync(provider);
        LiveHub hub = await fleet.AddHubAsync();
        await fleet.SendAsync(hub, Messages.Hello(intervalSeconds: 60));
        await fleet.SendAsync(hub, Messages.Heartbeat(1, 2));
        await fleet.SendAsync(hub, Messages.Press(3));
        await fleet.SendAsync(hub, Messages.Alarm(AlarmKind.SilentTest, 4));
        var refused = new Receipt();
        fleet.EnqueueBody(hub, UplinkKind.Event, new byte[] { 0xFF }, refused);
        await refused.WaitAsync();
        HubView before = (await fleet.Hubs.FindAsync(fleet.Operator, hub.HubId, default))!;

        await using TestFleet next = await fleet.RestartFromCrashAsync();

        HubView after = (await next.Hubs.FindAsync(next.Operator, hub.HubId, default))!;
        Assert.Equal(HubStatus.Unknown, after.Status);
        Assert.Equal(
            before with
            {
                Status = after.Status,
                StatusSince = after.StatusSince,
                NextProofDueAt = after.NextProofDueAt
            },
            after);
        LiveHub same = next.Registry.Find(next.Operator.TenantId, hub.HubId)!;
        Assert.Equal(["refused", "silent-test", "alarm", "heartbeat", "hello"], await next.HistoryAsync(same));
        Guid caseId = (await next.OpenCasesAsync())[0].CaseId;
        Assert.Contains(
            await next.Hubs.HistoryAsync(next.Operator, hub.HubId, 10, default), line => line.CaseId == caseId);
        Assert.Equal(0, next.Downlink.Count);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task A_replay_over_written_lines_doubles_nothing(StoreProvider provider)
    {
        await using TestFleet fleet = await TestFleet.StartAsync(provider);
        LiveHub hub = await fleet.AddHubAsync();
        await fleet.SendAsync(hub, Messages.Hello());
        await fleet.SendAsync(hub, Messages.Press(2));
        await fleet.ProjectAsync();
        long checkpoint = (await fleet.NumberAsync(
            "SELECT value FROM store.checkpoint WHERE name = 'projection'"))!.Value;
        Assert.True(checkpoint > 0);

        // As if the crash had come between the lines and the checkpoint.
        await fleet.NumberAsync("UPDATE store.checkpoint SET value = 0 WHERE name = 'projection'");
        await using TestFleet next = await fleet.RestartFromCrashAsync();
        LiveHub same = next.Registry.Find(next.Operator.TenantId, hub.HubId)!;

        Assert.Equal(["alarm", "hello"], await next.HistoryAsync(same));
        Assert.Equal(
            checkpoint, await next.NumberAsync("SELECT value FROM store.checkpoint WHERE name = 'projection'"));
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task HBG_001_a_burst_with_a_crash_in_the_middle_has_every_acknowledged_press_once(
        StoreProvider provider)
    {
        // 500 presses from 100 hubs, a crash somewhere within, then every hub repeats what it was not told about.
        await using TestFleet fleet = await TestFleet.StartAsync(provider);
        LiveHub[] hubs = await fleet.AddHubsAsync(100);
        var receipt = new Receipt();
        for (ulong press = 1; press <= 5; press++)
        {
            foreach (LiveHub hub in hubs)
            {
                fleet.Enqueue(hub, Messages.Press(press), receipt);
            }

            if (press == 3)
            {
                await receipt.WaitAsync(150);
            }
        }

        ulong[][] told = [.. hubs.Select(hub => fleet.Downlink.HeldBy(hub))];
        await using TestFleet next = await fleet.RestartFromCrashAsync();
        for (int i = 0; i < hubs.Length; i++)
        {
            foreach (ulong sequence in told[i])
            {
                Assert.Equal(1, await CountAsync(next, hubs[i], sequence));
            }

            LiveHub same = next.Registry.Find(next.Operator.TenantId, hubs[i].HubId)!;
            for (ulong press = 1; press <= 5; press++)
            {
                if (!told[i].Contains(press))
                {
                    next.Enqueue(same, Messages.Press(press), null);
                }
            }
        }

        await next.SendAsync(next.Registry.Find(next.Operator.TenantId, hubs[0].HubId)!, Messages.Heartbeat(0));
        Assert.Equal(500, await next.NumberAsync("SELECT COUNT(*) FROM care.alarm"));
        Assert.Equal(500, await next.NumberAsync("SELECT SUM(press_count) FROM care.alarm_case"));
        Assert.Equal(100, (await next.OpenCasesAsync()).Count);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Hubs_are_written_in_rounds_and_a_crash_between_them_loses_nothing(StoreProvider provider)
    {
        await using TestFleet fleet = await TestFleet.StartAsync(provider);
        LiveHub[] hubs = await fleet.AddHubsAsync(Limits.Store.HubsPerPortion + 1);
        ProjectionWriter writer = fleet.Get<ProjectionWriter>();
        await fleet.SendAsync(hubs[0], Messages.Hello());
        foreach (LiveHub hub in hubs)
        {
            await fleet.SendAsync(hub, Messages.Heartbeat(1, sequence: 2));
        }

        Assert.True(await writer.WriteLinesAsync(default));
        Assert.True(await writer.WriteSomeHubsAsync(default));
        Assert.Equal(0, await fleet.NumberAsync("SELECT COUNT(*) FROM device.hub_state"));

        // A round goes on in portions, and only its end moves the checkpoint.
        fleet.Time.Advance(TimeSpan.FromMilliseconds(fleet.Settings.Hubs.StateMilliseconds));
        Assert.True(await writer.WriteSomeHubsAsync(default));
        Assert.Equal(
            Limits.Store.HubsPerPortion, await fleet.NumberAsync("SELECT COUNT(*) FROM device.hub_state"));
        Assert.Null(await fleet.NumberAsync("SELECT value FROM store.checkpoint WHERE name = 'projection'"));
        await using (TestFleet crashed = await fleet.RestartFromCrashAsync())
        {
            foreach (LiveHub hub in hubs)
            {
                Assert.NotNull((await crashed.Hubs.FindAsync(crashed.Operator, hub.HubId, default))!.LastProvenAt);
            }

            LiveHub same = crashed.Registry.Find(crashed.Operator.TenantId, hubs[0].HubId)!;
            Assert.Equal(["heartbeat", "hello"], await crashed.HistoryAsync(same));
        }

        Assert.True(await writer.WriteSomeHubsAsync(default));
        Assert.True(await fleet.NumberAsync("SELECT value FROM store.checkpoint WHERE name = 'projection'") > 0);
        Assert.Equal(hubs.Length, await fleet.NumberAsync("SELECT COUNT(*) FROM device.hub_state"));
    }

    [Fact]
    public async Task An_orderly_stop_leaves_nothing_to_replay()
    {
        await using TestFleet fleet = await TestFleet.StartAsync();
        LiveHub hub = await fleet.AddHubAsync();
        await fleet.SendAsync(hub, Messages.Heartbeat(1));
        await fleet.StopAsync();
        await using TestFleet next = await fleet.RestartFromCrashAsync();

        Assert.Contains("1 hubs loaded, 0 messages replayed", next.Log.All, StringComparison.Ordinal);
        Assert.Equal(100, (await next.Hubs.FindAsync(next.Operator, hub.HubId, default))!.BatteryPercent);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Raw_messages_go_when_they_are_written_and_old_or_too_many(StoreProvider provider)
    {
        await using TestFleet fleet = await TestFleet.StartAsync(
            provider,
            change: settings => settings with { Ingest = settings.Ingest with { RawRetentionMegabytes = 1 } });
        LiveHub hub = await fleet.AddHubAsync();
        for (int i = 0; i < 10; i++)
        {
            var receipt = new Receipt();
            for (int j = 0; j < 20; j++)
            {
                fleet.EnqueueBody(hub, UplinkKind.Event, new byte[10_000], receipt);
            }

            await receipt.WaitAsync(20);
        }

        var retention = fleet.Get<BatchRetention>();
        await retention.RoundAsync(default);
        Assert.True(await RawBytesAsync(fleet) > 1_900_000, "Unwritten raw messages were deleted.");
        await fleet.ProjectAsync();
        await retention.RoundAsync(default);
        Assert.InRange(await RawBytesAsync(fleet), 1, 1_000_000);

        fleet.Time.Advance(TimeSpan.FromMinutes(61));
        await retention.RoundAsync(default);
        Assert.Equal(0, await RawBytesAsync(fleet));
    }

    [Fact]
    public async Task History_ends_with_its_retention()
    {
        await using TestFleet fleet = await TestFleet.StartAsync();
        LiveHub hub = await fleet.AddHubAsync();
        await fleet.SendAsync(hub, Messages.Heartbeat(1));
        await fleet.SendAsync(hub, Messages.Press(2));
        Assert.Equal(["alarm", "heartbeat"], await fleet.HistoryAsync(hub));
        fleet.Time.Advance(TimeSpan.FromDays(31));
        await fleet.Get<ProjectionWriter>().KeepRetentionAsync(default);
        Assert.Equal(["alarm"], await fleet.HistoryAsync(hub));
        fleet.Time.Advance(TimeSpan.FromDays(400));
        await fleet.Get<ProjectionWriter>().KeepRetentionAsync(default);
        Assert.Empty(await fleet.HistoryAsync(hub));
        Assert.Equal(1, await fleet.NumberAsync("SELECT COUNT(*) FROM care.alarm_case"));
    }

    private static Task<long?> CountAsync(TestFleet fleet, LiveHub hub, ulong sequence) => fleet.NumberAsync(
        $"SELECT COUNT(*) FROM care.alarm WHERE hub_row_id = {hub.RowId} AND sequence = {sequence}");

    private static async Task<long> RawBytesAsync(TestFleet fleet) =>
        (await fleet.NumberAsync("SELECT SUM(length(frames)) FROM device.ingest_batch")) ?? 0;
}
