// The secret side of LMS: makes a key from a seed and signs with a leaf.
using System;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Threading.Tasks;
using Hub.Protocols.Updates;

namespace Fleet.Signer.Keys;

/// <summary>
/// An LMS key (RFC 8554), its secret values made from a seed as appendix A has it. Which leaf may be used is not known
/// here: <see cref="KeyStore"/> sees to it that none is used twice.
/// </summary>
internal sealed class LmsSecret
{
    private const int PublicMark = 0x8080;
    private const int MessageMark = 0x8181;
    private const int LeafMark = 0x8282;
    private const int NodeMark = 0x8383;
    private const byte SeedMark = 0xFF;

    private readonly LmsParameters _set;
    private readonly uint _lmsType;
    private readonly uint _otsType;
    private readonly byte[] _seed;
    private readonly byte[] _identifier;
    private readonly byte[][] _nodes;

    /// <summary>Makes the whole tree, on all processors.</summary>
    /// <param name="set">The name of the set.</param>
    /// <param name="seed">The secret, as many bytes as the set's hash.</param>
    /// <param name="identifier">I, 16 bytes.</param>
    internal LmsSecret(string set, byte[] seed, byte[] identifier)
    {
        _set = LmsSets.Parameters(set);
        (_lmsType, _otsType) = LmsSets.Typecodes(set);
        _seed = seed;
        _identifier = identifier;
        int leaves = _set.Leaves;
        _nodes = new byte[2 * leaves][];
        Parallel.For(0, leaves, leaf => _nodes[leaves + leaf] = Hash(leaves + leaf, LeafMark, OneTimeKey(leaf)));
        for (int node = leaves - 1; node > 0; node--)
        {
            _nodes[node] = Hash(node, NodeMark, _nodes[2 * node], _nodes[(2 * node) + 1]);
        }
    }

    /// <summary>The HSS public key of one level.</summary>
    internal byte[] PublicKey => [.. U32(1), .. U32(_lmsType), .. U32(_otsType), .. _identifier, .. _nodes[1]];

    /// <summary>Signs; the caller has made sure that the leaf was never used and never will be again.</summary>
    /// <param name="leaf">The leaf.</param>
    /// <param name="message">What is signed.</param>
    /// <param name="randomizer">C, random, as many bytes as the set's hash.</param>
    /// <returns>The HSS signature of one level.</returns>
    internal byte[] Sign(int leaf, byte[] message, byte[] randomizer)
    {
        int n = _set.HashBytes;
        byte[] digest = Hash(leaf, MessageMark, randomizer, message);
        byte[] signature = new byte[_set.SignatureBytes];
        BinaryPrimitives.WriteInt32BigEndian(signature.AsSpan(4), leaf);
        BinaryPrimitives.WriteUInt32BigEndian(signature.AsSpan(8), _otsType);
        randomizer.CopyTo(signature, 12);
        int at = 12 + n;
        foreach (int digit in Digits(digest))
        {
            Chain(leaf, (at - 12 - n) / n, digit, signature.AsSpan(at, n));
            at += n;
        }

        BinaryPrimitives.WriteUInt32BigEndian(signature.AsSpan(at), _lmsType);
        at += 4;
        for (int node = _set.Leaves + leaf; node > 1; node /= 2)
        {
            _nodes[node ^ 1].CopyTo(signature, at);
            at += n;
        }

        return signature;
    }

    private int[] Digits(byte[] digest)
    {
        int[] digits = new int[_set.Chains];
        int perByte = 8 / _set.DigitBits;
        int messageDigits = _set.Chains - _set.ChecksumChains;
        int sum = 0;
        for (int i = 0; i < messageDigits; i++)
        {
            int shift = _set.DigitBits * (perByte - 1 - (i % perByte));
            digits[i] = (digest[i / perByte] >> shift) & _set.ChainSteps;
            sum += _set.ChainSteps - digits[i];
        }

        for (int i = _set.Chains - 1; i >= messageDigits; i--)
        {
            digits[i] = sum & _set.ChainSteps;
            sum >>= _set.DigitBits;
        }

        return digits;
    }

    private byte[] OneTimeKey(int leaf)
    {
        int n = _set.HashBytes;
        byte[] ends = new byte[_set.Chains * n];
        for (int chain = 0; chain < _set.Chains; chain++)
        {
            Chain(leaf, chain, _set.ChainSteps, ends.AsSpan(chain * n, n));
        }

        return Hash(leaf, PublicMark, ends);
    }

    private void Chain(int leaf, int chain, int steps, Span<byte> output)
    {
        int n = _set.HashBytes;
        Span<byte> block = stackalloc byte[LmsParameters.PrefixBytes + 1 + n];
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        _identifier.CopyTo(block);
        BinaryPrimitives.WriteInt32BigEndian(block[LmsParameters.IdentifierBytes..], leaf);
        BinaryPrimitives.WriteUInt16BigEndian(block[(LmsParameters.PrefixBytes - 2)..], (ushort)chain);
        block[LmsParameters.PrefixBytes] = SeedMark;
        _seed.CopyTo(block[(LmsParameters.PrefixBytes + 1)..]);
        SHA256.HashData(block, hash);
        for (int step = 0; step < steps; step++)
        {
            block[LmsParameters.PrefixBytes] = (byte)step;
            hash[..n].CopyTo(block[(LmsParameters.PrefixBytes + 1)..]);
            SHA256.HashData(block, hash);
        }

        hash[..n].CopyTo(output);
    }

    private byte[] Hash(int number, int mark, byte[] first, byte[]? second = null)
    {
        byte[] input = [.. _identifier, .. U32((uint)number), (byte)(mark >> 8), (byte)mark, .. first, .. second ?? []];
        return SHA256.HashData(input)[.._set.HashBytes];
    }

    private static byte[] U32(uint value)
    {
        byte[] bytes = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, value);
        return bytes;
    }
}
