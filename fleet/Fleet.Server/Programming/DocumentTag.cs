// The tag that proves to a hub that a document is from who knows its key.
using System;
using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Fleet.Server.Programming;

/// <summary>
/// HMAC-SHA256 under a key derived from the hub's own (protocols/README.md). Written apart from what the hub proves it
/// with, so that a fault of one does not hide in both.
/// </summary>
internal static class DocumentTag
{
    private const int KeyBytes = 32;
    private const int HeadBytes = 9;

    private static ReadOnlySpan<byte> Info => "valfardshub document v1"u8;

    /// <summary>Makes the tag.</summary>
    /// <param name="hubKey">The hub's key, 32 bytes.</param>
    /// <param name="kind">The kind of the document.</param>
    /// <param name="version">Its version.</param>
    /// <param name="document">The document.</param>
    public static byte[] Make(ReadOnlySpan<byte> hubKey, DocumentKind kind, uint version, ReadOnlySpan<byte> document)
    {
        Span<byte> key = stackalloc byte[KeyBytes];
        HKDF.DeriveKey(HashAlgorithmName.SHA256, hubKey, key, salt: [], Info);
        byte[] hashed = new byte[HeadBytes + document.Length];
        hashed[0] = (byte)kind;
        BinaryPrimitives.WriteUInt32LittleEndian(hashed.AsSpan(1), version);
        BinaryPrimitives.WriteUInt32LittleEndian(hashed.AsSpan(5), (uint)document.Length);
        document.CopyTo(hashed.AsSpan(HeadBytes));
        byte[] tag = HMACSHA256.HashData(key, hashed);
        CryptographicOperations.ZeroMemory(key);
        return tag;
    }
}
