// Keys and signatures of the signer, verified by the hub's code and against RFC 8554.
using System;
using Fleet.Signer.Keys;
using Hub.Protocols.Updates;

namespace Signer.Tests.Keys;

public sealed class LmsSecretTests
{
    [Fact]
    public void The_key_of_the_second_test_case_of_RFC_8554_comes_from_its_seed()
    {
        // Appendix F, test case 2, the upper level: n=32 w=4 h=10, with its published seed, I and root.
        byte[] seed = Convert.FromHexString("558b8966c48ae9cb898b423c83443aae014a72f1b1ab5cc85cf1d892903b5439");
        byte[] identifier = Convert.FromHexString("d08fabd4a2091ff0a8cb4ed834e74534");
        Assert.Equal(
            "000000010000000600000003d08fabd4a2091ff0a8cb4ed834e74534"
            + "32a58885cd9ba0431235466bff9651c6c92124404d45fa53cf161c28f1ad5a8e",
            Convert.ToHexStringLower(new LmsSecret("n32w4h10", seed, identifier).PublicKey));
    }

    [Theory]
    [InlineData("n32w4h5", 32)]
    [InlineData("n24w4h5", 24)]
    [InlineData("n24w4h10", 24)]
    public void A_hub_takes_each_signature_for_its_message_only(string set, int n)
    {
        Random random = new(n);
        byte[] seed = new byte[n];
        byte[] identifier = new byte[16];
        byte[] c = new byte[n];
        random.NextBytes(seed);
        random.NextBytes(identifier);
        LmsSecret secret = new(set, seed, identifier);
        for (int leaf = 0; leaf < 32; leaf++)
        {
            random.NextBytes(c);
            byte[] message = [(byte)leaf, 9];
            byte[] signature = secret.Sign(leaf, message, c);
            Assert.Equal(LmsResult.Good, Verify(secret.PublicKey, signature, message));
            Assert.Equal(LmsResult.Bad, Verify(secret.PublicKey, signature, [(byte)leaf, 8]));
        }
    }

    private static LmsResult Verify(byte[] key, byte[] signature, byte[] message)
    {
        LmsVerifier verifier = new();
        verifier.Begin(key, 0, key.Length, signature, 0, signature.Length, message, 0, message.Length);
        return verifier.Step(int.MaxValue);
    }
}
