// The digests of chunks, digest lists and envelopes.
using System;
using System.Security.Cryptography;
using Hub.Protocols.Updates;

namespace Fleet.Releases;

/// <summary>HMAC-SHA256 under the fixed public key 0, 1, …, 31 (decision 13).</summary>
public static class ChunkDigests
{
    private static readonly byte[] Key = MakeKey();

    /// <summary>The digest of a chunk, of a list or of an envelope: 32 bytes.</summary>
    public static byte[] Of(ReadOnlySpan<byte> bytes)
    {
        return HMACSHA256.HashData(Key, bytes);
    }

    /// <summary>The digest list of an image: one digest for each chunk, the last of which may be shorter.</summary>
    public static byte[] ListOf(ReadOnlySpan<byte> image)
    {
        int chunks = (image.Length + UpdateLimits.ChunkBytes - 1) / UpdateLimits.ChunkBytes;
        byte[] list = new byte[chunks * UpdateLimits.DigestBytes];
        for (int i = 0; i < chunks; i++)
        {
            int offset = i * UpdateLimits.ChunkBytes;
            int count = Math.Min(UpdateLimits.ChunkBytes, image.Length - offset);
            Of(image.Slice(offset, count)).CopyTo(list, i * UpdateLimits.DigestBytes);
        }

        return list;
    }

    private static byte[] MakeKey()
    {
        byte[] key = new byte[UpdateLimits.DigestBytes];
        for (int i = 0; i < key.Length; i++)
        {
            key[i] = (byte)i;
        }

        return key;
    }
}
