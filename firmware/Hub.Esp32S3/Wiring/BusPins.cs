// Gives the controller's buses their pins, before anything on them is opened.
using Hub.Hardware;
using nanoFramework.Hardware.Esp32;

namespace Hub.Esp32S3.Wiring;

/// <summary>The buses of the reference board, as <see cref="PinMap"/> has them.</summary>
public static class BusPins
{
    /// <summary>Sets all of them. Once, at the start.</summary>
    public static void Assign()
    {
        Configuration.SetPinFunction(PinMap.SpiDataOut, DeviceFunction.SPI1_MOSI);
        Configuration.SetPinFunction(PinMap.SpiDataIn, DeviceFunction.SPI1_MISO);
        Configuration.SetPinFunction(PinMap.SpiClock, DeviceFunction.SPI1_CLOCK);
        Configuration.SetPinFunction(PinMap.I2cData, DeviceFunction.I2C1_DATA);
        Configuration.SetPinFunction(PinMap.I2cClock, DeviceFunction.I2C1_CLOCK);
        Configuration.SetPinFunction(PinMap.ConsoleTransmit, DeviceFunction.COM1_TX);
        Configuration.SetPinFunction(PinMap.ConsoleReceive, DeviceFunction.COM1_RX);
        Configuration.SetPinFunction(PinMap.ModemTransmit, DeviceFunction.COM2_TX);
        Configuration.SetPinFunction(PinMap.ModemReceive, DeviceFunction.COM2_RX);
        Configuration.SetPinFunction(PinMap.ModemRequestToSend, DeviceFunction.COM2_RTS);
        Configuration.SetPinFunction(PinMap.ModemClearToSend, DeviceFunction.COM2_CTS);
        Configuration.SetPinFunction(PinMap.VoiceTransmit, DeviceFunction.COM3_TX);
    }
}
