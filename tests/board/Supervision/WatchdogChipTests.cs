// The external watchdog is fed by edges, and by nothing else.
using System.Device.Gpio;
using Hub.Esp32S3.Supervision;
using Hub.Hardware;

namespace Board.Tests.Supervision;

public sealed class WatchdogChipTests
{
    [Fact]
    public void Each_feeding_is_one_edge_whatever_the_level_was()
    {
        BoardPins.Reset();
        var watchdog = new WatchdogChip(new GpioController(), PinMap.WatchdogFeed);
        GpioPin pin = BoardPins.Get(PinMap.WatchdogFeed);
        Assert.Equal(PinMode.Output, pin.Mode);
        Assert.Equal(0, pin.EdgeCount);

        watchdog.Feed();
        watchdog.Feed();

        Assert.Equal(2, pin.EdgeCount);
    }
}
