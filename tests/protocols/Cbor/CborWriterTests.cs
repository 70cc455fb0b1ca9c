// The writer's shortest forms, its sticky failures and its room, to the byte.
using System;
using System.Formats.Cbor;
using Hub.Protocols.Cbor;
using CborWriter = Hub.Protocols.Cbor.CborWriter;

namespace Protocols.Tests.Cbor;

public sealed class CborWriterTests
{
    private readonly CborWriter _writer = new();
    private readonly byte[] _buffer = new byte[64];

    [Theory]
    [InlineData(0)]
    [InlineData(23)]
    [InlineData(24)]
    [InlineData(255)]
    [InlineData(256)]
    [InlineData(65535)]
    [InlineData(65536)]
    [InlineData(4294967295)]
    [InlineData(4294967296)]
    [InlineData(long.MaxValue)]
    public void Numbers_take_the_fewest_bytes(long value)
    {
        foreach (long signed in (long[])[value, -1 - value])
        {
            System.Formats.Cbor.CborWriter foreign = new(CborConformanceMode.Canonical);
            foreign.WriteInt64(signed);
            byte[] expected = foreign.Encode();
            _writer.Reset(_buffer, 1, expected.Length);
            _writer.WriteInt(signed);
            Assert.Equal(CborError.None, _writer.Error);
            Assert.Equal(expected, _buffer.AsSpan(1, _writer.Length).ToArray());

            _writer.Reset(_buffer, 1, expected.Length - 1);
            _writer.WriteInt(signed);
            Assert.True(_writer.Overflowed);
            Assert.Equal(0, _writer.Length);
        }
    }

    [Fact]
    public void The_largest_number_is_written()
    {
        _writer.Reset(_buffer, 0, 9);
        _writer.WriteUInt(ulong.MaxValue);
        Assert.Equal("1bffffffffffffffff", Convert.ToHexStringLower(_buffer, 0, _writer.Length));
    }

    [Fact]
    public void A_failure_is_sticky_until_the_next_reset()
    {
        _writer.Reset(_buffer, 0, 2);
        _writer.WriteText("too long");
        _writer.WriteNull();
        Assert.Equal(CborError.Oversized, _writer.Error);
        Assert.True(_writer.Failed && _writer.Overflowed);
        _writer.Reset(_buffer, 0, 2);
        _writer.WriteNull();
        Assert.False(_writer.Failed);
        Assert.Equal(1, _writer.Length);
    }

    [Fact]
    public void A_text_that_may_not_be_sent_is_refused()
    {
        AssertRefused("a\0b", CborError.NulInText);
        AssertRefused("\uD800", CborError.InvalidUtf8);
        AssertRefused("\uDC00", CborError.InvalidUtf8);
        AssertRefused("\uD800x", CborError.InvalidUtf8);
        AssertRefused(null, CborError.InvalidUtf8);
    }

    [Fact]
    public void Bad_arguments_are_refused_and_not_thrown_over()
    {
        _writer.Reset(_buffer, 60, 5);
        Assert.Equal(CborError.BadBuffer, _writer.Error);
        _writer.Reset(null!, 0, 0);
        Assert.Equal(CborError.BadBuffer, _writer.Error);
        _writer.Reset(_buffer, 0, 64);
        _writer.WriteBytes(_buffer, 63, 2);
        Assert.Equal(CborError.BadBuffer, _writer.Error);
        _writer.Reset(_buffer, 0, 64);
        _writer.WriteBytes(null!, 0, 0);
        Assert.Equal(CborError.BadBuffer, _writer.Error);
        _writer.Reset(_buffer, 0, 64);
        _writer.WriteMapStart(-1);
        Assert.Equal(CborError.OutOfRange, _writer.Error);
    }

    private void AssertRefused(string? text, CborError error)
    {
        _writer.Reset(_buffer, 0, _buffer.Length);
        _writer.WriteText(text!);
        Assert.Equal(error, _writer.Error);
        Assert.False(_writer.Overflowed);
    }
}
