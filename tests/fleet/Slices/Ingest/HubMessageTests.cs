// Hello, heartbeat, event, answers and link changes: what they make known of a hub, and what is answered.
using System;
using System.Linq;
using System.Threading.Tasks;
using Fleet.Server.Gateway;
using Fleet.Server.Hubs;
using Fleet.Server.Store;
using Hub.Protocols.Messages;
using Slices.Tests.World;

namespace Slices.Tests.Ingest;

public sealed class HubMessageTests
{
    public static TheoryData<StoreProvider> Providers => TestFleet.Providers;

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task A_hub_is_never_heard_then_known_by_what_it_says(StoreProvider provider)
    {
        // HBG-018, HBG-021.
        await using TestFleet fleet = await TestFleet.StartAsync(provider);
        LiveHub hub = await fleet.AddHubAsync();
        Assert.Equal(HubStatus.NeverHeard, (await ViewAsync(fleet, hub)).Status);
        Assert.Null((await ViewAsync(fleet, hub)).NextProofDueAt);

        await fleet.SendAsync(hub, Messages.Hello(intervalSeconds: 60));
        await fleet.SendAsync(hub, Messages.Heartbeat(Now(fleet), sequence: 2));

        HubView view = await ViewAsync(fleet, hub);
        Assert.Equal(HubStatus.Ok, view.Status);
        Assert.Equal(fleet.Time.GetUtcNow(), view.StatusSince);
        Assert.Equal(fleet.Time.GetUtcNow(), view.LastProvenAt);
        Assert.Equal(fleet.Time.GetUtcNow().AddSeconds(180), view.NextProofDueAt);
        Assert.Equal("1.2.3", view.FirmwareVersion);
        Assert.Equal("test", view.HardwareModel);
        Assert.Equal(3, view.BootCount);
        Assert.True(view.IsOnMains);
        Assert.Equal(100, view.BatteryPercent);
        Assert.Equal(-87, view.SignalDbm);
        Assert.True(view.IsConnected);
    }

    [Fact]
    public async Task A_hello_is_answered_with_the_time()
    {
        await using TestFleet fleet = await TestFleet.StartAsync();
        LiveHub hub = await fleet.AddHubAsync();
        await fleet.SendAsync(hub, Messages.Hello());

        TimeMessage time = Assert.Single(fleet.Downlink.Decoded<TimeMessage>(hub, DownlinkKind.Time));
        Assert.Equal(Now(fleet), time.UnixMilliseconds);
        Assert.Equal(1, time.BootCount);
        Assert.Equal(1ul, time.Sequence >> 32);
    }

    [Fact]
    public async Task Who_hears_of_a_change_hears_again_when_its_history_can_be_read()
    {
        await using TestFleet fleet = await TestFleet.StartAsync();
        LiveHub hub = await fleet.AddHubAsync();
        int told = 0;
        using IDisposable subscription =
            fleet.Get<IHubFeed>().Subscribe(fleet.Operator.TenantId, hubId => told += hubId == hub.HubId ? 1 : 0);

        await fleet.SendAsync(hub, Messages.Hello());
        fleet.Get<HubFeed>().Drain();
        Assert.Equal(1, told);
        Assert.Empty(await fleet.Hubs.HistoryAsync(fleet.Operator, hub.HubId, 10, default));

        await fleet.ProjectAsync();
        fleet.Get<HubFeed>().Drain();
        Assert.Equal(2, told);
        Assert.Single(await fleet.Hubs.HistoryAsync(fleet.Operator, hub.HubId, 10, default));
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(2_000, false)]
    [InlineData(-2_000, false)]
    [InlineData(2_001, true)]
    [InlineData(-2_001, true)]
    [InlineData(-1_795_420_800_000, true)]
    public async Task A_heartbeat_is_answered_with_the_time_when_the_hubs_clock_is_off(long offset, bool isCorrected)
    {
        await using TestFleet fleet = await TestFleet.StartAsync();
        LiveHub hub = await fleet.AddHubAsync();
        await fleet.SendAsync(hub, Messages.Heartbeat(Math.Max(0, Now(fleet) + offset)));

        Assert.Equal(isCorrected ? 1 : 0, fleet.Downlink.Decoded<TimeMessage>(hub, DownlinkKind.Time).Length);
    }

    [Fact]
    public async Task Down_messages_never_repeat_a_sequence_over_restarts()
    {
        await using TestFleet fleet = await TestFleet.StartAsync();
        LiveHub hub = await fleet.AddHubAsync();
        await fleet.SendAsync(hub, Messages.Hello());
        await fleet.SendAsync(hub, Messages.Hello());
        await using TestFleet next = await fleet.RestartFromCrashAsync();
        LiveHub same = next.Registry.Find(next.Operator.TenantId, hub.HubId)!;
        await next.SendAsync(same, Messages.Hello());

        ulong[] sequences = [.. fleet.Downlink.Decoded<TimeMessage>(hub, DownlinkKind.Time)
            .Concat(next.Downlink.Decoded<TimeMessage>(same, DownlinkKind.Time)).Select(time => time.Sequence)];
        Assert.Equal(3, sequences.Distinct().Count());
        Assert.Equal(sequences.Order(), sequences);
    }

