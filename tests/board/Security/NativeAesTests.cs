// The native cipher against the vectors of the protocol, sound and failing in every way.
using System;
using System.Collections.Generic;
using System.Linq;
using System.Security.Cryptography;
using System.Text.Json;
using Hub.Esp32S3.Security;
using Hub.Protocols.Radio;
using Hub.Protocols.Security;
using Protocols.Tests.Documents;

namespace Board.Tests.Security;

[Collection(nameof(MeasuredAlone))]
public sealed class NativeAesTests
{
    private static readonly JsonElement[] Security = [.. ProtocolFiles.Vectors("security.json")];
    private static readonly JsonElement[] Radio = [.. ProtocolFiles.Vectors("radio.json")];

    /// <summary>What a native cipher may do instead of the right answer.</summary>
    internal static Dictionary<string, Func<byte[], byte[]?>> Faults { get; } = new()
    {
        ["throws"] = _ => throw new InvalidOperationException("scripted"),
        ["out of memory"] = _ => throw new OutOfMemoryException("scripted"),
        ["nothing"] = _ => null,
        ["short"] = right => right[..15],
        ["one bit wrong"] = right => [(byte)(right[0] ^ 1), .. right[1..]],
        ["last bit wrong"] = right => [.. right[..15], (byte)(right[15] ^ 0x80)],
        ["zeros"] = right => new byte[right.Length],
    };

    public static TheoryData<string> FaultNames => [.. Faults.Keys];

    [Fact]
    public void All_vectors_are_met_by_the_native_cipher()
    {
        AesPart.Reset();
        NativeAes native = new();
        AssertVectors(native);

        Assert.True(native.IsNative);
        Assert.True(AesPart.BlockCount > 400, $"only {AesPart.BlockCount} native blocks");
    }

    [Theory]
    [MemberData(nameof(FaultNames))]
    public void One_that_fails_at_the_start_is_never_used_and_all_vectors_are_met(string fault)
    {
        AesPart.Reset((_, right) => Faults[fault](right));
        NativeAes native = new();
        Assert.False(native.IsNative);
        Assert.Equal(1, AesPart.BlockCount);

        AssertVectors(native);
        Assert.Equal(1, AesPart.BlockCount);
    }

    [Theory]
    [InlineData("throws")]
    [InlineData("out of memory")]
    [InlineData("nothing")]
    [InlineData("short")]
    public void One_that_fails_at_any_block_of_a_frame_costs_nothing_of_it(string fault)
    {
        JsonElement vector = Radio.Single(v => v.Text("name") == "report/press");
        AesPart.Reset();
        AssertFrame(new NativeAes(), vector);
        int blocks = AesPart.BlockCount;
        Assert.InRange(blocks, 10, 40);
        for (int failing = 1; failing <= blocks; failing++)
        {
            AesPart.Reset((number, right) => number == failing ? Faults[fault](right) : right);
            NativeAes native = new();
            AssertFrame(native, vector);
            Assert.False(native.IsNative);
            Assert.Equal(failing, AesPart.BlockCount);
        }
    }

    [Theory]
    [MemberData(nameof(FaultNames))]
    public void One_that_goes_wrong_is_found_by_the_next_key(string fault)
    {
        bool isFailing = false;
        AesPart.Reset((_, right) => isFailing ? Faults[fault](right) : right);
        NativeAes native = new();
        AssertVectors(native);
        Assert.True(native.IsNative);

        isFailing = true;
        AssertVectors(native);
        Assert.False(native.IsNative);

        isFailing = false;
        int before = AesPart.BlockCount;
        AssertVectors(native);
        Assert.False(native.IsNative);
        Assert.Equal(before, AesPart.BlockCount);
    }

    [Fact]
    public void A_key_is_taken_from_where_it_lies_and_kept_when_its_array_changes()
    {
        byte[] keys = [.. Enumerable.Range(0, 40).Select(i => (byte)(i * 7))];
        byte[] expected = new byte[20];
        byte[] block = new byte[20];
        Aes128 managed = new();
        managed.SetKey(keys, 5);
        managed.Encrypt(expected, 3);
        NativeAes native = new();
        native.SetKey(keys, 5);
        Array.Clear(keys);
        native.Encrypt(block, 3);

        Assert.True(native.IsNative);
        Assert.Equal(expected, block);
    }

