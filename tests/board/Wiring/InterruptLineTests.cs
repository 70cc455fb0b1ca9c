// The edge that wakes the loop, its time, and the level that counts.
using System.Device.Gpio;
using Hub.Esp32S3;
using Hub.Esp32S3.Wiring;
using Hub.Hardware;

namespace Board.Tests.Wiring;

public sealed class InterruptLineTests : IUptime
{
    private readonly LoopSignal _signal = new();
    private readonly InterruptLine _line;
    private readonly GpioPin _pin;

    public InterruptLineTests()
    {
        BoardPins.Reset();
        _line = new InterruptLine(new GpioController(), PinMap.RadioInterrupt, this, _signal);
        _pin = BoardPins.Get(PinMap.RadioInterrupt);
    }

    public long Milliseconds { get; private set; } = 1_000;

    [Fact]
    public void A_rising_edge_wakes_the_loop_and_tells_its_time_once()
    {
        Assert.Equal(PinMode.Input, _pin.Mode);
        Assert.False(_signal.Wait(0));
        _pin.Drive(true);
        Milliseconds = 1_005;

        Assert.True(_signal.Wait(0));
        Assert.True(_line.IsHigh);
        Assert.Equal(1_000, _line.TakeEdge(Milliseconds));
        Assert.Equal(1_005, _line.TakeEdge(Milliseconds));
    }

    [Fact]
    public void Of_several_edges_the_first_counts()
    {
        _pin.Drive(true);
        Milliseconds = 1_003;
        _pin.Drive(false);
        _pin.Drive(true);

        Assert.Equal(1_000, _line.TakeEdge(1_010));
    }

    [Fact]
    public void A_falling_edge_wakes_nobody()
    {
        _pin.Drive(true);
        _signal.Wait(0);
        _pin.Drive(false);

        Assert.False(_signal.Wait(0));
        Assert.False(_line.IsHigh);
    }

    [Fact]
    public void A_lost_edge_leaves_the_level()
    {
        _pin.LosesEdges = true;
        _pin.Drive(true);

        Assert.False(_signal.Wait(0));
        Assert.True(_line.IsHigh);
        Assert.Equal(1_001, _line.TakeEdge(1_001));
    }
}
