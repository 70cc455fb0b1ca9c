// The console's serial port: bytes both ways, and a port that fails.
using System;
using System.IO.Ports;
using Hub.Esp32S3;
using Hub.Esp32S3.Provisioning;
using Hub.Esp32S3.Supervision;

namespace Board.Tests.Provisioning;

public sealed class ConsoleLineTests
{
    private readonly ConsoleLine _line = new("COM1");
    private readonly byte[] _buffer = new byte[8];

    [Fact]
    public void Bytes_come_as_they_arrived_and_none_is_none()
    {
        Assert.Equal(115_200, SerialPort.Made.BaudRate);
        Assert.Equal(BoardLimits.ConsoleDriverBytes, SerialPort.Made.ReadBufferSize);
        Assert.Equal(0, _line.Read(_buffer, 0, 8));
        SerialPort.Made.Arrive([1, 2, 3]);

        Assert.Equal(2, _line.Read(_buffer, 1, 2));
        Assert.Equal(1, _line.Read(_buffer, 3, 5));
        Assert.Equal([0, 1, 2, 3, 0], _buffer[..5]);
    }

    [Fact]
    public void Bytes_go_out_and_a_port_that_throws_loses_them_and_nothing_else()
    {
        byte[] sent = [];
        SerialPort.Made.Written = bytes => sent = bytes.ToArray();
        Assert.Equal(3, _line.Write([9, 8, 7, 6], 1, 3));
        Assert.Equal([8, 7, 6], sent);

        SerialPort.Made.Written = _ => throw new InvalidOperationException();
        Assert.Equal(3, _line.Write([9, 8, 7, 6], 1, 3));
        Assert.Equal(1, _line.FailureCount);
    }

    [Fact]
    public void The_chips_address_is_twelve_digits()
    {
        Assert.Equal("0a1b2c3d4eff", ChipId.Write([0x0A, 0x1B, 0x2C, 0x3D, 0x4E, 0xFF]));
        Assert.Equal("000000000000", ChipId.Write([1, 2, 3]));
    }
}
