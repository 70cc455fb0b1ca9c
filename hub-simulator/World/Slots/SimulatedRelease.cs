// A release as simulated hubs are brought it.
using System;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Security.Cryptography;
using Hub.Loader;
using Hub.Protocols.Updates;

namespace Hub.Simulator.World.Slots;

/// <summary>The envelope of a release and what of it is for simulated hubs.</summary>
/// <param name="Sequence">The release.</param>
/// <param name="Envelope">The signed envelope.</param>
/// <param name="Image">The image for simulated hubs.</param>
/// <param name="ImageIndex">Its place in the manifest.</param>
/// <param name="BundleDigest">SHA-256 of the bundle, hexadecimal; of the envelope when there is no bundle.</param>
public sealed record SimulatedRelease(
    uint Sequence, byte[] Envelope, byte[] Image, int ImageIndex, string BundleDigest)
{
    /// <summary>The longest bundle, in bytes.</summary>
    public const int MaxBundleBytes = 32 * 1024 * 1024;

    /// <summary>The digest list of the image.</summary>
    public byte[] List { get; } = [.. Image.Chunk(UpdateLimits.ChunkBytes).SelectMany(Digest)];

    /// <summary>The digest that an order names the envelope by.</summary>
    public byte[] EnvelopeDigest => Digest(Envelope);

    /// <summary>Takes an envelope and its image.</summary>
    /// <exception cref="InvalidDataException">The envelope is none, or the image is not the one it names.</exception>
    public static SimulatedRelease Of(byte[] envelope, byte[] image, string? bundleDigest = null)
    {
        (Release release, int index) = Read(envelope);
        SimulatedRelease made = new(
            release.Sequence, envelope, image, index,
            bundleDigest ?? Convert.ToHexStringLower(SHA256.HashData(envelope)));
        return Digest(made.List).AsSpan().SequenceEqual(release.Image(index).ListDigest)
            ? made : throw new InvalidDataException("The image is not the one that the release names.");
    }

    /// <summary>Reads a bundle. Who has signed it is for the hubs to find out.</summary>
    /// <exception cref="InvalidDataException">It is no bundle with an image for simulated hubs.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static SimulatedRelease Load(string path)
    {
        if (new FileInfo(path) is { Exists: true, Length: > MaxBundleBytes })
        {
            throw new InvalidDataException($"A bundle has at most {MaxBundleBytes} bytes.");
        }

        byte[] bundle = File.ReadAllBytes(path);
        using ZipArchive archive = new(new MemoryStream(bundle, writable: false));
        byte[] envelope = Part(archive, "envelope.cbor", UpdateLimits.MaxEnvelopeBytes);
        int index = Read(envelope).Index;
        byte[] image = Part(archive, $"image-{index:00}.slot", UpdateLimits.MaxImageBytes);
        return Of(envelope, image, Convert.ToHexStringLower(SHA256.HashData(bundle)));
    }

    /// <summary>The bytes of a part.</summary>
    public byte[] Part(ReleasePart part) => part switch
    {
        ReleasePart.Envelope => Envelope,
        ReleasePart.DigestList => List,
        ReleasePart.Image => Image,
        _ => [],
    };

    private static (Release Release, int Index) Read(byte[] envelope)
    {
        Release release = new();
        ReleaseFault fault = new ReleaseReader().Read(envelope, envelope.Length, release);
        int index = fault == ReleaseFault.None ? release.FindImage(ReleaseIds.Simulated()) : -1;
        return fault != ReleaseFault.None ? throw new InvalidDataException($"The envelope is refused: {fault}.")
            : index < 0 ? throw new InvalidDataException("The release has no image for simulated hubs.")
            : (release, index);
    }

    private static byte[] Part(ZipArchive archive, string name, int longest)
    {
        ZipArchiveEntry entry = archive.GetEntry(name)
            ?? throw new InvalidDataException($"The bundle has no {name}.");
        using Stream stream = entry.Open();
        byte[] bytes = new byte[longest + 1];
        int count = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        return count <= longest ? bytes[..count]
            : throw new InvalidDataException($"{name} has more than {longest} bytes.");
    }

    private static byte[] Digest(byte[] bytes) => HMACSHA256.HashData(SlotImage.DigestKey(), bytes);
}
