// Frames at their limits and under random damage: nothing throws, nothing opens that was not sealed so.
using System;
using System.Collections.Generic;
using System.Linq;
using System.Security.Cryptography;
using Hub.Protocols.Radio;
using Hub.Protocols.Security;
using Protocols.Tests.Documents;

namespace Protocols.Tests.Radio;

public sealed class RadioFrameTests
{
    private const int Mutations = 100_000;
    private static readonly RadioFrameKind[] Kinds =
        [.. Enum.GetValues<RadioFrameKind>().Where(kind => kind != RadioFrameKind.None)];

    private readonly Ccm _ccm = new(new Aes128());
    private readonly RadioFrame _frame = new();

    [Fact]
    public void Random_frames_are_what_dotnet_s_cipher_makes_of_them()
    {
        Random random = new(21);
        byte[] key = new byte[RadioLimits.KeyBytes];
        for (int round = 0; round < 3000; round++)
        {
            random.NextBytes(key);
            _ccm.SetKey(key, 0);
            RadioFrameKind kind = Kinds[random.Next(Kinds.Length)];
            uint device = (uint)random.NextInt64(1L << 32);
            uint counter = (uint)random.NextInt64(1L << 32);
            uint salt = (uint)random.NextInt64(1L << 32);
            Assert.True(_frame.Start(kind, device, counter, salt));
            random.NextBytes(_frame.Buffer.AsSpan(_frame.TextOffset, _frame.TextCount));
            byte[] text = _frame.Buffer[_frame.TextOffset..(_frame.TextOffset + _frame.TextCount)];
            Assert.True(_frame.Seal(_ccm));

            byte[] foreign = Seal(key, kind, device, counter, RadioFrame.HasSalt(kind) ? salt : null, text);
            Assert.Equal(foreign, _frame.Buffer[.._frame.Length]);
            RadioFrame other = new();
            Assert.True(other.Take(foreign, 0, foreign.Length));
            Assert.True(other.Open(_ccm));
            Assert.Equal(text, other.Buffer[other.TextOffset..(other.TextOffset + other.TextCount)]);
        }
    }

    [Fact]
    public void Any_bit_changed_opens_nothing()
    {
        foreach (System.Text.Json.JsonElement vector in Frames())
        {
            byte[] bytes = vector.Bytes("frame");
            _ccm.SetKey(vector.Bytes("key"), 0);
            for (int bit = 0; bit < bytes.Length * 8; bit++)
            {
                bytes[bit / 8] ^= (byte)(1 << (bit % 8));
                Assert.False(_frame.Take(bytes, 0, bytes.Length) && _frame.Open(_ccm), $"bit {bit}");
                bytes[bit / 8] ^= (byte)(1 << (bit % 8));
            }
        }
    }

    [Fact]
    public void A_frame_cut_or_lengthened_opens_nothing()
    {
        foreach (System.Text.Json.JsonElement vector in Frames())
        {
            byte[] bytes = [.. vector.Bytes("frame"), .. new byte[64]];
            int whole = vector.Bytes("frame").Length;
            _ccm.SetKey(vector.Bytes("key"), 0);
            for (int length = 0; length <= bytes.Length; length++)
            {
                Assert.Equal(length == whole, _frame.Take(bytes, 0, length) && _frame.Open(_ccm));
            }
        }
    }

    [Theory]
    [InlineData(22)]
    public void Random_bytes_and_mutations_open_nothing(int seed)
    {
        Random random = new(seed);
        List<(byte[] Frame, byte[] Key)> good = [.. Frames().Select(v => (v.Bytes("frame"), v.Bytes("key")))];
        HashSet<string> known = [.. good.Select(frame => Convert.ToHexStringLower(frame.Frame))];
        int taken = 0;
        for (int round = 0; round < Mutations; round++)
        {
            (byte[] frame, byte[] key) = good[random.Next(good.Count)];
            byte[] bytes = Mutate(random, frame, good[random.Next(good.Count)].Frame);
            if (known.Contains(Convert.ToHexStringLower(bytes)))
            {
                continue;
            }

            _ccm.SetKey(key, 0);
            bool isTaken = _frame.Take(bytes, 0, bytes.Length);
            taken += isTaken ? 1 : 0;
            Assert.False(isTaken && _frame.Open(_ccm), $"seed {seed} round {round}: {Convert.ToHexStringLower(bytes)}");
        }

        // Were none taken for a frame, the mutations would prove nothing about the tag.
        Assert.InRange(taken, Mutations / 10, Mutations);
    }

    [Fact]
    public void Lengths_go_from_the_shortest_to_the_longest_and_no_further()
    {
        byte[] bytes = new byte[60];
        foreach (RadioFrameKind kind in Kinds)
        {
            bytes[0] = (byte)(0x10 | (int)kind);
            int least = RadioLimits.HeaderBytes + (RadioFrame.HasSalt(kind) ? RadioLimits.SaltBytes : 0)
                + RadioFrame.LeastTextOf(kind) + RadioLimits.TagBytes;
            for (int length = 0; length <= bytes.Length; length++)
            {
                bool isLength = length >= least && length <= RadioLimits.MaxFrameBytes;
                Assert.Equal(isLength, _frame.Take(bytes, 0, length));
            }
        }

        Assert.Equal(18, RadioLimits.MinFrameBytes);
        Assert.Equal(RadioLimits.TagBytes, Ccm.TagBytes);
        Assert.Equal(RadioLimits.NonceBytes, Ccm.NonceBytes);
        Assert.Equal(RadioLimits.KeyBytes, Aes128.KeyBytes);
    }

