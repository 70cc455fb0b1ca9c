// Hashes, codes and keys against the vectors of the RFCs, and against .NET over random input.
using System;
using System.Collections.Generic;
using System.Linq;
using System.Security.Cryptography;
using System.Text.Json;
using Hub.Protocols;
using Hub.Protocols.Security;
using Protocols.Tests.Documents;
using Hkdf = Hub.Protocols.Security.Hkdf;

namespace Protocols.Tests.Security;

public sealed class SecurityVectorTests
{
    private static readonly IReadOnlyList<JsonElement> All = ProtocolFiles.Vectors("security.json");

    public static TheoryData<string> Notes => [.. All.Select(vector => vector.Text("note"))];

    [Theory]
    [MemberData(nameof(Notes))]
    public void A_vector_is_met(string note)
    {
        JsonElement vector = All.Single(vector => vector.Text("note") == note);
        byte[] output = new byte[ProtocolLimits.MaxHkdfBytes];
        switch (vector.Text("algorithm"))
        {
            case "sha256":
                Sha256 hash = new();
                byte[] piece = vector.Bytes("message");
                for (int i = 0; i < vector.GetProperty("repeat").GetInt32(); i++)
                {
                    hash.Append(piece, 0, piece.Length);
                }

                hash.Finish(output, 0);
                Assert.Equal(vector.Text("hash"), Convert.ToHexStringLower(output, 0, 32));
                break;
            case "hmac-sha256":
                HmacSha256 hmac = new();
                hmac.SetKey(vector.Bytes("key"), 0, vector.Bytes("key").Length);
                hmac.Append(vector.Bytes("message"), 0, vector.Bytes("message").Length);
                hmac.Finish(output, 0);
                Assert.StartsWith(vector.Text("code"), Convert.ToHexStringLower(output, 0, 32));
                break;
            case "hkdf-sha256":
                byte[] derived = vector.Bytes("derived");
                Assert.True(new Hkdf().Derive(
                    vector.Bytes("key"), vector.Bytes("salt"), vector.Bytes("info"), output, 0, derived.Length));
                Assert.Equal(derived, output.AsSpan(0, derived.Length).ToArray());
                break;
            case "aes-128":
                Aes128 cipher = new();
                cipher.SetKey(vector.Bytes("key"), 0);
                vector.Bytes("block").CopyTo(output, 3);
                cipher.Encrypt(output, 3);
                Assert.Equal(vector.Text("encrypted"), Convert.ToHexStringLower(output, 3, Aes128.BlockBytes));
                break;
            case "aes-128-ccm":
                AssertCcm(vector);
                break;
            default:
                Assert.Equal("sign-in-password", vector.Text("algorithm"));
                Assert.Equal(vector.Text("password"), SignInPassword.Derive(vector.Bytes("key")));
                Assert.Equal(SignInPassword.Length, vector.Text("password").Length);
                break;
        }
    }

    [Fact]
    public void Hashes_of_every_length_in_any_pieces_equal_dotnet_s()
    {
        Random random = new(3);
        Sha256 hash = new();
        byte[] output = new byte[32];
        byte[] data = new byte[300];
        random.NextBytes(data);
        for (int length = 0; length <= data.Length; length++)
        {
            for (int at = 0; at < length;)
            {
                int taken = Math.Min(length - at, random.Next(1, 130));
                hash.Append(data, at, taken);
                at += taken;
            }

            hash.Finish(output, 0);
            Assert.Equal(SHA256.HashData(data.AsSpan(0, length)), output);
        }
    }

