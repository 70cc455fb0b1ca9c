// Builds images, good and bad ones, as a release does.
using System;
using System.Buffers.Binary;
using System.Linq;
using System.Text;
using Hub.Loader;

namespace Loader.Tests.World;

/// <summary>An image whose every field can be set to something wrong, under digests that are right for it.</summary>
internal sealed class ImageBuilder
{
    internal uint Version { get; init; } = 7;

    internal byte Interface { get; init; } = LoaderLimits.InterfaceVersion;

    internal byte Format { get; init; } = 1;

    internal string Entry { get; init; } = "Home.Entry";

    internal (string Name, byte[] Bytes)[] Assemblies { get; init; } =
    [
        ("Hub.Protocols", Content(700, 1)), ("Hub.Core", Content(1_500, 2)), ("Hub.Esp32S3", Content(300, 3)),
    ];

    /// <summary>Changes the header before its digest is computed.</summary>
    internal Action<byte[]>? Spoil { get; init; }

    internal static byte[] Content(int count, int seed)
    {
        byte[] bytes = new byte[count];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }

    internal static byte[] Image(uint version) => new ImageBuilder
    {
        Version = version,
        Assemblies = [("Hub.Core", Content(90, (int)version)), ("Hub.Esp32S3", Content(40, (int)version + 1_000))],
    }.Build();

    internal byte[] Build()
    {
        HmacDigest digest = new();
        int headerBytes = SlotImage.HeadBytes + (Assemblies.Length * SlotImage.RowBytes) + Entry.Length
            + SlotImage.DigestBytes;
        byte[] body = [.. Assemblies.SelectMany(a => a.Bytes)];
        byte[] header = new byte[headerBytes - SlotImage.DigestBytes];
        "SLOT"u8.CopyTo(header);
        header[4] = Format;
        header[5] = Interface;
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(6), (ushort)headerBytes);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(8), headerBytes + body.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(12), Version);
        header[16] = (byte)Assemblies.Length;
        header[17] = (byte)Entry.Length;
        int at = SlotImage.HeadBytes;
        foreach ((string name, byte[] bytes) in Assemblies)
        {
            header[at] = (byte)name.Length;
            Encoding.ASCII.GetBytes(name).CopyTo(header, at + 1);
            BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(at + 1 + LoaderLimits.MaxNameBytes), bytes.Length);
            digest.Compute(bytes).CopyTo(header, at + 5 + LoaderLimits.MaxNameBytes);
            at += SlotImage.RowBytes;
        }

        Encoding.ASCII.GetBytes(Entry).CopyTo(header, at);
        Spoil?.Invoke(header);
        return [.. header, .. digest.Compute(header), .. body];
    }
}
