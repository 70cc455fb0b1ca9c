// How messages are gathered: order, bounds, back pressure, draining at the end, no garbage.
using System;
using System.Buffers;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Fleet.Server;
using Fleet.Server.Gateway;
using Fleet.Server.Gateway.Ingest;
using Fleet.Server.Hubs;
using Fleet.Server.Store;
using Hub.Protocols.Messages;
using Microsoft.Extensions.DependencyInjection;
using Slices.Tests.World;

namespace Slices.Tests.Ingest;

public sealed class GroupTests
{
    [Fact]
    public async Task Outcomes_come_in_the_order_of_the_messages_and_flush_once_per_connection_and_commit()
    {
        await using TestFleet fleet = await StartGatedAsync();
        var store = (GatedIngestStore)fleet.Get<IIngestStore>();
        LiveHub[] hubs = await fleet.AddHubsAsync(3);
        Receipt[] receipts = [new Receipt(), new Receipt(), new Receipt()];
        store.Gate.Reset();
        fleet.Enqueue(hubs[0], Messages.Heartbeat(0), receipts[0], 0);
        store.Arrived.Wait();
        for (uint i = 1; i <= 90; i++)
        {
            fleet.Enqueue(hubs[i % 3], Messages.Heartbeat(0), receipts[i % 3], i);
        }

        store.Gate.Set();
        await receipts[0].WaitAsync(31);
        await receipts[1].WaitAsync(30);
        await receipts[2].WaitAsync(30);

        Assert.Equal(2, store.Commits);
        Assert.Equal([2, 1, 1], receipts.Select(receipt => receipt.Flushes));
        foreach (Receipt receipt in receipts)
        {
            uint[] tokens = [.. receipt.Completions.Select(completion => completion.Token)];
            Assert.Equal(tokens.Order(), tokens);
        }
    }

    [Fact]
    public async Task A_full_group_refuses_until_there_is_room()
    {
        await using TestFleet fleet = await StartGatedAsync();
        var store = (GatedIngestStore)fleet.Get<IIngestStore>();
        LiveHub hub = await fleet.AddHubAsync();
        var receipt = new Receipt();
        store.Gate.Reset();
        fleet.Enqueue(hub, Messages.Heartbeat(0), receipt);
        store.Arrived.Wait();
        int taken = 0;
        while (Offer(fleet, hub, 1, receipt))
        {
            taken++;
        }

        Assert.Equal(Limits.Ingest.GroupMessages, taken);
        Task room = ((IUplinkSink)fleet.Ingest).WaitForRoomAsync(default).AsTask();
        Assert.False(room.IsCompleted);
        using var cancelled = new CancellationTokenSource();
        Task gone = ((IUplinkSink)fleet.Ingest).WaitForRoomAsync(cancelled.Token).AsTask();
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => gone);
        store.Gate.Set();

