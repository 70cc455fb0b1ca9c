// AES and CCM against .NET's own over random input; whatever is changed, nothing opens and nothing is left decrypted.
using System;
using System.Security.Cryptography;
using Hub.Protocols.Security;

namespace Protocols.Tests.Security;

public sealed class CcmTests
{
    private readonly Ccm _ccm = new(new Aes128());

    [Fact]
    public void Blocks_under_random_keys_equal_dotnet_s()
    {
        Random random = new(11);
        Aes128 cipher = new();
        byte[] key = new byte[16 + 3];
        byte[] block = new byte[16 + 5];
        for (int round = 0; round < 2000; round++)
        {
            random.NextBytes(key);
            random.NextBytes(block);
            using Aes foreign = Aes.Create();
            foreign.Key = key[3..];
            byte[] expected = foreign.EncryptEcb(block.AsSpan(5), PaddingMode.None);
            cipher.SetKey(key, 3);
            for (int repeat = 0; repeat < 2; repeat++)
            {
                byte[] copy = [.. block];
                cipher.Encrypt(copy, 5);
                Assert.Equal(expected, copy[5..]);
                Assert.Equal(block[..5], copy[..5]);
            }
        }
    }

    [Fact]
    public void Texts_and_data_of_every_length_equal_dotnet_s_in_both_directions()
    {
        Random random = new(12);
        byte[] key = new byte[16];
        byte[] nonce = new byte[Ccm.NonceBytes];
        for (int textCount = 0; textCount <= 70; textCount++)
        {
            for (int aadCount = 0; aadCount <= 50; aadCount++)
            {
                random.NextBytes(key);
                random.NextBytes(nonce);
                AssertSame(random, key, nonce, aadCount, textCount);
            }
        }
    }

    [Theory]
    [InlineData(Ccm.MaxAadBytes, 0)]
    [InlineData(0, Ccm.MaxTextBytes)]
    [InlineData(Ccm.MaxAadBytes, Ccm.MaxTextBytes)]
    public void Lengths_go_to_their_limit(int aadCount, int textCount)
    {
        AssertSame(new Random(13), new byte[16], new byte[Ccm.NonceBytes], aadCount, textCount);
    }

    [Fact]
    public void Any_bit_changed_opens_nothing_and_leaves_the_bytes_as_they_were()
    {
        byte[] nonce = new byte[Ccm.NonceBytes];
        byte[] key = new byte[16];
        byte[] buffer = new byte[9 + 20 + Ccm.TagBytes];
        _ccm.SetKey(key, 0);
        Assert.True(_ccm.Seal(nonce, buffer, 0, 9, 9, 20));
        for (int bit = 0; bit < buffer.Length * 8; bit++)
        {
            buffer[bit / 8] ^= (byte)(1 << (bit % 8));
            byte[] before = [.. buffer];
            Assert.False(_ccm.Open(nonce, buffer, 0, 9, 9, 20));
            Assert.Equal(before, buffer);
            buffer[bit / 8] ^= (byte)(1 << (bit % 8));
        }

        for (int bit = 0; bit < nonce.Length * 8; bit++)
        {
            nonce[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.False(_ccm.Open(nonce, buffer, 0, 9, 9, 20));
            nonce[bit / 8] ^= (byte)(1 << (bit % 8));
        }

        for (int bit = 0; bit < key.Length * 8; bit++)
        {
            key[bit / 8] ^= (byte)(1 << (bit % 8));
            _ccm.SetKey(key, 0);
            Assert.False(_ccm.Open(nonce, buffer, 0, 9, 9, 20));
            key[bit / 8] ^= (byte)(1 << (bit % 8));
        }

        _ccm.SetKey(key, 0);
        Assert.True(_ccm.Open(nonce, buffer, 0, 9, 9, 20));
    }

    [Theory]
    [InlineData(0, 9, 8, 10)]
    [InlineData(19, 9, 5, 10)]
    [InlineData(5, 4, 5, 10)]
    [InlineData(-1, 9, 9, 10)]
    [InlineData(0, -1, 9, 10)]
    [InlineData(42, 9, 9, 10)]
    [InlineData(0, 9, -1, 10)]
    [InlineData(0, 9, 9, -1)]
    [InlineData(0, 9, 33, 10)]
    [InlineData(0, 9, int.MaxValue, int.MaxValue)]
    [InlineData(int.MaxValue, int.MaxValue, 9, 10)]
    [InlineData(0, 9, 9, Ccm.MaxTextBytes + 1)]
    [InlineData(0, Ccm.MaxAadBytes + 1, 9, 10)]
    public void Ranges_outside_the_buffer_or_over_one_another_are_refused(
        int aadOffset, int aadCount, int textOffset, int textCount)
    {
        byte[] buffer = new byte[50];
        Assert.False(_ccm.Seal(new byte[13], buffer, aadOffset, aadCount, textOffset, textCount));
        Assert.False(_ccm.Open(new byte[13], buffer, aadOffset, aadCount, textOffset, textCount));
        Assert.Equal(new byte[50], buffer);
    }

    [Fact]
    public void Data_may_lie_after_the_tag_and_the_text_at_the_very_end()
    {
        byte[] buffer = new byte[10 + Ccm.TagBytes + 9];
        Assert.True(_ccm.Seal(new byte[13], buffer, 18, 9, 0, 10));
        Assert.True(_ccm.Open(new byte[13], buffer, 18, 9, 0, 10));
        Assert.True(_ccm.Seal(new byte[13], buffer, 0, 9, 9, 10));
        Assert.False(_ccm.Seal(new byte[13], buffer, 0, 9, 10, 10));
    }

    [Fact]
    public void A_short_nonce_and_no_buffer_are_refused()
    {
        Assert.False(_ccm.Seal(new byte[12], new byte[50], 0, 9, 9, 10));
        Assert.False(_ccm.Seal(null!, new byte[50], 0, 9, 9, 10));
        Assert.False(_ccm.Open(new byte[13], null!, 0, 9, 9, 10));
    }

    private void AssertSame(Random random, byte[] key, byte[] nonce, int aadCount, int textCount)
    {
        byte[] buffer = new byte[aadCount + textCount + Ccm.TagBytes];
        random.NextBytes(buffer);
        byte[] text = buffer[aadCount..^Ccm.TagBytes];
        byte[] aad = buffer[..aadCount];
        byte[] sealedText = new byte[textCount];
        byte[] tag = new byte[Ccm.TagBytes];
        using AesCcm foreign = new(key);
        foreign.Encrypt(nonce, text, sealedText, tag, aad);
        _ccm.SetKey(key, 0);

        Assert.True(_ccm.Seal(nonce, buffer, 0, aadCount, aadCount, textCount));
        Assert.Equal([.. aad, .. sealedText, .. tag], buffer);
        Assert.True(_ccm.Open(nonce, buffer, 0, aadCount, aadCount, textCount));
        Assert.Equal(text, buffer[aadCount..^Ccm.TagBytes]);
    }
}
