// Bytes of releases to hubs: only to those that have an order, in their turn, within the bytes of the second.
using System;
using System.Buffers;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using Fleet.Server;
using Fleet.Server.Gateway;
using Fleet.Server.Updates;
using Fleet.Server.Updates.Blocks;
using Fleet.Server.Updates.Releases;
using Hub.Protocols.Messages;
using Hub.Protocols.Updates;
using Slices.Tests.World;
using static Slices.Tests.Updates.UpdateSamples;

namespace Slices.Tests.Updates;

public sealed class BlockTests
{
    [Fact]
    public async Task A_hub_fetches_envelope_list_and_image_and_each_byte_is_as_it_was_brought()
    {
        await using TestFleet fleet = await StartAsync();
        UpdateHub hub = (await OrderedAsync(fleet, 1))[0];
        byte[] image = BundleDouble.Bytes(1_700, 20_000);
        Assert.Equal(BundleDouble.Bytes(17, 900), await ReadAsync(fleet, hub, ReleasePart.Envelope, 0));
        byte[] list = await ReadAsync(fleet, hub, ReleasePart.DigestList, 0);
        Assert.Equal(image, await ReadAsync(fleet, hub, ReleasePart.Image, 0));
        Assert.Equal(5 * 32, list.Length);
        Assert.Equal(ReleaseDigest.Of(image.AsSpan(0, 4_096)), list[..32]);
        Assert.False(fleet.Downlink.WasKept(hub.Hub, DownlinkKind.Block));
        Assert.Equal(20_000 + 900 + 160, fleet.Get<BlockMetrics>().BytesSent);
    }

    [Fact]
    public async Task What_is_not_to_be_had_is_said_and_a_hub_without_an_order_gets_nothing()
    {
        await using TestFleet fleet = await StartAsync();
        UpdateHub hub = (await OrderedAsync(fleet, 1))[0];
        foreach ((long release, ReleasePart part, int index, int offset) in new[]
        {
            (16L, ReleasePart.Envelope, 0, 0),
            (17, ReleasePart.Image, 1, 0),
            (17, ReleasePart.Unknown, 0, 0),
            (17, ReleasePart.Envelope, 0, 900),
            (17, ReleasePart.Image, 0, 20_000),
        })
        {
            BlockMessage answer = Assert.Single(await AskAsync(fleet, hub, release, part, index, offset, 4_096));
            Assert.Equal((0, release, part, offset), (answer.TotalBytes, answer.ReleaseSequence, answer.Part,
                answer.Offset));
        }

        UpdateHub other = (await AddAsync(fleet, 1))[0];
        Assert.Empty(await AskAsync(fleet, other, 17, ReleasePart.Envelope, 0, 0, 100));
        Assert.Equal(1, fleet.Get<BlockMetrics>().RefusedCount);
    }

    [Fact]
    public async Task A_request_takes_the_place_of_the_one_before_and_what_is_none_is_refused()
    {
        await using TestFleet fleet = await StartAsync();
        UpdateHub hub = (await OrderedAsync(fleet, 1))[0];
        fleet.Time.Advance(TimeSpan.FromSeconds(1));
        await AskOnlyAsync(fleet, hub, ReleasePart.Image, 0, 4_096);
        await AskOnlyAsync(fleet, hub, ReleasePart.Image, 8_192, 448);
        await fleet.Get<BlockRound>().RunAsync(default);
        Assert.Equal(8_192, Assert.Single(Blocks(fleet, hub)).Offset);
        foreach (byte[] body in new[] { [], [0xA0], [0xFF, 0xFF], new byte[64], new byte[65], new byte[5_000] })
        {
            Assert.False(fleet.Get<IBlockRequests>().Ask(hub.Hub, new ReadOnlySequence<byte>(body)));
        }
    }

    [Fact]
    public async Task Ten_thousand_hubs_that_fetch_at_once_get_no_more_than_the_bytes_of_the_second()
    {
        await using TestFleet fleet = await StartAsync();
        UpdateHub hub = (await OrderedAsync(fleet, 1))[0];
        OrderedRelease release = fleet.Get<OrderedReleases>().Find(hub.Hub)!;
        var requests = fleet.Get<BlockRequests>();
        var many = new List<HubPrincipal>();
        byte[] body = Body(17, ReleasePart.Image, 0, 0, 4_096);
        for (int i = 0; i < 10_000; i++)
        {
            var one = new HubPrincipal(100_000 + i, hub.Hub.TenantId, $"{i:x16}");
            many.Add(one);
            fleet.Get<OrderedReleases>().Put(one, release);
            Assert.True(requests.Ask(one, new ReadOnlySequence<byte>(body)));
        }

        long sent = 0;
        int rounds = 0;
        while (requests.Count > 0)
        {
            fleet.Time.Advance(TimeSpan.FromMilliseconds(20));
            await fleet.Get<BlockRound>().RunAsync(default);
            rounds++;
            long now = fleet.Get<BlockMetrics>().BytesSent;
            long most = (Limits.Updates.BlockBytesPerSecond / 50 * (rounds + 5L)) + UpdateLimits.ChunkBytes;
            Assert.True(now <= most, $"{now} bytes in {rounds} rounds");
            sent = now;
        }

        Assert.Equal(10_000L * 4_096, sent);
        Assert.InRange(rounds, 480, 500);
        Assert.Equal(1, fleet.Get<PartCache>().Misses);
        Assert.All(many.Where((_, i) => i % 1_000 == 0), one => Assert.Equal(10, fleet.Downlink
            .Decoded<BlockMessage>(one, DownlinkKind.Block).Length));
    }

