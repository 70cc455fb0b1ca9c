// Seals commands under the hub's key.
using System;
using System.Buffers.Binary;
using System.Security.Cryptography;
using Hub.Protocols.Messages;

namespace Fleet.Server.Commands;

/// <summary>
/// AES-128-CCM under the key of requests about devices (protocols/README.md): no text, the additional data what is
/// commanded until when, the nonce the sequence. Written apart from what the hub opens it with, so that a fault of one
/// does not hide in both.
/// </summary>
internal static class CommandMessageSeal
{
    private const int KeyBytes = 16;
    private const int NonceBytes = 13;
    private const int AadBytes = 13;
    private const int TagBytes = 8;

    private static ReadOnlySpan<byte> Info => "valfardshub pairing v1"u8;

    /// <summary>Seals a command whose other fields, the sequence among them, are as they will be sent.</summary>
    /// <param name="command">Takes the seal.</param>
    /// <param name="hubKey">The hub's key, 32 bytes.</param>
    public static void Seal(CommandMessage command, ReadOnlySpan<byte> hubKey)
    {
        Span<byte> key = stackalloc byte[KeyBytes];
        HKDF.DeriveKey(HashAlgorithmName.SHA256, hubKey, key, salt: [], Info);
        Span<byte> nonce = stackalloc byte[NonceBytes];
        nonce[..4].Fill(0xFE);
        BinaryPrimitives.WriteUInt64LittleEndian(nonce[4..], command.Sequence);
        nonce[12] = 0;
        Span<byte> aad = stackalloc byte[AadBytes];
        aad[0] = (byte)command.Command;
        BinaryPrimitives.WriteInt64LittleEndian(aad[1..], command.ExpiresUnixMilliseconds);
        BinaryPrimitives.WriteInt32LittleEndian(aad[9..], command.Argument);

        // Empty, and yet lying somewhere: OpenSSL takes a text that lies nowhere for the end.
        Span<byte> text = stackalloc byte[1];
        using (var cipher = new AesCcm(key))
        {
            cipher.Encrypt(nonce, text[..0], text[..0], command.Sealed.AsSpan(0, TagBytes), aad);
        }

        command.SealedLength = TagBytes;
        CryptographicOperations.ZeroMemory(key);
    }
}
