// Writes the envelope of a release, as the signer does, for the tests of the hub; every field can be wrong.
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Firmware.Tests.World;

/// <summary>The one template of protocols/release.cddl, written apart from its reader.</summary>
internal static class TestEnvelope
{
    private static readonly byte[] Protected = [0xA1, 0x01, 0x38, 0x2D];

    /// <summary>An envelope with one image.</summary>
    internal static byte[] OfImage(
        uint sequence, byte[] vendor, byte[] classId, byte[] listDigest, int imageBytes, uint requires, int battery,
        TestKey key)
    {
        byte[] parameters =
        [
            .. Number(20), 0xA5, 0x02, .. Bytes(classId), 0x03, .. Bytes([0x82, 0x05, .. Bytes(listDigest)]),
            0x0E, .. Number(imageBytes), 0x20, .. Number(requires), 0x21, .. Number(battery), 0x02, 0x0F,
        ];
        byte[] common =
        [
            0xA2, 0x02, 0x81, 0x81, 0x41, 0x00, 0x04, .. Bytes(
                [0x88, 0x14, 0xA2, 0x01, .. Bytes(vendor), 0x22, .. Text($"1.{sequence}"), 0x01, 0x0F, .. parameters]),
        ];
        byte[] manifest =
        [
            0xA7, 0x01, 0x01, 0x02, .. Number(sequence), 0x03, .. Bytes(common), 0x04, .. Text("notes"),
            0x07, .. Bytes([0x82, 0x03, 0x0F]), 0x09, .. Bytes([0x82, 0x17, 0x0F]),
            0x14, .. Bytes([0x86, 0x14, 0xA1, 0x15, .. Text("hub:fetch"), 0x15, 0x0F, 0x03, 0x0F]),
        ];
        return Signed(manifest, key);
    }

    /// <summary>An envelope with a new successor key.</summary>
    internal static byte[] OfKey(uint sequence, byte[] vendor, byte[] newKey, TestKey key)
    {
        byte[] common =
        [
            0xA1, 0x04, .. Bytes(
                [
                    0x84, 0x14, 0xA3, 0x01, .. Bytes(vendor), 0x22, .. Text($"1.{sequence}"), 0x23, .. Bytes(newKey),
                    0x01, 0x0F,
                ]),
        ];
        byte[] manifest =
            [0xA4, 0x01, 0x01, 0x02, .. Number(sequence), 0x03, .. Bytes(common), 0x04, .. Text("notes")];
        return Signed(manifest, key);
    }

    private static byte[] Signed(byte[] manifest, TestKey key)
    {
        byte[] wrapped = Bytes(manifest);
        byte[] digest = [0x82, 0x2F, .. Bytes(SHA256.HashData(wrapped))];
        byte[] covered = [0x84, .. Text("Signature1"), .. Bytes(Protected), 0x40, .. Bytes(digest)];
        byte[] signature =
            [0xD2, 0x84, .. Bytes(Protected), 0xA1, 0x04, .. Bytes(key.Id), 0xF6, .. Bytes(key.Sign(covered))];
        byte[] authentication = [0x82, .. Bytes(digest), .. Bytes(signature)];
        return [0xD8, 0x6B, 0xA2, 0x02, .. Bytes(authentication), 0x03, .. wrapped];
    }

    private static byte[] Bytes(byte[] bytes) => [.. Head(2, (uint)bytes.Length), .. bytes];

    private static byte[] Text(string text) => [.. Head(3, (uint)text.Length), .. Encoding.UTF8.GetBytes(text)];

    private static byte[] Number(long number) => Head(0, (uint)number);

    private static byte[] Head(int major, uint number)
    {
        byte first = (byte)(major << 5);
        byte[] big = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(big, number);
        return number switch
        {
            < 24 => [(byte)(first | number)],
            < 256 => [(byte)(first | 24), big[3]],
            < 65_536 => [(byte)(first | 25), .. big[2..]],
            _ => [(byte)(first | 26), .. big],
        };
    }
}
