// Writes envelopes with System.Formats.Cbor, so that no fault can hide in a codec shared by both ends.
using System;
using System.Formats.Cbor;
using System.Linq;
using Hub.Protocols.Updates;

namespace Protocols.Tests.Updates;

internal static class ReleaseForms
{
    /// <summary>The manifest of a release, without the head of its byte string.</summary>
    internal static byte[] Manifest(Release release)
    {
        bool hasImages = !release.IsKeyChange;
        CborWriter writer = Start(hasImages ? 7 : 4);
        Pair(writer, 1, 1);
        Pair(writer, 2, release.Sequence);
        Pair(writer, 3, Common(release));
        writer.WriteInt32(4);
        writer.WriteTextString(release.Notes);
        if (hasImages)
        {
            Pair(writer, 7, Commands(3, 15));
            Pair(writer, 9, Commands(23, 15));
            Pair(writer, 20, Install());
        }

        writer.WriteEndMap();
        return writer.Encode();
    }

    /// <summary>What the signature covers.</summary>
    internal static byte[] Signed(byte[] digest)
    {
        CborWriter writer = new(CborConformanceMode.Canonical);
        writer.WriteStartArray(4);
        writer.WriteTextString("Signature1");
        writer.WriteByteString(Protected());
        writer.WriteByteString([]);
        writer.WriteByteString(Digest(-16, digest));
        writer.WriteEndArray();
        return writer.Encode();
    }

    internal static byte[] Envelope(byte[] manifest, byte[] digest, byte[] keyId, byte[] signature)
    {
        CborWriter sign = new(CborConformanceMode.Canonical);
        sign.WriteTag((CborTag)18);
        sign.WriteStartArray(4);
        sign.WriteByteString(Protected());
        sign.WriteStartMap(1);
        Pair(sign, 4, keyId);
        sign.WriteEndMap();
        sign.WriteNull();
        sign.WriteByteString(signature);
        sign.WriteEndArray();
        CborWriter wrapper = new(CborConformanceMode.Canonical);
        wrapper.WriteStartArray(2);
        wrapper.WriteByteString(Digest(-16, digest));
        wrapper.WriteByteString(sign.Encode());
        wrapper.WriteEndArray();
        CborWriter writer = new(CborConformanceMode.Canonical);
        writer.WriteTag((CborTag)107);
        writer.WriteStartMap(2);
        Pair(writer, 2, wrapper.Encode());
        Pair(writer, 3, manifest);
        writer.WriteEndMap();
        return writer.Encode();
    }

    /// <summary>A byte string with its head.</summary>
    internal static byte[] Wrapped(byte[] bytes)
    {
        CborWriter writer = new(CborConformanceMode.Canonical);
        writer.WriteByteString(bytes);
        return writer.Encode();
    }

    private static byte[] Common(Release release)
    {
        CborWriter writer = Start(release.IsKeyChange ? 1 : 2);
        if (!release.IsKeyChange)
        {
            writer.WriteInt32(2);
            writer.WriteStartArray(1);
            writer.WriteStartArray(1);
            writer.WriteByteString([0]);
            writer.WriteEndArray();
            writer.WriteEndArray();
        }

        Pair(writer, 4, Shared(release));
        writer.WriteEndMap();
        return writer.Encode();
    }

    private static byte[] Shared(Release release)
    {
        CborWriter writer = new(CborConformanceMode.Lax);
        writer.WriteStartArray(release.IsKeyChange ? 4 : release.ImageCount == 1 ? 8 : 6);
        writer.WriteInt32(20);
        writer.WriteStartMap(release.IsKeyChange ? 3 : 2);
        Pair(writer, 1, release.VendorId);
        writer.WriteInt32(-3);
        writer.WriteTextString(release.Version);
        if (release.IsKeyChange)
        {
            Pair(writer, -4, release.NewKey[..release.NewKeyBytes]);
        }

        writer.WriteEndMap();
        writer.WriteInt32(1);
        writer.WriteInt32(15);
        if (release.ImageCount == 1)
        {
            WriteImage(writer, release.Image(0));
        }
        else if (release.ImageCount > 1)
        {
            writer.WriteInt32(15);
            writer.WriteStartArray(release.ImageCount);
            foreach (ReleaseImage image in Enumerable.Range(0, release.ImageCount).Select(release.Image))
            {
                CborWriter one = new(CborConformanceMode.Lax);
                one.WriteStartArray(4);
                WriteImage(one, image);
                one.WriteEndArray();
                writer.WriteByteString(one.Encode());
            }

            writer.WriteEndArray();
        }

        writer.WriteEndArray();
        return writer.Encode();
    }

    private static void WriteImage(CborWriter writer, ReleaseImage image)
    {
        writer.WriteInt32(20);
        writer.WriteStartMap(5);
        Pair(writer, 2, image.ClassId);
        Pair(writer, 3, Digest(5, image.ListDigest));
        Pair(writer, 14, image.ImageBytes);
        Pair(writer, -1, image.RequiresSequence);
        Pair(writer, -2, image.MinimumBatteryPercent);
        writer.WriteEndMap();
        writer.WriteInt32(2);
        writer.WriteInt32(15);
    }

    private static byte[] Install()
    {
        CborWriter writer = new(CborConformanceMode.Canonical);
        writer.WriteStartArray(6);
        writer.WriteInt32(20);
        writer.WriteStartMap(1);
        writer.WriteInt32(21);
        writer.WriteTextString("hub:fetch");
        writer.WriteEndMap();
        Array.ForEach([21, 15, 3, 15], writer.WriteInt32);
        writer.WriteEndArray();
        return writer.Encode();
    }

    private static byte[] Commands(params int[] commands)
    {
        CborWriter writer = new(CborConformanceMode.Canonical);
        writer.WriteStartArray(commands.Length);
        Array.ForEach(commands, writer.WriteInt32);
        writer.WriteEndArray();
        return writer.Encode();
    }

    private static byte[] Digest(int algorithm, byte[] digest)
    {
        CborWriter writer = new(CborConformanceMode.Canonical);
        writer.WriteStartArray(2);
        writer.WriteInt32(algorithm);
        writer.WriteByteString(digest);
        writer.WriteEndArray();
        return writer.Encode();
    }

    private static byte[] Protected()
    {
        CborWriter writer = Start(1);
        Pair(writer, 1, -46);
        writer.WriteEndMap();
        return writer.Encode();
    }

    private static CborWriter Start(int pairs)
    {
        CborWriter writer = new(CborConformanceMode.Canonical);
        writer.WriteStartMap(pairs);
        return writer;
    }

    private static void Pair(CborWriter writer, int key, long value)
    {
        writer.WriteInt32(key);
        writer.WriteInt64(value);
    }

    private static void Pair(CborWriter writer, int key, byte[] value)
    {
        writer.WriteInt32(key);
        writer.WriteByteString(value);
    }
}
