// The SX1262 adapter on a model of the chip: frames both ways, and everything that goes wrong.
using System;
using Hub.Esp32S3.Radio;

namespace Board.Tests.Radio;

public sealed class Sx1262RadioTests
{
    private static readonly byte[] Press =
        Convert.FromHexString("11efcdab0002000000450641a44b1f6b4ab0d50c946bc93cb6ff4f");

    private const string PressOnAir =
        "aaaaaaaa356935691bee0ed031ed873324ea3fd478d4dc48611ecdf8d4f96673b3d1a68848a5";

    private readonly RadioBench _bench = new();

    [Fact]
    public void It_starts_by_the_data_sheets_order_and_receives()
    {
        Assert.True(_bench.Hub.Radio.IsChannelBusy);

        int took = _bench.Start();

        Assert.InRange(took, 10, 40);
        Assert.Equal(0, _bench.Chip.ViolationCount);
        Assert.Equal(0, _bench.Hub.Radio.FaultCount);
        Assert.False(_bench.Hub.Radio.IsChannelBusy);
    }

    [Fact]
    public void A_frame_goes_out_bit_for_bit()
    {
        _bench.Start();
        Assert.True(_bench.Hub.Radio.Send([0, .. Press, 0], 1, Press.Length, _bench.Milliseconds));
        _bench.Run(60);

        AirFrame sent = Assert.Single(_bench.Air.Sent);
        Assert.Equal(PressOnAir, Convert.ToHexStringLower(sent.Bytes));
        Assert.InRange(sent.CarrierHertz, 869_225_000 - 1, 869_225_000 + 1);
        Assert.InRange(sent.DeviationHertz, 4_799, 4_801);
        Assert.InRange(sent.BitsPerSecond, 9_599.9, 9_600.1);
        Assert.Equal(-86, sent.LevelDbm);
        Assert.Equal(1, _bench.Hub.Radio.SentCount);
        Assert.Equal(RadioState.Receiving, _bench.Hub.Radio.State);
        Assert.Equal(0, _bench.Chip.ViolationCount);
    }

    [Fact]
    public void A_frame_comes_in_with_its_level_and_the_time_of_its_end()
    {
        _bench.Start();
        long from = _bench.Milliseconds;
        _bench.SendFromAir(Press, level: -97);
        _bench.Run(60);

        (byte[] frame, int level, long at) = Assert.Single(_bench.Hub.Received);
        Assert.Equal(Press, frame);
        Assert.Equal(-97, level);
        Assert.Equal(from + 32, at);
    }
}
