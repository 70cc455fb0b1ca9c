// The flash behaves as NOR flash does, and is torn where it is told to be.
using System.IO;
using System.Linq;
using Hub.Core.Ports;
using Hub.Simulator.World;

namespace Simulator.Tests.World;

public sealed class SimFlashTests
{
    private readonly SimFlash _flash = new(2, 64, new SeededRandom(5));
    private readonly byte[] _buffer = new byte[64];

    [Fact]
    public void Programming_clears_bits_and_only_erasing_sets_them()
    {
        Assert.All(_flash.Contents(0).ToArray(), value => Assert.Equal(0xFF, value));
        Assert.Equal(FlashResult.Ok, _flash.Program(0, 3, [0x0F, 0xF0], 0, 2));
        Assert.Equal(FlashResult.Ok, _flash.Program(0, 3, [0xFC], 0, 1));
        Assert.Equal([0xFF, 0x0C, 0xF0, 0xFF], _flash.Contents(0)[2..6].ToArray());
        Assert.Equal(1, _flash.ReprogrammedBytes);
        Assert.Equal(FlashResult.Ok, _flash.Erase(0));
        Assert.All(_flash.Contents(0).ToArray(), value => Assert.Equal(0xFF, value));
        Assert.Equal((1, 0), (_flash.MostErasures, _flash.FewestErasures));
    }

    [Theory]
    [InlineData(-1, 0, 1)]
    [InlineData(2, 0, 1)]
    [InlineData(0, -1, 1)]
    [InlineData(0, 64, 1)]
    [InlineData(0, 60, 5)]
    [InlineData(0, 0, -1)]
    [InlineData(0, 0, 65)]
    public void What_lies_outside_the_part_is_refused(int sector, int offset, int count)
    {
        Assert.Equal(FlashResult.OutOfRange, _flash.Read(sector, offset, _buffer, 0, count));
        Assert.Equal(FlashResult.OutOfRange, _flash.Program(sector, offset, _buffer, 0, count));
        Assert.Equal(FlashResult.OutOfRange, _flash.Erase(sector == 0 ? 2 : sector));
    }

    [Theory]
    [InlineData(Tearing.Forward)]
    [InlineData(Tearing.Backward)]
    [InlineData(Tearing.Scattered)]
    [InlineData(Tearing.WeakBits)]
    public void A_cut_leaves_as_many_bytes_done_as_it_was_told_and_no_byte_outside_touched(Tearing tearing)
    {
        byte[] data = [.. Enumerable.Repeat((byte)0, 20)];
        for (int cut = 0; cut <= 20; cut++)
        {
            SimFlash flash = new(2, 64, new SeededRandom((ulong)cut)) { Tearing = tearing };
            int lost = 0;
            flash.PowerLost = () => lost++;
            flash.CutAfter(cut);
            FlashResult result = flash.Program(1, 10, data, 0, 20);

            Assert.Equal(cut < 20 ? FlashResult.Failed : FlashResult.Ok, result);
            Assert.Equal(cut < 20, flash.IsCut);
            Assert.Equal(cut < 20 ? 1 : 0, lost);
            Assert.True(flash.Contents(1)[10..30].ToArray().Count(value => value == 0) >= cut);
            Assert.All(flash.Contents(0).ToArray(), value => Assert.Equal(0xFF, value));
            Assert.All(flash.Contents(1)[..10].ToArray(), value => Assert.Equal(0xFF, value));
            Assert.All(flash.Contents(1)[30..].ToArray(), value => Assert.Equal(0xFF, value));
            if (cut < 20 && tearing == Tearing.Forward)
            {
                Assert.All(flash.Contents(1)[(11 + cut)..30].ToArray(), value => Assert.Equal(0xFF, value));
            }

            if (cut < 20 && tearing == Tearing.Backward)
            {
                Assert.All(flash.Contents(1)[10..(29 - cut)].ToArray(), value => Assert.Equal(0xFF, value));
            }
        }
    }

    [Fact]
    public void Without_power_nothing_works_until_it_is_back()
    {
        _flash.CutAfter(0);
        Assert.Equal(FlashResult.Failed, _flash.Erase(0));
        Assert.Equal(FlashResult.Failed, _flash.Read(0, 0, _buffer, 0, 1));
        Assert.Equal(FlashResult.Failed, _flash.Program(0, 0, _buffer, 0, 1));
        _flash.RestorePower();
        Assert.Equal(FlashResult.Ok, _flash.Program(0, 0, _buffer, 0, 1));
    }

    [Fact]
    public void A_part_in_a_file_outlives_the_program()
    {
        string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        try
        {
            FlashFile first = new(new SimFlash(2, 64, new SeededRandom(1)), path);
            Assert.Equal(FlashResult.Ok, first.Program(1, 5, [1, 2, 3], 0, 3));
            FlashFile second = new(new SimFlash(2, 64, new SeededRandom(2)), path);
            Assert.Equal(FlashResult.Ok, second.Read(1, 5, _buffer, 0, 3));
            Assert.Equal([1, 2, 3], _buffer[..3]);
            Assert.Equal(FlashResult.Ok, second.Erase(1));
            FlashFile third = new(new SimFlash(2, 64, new SeededRandom(3)), path);
            Assert.Equal(FlashResult.Ok, third.Read(1, 5, _buffer, 0, 1));
            Assert.Equal(0xFF, _buffer[0]);

            Assert.Throws<InvalidDataException>(() => new FlashFile(new SimFlash(4, 64, new SeededRandom(4)), path));
            File.Delete(path);
            Assert.Equal(FlashResult.Failed, third.Program(0, 0, [0], 0, 1));
        }
        finally
        {
            File.Delete(path);
        }
    }
}
