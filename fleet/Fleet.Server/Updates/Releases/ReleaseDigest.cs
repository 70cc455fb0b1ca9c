// The digest by which hubs know parts of releases.
using System;
using System.Security.Cryptography;

namespace Fleet.Server.Updates.Releases;

/// <summary>HMAC-SHA256 under the key of the bytes 0 to 31, known to everybody (protocols/README.md).</summary>
internal static class ReleaseDigest
{
    private const int KeyBytes = 32;

    /// <summary>The digest of bytes, 32 bytes.</summary>
    public static byte[] Of(ReadOnlySpan<byte> bytes)
    {
        Span<byte> key = stackalloc byte[KeyBytes];
        for (int i = 0; i < KeyBytes; i++)
        {
            key[i] = (byte)i;
        }

        return HMACSHA256.HashData(key, bytes);
    }
}
