// Bodies that are not messages: answered, kept a few per hub, and proving nothing.
using System;
using System.Linq;
using System.Threading.Tasks;
using Fleet.Server;
using Fleet.Server.Gateway;
using Fleet.Server.Hubs;
using Fleet.Server.Store;
using Slices.Tests.World;

namespace Slices.Tests.Ingest;

public sealed class RefusedTests
{
    public static TheoryData<StoreProvider> Providers => TestFleet.Providers;

    public static TheoryData<string> Hostile =>
    [
        "", "ff", "a0", "bf00ff", "a20001", "a1000100", "9f", "5b7fffffffffffffff", "a1186418641864",
        "b90002000118180101", "a3000101010200", "a10002",
    ];

    [Theory]
    [MemberData(nameof(Hostile))]
    public async Task A_body_that_is_no_message_is_refused_for_every_kind(string hex)
    {
        await using TestFleet fleet = await TestFleet.StartAsync();
        LiveHub hub = await fleet.AddHubAsync();
        foreach (UplinkKind kind in Enum.GetValues<UplinkKind>())
        {
            var receipt = new Receipt();
            fleet.EnqueueBody(hub, kind, Convert.FromHexString(hex), receipt);
            Assert.Equal([PublishOutcome.PayloadFormatInvalid], await receipt.WaitAsync());
        }

        Assert.Empty(await fleet.OpenCasesAsync());
        Assert.Equal(0, fleet.Downlink.Count);
        Assert.Null((await fleet.Hubs.FindAsync(fleet.Operator, hub.HubId, default))!.LastProvenAt);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Refused_bodies_are_kept_up_to_the_limit_and_show_in_the_history(StoreProvider provider)
    {
        await using TestFleet fleet = await TestFleet.StartAsync(provider);
        LiveHub[] hubs = await fleet.AddHubsAsync(2);
        for (int i = 0; i < Limits.Ingest.RefusedPerHub + 5; i++)
        {
            var receipt = new Receipt();
            fleet.EnqueueBody(hubs[0], UplinkKind.Alarm, new byte[] { 0xFF, (byte)i }, receipt);
            fleet.EnqueueBody(hubs[1], UplinkKind.Event, new byte[] { 0xFF }, receipt);
            await receipt.WaitAsync(2);
        }

        Assert.Equal(
            Limits.Ingest.RefusedPerHub,
            await fleet.NumberAsync($"SELECT COUNT(*) FROM device.refused_message WHERE hub_row_id = {hubs[0].RowId}"));
        Assert.Equal(
            Limits.Ingest.RefusedPerHub,
            await fleet.NumberAsync($"SELECT COUNT(*) FROM device.refused_message WHERE hub_row_id = {hubs[1].RowId}"));
        Assert.All(await fleet.HistoryAsync(hubs[0]), kind => Assert.Equal("refused", kind));
        HubHistoryEntry line = (await fleet.Hubs.HistoryAsync(fleet.Operator, hubs[0].HubId, 1, default))[0];
        Assert.StartsWith("Alarm: ", line.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refused_body_among_good_ones_disturbs_none_of_them()
    {
        await using TestFleet fleet = await TestFleet.StartAsync();
        LiveHub hub = await fleet.AddHubAsync();
        var receipt = new Receipt();
        fleet.Enqueue(hub, Messages.Press(1), receipt, 1);
        fleet.EnqueueBody(hub, UplinkKind.Alarm, new byte[] { 1, 2, 3 }, receipt, 2);
        fleet.Enqueue(hub, Messages.Press(2), receipt, 3);
        fleet.EnqueueBody(hub, UplinkKind.Heartbeat, new byte[Limits.Ingest.BodyBytes + 1], receipt, 4);

        await receipt.WaitAsync(4);

        Assert.Equal(
            [
                (1u, PublishOutcome.Accepted), (2u, PublishOutcome.PayloadFormatInvalid),
                (3u, PublishOutcome.Accepted), (4u, PublishOutcome.PayloadFormatInvalid),
            ],
            receipt.Completions);
        Assert.Equal([1ul, 2ul], fleet.Downlink.HeldBy(hub));
        Assert.Equal(2, Assert.Single(await fleet.OpenCasesAsync()).PressCount);
        Assert.Equal(
            Limits.Ingest.RefusedBodyBytes,
            await fleet.NumberAsync("SELECT MAX(length(body)) FROM device.refused_message"));
    }

    [Fact]
    public async Task A_flood_of_refused_bodies_in_one_group_is_answered_and_bounded()
    {
        await using TestFleet fleet = await TestFleet.StartAsync();
        LiveHub[] hubs = await fleet.AddHubsAsync(100);
        var receipt = new Receipt();
        const int Each = 20;
        foreach (LiveHub hub in hubs)
        {
            for (int i = 0; i < Each; i++)
            {
                fleet.EnqueueBody(hub, UplinkKind.Event, new byte[] { 0xFF }, receipt);
            }
        }

        PublishOutcome[] outcomes = await receipt.WaitAsync(hubs.Length * Each);

        Assert.All(outcomes, outcome => Assert.Equal(PublishOutcome.PayloadFormatInvalid, outcome));
        Assert.True(await fleet.NumberAsync("SELECT COUNT(*) FROM device.refused_message")
            <= hubs.Length * Limits.Ingest.RefusedPerHub);
        Assert.Equal(PublishOutcome.Accepted, await fleet.SendAsync(hubs.Last(), Messages.Press(1)));
    }
}
