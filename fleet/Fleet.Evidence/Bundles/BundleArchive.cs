// The archive of a bundle: a ZIP that can be written in one way only, so that no byte of it can change unseen.
using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;

namespace Fleet.Evidence.Bundles;

/// <summary>
/// Files one after the other, stored without compression, dated 1980-01-01; any program that opens ZIP opens it. It is
/// read by its local headers and then written anew: only an archive that comes out the same, byte for byte, is one.
/// </summary>
public static class BundleArchive
{
    /// <summary>The most bytes of an archive.</summary>
    public const int MaxBytes = 64 * 1024 * 1024;

    /// <summary>The most files in an archive of evidence.</summary>
    public const int MaxFiles = 16;

    private const int LocalHeaderBytes = 30;
    private const uint LocalSignature = 0x04034B50;
    private const uint CentralSignature = 0x02014B50;
    private const uint EndSignature = 0x06054B50;
    private const ushort FirstDay = (1 << 5) | 1;

    /// <summary>Writes an archive.</summary>
    public static byte[] Write(IReadOnlyList<BundleFile> files)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream, Encoding.ASCII);
        var offsets = new List<uint>();
        foreach (BundleFile file in files)
        {
            offsets.Add((uint)stream.Position);
            writer.Write(LocalSignature);
            WriteFacts(writer, file);
            writer.Write(Encoding.ASCII.GetBytes(file.Name));
            writer.Write(file.Content);
        }

        uint directory = (uint)stream.Position;
        for (int i = 0; i < files.Count; i++)
        {
            writer.Write(CentralSignature);
            writer.Write((ushort)20);
            WriteFacts(writer, files[i]);
            writer.Write(new byte[10]);
            writer.Write(offsets[i]);
            writer.Write(Encoding.ASCII.GetBytes(files[i].Name));
        }

        uint end = (uint)stream.Position;
        writer.Write(EndSignature);
        writer.Write(0);
        writer.Write((ushort)files.Count);
        writer.Write((ushort)files.Count);
        writer.Write(end - directory);
        writer.Write(directory);
        writer.Write((ushort)0);
        writer.Flush();
        return stream.ToArray();
    }

    /// <summary>Reads an archive.</summary>
    /// <param name="archive">Its bytes, at most <see cref="MaxBytes"/>.</param>
    /// <param name="maxFiles">The most files that are taken.</param>
    /// <returns>Its files; null when it is none that <see cref="Write"/> has written.</returns>
    public static IReadOnlyList<BundleFile>? Read(byte[] archive, int maxFiles = MaxFiles)
    {
        if (archive.Length > MaxBytes)
        {
            return null;
        }

        var files = new List<BundleFile>();
        ReadOnlySpan<byte> rest = archive;
        while (rest.Length >= LocalHeaderBytes && BinaryPrimitives.ReadUInt32LittleEndian(rest) == LocalSignature)
        {
            long size = BinaryPrimitives.ReadUInt32LittleEndian(rest[18..]);
            int nameBytes = BinaryPrimitives.ReadUInt16LittleEndian(rest[26..]);
            if (files.Count == maxFiles || LocalHeaderBytes + nameBytes + size > rest.Length)
            {
                return null;
            }

            string name = Encoding.ASCII.GetString(rest.Slice(LocalHeaderBytes, nameBytes));
            if (!IsName(name))
            {
                return null;
            }

            files.Add(new BundleFile(name, rest.Slice(LocalHeaderBytes + nameBytes, (int)size).ToArray()));
            rest = rest[(LocalHeaderBytes + nameBytes + (int)size)..];
        }

        return files.Count > 0 && Write(files).AsSpan().SequenceEqual(archive) ? files : null;
    }

    private static bool IsName(string name)
    {
        return name.Length is > 0 and <= 64 && name[0] != '.'
            && name.All(static letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '.');
    }

    private static void WriteFacts(BinaryWriter writer, BundleFile file)
    {
        writer.Write((ushort)20);
        writer.Write(0);
        writer.Write((ushort)0);
        writer.Write(FirstDay);
        writer.Write(Checksum(file.Content));
        writer.Write((uint)file.Content.Length);
        writer.Write((uint)file.Content.Length);
        writer.Write((ushort)file.Name.Length);
        writer.Write((ushort)0);
    }

    /// <summary>CRC-32 as ZIP has it (polynomial 0xEDB88320).</summary>
    private static uint Checksum(ReadOnlySpan<byte> content)
    {
        uint crc = uint.MaxValue;
        foreach (byte value in content)
        {
            crc ^= value;
            for (int i = 0; i < 8; i++)
            {
                crc = (crc & 1) == 0 ? crc >> 1 : (crc >> 1) ^ 0xEDB88320;
            }
        }

        return ~crc;
    }
}
