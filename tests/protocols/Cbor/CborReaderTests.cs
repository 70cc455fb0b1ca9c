// The reader's typed reads, its limits at the limit and one beyond, and its bearing on what it cannot read.
using System;
using System.Linq;
using System.Text;
using Hub.Protocols;
using Hub.Protocols.Cbor;

namespace Protocols.Tests.Cbor;

public sealed class CborReaderTests
{
    private readonly CborReader _reader = new();

    [Fact]
    public void Depth_goes_to_its_limit_and_no_further()
    {
        for (int depth = 1; depth <= ProtocolLimits.MaxCborDepth + 1; depth++)
        {
            byte[] nested = [.. Enumerable.Repeat((byte)0x81, depth), 0x00];
            Assert.Equal(
                depth <= ProtocolLimits.MaxCborDepth ? CborError.None : CborError.TooDeep,
                SkipAll(nested));
        }
    }

    [Fact]
    public void Counts_go_to_their_limit_and_no_further()
    {
        byte[] items = [0x98, ProtocolLimits.MaxCborItems, .. new byte[ProtocolLimits.MaxCborItems]];
        Assert.Equal(CborError.None, SkipAll(items));
        Assert.Equal(CborError.TooManyItems, SkipAll([0x98, ProtocolLimits.MaxCborItems + 1, .. new byte[65]]));
    }

    [Fact]
    public void Input_goes_to_the_reader_s_limit_and_no_further()
    {
        CborReader small = new(4);
        small.Reset([0x43, 1, 2, 3], 0, 4);
        Assert.True(small.SkipValue() && small.ReadEnd());
        small.Reset([0x44, 1, 2, 3, 4], 0, 5);
        Assert.False(small.SkipValue());
        Assert.Equal(CborError.Oversized, small.Error);

        byte[] largest = [0x59, 0x01, 0xFD, .. new byte[509]];
        Assert.Equal(ProtocolLimits.MaxMessageBytes, largest.Length);
        Assert.Equal(CborError.None, SkipAll(largest));
        Assert.Equal(CborError.Oversized, SkipAll([0x59, 0x01, 0xFE, .. new byte[510]]));
    }

    [Theory]
    [InlineData(0, 5)]
    [InlineData(5, 0)]
    [InlineData(-1, 2)]
    [InlineData(0, -1)]
    [InlineData(3, 2)]
    [InlineData(int.MaxValue, int.MaxValue)]
    public void A_range_outside_the_buffer_is_refused(int offset, int count)
    {
        _reader.Reset(new byte[4], offset, count);
        Assert.Equal(CborError.BadBuffer, _reader.Error);
        Assert.Equal(CborType.None, _reader.PeekType());
        Assert.False(_reader.SkipValue());
        _reader.Reset(null!, 0, 0);
        Assert.Equal(CborError.BadBuffer, _reader.Error);
    }

    [Theory]
    [InlineData("00", CborType.UnsignedInteger)]
    [InlineData("20", CborType.NegativeInteger)]
    [InlineData("40", CborType.Bytes)]
    [InlineData("60", CborType.Text)]
    [InlineData("80", CborType.Array)]
    [InlineData("a0", CborType.Map)]
    [InlineData("f4", CborType.Boolean)]
    [InlineData("f5", CborType.Boolean)]
    [InlineData("f6", CborType.Null)]
    [InlineData("f7", CborType.NotAllowed)]
    [InlineData("f90000", CborType.NotAllowed)]
    [InlineData("c100", CborType.NotAllowed)]
    public void A_type_is_seen_before_reading_and_every_other_read_refuses_it(string hex, CborType type)
    {
        byte[] bytes = Convert.FromHexString(hex);
        Func<bool>[] reads =
        [
            () => _reader.ReadUInt(out _), () => _reader.ReadNegative(out _), () => _reader.ReadInt(out _),
            () => _reader.ReadBytes(out _, out _), () => _reader.ReadText(out _, out _),
            () => _reader.ReadText(9, out _), () => _reader.ReadArrayStart(out _), () => _reader.ReadMapStart(out _),
            () => _reader.ReadBool(out _), () => _reader.ReadNull(),
        ];
        int taken = 0;
        foreach (Func<bool> read in reads)
        {
            _reader.Reset(bytes, 0, bytes.Length);
            Assert.Equal(type, _reader.PeekType());
            if (read())
            {
                taken++;
                Assert.True(_reader.ReadEnd());
            }
            else
            {
                Assert.NotEqual(CborError.None, _reader.Error);
                Assert.True(type == CborType.NotAllowed || _reader.Error == CborError.UnexpectedType);
            }
        }

        bool isTakenByTwo = type is CborType.UnsignedInteger or CborType.NegativeInteger or CborType.Text;
        Assert.Equal(type == CborType.NotAllowed ? 0 : isTakenByTwo ? 2 : 1, taken);
    }

    [Theory]
    [InlineData("1b7fffffffffffffff", long.MaxValue, true)]
    [InlineData("1b8000000000000000", 0, false)]
    [InlineData("3b7fffffffffffffff", long.MinValue, true)]
    [InlineData("3b8000000000000000", 0, false)]
    [InlineData("00", 0, true)]
    [InlineData("20", -1, true)]
    public void Signed_numbers_go_to_64_bits_and_no_further(string hex, long value, bool isRead)
    {
        byte[] bytes = Convert.FromHexString(hex);
        _reader.Reset(bytes, 0, bytes.Length);
        Assert.Equal(isRead, _reader.ReadInt(out long read));
        Assert.Equal(value, read);
        Assert.Equal(isRead ? CborError.None : CborError.OutOfRange, _reader.Error);
    }

    [Fact]
    public void Texts_are_read_up_to_the_length_asked_for()
    {
        byte[] bytes = [0x64, .. Encoding.UTF8.GetBytes("åä")];
        _reader.Reset(bytes, 0, bytes.Length);
        Assert.True(_reader.ReadText(4, out string text));
        Assert.Equal("åä", text);
        _reader.Reset(bytes, 0, bytes.Length);
        Assert.False(_reader.ReadText(3, out text));
        Assert.Equal(CborError.OutOfRange, _reader.Error);
        Assert.Equal("", text);
    }

    [Fact]
    public void Nested_keys_are_each_compared_within_their_own_map()
    {
        // {1: {5: 0, 6: 0}, 2: [{1: 0}, {1: 0}], 3: {}} : inner keys neither spoil nor inherit the outer order.
        Assert.Equal(CborError.None, SkipAll(Convert.FromHexString("a301a2050006000282a10100a1010003a0")));
        Assert.Equal(CborError.KeyOrder, SkipAll(Convert.FromHexString("a202a105000100")));
        Assert.Equal(CborError.DuplicateKey, SkipAll(Convert.FromHexString("a202a105000200")));
    }

    [Fact]
    public void Reading_ends_only_when_every_map_and_array_is_full()
    {
        _reader.Reset([0x82, 0x01, 0x02], 0, 3);
        Assert.True(_reader.ReadArrayStart(out int items));
        Assert.Equal(2, items);
        Assert.True(_reader.ReadUInt(out _));
        Assert.Equal(1, _reader.Depth);
        Assert.False(_reader.ReadEnd());
        Assert.Equal(CborError.TrailingBytes, _reader.Error);
    }

    private CborError SkipAll(byte[] bytes)
    {
        _reader.Reset(bytes, 0, bytes.Length);
        return _reader.SkipValue() && _reader.ReadEnd() ? CborError.None : _reader.Error;
    }
}