    [Fact]
    public void After_it_was_given_up_a_frame_allocates_nothing()
    {
        AesPart.Reset((_, _) => null);
        Assert.Equal(0, AllocatedBytes(new NativeAes()));

        // The measurement sees what there is: a native block allocates its answer.
        AesPart.Reset();
        Assert.True(AllocatedBytes(new NativeAes()) > 0);
    }

    private static long AllocatedBytes(NativeAes cipher)
    {
        Ccm ccm = new(cipher);
        RadioFrame frame = new();
        byte[] key = new byte[RadioLimits.KeyBytes];
        long before = 0;
        for (int round = 0; round < 400; round++)
        {
            if (round == 200)
            {
                before = GC.GetAllocatedBytesForCurrentThread();
            }

            ccm.SetKey(key, 0);
            frame.Start(RadioFrameKind.Acknowledge, 1, 2, 0);
            RadioText.PutAcknowledge(frame.Buffer, frame.TextOffset);
            frame.Seal(ccm);
            frame.Open(ccm);
        }

        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static void AssertVectors(IBlockCipher cipher)
    {
        Assert.All(Security.Where(v => v.Text("algorithm") == "aes-128"), v => AssertBlock(cipher, v));
        Assert.All(Security.Where(v => v.Text("algorithm") == "aes-128-ccm"), v => AssertCcm(cipher, v));
        Assert.All(Radio.Where(v => v.Text("form") == "frame"), v => AssertFrame(cipher, v));
        Assert.All(Radio.Where(v => v.Text("form") == "forged-frame"), v => AssertForged(cipher, v));
        Assert.True(Radio.Count(v => v.Text("form") is "frame" or "forged-frame") > 20);
        Assert.True(Security.Count(v => v.Text("algorithm").StartsWith("aes-128", StringComparison.Ordinal)) > 4);
    }

    private static void AssertBlock(IBlockCipher cipher, JsonElement vector)
    {
        byte[] block = [.. new byte[3], .. vector.Bytes("block"), 9];
        cipher.SetKey(vector.Bytes("key"), 0);
        cipher.Encrypt(block, 3);
        Assert.Equal("000000" + vector.Text("encrypted") + "09", Convert.ToHexStringLower(block));
    }

    private static void AssertCcm(IBlockCipher cipher, JsonElement vector)
    {
        byte[] aad = vector.Bytes("aad");
        byte[] text = vector.Bytes("text");
        byte[] buffer = [.. aad, .. text, .. new byte[Ccm.TagBytes]];
        Ccm ccm = new(cipher);
        ccm.SetKey(vector.Bytes("key"), 0);
        Assert.True(ccm.Seal(vector.Bytes("nonce"), buffer, 0, aad.Length, aad.Length, text.Length));
        Assert.Equal(vector.Text("aad") + vector.Text("sealed"), Convert.ToHexStringLower(buffer));
        Assert.True(ccm.Open(vector.Bytes("nonce"), buffer, 0, aad.Length, aad.Length, text.Length));
        Assert.Equal([.. aad, .. text], buffer[..^Ccm.TagBytes]);
    }

    // Opens the frame as it was given, and seals what is in it anew to the same bytes.
    private static void AssertFrame(IBlockCipher cipher, JsonElement vector)
    {
        Ccm ccm = new(cipher);
        ccm.SetKey(vector.Bytes("key"), 0);
        byte[] bytes = vector.Bytes("frame");
        RadioFrame frame = new();
        Assert.True(frame.Take(bytes, 0, bytes.Length));
        Assert.True(frame.Open(ccm));
        byte[] text = frame.Buffer.AsSpan(frame.TextOffset, frame.TextCount).ToArray();
        Assert.Equal(vector.Text("text"), Convert.ToHexStringLower(text));
        RadioFrame again = new();
        again.Start(frame.Kind, frame.DeviceId, frame.Counter, frame.Salt);
        if (text.Length > again.TextCount)
        {
            return; // Of a later version: only read.
        }

        text.CopyTo(again.Buffer, again.TextOffset);
        Assert.True(again.Seal(ccm));
        Assert.Equal(vector.Text("frame"), Convert.ToHexStringLower(again.Buffer, 0, again.Length));
    }

    private static void AssertForged(IBlockCipher cipher, JsonElement vector)
    {
        Ccm ccm = new(cipher);
        ccm.SetKey(vector.Bytes("key"), 0);
        byte[] bytes = vector.Bytes("frame");
        RadioFrame frame = new();
        Assert.True(frame.Take(bytes, 0, bytes.Length));
        Assert.False(frame.Open(ccm));
        Assert.Equal(bytes, frame.Buffer[..bytes.Length]);
    }
}
