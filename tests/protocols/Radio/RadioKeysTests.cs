// Keys for the radio: one for each purpose, from inputs of the right length only.
using System;
using System.Collections.Generic;
using System.Security.Cryptography;
using System.Text;
using Hub.Protocols;
using Hub.Protocols.Radio;

namespace Protocols.Tests.Radio;

public sealed class RadioKeysTests
{
    private readonly RadioKeys _keys = new();

    [Fact]
    public void Keys_equal_dotnet_s_derivation()
    {
        Random random = new(41);
        byte[] secret = new byte[RadioLimits.SecretBytes];
        byte[] hubKey = new byte[ProtocolLimits.HubKeyBytes];
        byte[] nonces = new byte[16];
        byte[] output = new byte[RadioLimits.KeyBytes];
        for (int round = 0; round < 300; round++)
        {
            random.NextBytes(secret);
            random.NextBytes(hubKey);
            random.NextBytes(nonces);
            uint device = (uint)random.NextInt64(1L << 32);
            byte[] id = BitConverter.GetBytes(device);
            Assert.True(_keys.DeriveJoin(secret, device, output, 0));
            Assert.Equal(Derive(secret, [], [.. Encoding.ASCII.GetBytes("valfardshub radio join v1"), .. id]), output);
            Assert.True(_keys.DeriveLink(secret, nonces[..8], nonces[8..], device, output, 0));
            Assert.Equal(
                Derive(secret, nonces, [.. Encoding.ASCII.GetBytes("valfardshub radio link v1"), .. id]), output);
            Assert.True(_keys.DerivePairing(hubKey, output, 0));
            Assert.Equal(Derive(hubKey, [], Encoding.ASCII.GetBytes("valfardshub pairing v1")), output);
        }
    }

    [Fact]
    public void Every_input_makes_another_key()
    {
        HashSet<string> made = [];
        byte[] output = new byte[RadioLimits.KeyBytes];
        byte[] secret = new byte[RadioLimits.SecretBytes];
        byte[] first = new byte[RadioLimits.JoinNonceBytes];
        byte[] second = new byte[RadioLimits.JoinNonceBytes];
        void Add() => Assert.True(made.Add(Convert.ToHexString(output)));
        Assert.True(_keys.DeriveJoin(secret, 0, output, 0));
        Add();
        Assert.True(_keys.DeriveLink(secret, first, second, 0, output, 0));
        Add();
        Assert.True(_keys.DeriveLink(secret, first, second, 1, output, 0));
        Add();
        first[7] = 1;
        Assert.True(_keys.DeriveLink(secret, first, second, 0, output, 0));
        Add();
        Assert.True(_keys.DeriveLink(secret, second, first, 0, output, 0));
        Add();
        secret[12] = 1;
        Assert.True(_keys.DeriveJoin(secret, 0, output, 0));
        Add();
        Assert.True(_keys.DeriveJoin(secret, 1U << 31, output, 0));
        Add();
    }

    [Fact]
    public void Inputs_of_another_length_and_outputs_without_room_are_refused()
    {
        byte[] output = new byte[RadioLimits.KeyBytes];
        byte[] secret = new byte[RadioLimits.SecretBytes];
        byte[] nonce = new byte[RadioLimits.JoinNonceBytes];
        Assert.False(_keys.DeriveJoin(new byte[12], 1, output, 0));
        Assert.False(_keys.DeriveJoin(new byte[14], 1, output, 0));
        Assert.False(_keys.DeriveJoin(null!, 1, output, 0));
        Assert.False(_keys.DeriveJoin(secret, 1, output, 1));
        Assert.False(_keys.DeriveJoin(secret, 1, null!, 0));
        Assert.False(_keys.DeriveLink(secret, new byte[7], nonce, 1, output, 0));
        Assert.False(_keys.DeriveLink(secret, nonce, new byte[9], 1, output, 0));
        Assert.False(_keys.DeriveLink(secret, nonce, null!, 1, output, 0));
        Assert.False(_keys.DerivePairing(new byte[31], output, 0));
        Assert.Equal(new byte[RadioLimits.KeyBytes], output);
    }

    private static byte[] Derive(byte[] key, byte[] salt, byte[] info) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, key, RadioLimits.KeyBytes, salt, info);
}