    [Fact]
    public async Task A_line_that_is_full_takes_nobody_else_and_a_hub_that_is_away_costs_no_bytes()
    {
        await using TestFleet fleet = await StartAsync();
        UpdateHub hub = (await OrderedAsync(fleet, 1))[0];
        OrderedRelease release = fleet.Get<OrderedReleases>().Find(hub.Hub)!;
        byte[] body = Body(17, ReleasePart.Envelope, 0, 0, 100);
        for (int i = 0; i <= Limits.Updates.WaitingRequests; i++)
        {
            var one = new HubPrincipal(100_000 + i, hub.Hub.TenantId, $"{i:x16}");
            fleet.Get<OrderedReleases>().Put(one, release);
            fleet.Get<BlockRequests>().Ask(one, new ReadOnlySequence<byte>(body));
        }

        Assert.Equal(Limits.Updates.WaitingRequests, fleet.Get<BlockRequests>().Count);
        Assert.Equal(1, fleet.Get<BlockMetrics>().RefusedCount);
        fleet.Downlink.HasSessions = false;
        fleet.Time.Advance(TimeSpan.FromSeconds(1));
        await fleet.Get<BlockRound>().RunAsync(default);
        Assert.Equal((0, 0), (fleet.Get<BlockRequests>().Count, fleet.Get<BlockMetrics>().BytesSent));
    }

    [Fact]
    public void The_cache_holds_no_more_bytes_than_it_may_and_lets_the_least_used_go()
    {
        string directory = StoreTemplate.NewDirectory();
        var files = new ReleaseFiles(directory);
        string[] names = [.. Enumerable.Range(1, 4).Select(i => files.Keep(BundleDouble.Bytes(i, 1_000)))];
        var cache = new PartCache(files, 3_000);
        foreach (int i in new[] { 0, 1, 2, 0, 3, 0, 1 })
        {
            Assert.Equal(BundleDouble.Bytes(i + 1, 1_000), cache.Find(names[i]));
            Assert.InRange(cache.Bytes, 0, 3_000);
        }

        Assert.Equal(5, cache.Misses);
        Assert.Null(cache.Find(new string('0', 64)));
        Assert.Equal(names[0], files.Keep(BundleDouble.Bytes(1, 1_000)));
        System.IO.Directory.Delete(directory, recursive: true);
    }

    private static async Task<UpdateHub[]> OrderedAsync(TestFleet fleet, int count)
    {
        UpdateHub[] hubs = await AddAsync(fleet, count);
        await ReleaseAsync(fleet, 17);
        await RollOutAsync(fleet, new RolloutOrder(17, "better", Waves: ["100%"]));
        await RunAsync(fleet, 1, []);
        return hubs;
    }

    private static async Task<byte[]> ReadAsync(TestFleet fleet, UpdateHub hub, ReleasePart part, int index)
    {
        var bytes = new List<byte>();
        int total = 1;
        while (bytes.Count < total)
        {
            BlockMessage[] blocks = await AskAsync(fleet, hub, 17, part, index, bytes.Count, UpdateLimits.ChunkBytes);
            foreach (BlockMessage block in blocks)
            {
                Assert.Equal(bytes.Count, block.Offset);
                total = block.TotalBytes;
                bytes.AddRange(block.Block.AsSpan(0, block.BlockLength));
            }
        }

        return [.. bytes];
    }

    private static async Task<BlockMessage[]> AskAsync(
        TestFleet fleet, UpdateHub hub, long release, ReleasePart part, int index, int offset, int count)
    {
        int before = Blocks(fleet, hub).Length;
        fleet.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.True(fleet.Get<IBlockRequests>().Ask(
            hub.Hub, new ReadOnlySequence<byte>(Body(release, part, index, offset, count))));
        await fleet.Get<BlockRound>().RunAsync(default);
        return Blocks(fleet, hub)[before..];
    }

    private static async Task AskOnlyAsync(
        TestFleet fleet, UpdateHub hub, ReleasePart part, int offset, int count) =>
        Assert.Equal(PublishOutcome.Accepted, await fleet.SendAsync(hub.Hub, Message(17, part, 0, offset, count)));

    private static BlockMessage[] Blocks(TestFleet fleet, UpdateHub hub) =>
        fleet.Downlink.Decoded<BlockMessage>(hub.Hub, DownlinkKind.Block);

    private static FetchMessage Message(long release, ReleasePart part, int index, int offset, int count) => new()
    {
        BootCount = 1,
        Sequence = 7,
        ReleaseSequence = release,
        Part = part,
        ImageIndex = index,
        Offset = offset,
        Bytes = count,
    };

    private static byte[] Body(long release, ReleasePart part, int index, int offset, int count)
    {
        byte[] body = new byte[64];
        int length = Message(release, part, index, offset, count).Encode(
            new Hub.Protocols.Cbor.CborWriter(), body, 0, body.Length);
        return body[..length];
    }
}
