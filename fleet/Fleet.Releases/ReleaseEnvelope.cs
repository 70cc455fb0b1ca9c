// Writes manifests and envelopes by the template of protocols/release.cddl.
using System;
using System.Security.Cryptography;
using Hub.Protocols.Cbor;
using Hub.Protocols.Updates;

namespace Fleet.Releases;

/// <summary>The bytes of a release that are signed, and the envelope around them.</summary>
public static class ReleaseEnvelope
{
    private static readonly byte[] Protected = [0xA1, 0x01, 0x38, 0x2D];

    /// <summary>The manifest of a release, without the head of its byte string.</summary>
    public static byte[] Manifest(ReleaseDescription release)
    {
        bool hasImages = release.NewKey.Length == 0;
        return Write(writer =>
        {
            writer.WriteMapStart(hasImages ? 7 : 4);
            Pair(writer, 1, 1);
            Pair(writer, 2, release.Sequence);
            Pair(writer, 3, Common(release));
            writer.WriteInt(4);
            writer.WriteText(release.NotesReference);
            if (hasImages)
            {
                Pair(writer, 7, Commands(3, 15));
                Pair(writer, 9, Commands(23, 15));
                Pair(writer, 20, Install());
            }
        });
    }

    /// <summary>The digest that is signed: SHA-256 of the manifest with the head of its byte string.</summary>
    public static byte[] DigestOf(byte[] manifest)
    {
        return SHA256.HashData(Write(writer => writer.WriteBytes(manifest, 0, manifest.Length)));
    }

    /// <summary>What the signature covers: the Sig_structure of RFC 9052 §4.4, 56 bytes.</summary>
    public static byte[] SignedBytes(byte[] digest)
    {
        return Write(writer =>
        {
            writer.WriteArrayStart(4);
            writer.WriteText("Signature1");
            Put(writer, Protected);
            Put(writer, []);
            Put(writer, Digest(-16, digest));
        });
    }

    /// <summary>The envelope.</summary>
    /// <param name="manifest">From <see cref="Manifest"/>.</param>
    /// <param name="keyId">The id of the key that signed, 4 bytes.</param>
    /// <param name="signature">The HSS signature of one level over <see cref="SignedBytes"/>.</param>
    public static byte[] Write(byte[] manifest, byte[] keyId, byte[] signature)
    {
        byte[] sign = Write(writer =>
        {
            writer.WriteArrayStart(4);
            Put(writer, Protected);
            writer.WriteMapStart(1);
            Pair(writer, 4, keyId);
            writer.WriteNull();
            Put(writer, signature);
        });
        byte[] authentication = Write(writer =>
        {
            writer.WriteArrayStart(2);
            Put(writer, Digest(-16, DigestOf(manifest)));
            Put(writer, [0xD2, .. sign]);
        });
        byte[] envelope = Write(writer =>
        {
            writer.WriteMapStart(2);
            Pair(writer, 2, authentication);
            Pair(writer, 3, manifest);
        });
        return [0xD8, 0x6B, .. envelope];
    }

    private static byte[] Common(ReleaseDescription release)
    {
        bool hasImages = release.NewKey.Length == 0;
        return Write(writer =>
        {
            writer.WriteMapStart(hasImages ? 2 : 1);
            if (hasImages)
            {
                writer.WriteInt(2);
                writer.WriteArrayStart(1);
                writer.WriteArrayStart(1);
                Put(writer, [0]);
            }

            Pair(writer, 4, Write(shared => WriteShared(shared, release)));
        });
    }

    private static void WriteShared(CborWriter writer, ReleaseDescription release)
    {
        bool hasImages = release.NewKey.Length == 0;
        writer.WriteArrayStart(!hasImages ? 4 : release.Images.Count == 1 ? 8 : 6);
        writer.WriteInt(20);
        writer.WriteMapStart(hasImages ? 2 : 3);
        Pair(writer, 1, ReleaseIds.Vendor());
        writer.WriteInt(-3);
        writer.WriteText(release.Version);
        if (!hasImages)
        {
            Pair(writer, -4, release.NewKey);
        }

        Pair(writer, 1, 15);
        if (release.Images.Count == 1)
        {
            WriteImage(writer, release.Images[0]);
        }
        else if (hasImages)
        {
            writer.WriteInt(15);
            writer.WriteArrayStart(release.Images.Count);
            foreach (BundleImage image in release.Images)
            {
                Put(writer, Write(one =>
                {
                    one.WriteArrayStart(4);
                    WriteImage(one, image);
                }));
            }
        }
    }

    private static void WriteImage(CborWriter writer, BundleImage image)
    {
        writer.WriteInt(20);
        writer.WriteMapStart(5);
        Pair(writer, 2, image.ClassId);
        Pair(writer, 3, Digest(5, image.ListDigest));
        Pair(writer, 14, image.Image.Length);
        Pair(writer, -1, image.RequiresSequence);
        Pair(writer, -2, image.MinimumBatteryPercent);
        Pair(writer, 2, 15);
    }

    private static byte[] Install()
    {
        return Write(writer =>
        {
            writer.WriteArrayStart(6);
            writer.WriteInt(20);
            writer.WriteMapStart(1);
            writer.WriteInt(21);
            writer.WriteText("hub:fetch");
            Pair(writer, 21, 15);
            Pair(writer, 3, 15);
        });
    }

    private static byte[] Commands(int command, int policy)
    {
        return Write(writer =>
        {
            writer.WriteArrayStart(2);
            Pair(writer, command, policy);
        });
    }

    private static byte[] Digest(int algorithm, byte[] digest)
    {
        return Write(writer =>
        {
            writer.WriteArrayStart(2);
            Pair(writer, algorithm, digest);
        });
    }

    private static byte[] Write(Action<CborWriter> write)
    {
        byte[] buffer = new byte[2 * UpdateLimits.MaxEnvelopeBytes];
        var writer = new CborWriter();
        writer.Reset(buffer, 0, buffer.Length);
        write(writer);
        if (writer.Failed)
        {
            throw new ReleaseBundleException($"The release cannot be written: {writer.Error}.");
        }

        return buffer[..writer.Length];
    }

    private static void Put(CborWriter writer, byte[] bytes)
    {
        writer.WriteBytes(bytes, 0, bytes.Length);
    }

    private static void Pair(CborWriter writer, int key, long value)
    {
        writer.WriteInt(key);
        writer.WriteInt(value);
    }

    private static void Pair(CborWriter writer, int key, byte[] value)
    {
        writer.WriteInt(key);
        Put(writer, value);
    }
}
