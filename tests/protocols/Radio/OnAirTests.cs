// A frame as it stands on the air: vectors, the sync word's choice, and what adds up.
using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using System.Text.Json;
using Hub.Protocols.Radio;
using Protocols.Tests.Documents;

namespace Protocols.Tests.Radio;

public sealed class OnAirTests
{
    private static readonly IReadOnlyList<JsonElement> All = ProtocolFiles.Vectors("air.json");

    public static TheoryData<string> Names => [.. All.Select(vector => vector.Text("name"))];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_frame_stands_on_the_air_as_its_vector_says(string name)
    {
        JsonElement vector = All.Single(v => v.Text("name") == name);
        byte[] frame = vector.Bytes("frame");

        Assert.Equal(vector.Text("onAir"), Convert.ToHexStringLower(OnAir(frame)));
        Assert.Equal(RadioLimits.FramingBytes + frame.Length, vector.Bytes("onAir").Length);
    }

    [Fact]
    public void The_vectors_hold_the_longest_and_the_shortest_frame()
    {
        int[] lengths = [.. All.Select(v => v.Bytes("frame").Length)];

        Assert.Contains(RadioLimits.MaxFrameBytes, lengths);
        Assert.Contains(RadioLimits.MinFrameBytes, lengths);
    }

    [Fact]
    public void The_CRC_is_the_one_known_as_CMS()
    {
        // The check value of the catalogue of parametrised CRC algorithms for CRC-16/CMS.
        Assert.Equal(0xAEE7, Crc("123456789"u8));
    }

    [Fact]
    public void Whitening_twice_gives_the_frame_and_bytes_around_it_stay()
    {
        byte[] bytes = [.. Enumerable.Range(0, RadioLimits.MaxFrameBytes + 3).Select(i => (byte)(i * 7))];
        byte[] whitened = [.. bytes];
        FrameWhitening whitening = new();
        whitening.Apply(whitened, 1, RadioLimits.MaxFrameBytes);
        Assert.Equal(bytes[0], whitened[0]);
        Assert.Equal(bytes[^2..], whitened[^2..]);
        Assert.True(bytes.Zip(whitened).Count(p => p.First != p.Second) >= RadioLimits.MaxFrameBytes - 1);

        whitening.Apply(whitened, 1, RadioLimits.MaxFrameBytes);
        Assert.Equal(bytes, whitened);

        // Beyond the longest frame nothing is touched.
        whitening.Apply(whitened, 0, RadioLimits.MaxFrameBytes + 3);
        Assert.Equal(bytes[^3..], whitened[^3..]);
    }

    [Fact]
    public void No_balanced_sync_word_is_harder_to_take_for_another_place_in_the_preamble()
    {
        int best = Enumerable.Range(0, 0x10000)
            .Where(half => BitOperations.PopCount((uint)half) == 8)
            .Max(Distance);

        Assert.Equal(8, BitOperations.PopCount(RadioChannel.SyncHalf));
        Assert.Equal(best, Distance(RadioChannel.SyncHalf));
        Assert.Equal(10, best);
        Assert.Equal(2, LongestRun(SyncWord(RadioChannel.SyncHalf)));

        // What chips come with, and many leave.
        Assert.DoesNotContain(RadioChannel.SyncHalf, (int[])[0xD391, 0x2DD4, 0x9723, 0x9090, 0x0FF0, 0x5555]);
    }

    [Fact]
    public void What_stands_round_a_frame_adds_up_and_the_signal_fits_the_channel()
    {
        Assert.Equal(
            RadioLimits.FramingBytes,
            RadioChannel.PreambleBytes + RadioChannel.SyncBytes + RadioChannel.LengthBytes + RadioChannel.CrcBytes);
        Assert.Equal(19_200, RadioChannel.OccupiedHertz);
        Assert.True(RadioChannel.OccupiedHertz <= 25_000);
        Assert.Equal((869_200_000 + 869_250_000) / 2, RadioChannel.CarrierHertz);
        Assert.InRange(RadioChannel.MaxOffsetHertz, 8_692, 8_700);
    }

    private static byte[] OnAir(byte[] frame)
    {
        byte[] whitened = [.. frame];
        new FrameWhitening().Apply(whitened, 0, whitened.Length);
        byte[] counted = [(byte)frame.Length, .. whitened];
        int crc = Crc(counted);
        byte[] half = [RadioChannel.SyncHalf >> 8, RadioChannel.SyncHalf & 0xFF];
        return
        [
            .. Enumerable.Repeat((byte)RadioChannel.PreambleByte, RadioChannel.PreambleBytes),
            .. half, .. half, .. counted, (byte)(crc >> 8), (byte)crc,
        ];
    }

    // Bit by bit, as a shift register would do it.
    private static int Crc(ReadOnlySpan<byte> bytes)
    {
        int crc = RadioChannel.CrcInitial;
        foreach (byte value in bytes)
        {
            for (int bit = 7; bit >= 0; bit--)
            {
                int carry = (crc >> 15) ^ ((value >> bit) & 1);
                crc = ((crc << 1) & 0xFFFF) ^ (carry == 1 ? RadioChannel.CrcPolynomial : 0);
            }
        }

        return crc;
    }

    private static uint SyncWord(int half) => ((uint)half << 16) | (uint)half;

    // The fewest bits in which the sync word differs from what a receiver sees when it is too early.
    private static int Distance(int half)
    {
        ulong stream = (0xAAAAAAAAUL << 32) | SyncWord(half);
        return Enumerable.Range(1, 32).Min(early => BitOperations.PopCount((uint)(stream >> early) ^ SyncWord(half)));
    }

    private static int LongestRun(uint word) => Enumerable.Range(0, 32).Max(from =>
        Enumerable.Range(from, 32 - from).TakeWhile(i => ((word >> i) & 1) == ((word >> from) & 1)).Count());
}
