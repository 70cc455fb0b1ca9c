// What a pin can serve, with the values of the real package.
namespace nanoFramework.Hardware.Esp32;

public enum DeviceFunction
{
    SPI1_MOSI = 0x10100,
    SPI1_MISO = 0x10101,
    SPI1_CLOCK = 0x10102,
    I2C1_DATA = 0x20100,
    I2C1_CLOCK = 0x20101,
    COM1_TX = 0x30100,
    COM1_RX = 0x30101,
    COM2_TX = 0x30200,
    COM2_RX = 0x30201,
    COM2_RTS = 0x30202,
    COM2_CTS = 0x30203,
    COM3_TX = 0x30300,
    COM3_RX = 0x30301,
}
