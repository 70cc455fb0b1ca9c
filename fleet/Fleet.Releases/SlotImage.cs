// Writes and reads the image that a hub's loader starts: header, then assemblies in their order of loading.
using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using Hub.Protocols.Updates;

namespace Fleet.Releases;

/// <summary>
/// An image. Numbers lowest byte first: 4 magic <c>SLOT</c> · 1 format · 1 version of the loader's interface · 2 bytes
/// of the header · 4 bytes of the image · 4 version · 1 count of assemblies · 1 bytes of the entry's name · 2 zero; for
/// each assembly 1 bytes of its name, 47 name, 4 bytes of it, 32 digest; the entry's name; 32 digest of the header
/// before it. The assemblies follow, each after those that it refers to.
/// </summary>
public sealed class SlotImage
{
    /// <summary>The most assemblies.</summary>
    public const int MaxAssemblies = 16;

    /// <summary>The longest name of an assembly.</summary>
    public const int MaxNameBytes = 47;

    /// <summary>The longest name of the entry.</summary>
    public const int MaxEntryBytes = 96;

    /// <summary>The version of the loader's interface that images are made for.</summary>
    public const int InterfaceVersion = 1;

    private const uint Magic = 0x544F4C53;
    private const int Format = 1;
    private const int HeadBytes = 20;
    private const int LengthOffset = 1 + MaxNameBytes;
    private const int RowBytes = LengthOffset + 4 + UpdateLimits.DigestBytes;

    private SlotImage(uint sequence, string entry, IReadOnlyList<ImageAssembly> assemblies)
    {
        Sequence = sequence;
        Entry = entry;
        Assemblies = assemblies;
    }

    /// <summary>The release's sequence, which the loader knows as the image's version.</summary>
    public uint Sequence { get; }

    /// <summary>Full name of the type that is the application.</summary>
    public string Entry { get; }

    /// <summary>The assemblies in their order of loading.</summary>
    public IReadOnlyList<ImageAssembly> Assemblies { get; }

    /// <summary>Makes an image.</summary>
    /// <param name="sequence">The release's sequence, 1 and more.</param>
    /// <param name="entry">Full name of the type that is the application.</param>
    /// <param name="assemblies">1 to 16, each after those that it refers to.</param>
    /// <returns>Its bytes; the same for the same.</returns>
    /// <exception cref="ReleaseBundleException">Something is out of its range; the sentence says what.</exception>
    public static byte[] Write(uint sequence, string entry, IReadOnlyList<ImageAssembly> assemblies)
    {
        Require(sequence > 0, "The sequence of an image is 1 or more.");
        Require(assemblies.Count is > 0 and <= MaxAssemblies, $"An image has 1 to {MaxAssemblies} assemblies.");
        Require(IsName(entry, MaxEntryBytes), $"'{entry}' is no name of an entry: 1 to {MaxEntryBytes} ASCII letters.");
        foreach (ImageAssembly assembly in assemblies)
        {
            Require(
                IsName(assembly.Name, MaxNameBytes),
                $"'{assembly.Name}' is no name of an assembly: 1 to {MaxNameBytes} ASCII letters.");
            Require(assembly.Content.Length > 0, $"The assembly {assembly.Name} is empty.");
        }

        Require(
            assemblies.Select(assembly => assembly.Name).Distinct(StringComparer.Ordinal).Count() == assemblies.Count,
            "An assembly is in the image twice.");
        int headerBytes = HeadBytes + (assemblies.Count * RowBytes) + entry.Length + UpdateLimits.DigestBytes;
        long bytes = headerBytes + assemblies.Sum(assembly => (long)assembly.Content.Length);
        Require(
            bytes <= UpdateLimits.MaxImageBytes,
            $"The image would have {bytes} bytes; a slot has {UpdateLimits.MaxImageBytes}.");
        byte[] image = new byte[bytes];
        WriteHeader(image, headerBytes, sequence, entry, assemblies);
        int at = headerBytes;
        foreach (ImageAssembly assembly in assemblies)
        {
            assembly.Content.CopyTo(image, at);
            at += assembly.Content.Length;
        }

        return image;
    }

