// A second LMS, written from RFC 8554 apart from the hub's, that makes keys and signatures for the tests.
using System;
using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Protocols.Tests.Updates;

/// <summary>One key of a parameter set, whose secret values come from a seed (RFC 8554 appendix A).</summary>
internal sealed class LmsReference
{
    private readonly int _n;
    private readonly int _w;
    private readonly int _h;
    private readonly int _digits;
    private readonly int _chains;
    private readonly uint _lmsType;
    private readonly uint _otsType;
    private readonly byte[] _seed;
    private readonly byte[] _identifier;

    internal LmsReference(int n, int w, int h, int seed)
    {
        (_n, _w, _h) = (n, w, h);
        _digits = n * 8 / w;
        int checksumBits = (int)Math.Floor(Math.Log2(((1 << w) - 1) * _digits)) + 1;
        _chains = _digits + (int)Math.Ceiling(checksumBits / (double)w);
        _lmsType = (uint)((h / 5) + (n == 32 ? 4 : 9));
        _otsType = (uint)((int)Math.Log2(w) + (n == 32 ? 1 : 5));
        _seed = SHA256.HashData(BitConverter.GetBytes(seed))[..n];
        _identifier = SHA256.HashData([1, .. _seed])[..16];
    }

    /// <summary>A whole tree: the key and a signature by a leaf of it.</summary>
    internal (byte[] Key, byte[] Signature) Sign(int leaf, byte[] message)
    {
        byte[][] nodes = new byte[2 << _h][];
        for (int i = 0; i < 1 << _h; i++)
        {
            int number = (1 << _h) + i;
            nodes[number] = Hash(U32(number), [0x82, 0x82], OneTimeKey(i));
        }

        for (int r = (1 << _h) - 1; r > 0; r--)
        {
            nodes[r] = Hash(U32(r), [0x83, 0x83], nodes[2 * r], nodes[(2 * r) + 1]);
        }

        byte[] path = [];
        for (int r = (1 << _h) + leaf; r > 1; r /= 2)
        {
            path = [.. path, .. nodes[r ^ 1]];
        }

        return (Key(nodes[1]), Signature(leaf, message, path));
    }

    /// <summary>One leaf only, under a path that is drawn: as good a signature, for trees too large to make.</summary>
    internal (byte[] Key, byte[] Signature) SignUnderDrawnPath(int leaf, byte[] message, Random random)
    {
        byte[] path = new byte[_h * _n];
        random.NextBytes(path);
        int number = (1 << _h) + leaf;
        byte[] node = Hash(U32(number), [0x82, 0x82], OneTimeKey(leaf));
        for (int i = 0; i < _h; i++)
        {
            byte[] other = path[(i * _n)..((i + 1) * _n)];
            node = number % 2 == 1
                ? Hash(U32(number / 2), [0x83, 0x83], other, node)
                : Hash(U32(number / 2), [0x83, 0x83], node, other);
            number /= 2;
        }

        return (Key(node), Signature(leaf, message, path));
    }

    private byte[] Key(byte[] root) =>
        [.. U32(1), .. U32((int)_lmsType), .. U32((int)_otsType), .. _identifier, .. root];

    private byte[] Signature(int leaf, byte[] message, byte[] path)
    {
        byte[] c = SHA256.HashData([2, .. _seed, .. message])[.._n];
        byte[] digest = Hash(U32(leaf), [0x81, 0x81], c, message);
        byte[] chains = [];
        int[] digits = Digits(digest);
        for (int i = 0; i < _chains; i++)
        {
            chains = [.. chains, .. Chain(leaf, i, digits[i])];
        }

        return [.. U32(0), .. U32(leaf), .. U32((int)_otsType), .. c, .. chains, .. U32((int)_lmsType), .. path];
    }

    private int[] Digits(byte[] digest)
    {
        int[] digits = new int[_chains];
        int sum = 0;
        for (int i = 0; i < _digits; i++)
        {
            int perByte = 8 / _w;
            digits[i] = (digest[i / perByte] >> (8 - (_w * ((i % perByte) + 1)))) & ((1 << _w) - 1);
            sum += (1 << _w) - 1 - digits[i];
        }

        for (int i = _chains - 1; i >= _digits; i--)
        {
            digits[i] = sum & ((1 << _w) - 1);
            sum >>= _w;
        }

        return digits;
    }

    private byte[] OneTimeKey(int leaf)
    {
        byte[] ends = [];
        for (int i = 0; i < _chains; i++)
        {
            ends = [.. ends, .. Chain(leaf, i, (1 << _w) - 1)];
        }

        return Hash(U32(leaf), [0x80, 0x80], ends);
    }

    private byte[] Chain(int leaf, int chain, int steps)
    {
        byte[] value = Hash(U32(leaf), U16(chain), [0xFF], _seed);
        for (int step = 0; step < steps; step++)
        {
            value = Hash(U32(leaf), U16(chain), [(byte)step], value);
        }

        return value;
    }

    private byte[] Hash(params byte[][] parts)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(_identifier);
        foreach (byte[] part in parts)
        {
            hash.AppendData(part);
        }

        return hash.GetHashAndReset()[.._n];
    }

    private static byte[] U32(int value)
    {
        byte[] bytes = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, value);
        return bytes;
    }

    private static byte[] U16(int value) => [(byte)(value >> 8), (byte)value];
}