    [Fact]
    public void Codes_with_keys_of_every_length_equal_dotnet_s_and_one_instance_serves_many()
    {
        Random random = new(4);
        HmacSha256 hmac = new();
        byte[] output = new byte[34];
        byte[] data = new byte[200];
        random.NextBytes(data);
        for (int length = 0; length <= 140; length++)
        {
            hmac.SetKey(data, 1, length);
            for (int repeat = 0; repeat < 2; repeat++)
            {
                hmac.Append(data, 0, length);
                hmac.Finish(output, 1);
                Assert.Equal(
                    HMACSHA256.HashData(data.AsSpan(1, length), data.AsSpan(0, length)),
                    output.AsSpan(1, 32).ToArray());
            }
        }
    }

    [Fact]
    public void Derivation_goes_to_255_blocks_and_no_further()
    {
        byte[] key = [1, 2, 3];
        byte[] output = new byte[ProtocolLimits.MaxHkdfBytes + 1];
        Hkdf hkdf = new();
        Assert.True(hkdf.Derive(key, [], [9], output, 0, ProtocolLimits.MaxHkdfBytes));
        byte[] expected = HKDF.DeriveKey(HashAlgorithmName.SHA256, key, ProtocolLimits.MaxHkdfBytes, [], [9]);
        Assert.Equal(expected, output.AsSpan(0, ProtocolLimits.MaxHkdfBytes).ToArray());
        Assert.False(hkdf.Derive(key, [], [9], output, 0, ProtocolLimits.MaxHkdfBytes + 1));
        Assert.False(hkdf.Derive(key, [], [9], output, 0, 0));
        Assert.False(hkdf.Derive([], [], [9], output, 0, 32));
        Assert.False(hkdf.Derive(key, [], [9], output, output.Length - 31, 32));
        Assert.False(hkdf.Derive(key, null!, [9], output, 0, 32));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(31)]
    [InlineData(33)]
    public void A_hub_key_of_another_length_gives_no_password(int length)
    {
        Assert.Equal("", SignInPassword.Derive(new byte[length]));
        Assert.Equal("", SignInPassword.Derive(null!));
    }

    [Fact]
    public void Hashing_allocates_nothing()
    {
        HmacSha256 hmac = new();
        Hkdf hkdf = new();
        byte[] data = new byte[100];
        byte[] output = new byte[64];
        Hash(hmac, hkdf, data, output);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Hash(hmac, hkdf, data, output);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Comparison_sees_every_bit()
    {
        byte[] secret = SHA256.HashData([1]);
        byte[] other = [0, .. secret];
        Assert.True(ConstantTime.AreEqual(secret, 0, other, 1, 32));
        for (int bit = 0; bit < 256; bit++)
        {
            other[1 + (bit / 8)] ^= (byte)(1 << (bit % 8));
            Assert.False(ConstantTime.AreEqual(secret, 0, other, 1, 32));
            other[1 + (bit / 8)] ^= (byte)(1 << (bit % 8));
        }
    }

    private static void AssertCcm(JsonElement vector)
    {
        byte[] aad = vector.Bytes("aad");
        byte[] text = vector.Bytes("text");
        byte[] buffer = [.. aad, .. text, .. new byte[Ccm.TagBytes]];
        Ccm ccm = new(new Aes128());
        ccm.SetKey(vector.Bytes("key"), 0);
        Assert.True(ccm.Seal(vector.Bytes("nonce"), buffer, 0, aad.Length, aad.Length, text.Length));
        Assert.Equal(vector.Text("aad") + vector.Text("sealed"), Convert.ToHexStringLower(buffer));
        Assert.True(ccm.Open(vector.Bytes("nonce"), buffer, 0, aad.Length, aad.Length, text.Length));
        Assert.Equal([.. aad, .. text], buffer[..^Ccm.TagBytes]);
    }

    private static void Hash(HmacSha256 hmac, Hkdf hkdf, byte[] data, byte[] output)
    {
        for (int i = 0; i < 20; i++)
        {
            hmac.SetKey(data, 0, data.Length);
            hmac.Append(data, 0, data.Length);
            hmac.Finish(output, 0);
            hkdf.Derive(data, data, data, output, 0, output.Length);
        }
    }
}
