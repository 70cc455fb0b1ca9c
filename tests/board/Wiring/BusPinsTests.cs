// The buses get the pins of the map, each once.
using System.Linq;
using Hub.Esp32S3.Wiring;
using Hub.Hardware;
using nanoFramework.Hardware.Esp32;

namespace Board.Tests.Wiring;

public sealed class BusPinsTests
{
    [Fact]
    public void Every_bus_has_its_pins_and_no_pin_serves_two()
    {
        Configuration.Reset();
        BusPins.Assign();

        Assert.Equal(12, Configuration.Set.Count);
        Assert.Equal(12, Configuration.Set.Select(s => s.Pin).Distinct().Count());
        Assert.Equal(12, Configuration.Set.Select(s => s.Function).Distinct().Count());
        Assert.Contains((PinMap.SpiClock, DeviceFunction.SPI1_CLOCK), Configuration.Set);
        Assert.Contains((PinMap.I2cData, DeviceFunction.I2C1_DATA), Configuration.Set);
        Assert.Contains((PinMap.ModemTransmit, DeviceFunction.COM2_TX), Configuration.Set);
        Assert.Contains((PinMap.ModemClearToSend, DeviceFunction.COM2_CTS), Configuration.Set);
        Assert.Contains((PinMap.ConsoleReceive, DeviceFunction.COM1_RX), Configuration.Set);
        Assert.Contains((PinMap.VoiceTransmit, DeviceFunction.COM3_TX), Configuration.Set);
    }
}