        await room.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.True(Offer(fleet, hub, 1, receipt));
        await receipt.WaitAsync(taken + 2);
    }

    [Fact]
    public async Task A_group_is_bounded_in_bytes_too()
    {
        await using TestFleet fleet = await StartGatedAsync();
        var store = (GatedIngestStore)fleet.Get<IIngestStore>();
        LiveHub hub = await fleet.AddHubAsync();
        store.Gate.Reset();
        fleet.Enqueue(hub, Messages.Heartbeat(0), null);
        store.Arrived.Wait();
        int taken = 0;
        while (Offer(fleet, hub, Limits.Ingest.BodyBytes, null))
        {
            taken++;
        }

        Assert.Equal(Limits.Ingest.GroupBytes / (Limits.Ingest.BodyBytes + IngestGroup.HeadBytes), taken);
        store.Gate.Set();
    }

    [Fact]
    public async Task A_body_in_several_segments_is_put_together()
    {
        await using TestFleet fleet = await TestFleet.StartAsync();
        LiveHub hub = await fleet.AddHubAsync();
        byte[] body = new byte[512];
        int length = Messages.Press(77).Encode(new Hub.Protocols.Cbor.CborWriter(), body, 0, 512);
        var first = new Segment(body.AsMemory(0, 5));
        var last = first.Append(body.AsMemory(5, 1)).Append(body.AsMemory(6, length - 6));
        var receipt = new Receipt();
        Assert.True(fleet.Ingest.TryEnqueue(
            hub, UplinkKind.Alarm, new ReadOnlySequence<byte>(first, 0, last, last.Memory.Length), receipt, 1));

        Assert.Equal([PublishOutcome.Accepted], await receipt.WaitAsync());
        Assert.Equal([77ul], fleet.Downlink.HeldBy(hub));
    }

    [Fact]
    public async Task Stopping_commits_what_was_taken_and_takes_no_more()
    {
        await using TestFleet fleet = await StartGatedAsync();
        var store = (GatedIngestStore)fleet.Get<IIngestStore>();
        LiveHub hub = await fleet.AddHubAsync();
        var receipt = new Receipt();
        store.Gate.Reset();
        fleet.Enqueue(hub, Messages.Heartbeat(0), receipt);
        store.Arrived.Wait();
        for (ulong i = 1; i <= 100; i++)
        {
            fleet.Enqueue(hub, Messages.Press(i), receipt);
        }

        Task stopping = Task.Run(fleet.StopAsync);
        store.Gate.Set();
        await stopping.WaitAsync(TimeSpan.FromSeconds(30));

        Assert.Equal(101, receipt.Completions.Count);
        Assert.All(receipt.Completions, completion => Assert.Equal(PublishOutcome.Accepted, completion.Outcome));
        Assert.False(Offer(fleet, hub, 1, receipt));
        await Assert.ThrowsAsync<OperationCanceledException>(
            () => ((IUplinkSink)fleet.Ingest).WaitForRoomAsync(default).AsTask());

        await using TestFleet next = await fleet.RestartFromCrashAsync();
        Assert.Equal(100, Assert.Single(await next.OpenCasesAsync()).PressCount);
        Assert.Equal(0, next.Log.CountOf(1001));
    }

    [Fact]
    public async Task An_alarm_does_not_wait_for_company()
    {
        await using TestFleet fleet = await TestFleet.StartAsync(
            change: settings => settings with { Ingest = settings.Ingest with { GatherMilliseconds = 100_000 } });
        LiveHub hub = await fleet.AddHubAsync();
        var receipt = new Receipt();
        fleet.Enqueue(hub, Messages.Heartbeat(0), receipt);
        fleet.Enqueue(hub, Messages.Press(1), receipt);

        // With the heartbeat alone this would take 100 s.
        Assert.Equal(2, (await receipt.WaitAsync(2)).Length);
    }

    [Theory]
    [InlineData(UplinkKind.Heartbeat)]
    [InlineData(UplinkKind.Device)]
    public async Task Heartbeats_and_device_states_make_no_garbage(UplinkKind kind)
    {
        await using TestFleet fleet = await TestFleet.StartAsync();
        LiveHub hub = await fleet.AddHubAsync();
        byte[] body = new byte[512];
        long now = fleet.Time.GetUtcNow().ToUnixTimeMilliseconds();
        HubMessage message = kind == UplinkKind.Device
            ? new DeviceStateMessage { DeviceId = 1 }
            : Messages.Heartbeat(now);
        var writer = new Hub.Protocols.Cbor.CborWriter();
        var receipt = new CountingReceipt();
        const int Many = 200_000;
        void Send(int count)
        {
            long goal = receipt.Count + count;
            for (int i = 0; i < count; i++)
            {
                message.Sequence++;
                int length = message.Encode(writer, body, 0, body.Length);
                var sequence = new ReadOnlySequence<byte>(body, 0, length);
                while (!fleet.Ingest.TryEnqueue(hub, kind, sequence, receipt, 1))
                {
                    Thread.Yield();
                }
            }

            receipt.WaitFor(goal);
        }

        Send(Many);
        long here = GC.GetAllocatedBytesForCurrentThread();
        long there = receipt.AllocatedByCommitThread;
        Send(Many);
        here = GC.GetAllocatedBytesForCurrentThread() - here;
        there = receipt.AllocatedByCommitThread - there;

        // A commit may cost a few bytes whatever it holds; a message must not.
        Assert.True(here < 10_000, $"{here} bytes were allocated to hand over {Many} of {kind}.");
        Assert.True(there < Many / 10, $"{there} bytes were allocated to commit {Many} of {kind}.");
    }

    private static bool Offer(TestFleet fleet, LiveHub hub, int bytes, IUplinkReceipt? receipt) =>
        fleet.Ingest.TryEnqueue(hub, UplinkKind.Event, new ReadOnlySequence<byte>(new byte[bytes]), receipt, 1);

    private static Task<TestFleet> StartGatedAsync() => TestFleet.StartAsync(replace: services =>
        services.AddSingleton<IIngestStore>(provider =>
            new GatedIngestStore(provider.GetRequiredService<FleetStore>())));

    private sealed class CountingReceipt : IUplinkReceipt
    {
        private readonly object _sync = new();
        private long _pending;

        public long Count { get; private set; }

        public long AllocatedByCommitThread { get; private set; }

        public bool AwaitingFlush { get; set; }

        public void Completed(uint token, PublishOutcome outcome) => _pending++;

        public void Flush()
        {
            lock (_sync)
            {
                Count += _pending;
                AllocatedByCommitThread = GC.GetAllocatedBytesForCurrentThread();
                _pending = 0;
                Monitor.PulseAll(_sync);
            }
        }

        public void WaitFor(long count)
        {
            lock (_sync)
            {
                while (Count < count)
                {
                    Assert.True(Monitor.Wait(_sync, TimeSpan.FromSeconds(60)));
                }
            }
        }
    }

    private sealed class Segment : ReadOnlySequenceSegment<byte>
    {
        public Segment(ReadOnlyMemory<byte> memory)
        {
            Memory = memory;
        }

        public Segment Append(ReadOnlyMemory<byte> memory)
        {
            var next = new Segment(memory) { RunningIndex = RunningIndex + Memory.Length };
            Next = next;
            return next;
        }
    }
}
