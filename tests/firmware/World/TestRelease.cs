// A release for the tests: its envelope, the digests of its image, and the image.
using System;
using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using Hub.Loader;
using Hub.Protocols.Updates;

namespace Firmware.Tests.World;

internal sealed record TestRelease
{
    private static readonly ConcurrentDictionary<string, TestRelease> Made = new();

    internal static byte[] Vendor { get; } = [.. Enumerable.Range(100, 16).Select(i => (byte)i)];

    internal static byte[] Class { get; } = [.. Enumerable.Range(200, 16).Select(i => (byte)i)];

    internal static TestKey Current { get; } = new(1);

    internal static TestKey Successor { get; } = new(2);

    internal static TestKey Stranger { get; } = new(3);

    internal uint Sequence { get; init; }

    internal byte[] Envelope { get; init; } = [];

    internal byte[] List { get; init; } = [];

    internal byte[] Image { get; init; } = [];

    internal int ImageIndex { get; init; }

    internal byte[] EnvelopeDigest => Digest(Envelope);

    internal byte[] ListDigest => Digest(List);

    /// <summary>A release, signed once and used again by whoever asks for the same.</summary>
    internal static TestRelease Make(
        uint sequence, ImageBehaviour behaviour = ImageBehaviour.Good, int bytes = 13_000, uint requires = 0,
        byte[]? vendor = null, byte[]? classId = null, TestKey? signer = null, uint imageVersion = 0, uint tailOf = 0,
        int battery = 20)
    {
        vendor ??= Vendor;
        classId ??= Class;
        signer ??= Current;
        string name = $"{sequence} {behaviour} {bytes} {requires} {Convert.ToHexString([.. vendor, .. classId])} "
            + $"{Convert.ToHexString(signer.Id)} {imageVersion} {tailOf} {battery}";
        return Made.GetOrAdd(name, _ =>
        {
            byte[] image = ImageOf(imageVersion == 0 ? sequence : imageVersion, behaviour, bytes,
                tailOf == 0 ? sequence : tailOf);
            byte[] list = [.. image.Chunk(UpdateLimits.ChunkBytes).SelectMany(Digest)];
            return new TestRelease
            {
                Sequence = sequence,
                Image = image,
                List = list,
                Envelope = TestEnvelope.OfImage(
                    sequence, vendor, classId, Digest(list), image.Length, requires, battery, signer),
            };
        });
    }

    /// <summary>A release that tells a new successor.</summary>
    internal static TestRelease KeyChange(uint sequence, TestKey signer, TestKey successor) => new()
    {
        Sequence = sequence,
        Envelope = TestEnvelope.OfKey(sequence, Vendor, successor.PublicKey, signer),
    };

    internal byte[] Part(ReleasePart part) => part switch
    {
        ReleasePart.Envelope => Envelope,
        ReleasePart.DigestList => List,
        _ => Image,
    };

    private static byte[] Digest(byte[] data) => HMACSHA256.HashData(SlotImage.DigestKey(), data);

    // One assembly, whose first byte says what it does; what follows is the same in releases with the same seed.
    private static byte[] ImageOf(uint version, ImageBehaviour behaviour, int imageBytes, uint seed)
    {
        const int nameBytes = LoaderLimits.MaxNameBytes;
        const string entry = "Test.Entry";
        int headerBytes = 20 + (1 + nameBytes + 4 + 32) + entry.Length + 32;
        byte[] assembly = new byte[imageBytes - headerBytes];
        new Random((int)seed).NextBytes(assembly);
        assembly[0] = (byte)behaviour;
        byte[] header = new byte[headerBytes - 32];
        "SLOT"u8.CopyTo(header);
        header[4] = 1;
        header[5] = LoaderLimits.InterfaceVersion;
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(6), (ushort)headerBytes);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(8), imageBytes);
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(12), version);
        header[16] = 1;
        header[17] = (byte)entry.Length;
        header[20] = 4;
        Encoding.ASCII.GetBytes("Test").CopyTo(header, 21);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(21 + nameBytes), assembly.Length);
        Digest(assembly).CopyTo(header, 25 + nameBytes);
        Encoding.ASCII.GetBytes(entry).CopyTo(header, 20 + 1 + nameBytes + 4 + 32);
        return [.. header, .. Digest(header), .. assembly];
    }
}