    [Theory]
    [InlineData(PowerSource.Battery, 100, 0, 0)]
    [InlineData(PowerSource.Mains, 19, 0, 0)]
    [InlineData(PowerSource.Mains, 100, 1, 0)]
    [InlineData(PowerSource.Mains, 100, 0, HubFaults.BatteryLow)]
    public async Task A_hub_with_a_fault_of_its_own_is_degraded(
        PowerSource power, int battery, int pending, int faults)
    {
        // HBG-020, HBG-021.
        await using TestFleet fleet = await TestFleet.StartAsync();
        LiveHub hub = await fleet.AddHubAsync();
        await fleet.SendAsync(hub, Messages.Heartbeat(Now(fleet)));
        fleet.Time.Advance(TimeSpan.FromMinutes(1));
        HeartbeatMessage heartbeat = Messages.Heartbeat(Now(fleet), 2);
        heartbeat.PowerSource = power;
        heartbeat.BatteryPercent = battery;
        heartbeat.PendingAlarmCount = pending;
        heartbeat.FaultFlags = faults;
        await fleet.SendAsync(hub, heartbeat);

        HubView view = await ViewAsync(fleet, hub);
        Assert.Equal(HubStatus.Degraded, view.Status);
        Assert.Equal(fleet.Time.GetUtcNow(), view.StatusSince);
        fleet.Time.Advance(TimeSpan.FromMinutes(1));
        await fleet.SendAsync(hub, Messages.Heartbeat(Now(fleet), 3));
        Assert.Equal(HubStatus.Ok, (await ViewAsync(fleet, hub)).Status);
    }

    [Fact]
    public async Task Heartbeats_are_thinned_out_in_the_history()
    {
        await using TestFleet fleet = await TestFleet.StartAsync();
        LiveHub hub = await fleet.AddHubAsync();
        for (ulong i = 1; i <= 60; i++)
        {
            await fleet.SendAsync(hub, Messages.Heartbeat(Now(fleet), i));
            fleet.Time.Advance(TimeSpan.FromMinutes(2));
        }

        // Two hours of heartbeats: at most one line an hour.
        Assert.Equal(["heartbeat", "heartbeat"], await fleet.HistoryAsync(hub));
    }

    [Fact]
    public async Task A_will_shows_in_the_history_and_proves_no_life()
    {
        await using TestFleet fleet = await TestFleet.StartAsync();
        LiveHub hub = await fleet.AddHubAsync();
        await fleet.SendAsync(hub, Messages.Heartbeat(Now(fleet)));
        DateTimeOffset heard = fleet.Time.GetUtcNow();
        fleet.Time.Advance(TimeSpan.FromMinutes(3));
        await fleet.SendAsync(hub, Messages.Will());

        Assert.Equal(heard, (await ViewAsync(fleet, hub)).LastProvenAt);
        Assert.Equal(["event", "heartbeat"], await fleet.HistoryAsync(hub));
    }

    [Fact]
    public async Task Link_changes_are_lines_of_the_history()
    {
        await using TestFleet fleet = await TestFleet.StartAsync();
        LiveHub hub = await fleet.AddHubAsync();
        ((IUplinkSink)fleet.Ingest).LinkChanged(hub, true, LinkChangeReason.Connected);
        ((IUplinkSink)fleet.Ingest).LinkChanged(hub, false, LinkChangeReason.KeepAliveTimeout);
        await fleet.SendAsync(hub, Messages.Heartbeat(Now(fleet)));

        Assert.Equal(["heartbeat", "disconnected", "connected"], await fleet.HistoryAsync(hub));
        HubHistoryEntry lost = (await fleet.Hubs.HistoryAsync(fleet.Operator, hub.HubId, 10, default))[1];
        Assert.Equal("KeepAliveTimeout", lost.Detail);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Control_characters_of_a_hub_do_not_reach_pages_or_break_the_store(StoreProvider provider)
    {
        await using TestFleet fleet = await TestFleet.StartAsync(provider);
        LiveHub hub = await fleet.AddHubAsync();
        HelloMessage hello = Messages.Hello();
        hello.FirmwareVersion = "1\u0001\u001b[2J";
        hello.HardwareModel = "\u0002";
        await fleet.SendAsync(hub, hello);
        await fleet.SendAsync(hub, new EventMessage { BootCount = 1, Sequence = 2, DeviceType = 3, Text = "a\u0003b" });

        Assert.Equal(["event", "hello"], await fleet.HistoryAsync(hub));
        HubView view = await ViewAsync(fleet, hub);
        Assert.DoesNotContain(view.FirmwareVersion + view.HardwareModel, char.IsControl);
    }

    private static long Now(TestFleet fleet) => fleet.Time.GetUtcNow().ToUnixTimeMilliseconds();

    private static async Task<HubView> ViewAsync(TestFleet fleet, LiveHub hub) =>
        (await fleet.Hubs.FindAsync(fleet.Operator, hub.HubId, default))!;

    private static async Task<string> HistoryDetailAsync(TestFleet fleet, LiveHub hub)
    {
        await fleet.ProjectAsync();
        return (await fleet.Hubs.HistoryAsync(fleet.Operator, hub.HubId, 1, default))[0].Detail;
    }
}
