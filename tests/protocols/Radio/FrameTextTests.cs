// The texts of frames at the limits of their numbers, and where there is no room.
using System;
using System.Linq;
using Hub.Protocols.Devices;
using Hub.Protocols.Radio;

namespace Protocols.Tests.Radio;

public sealed class FrameTextTests
{
    private readonly byte[] _buffer = new byte[RadioLimits.MaxFrameBytes];

    [Theory]
    [InlineData(0, 0)]
    [InlineData(100, 100)]
    [InlineData(101, 255)]
    [InlineData(254, 255)]
    [InlineData(255, 255)]
    [InlineData(256, 255)]
    [InlineData(-1, 255)]
    public void A_percentage_that_cannot_be_is_not_known(int given, int read)
    {
        Assert.Equal(read, Through(new DeviceReport { BatteryPercent = given }).BatteryPercent);
        JoinRequest request = new() { BatteryPercent = given };
        Assert.Equal(RadioLimits.JoinRequestBytes, request.Put(_buffer, 0));
        Assert.True(request.Get(_buffer, 0, RadioLimits.JoinRequestBytes));
        Assert.Equal(read, request.BatteryPercent);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 0)]
    [InlineData(-1, -1)]
    [InlineData(-200, -200)]
    [InlineData(-201, -200)]
    [InlineData(-1000, -200)]
    public void A_level_stays_within_its_range(int given, int read)
    {
        Assert.Equal(read, Through(new DeviceReport { HubSignalDbm = given }).HubSignalDbm);
    }

    [Theory]
    [InlineData(-32768, -32768)]
    [InlineData(-32769, -32768)]
    [InlineData(-1, -1)]
    [InlineData(32767, 32767)]
    [InlineData(32768, 32767)]
    public void A_value_stays_within_its_range(int given, int read)
    {
        Assert.Equal(read, Through(new DeviceReport { Value = given }).Value);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(65535, 65535)]
    [InlineData(65536, 65535)]
    [InlineData(int.MaxValue, 65535)]
    [InlineData(-1, 0)]
    public void An_age_saturates(int given, int read)
    {
        Assert.Equal(read, Through(new DeviceReport { AgeSeconds = given }).AgeSeconds);
    }

    [Theory]
    [InlineData(65535, 65535)]
    [InlineData(65536, 0)]
    [InlineData(65537, 1)]
    public void An_event_number_starts_over(int given, int read)
    {
        Assert.Equal(read, Through(new DeviceReport { EventNumber = given }).EventNumber);
    }

    [Fact]
    public void Numbers_that_are_not_listed_are_kept()
    {
        DeviceReport report = Through(new DeviceReport { Cause = (DeviceCause)200, Flags = 0xFF });
        Assert.Equal(200, (int)report.Cause);
        Assert.Equal(0xFF, report.Flags);
        int known = ReportFlags.Tamper | ReportFlags.BatteryLow | ReportFlags.FirstSincePowerUp | ReportFlags.Active
            | ReportFlags.EarlierUnacknowledged | ReportFlags.TestButton;
        Assert.Equal(63, known);
    }

    [Fact]
    public void Texts_need_their_room_and_no_more()
    {
        DeviceReport report = new();
        JoinRequest request = new();
        JoinAnswer answer = new();
        DeviceOrder order = new();
        AssertRoom(RadioLimits.ReportBytes, report.Put, report.Get);
        AssertRoom(RadioLimits.JoinRequestBytes, request.Put, request.Get);
        AssertRoom(RadioLimits.JoinAnswerBytes, answer.Put, answer.Get);
        AssertRoom(RadioLimits.OrderBytes, order.Put, order.Get);
        AssertRoom(RadioLimits.AcknowledgeBytes, RadioText.PutAcknowledge, RadioText.IsAcknowledge);
        AssertRoom(
            RadioLimits.ResyncBytes,
            (buffer, offset) => RadioText.PutResync(buffer, offset, 7),
            (buffer, offset, count) => RadioText.GetResync(buffer, offset, count, out _));
    }

    [Fact]
    public void An_acknowledgement_is_zero_and_nothing_else()
    {
        for (int value = 0; value < 256; value++)
        {
            Assert.Equal(value == 0, RadioText.IsAcknowledge([(byte)value], 0, 1));
        }
    }

    [Fact]
    public void Supervision_and_firmware_stay_within_two_bytes()
    {
        JoinAnswer answer = new() { SupervisionMinutes = 65536 };
        answer.Put(_buffer, 0);
        Assert.True(answer.Get(_buffer, 0, RadioLimits.JoinAnswerBytes));
        Assert.Equal(65535, answer.SupervisionMinutes);
        JoinRequest request = new() { FirmwareVersion = -1 };
        request.Put(_buffer, 0);
        Assert.True(request.Get(_buffer, 0, RadioLimits.JoinRequestBytes));
        Assert.Equal(0, request.FirmwareVersion);
    }

    private static void AssertRoom(int bytes, Func<byte[], int, int> put, Func<byte[], int, int, bool> get)
    {
        byte[] buffer = [.. Enumerable.Repeat((byte)0xEE, bytes + 4)];
        Assert.Equal(bytes, put(buffer, 2));
        Assert.Equal([0xEE, 0xEE], buffer[..2]);
        Assert.Equal([0xEE, 0xEE], buffer[(bytes + 2)..]);
        Assert.True(get(buffer, 2, bytes));
        Assert.True(get(buffer, 2, bytes + 2));
        Assert.False(get(buffer, 2, bytes - 1));
        Assert.False(get(buffer, 5, bytes));
        Assert.False(get(buffer, -1, bytes));
        Assert.False(get(null!, 0, bytes));

        byte[] before = [.. buffer];
        Assert.Equal(0, put(buffer, 5));
        Assert.Equal(0, put(buffer, -1));
        Assert.Equal(0, put(null!, 0));
        Assert.Equal(before, buffer);
    }

    private DeviceReport Through(DeviceReport report)
    {
        Assert.Equal(RadioLimits.ReportBytes, report.Put(_buffer, 3));
        DeviceReport read = new();
        Assert.True(read.Get(_buffer, 3, RadioLimits.ReportBytes));
        return read;
    }
}
