// Seals requests about devices under the hub's key.
using System;
using System.Buffers.Binary;
using System.Security.Cryptography;
using Hub.Protocols.Messages;

namespace Fleet.Server.Devices;

/// <summary>
/// AES-128-CCM under a key derived from the hub's own (protocols/README.md): the text is a label's secret or empty, the
/// additional data all fields of the request, the nonce its sequence. Written apart from what the hub opens it with, so
/// that a fault of one does not hide in both.
/// </summary>
internal static class PairRequestSeal
{
    /// <summary>Bytes of a label's secret.</summary>
    public const int SecretBytes = 13;

    private const int KeyBytes = 16;
    private const int NonceBytes = 13;
    private const int TagBytes = 8;
    private const int AadBytes = 23;

    private static ReadOnlySpan<byte> Info => "valfardshub pairing v1"u8;

    /// <summary>Seals a request whose other fields, the sequence among them, are as they will be sent.</summary>
    /// <param name="request">Takes the seal.</param>
    /// <param name="hubKey">The hub's key, 32 bytes.</param>
    /// <param name="secret">A label's secret, or empty.</param>
    public static void Seal(PairRequestMessage request, ReadOnlySpan<byte> hubKey, ReadOnlySpan<byte> secret)
    {
        Span<byte> key = stackalloc byte[KeyBytes];
        HKDF.DeriveKey(HashAlgorithmName.SHA256, hubKey, key, salt: [], Info);
        Span<byte> nonce = stackalloc byte[NonceBytes];
        nonce[..4].Fill(0xFF);
        BinaryPrimitives.WriteUInt64LittleEndian(nonce[4..], request.Sequence);
        nonce[12] = 0;
        Span<byte> aad = stackalloc byte[AadBytes];
        WriteAad(aad, request);

        // A copy, because an empty text must still lie somewhere: OpenSSL takes one that lies nowhere for the end.
        Span<byte> text = stackalloc byte[SecretBytes];
        secret.CopyTo(text);
        Span<byte> made = request.Sealed;
        using (var cipher = new AesCcm(key))
        {
            cipher.Encrypt(
                nonce, text[..secret.Length], made[..secret.Length], made.Slice(secret.Length, TagBytes), aad);
        }

        request.SealedLength = secret.Length + TagBytes;
        CryptographicOperations.ZeroMemory(text);
        CryptographicOperations.ZeroMemory(key);
    }

    private static void WriteAad(Span<byte> aad, PairRequestMessage request)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(aad, request.PairingId);
        aad[4] = (byte)request.Action;
        BinaryPrimitives.WriteUInt32LittleEndian(aad[5..], request.DeviceId);
        aad[9] = (byte)request.DeviceKind;
        BinaryPrimitives.WriteUInt16LittleEndian(aad[10..], (ushort)request.Seconds);
        BinaryPrimitives.WriteUInt16LittleEndian(aad[12..], (ushort)request.Location);
        aad[14] = (byte)request.Occupant;
        BinaryPrimitives.WriteUInt32LittleEndian(aad[15..], request.ReplacesDeviceId);
        BinaryPrimitives.WriteInt32LittleEndian(aad[19..], request.Argument);
    }
}
