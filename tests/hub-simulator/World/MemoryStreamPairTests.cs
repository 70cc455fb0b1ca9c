// The simulated connection: in order, late, bounded, and silent once the link has been cut.
using Hub.Protocols.Mqtt;
using Hub.Simulator.World;

namespace Simulator.Tests.World;

public sealed class MemoryStreamPairTests
{
    private readonly VirtualWorld _world = new(0);
    private readonly SimulatedLink _link = new() { LatencyMilliseconds = 30 };
    private readonly byte[] _buffer = new byte[MemoryStreamPair.Capacity * 2];
    private readonly MemoryStreamPair _pair;
    private int _wakenings;

    public MemoryStreamPairTests()
    {
        _pair = new MemoryStreamPair(_world, _link, () => { }, () => _wakenings++);
    }

    private IByteStream Near => _pair.Near;

    private IByteStream Far => _pair.Far;

    [Fact]
    public void Bytes_arrive_in_order_after_the_latency_and_wake_the_other_end()
    {
        Assert.Equal(2, Near.Write([1, 2], 0, 2));
        Assert.Equal(1, Near.Write([0, 3, 0], 1, 1));
        _world.RunUntil(29);
        Assert.Equal(0, Far.Read(_buffer, 0, 10));
        _world.RunUntil(30);
        Assert.Equal(2, _wakenings);
        Assert.Equal(2, Far.Read(_buffer, 5, 2));
        Assert.Equal(1, Far.Read(_buffer, 7, 2));
        Assert.Equal([1, 2, 3], _buffer[5..8]);
        Assert.Equal(0, Near.Read(_buffer, 0, 10));
    }

    [Fact]
    public void A_stream_nobody_reads_is_full_at_its_capacity()
    {
        Assert.Equal(MemoryStreamPair.Capacity, Near.Write(_buffer, 0, _buffer.Length));
        _world.RunUntil(100);
        Assert.Equal(0, Near.Write(_buffer, 0, 1));
        Assert.Equal(3, Far.Read(_buffer, 0, 3));
        Assert.Equal(3, Near.Write(_buffer, 0, 4));
    }

    [Fact]
    public void Closing_is_seen_after_the_bytes_before_it()
    {
        Near.Write([7], 0, 1);
        Near.Close();
        Assert.Equal((-1, -1), (Near.Read(_buffer, 0, 1), Near.Write(_buffer, 0, 1)));
        _world.RunUntil(30);
        Assert.True(Far.IsOpen);
        Assert.Equal(1, Far.Read(_buffer, 0, 5));
        Assert.Equal(-1, Far.Read(_buffer, 0, 5));
        Assert.False(Far.IsOpen);
    }

    [Theory]
    [InlineData(10)]
    [InlineData(50)]
    public void A_cut_link_is_silence_for_ever(long cutAt)
    {
        Near.Write([1], 0, 1);
        _world.RunUntil(cutAt);
        int arrivedBefore = cutAt > 30 ? 1 : 0;
        Assert.Equal(arrivedBefore, Far.Read(_buffer, 0, 1));
        _link.IsUp = false;
        Near.Write([2], 0, 1);
        _link.IsUp = true;
        Near.Write([3], 0, 1);
        Near.Close();
        _world.RunUntil(1_000);
        Assert.True(Far.IsOpen);
        Assert.Equal(0, Far.Read(_buffer, 0, 10));
        Assert.Equal(arrivedBefore, _wakenings);
    }
}