    /// <summary>Reads an image.</summary>
    /// <exception cref="ReleaseBundleException">It is none, or damaged; the sentence says what is wrong.</exception>
    public static SlotImage Read(byte[] image)
    {
        Require(
            image.Length > HeadBytes && BinaryPrimitives.ReadUInt32LittleEndian(image) == Magic && image[4] == Format,
            "This is no image: it does not begin with SLOT and format 1.");
        Require(image[5] == InterfaceVersion, $"The image is for version {image[5]} of the loader's interface.");
        int count = image[16];
        int entryBytes = image[17];
        int headerBytes = HeadBytes + (count * RowBytes) + entryBytes + UpdateLimits.DigestBytes;
        Require(
            BinaryPrimitives.ReadUInt16LittleEndian(image.AsSpan(6)) == headerBytes && headerBytes <= image.Length
                && BinaryPrimitives.ReadUInt32LittleEndian(image.AsSpan(8)) == image.Length,
            "The image's header contradicts its length.");
        var assemblies = new List<ImageAssembly>(count);
        int at = headerBytes;
        for (int i = 0; i < count; i++)
        {
            ReadOnlySpan<byte> row = image.AsSpan(HeadBytes + (i * RowBytes), RowBytes);
            uint length = BinaryPrimitives.ReadUInt32LittleEndian(row[LengthOffset..]);
            Require(
                row[0] <= MaxNameBytes && length <= image.Length - at, "The image's header contradicts its length.");
            string name = Encoding.ASCII.GetString(row.Slice(1, row[0]));
            assemblies.Add(new ImageAssembly(name, image.AsSpan(at, (int)length).ToArray()));
            at += (int)length;
        }

        uint sequence = BinaryPrimitives.ReadUInt32LittleEndian(image.AsSpan(12));
        string entry = Encoding.ASCII.GetString(image.AsSpan(HeadBytes + (count * RowBytes), entryBytes));

        // One way to write it: what differs anywhere, a digest too, is damaged.
        Require(
            Write(sequence, entry, assemblies).AsSpan().SequenceEqual(image),
            "The image is damaged: its digests are not those of its content.");
        return new SlotImage(sequence, entry, assemblies);
    }

    private static void WriteHeader(
        byte[] image, int headerBytes, uint sequence, string entry, IReadOnlyList<ImageAssembly> assemblies)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(image, Magic);
        image[4] = Format;
        image[5] = InterfaceVersion;
        BinaryPrimitives.WriteUInt16LittleEndian(image.AsSpan(6), (ushort)headerBytes);
        BinaryPrimitives.WriteInt32LittleEndian(image.AsSpan(8), image.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(image.AsSpan(12), sequence);
        image[16] = (byte)assemblies.Count;
        image[17] = (byte)entry.Length;
        int at = HeadBytes;
        foreach (ImageAssembly assembly in assemblies)
        {
            image[at] = (byte)assembly.Name.Length;
            Encoding.ASCII.GetBytes(assembly.Name).CopyTo(image, at + 1);
            BinaryPrimitives.WriteInt32LittleEndian(image.AsSpan(at + LengthOffset), assembly.Content.Length);
            ChunkDigests.Of(assembly.Content).CopyTo(image, at + LengthOffset + 4);
            at += RowBytes;
        }

        Encoding.ASCII.GetBytes(entry).CopyTo(image, at);
        int covered = headerBytes - UpdateLimits.DigestBytes;
        ChunkDigests.Of(image.AsSpan(0, covered)).CopyTo(image, covered);
    }

    private static bool IsName(string name, int maxLength)
    {
        return name.Length > 0 && name.Length <= maxLength && name.All(letter => letter is > ' ' and <= '~');
    }

    private static void Require(bool isRight, string otherwise)
    {
        if (!isRight)
        {
            throw new ReleaseBundleException(otherwise);
        }
    }
}