    [Fact]
    public void Ranges_outside_the_buffer_are_not_taken()
    {
        byte[] bytes = RadioVectorTests.Vector("report/press").Bytes("frame");
        byte[] framed = [0xFF, .. bytes, 0xFF];
        Assert.True(_frame.Take(framed, 1, bytes.Length));
        Assert.False(_frame.Take(framed, 0, bytes.Length));
        Assert.False(_frame.Take(framed, -1, bytes.Length));
        Assert.False(_frame.Take(framed, 3, bytes.Length));
        Assert.False(_frame.Take(framed, int.MaxValue, bytes.Length));
        Assert.False(_frame.Take(framed, 1, -1));
        Assert.False(_frame.Take(null!, 0, bytes.Length));
    }

    [Fact]
    public void A_kind_that_is_not_listed_is_not_begun_and_nothing_is_sealed_or_opened_twice()
    {
        _ccm.SetKey(new byte[RadioLimits.KeyBytes], 0);
        foreach (int kind in (int[])[0, 7, 15, 16, 17, -1])
        {
            Assert.False(_frame.Start((RadioFrameKind)kind, 1, 2, 3));
            Assert.False(_frame.Seal(_ccm));
            Assert.Equal(0, RadioFrame.LeastTextOf((RadioFrameKind)kind));
            Assert.False(RadioFrame.HasSalt((RadioFrameKind)kind));
        }

        Assert.True(_frame.Start(RadioFrameKind.Report, 1, 2, 3));
        Assert.Equal(0u, _frame.Salt);
        Assert.False(_frame.Open(_ccm));
        Assert.True(_frame.Seal(_ccm));
        Assert.True(_frame.Open(_ccm));
        Assert.False(_frame.Open(_ccm));
        _frame.Clear();
        Assert.Equal(new byte[RadioLimits.MaxFrameBytes], _frame.Buffer);
        Assert.False(_frame.IsOpen || _frame.Open(_ccm) || _frame.Seal(_ccm));
    }

    [Fact]
    public void Air_time_is_rounded_up_and_kept_within_the_longest_frame()
    {
        Assert.Equal(0, RadioLimits.MaxAirMillisecondsPerHour - (3_600_000 / 1000));
        Assert.Equal(AirTime.Microseconds(0), AirTime.Microseconds(-1));
        Assert.Equal(AirTime.Microseconds(48), AirTime.Microseconds(49));
        for (int bytes = 0; bytes <= RadioLimits.MaxFrameBytes; bytes++)
        {
            double exact = (11 + bytes) * 8 * 1e6 / 9600;
            Assert.InRange(AirTime.Microseconds(bytes) - exact, 0, 1);
        }
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(-1, 100)]
    [InlineData(-10, 100)]
    [InlineData(-11, 99)]
    [InlineData(-90, 20)]
    [InlineData(-100, 10)]
    [InlineData(-101, 9)]
    [InlineData(-110, 0)]
    [InlineData(-200, -90)]
    [InlineData(-210, -100)]
    [InlineData(-211, -100)]
    [InlineData(int.MinValue, -100)]
    [InlineData(int.MaxValue, 100)]
    public void A_margin_is_the_level_above_the_limit_and_stays_within_what_messages_say(int level, int margin)
    {
        Assert.Equal(margin, SignalMargin.OfLevel(level));
    }

    private static IEnumerable<System.Text.Json.JsonElement> Frames() =>
        ProtocolFiles.Vectors("radio.json").Where(vector => vector.Text("form") == "frame");

    private static byte[] Seal(
        byte[] key, RadioFrameKind kind, uint device, uint counter, uint? salt, byte[] text)
    {
        byte[] salted = salt is { } number ? BitConverter.GetBytes(number) : [];
        byte[] clear =
            [(byte)(0x10 + (int)kind), .. BitConverter.GetBytes(device), .. BitConverter.GetBytes(counter), .. salted];
        byte[] nonce = [(byte)kind, .. clear[1..9], .. BitConverter.GetBytes(salt ?? 0)];
        byte[] sealedText = new byte[text.Length];
        byte[] tag = new byte[8];
        using AesCcm ccm = new(key);
        ccm.Encrypt(nonce, text, sealedText, tag, clear);
        return [.. clear, .. sealedText, .. tag];
    }

    private static byte[] Mutate(Random random, byte[] frame, byte[] other)
    {
        byte[] bytes = [.. frame];
        for (int change = random.Next(1, 4); change > 0; change--)
        {
            int at = random.Next(bytes.Length);
            switch (random.Next(6))
            {
                case 0: bytes[at] ^= (byte)(1 << random.Next(8)); break;
                case 1: bytes[at] = (byte)random.Next(256); break;
                case 2: bytes = [.. bytes[..at], (byte)random.Next(256), .. bytes[at..]]; break;
                case 3 when bytes.Length > 1: bytes = [.. bytes[..at], .. bytes[(at + 1)..]]; break;
                case 4: random.NextBytes(bytes.AsSpan(Math.Min(at, 9))); break;
                default: bytes = [.. bytes[..at], .. other[Math.Min(at, other.Length)..]]; break;
            }
        }

        return bytes;
    }
}
