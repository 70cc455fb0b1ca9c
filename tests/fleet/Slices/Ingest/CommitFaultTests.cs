// When commits fail: nothing is acknowledged, everybody is told, and it recovers by itself.
using System;
using System.Linq;
using System.Threading.Tasks;
using Fleet.Server.Gateway;
using Fleet.Server.Gateway.Ingest;
using Fleet.Server.Hubs;
using Fleet.Server.Store;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Slices.Tests.World;

namespace Slices.Tests.Ingest;

public sealed class CommitFaultTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_failed_commit_acknowledges_nothing_and_changes_nothing(bool atCommit)
    {
        await using TestFleet fleet = await StartAsync();
        var store = (GatedIngestStore)fleet.Get<IIngestStore>();
        LiveHub hub = await fleet.AddHubAsync();
        store.CommitFault = atCommit ? GatedIngestStore.DiskFull() : null;
        store.BeginFault = atCommit ? null : GatedIngestStore.DiskFull();
        var receipt = new Receipt();
        fleet.Enqueue(hub, Messages.Press(1), receipt);
        fleet.Enqueue(hub, Messages.Heartbeat(0), receipt);

        Assert.All(await receipt.WaitAsync(2), outcome => Assert.Equal(PublishOutcome.NotCommitted, outcome));

        Assert.Equal(0, fleet.Downlink.Count);
        Assert.Empty(await fleet.OpenCasesAsync());
        Assert.Equal(0, await fleet.NumberAsync("SELECT COUNT(*) FROM device.ingest_batch"));
        Assert.Null((await fleet.Hubs.FindAsync(fleet.Operator, hub.HubId, default))!.LastProvenAt);
        Assert.Equal("The disk of the store is full.", fleet.Get<IIngestHealth>().Fault);
    }

    [Fact]
    public async Task It_recovers_with_the_next_message_and_the_repeat_is_held_once()
    {
        await using TestFleet fleet = await StartAsync();
        var store = (GatedIngestStore)fleet.Get<IIngestStore>();
        LiveHub hub = await fleet.AddHubAsync();
        store.CommitFault = GatedIngestStore.DiskFull();
        Assert.Equal(PublishOutcome.NotCommitted, await fleet.SendAsync(hub, Messages.Press(1)));
        store.CommitFault = null;

        Assert.Equal(PublishOutcome.Accepted, await fleet.SendAsync(hub, Messages.Press(1)));

        Assert.Null(fleet.Get<IIngestHealth>().Fault);
        Assert.Equal(1, Assert.Single(await fleet.OpenCasesAsync()).PressCount);
        Assert.Equal([1ul], fleet.Downlink.HeldBy(hub));
    }

    [Fact]
    public async Task It_recovers_without_any_message()
    {
        await using TestFleet fleet = await StartAsync();
        var store = (GatedIngestStore)fleet.Get<IIngestStore>();
        LiveHub hub = await fleet.AddHubAsync();
        store.CommitFault = GatedIngestStore.DiskFull();
        await fleet.SendAsync(hub, Messages.Press(1));
        store.Arrived.Reset();
        store.CommitFault = null;

        // The ingest looks by itself once a second.
        Assert.True(store.Arrived.Wait(TimeSpan.FromSeconds(30)));
        await fleet.Log.SaysAsync(1002);
        Assert.Null(fleet.Get<IIngestHealth>().Fault);
        Assert.Equal(1, fleet.Log.CountOf(1002));
    }

    [Fact]
    public async Task A_lasting_fault_is_logged_once_a_minute()
    {
        await using TestFleet fleet = await StartAsync();
        var store = (GatedIngestStore)fleet.Get<IIngestStore>();
        LiveHub hub = await fleet.AddHubAsync();
        store.CommitFault = GatedIngestStore.DiskFull();
        for (int i = 0; i < 50; i++)
        {
            await fleet.SendAsync(hub, Messages.Press(1));
        }

        Assert.Equal(1, fleet.Log.CountOf(1001));
        fleet.Time.Advance(TimeSpan.FromSeconds(61));
        await fleet.SendAsync(hub, Messages.Press(1));
        Assert.Equal(2, fleet.Log.CountOf(1001));
        Assert.DoesNotContain(fleet.Settings.DataDirectory, fleet.Log.TextsOf(LogLevel.Critical).First()
            .Split('\n')[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_really_full_database_file_refuses_and_takes_again_when_there_is_room()
    {
        int pages = 0;
        await using TestFleet fleet = await StartAsync();
        var store = (GatedIngestStore)fleet.Get<IIngestStore>();
        LiveHub hub = await fleet.AddHubAsync();

        // SQLite's own bound on the file: what a full disk is to it, without filling the machine's. It is lifted before
        // the transaction needs its first page, and set where the alarms come.
        void Bound(StoreSession session, int most) => session.Sql($"PRAGMA max_page_count={most}").Number();
        store.Began = session => Bound(session, 1_073_741_823);
        store.Appended = session => Bound(session, pages == 0 ? 1_073_741_823 : pages);
        Assert.Equal(PublishOutcome.Accepted, await fleet.SendAsync(hub, Messages.Press(1)));
        pages = (int)(await fleet.NumberAsync("PRAGMA page_count"))!.Value;

        PublishOutcome outcome = PublishOutcome.Accepted;
        int accepted = 1;
        byte[] big = new byte[4_000];
        for (uint i = 0; i < 10_000 && outcome != PublishOutcome.NotCommitted; i++)
        {
            var receipt = new Receipt();
            fleet.EnqueueBody(hub, UplinkKind.Event, big, null);
            fleet.Enqueue(hub, Messages.Press(2 + i), receipt);
            outcome = (await receipt.WaitAsync())[0];
            accepted += outcome == PublishOutcome.Accepted ? 1 : 0;
        }

        Assert.Equal(PublishOutcome.NotCommitted, outcome);
        Assert.Equal("The disk of the store is full.", fleet.Get<IIngestHealth>().Fault);
        Assert.Equal(accepted, await fleet.NumberAsync("SELECT COUNT(*) FROM care.alarm"));
        Assert.Equal(accepted, fleet.Downlink.HeldBy(hub).Length);

        pages = 0;
        Assert.Equal(PublishOutcome.Accepted, await fleet.SendAsync(hub, Messages.Press((ulong)accepted + 1)));
        Assert.Null(fleet.Get<IIngestHealth>().Fault);
        Assert.Equal("ok", await IntegrityAsync(fleet));
    }

    [Fact]
    public async Task A_fault_after_the_commit_still_acknowledges()
    {
        await using TestFleet fleet = await StartAsync();
        LiveHub hub = await fleet.AddHubAsync();
        fleet.Downlink.Sending = () => throw new InvalidOperationException("The test's gateway is broken.");

        Assert.Equal(PublishOutcome.Accepted, await fleet.SendAsync(hub, Messages.Press(1)));
        Assert.Single(await fleet.OpenCasesAsync());
        Assert.Equal(1, fleet.Log.CountOf(1005));

        fleet.Downlink.Sending = null;
        Assert.Equal(PublishOutcome.Accepted, await fleet.SendAsync(hub, Messages.Press(1)));
        Assert.Equal([1ul], fleet.Downlink.HeldBy(hub));
    }

    [Fact]
    public async Task A_broken_connection_does_not_keep_others_from_their_outcome()
    {
        await using TestFleet fleet = await StartAsync();
        LiveHub hub = await fleet.AddHubAsync();
        var store = (GatedIngestStore)fleet.Get<IIngestStore>();
        store.Gate.Reset();
        var broken = new Receipt { Completing = () => throw new InvalidOperationException("Broken.") };
        var whole = new Receipt();
        fleet.Enqueue(hub, Messages.Heartbeat(0), broken);
        fleet.Enqueue(hub, Messages.Heartbeat(0), whole);
        store.Gate.Set();

        Assert.Equal([PublishOutcome.Accepted], await whole.WaitAsync());
    }

    private static Task<TestFleet> StartAsync() => TestFleet.StartAsync(replace: services =>
        services.AddSingleton<IIngestStore>(provider =>
            new GatedIngestStore(provider.GetRequiredService<FleetStore>())));

    private static Task<string> IntegrityAsync(TestFleet fleet) => fleet.Store.WriteAsync(
        session =>
        {
            using var reader = session.Sql("PRAGMA integrity_check").Read();
            reader.Read();
            return reader.GetString(0);
        },
        default);
}
