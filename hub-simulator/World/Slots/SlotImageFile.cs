// Writes an image for simulated hubs from assemblies.
using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using Hub.Loader;

namespace Hub.Simulator.World.Slots;

/// <summary>The layout that <see cref="SlotImage"/> reads. The same assemblies give the same bytes.</summary>
public static class SlotImageFile
{
    private const int HeadBytes = 20;
    private const int RowBytes = 1 + LoaderLimits.MaxNameBytes + 4 + SlotImage.DigestBytes;
    private const byte Format = 1;

    private static readonly string[] Firmware =
    [
        "Hub.Protocols", "Hub.Core.Storage", "Hub.Core.Linking", "Hub.Core", "Hub.Updating", "Hub.Simulator.Firmware",
    ];

    private const string Entry = "Hub.Simulator.Firmware.Application";
    private const string FaultAssemblies = "Hub.Simulator.Faults";

    /// <summary>An image of the firmware as it was built with the simulator.</summary>
    /// <param name="sequence">The release, 1 and more.</param>
    /// <param name="folder">Where the assemblies lie.</param>
    /// <param name="fault">What is to be wrong with it.</param>
    /// <exception cref="IOException">An assembly cannot be read.</exception>
    /// <exception cref="InvalidDataException">The image would be larger than a slot.</exception>
    public static byte[] Make(uint sequence, string folder, FirmwareFault fault = FirmwareFault.None)
    {
        IEnumerable<string> names = fault == FirmwareFault.None ? Firmware : [.. Firmware, FaultAssemblies];
        string entry = fault == FirmwareFault.None ? Entry : $"{FaultAssemblies}.{fault}";
        return Write(
            sequence, entry,
            [.. names.Select(name => (name, File.ReadAllBytes(Path.Combine(folder, name + ".dll"))))]);
    }

    /// <summary>An image of given assemblies.</summary>
    /// <param name="sequence">The release, 1 and more.</param>
    /// <param name="entry">The full name of the entry, in the last assembly.</param>
    /// <param name="assemblies">Names and bytes, each after those that it refers to.</param>
    /// <exception cref="InvalidDataException">The image would be larger than a slot.</exception>
    public static byte[] Write(uint sequence, string entry, IReadOnlyList<(string Name, byte[] Bytes)> assemblies)
    {
        int headerBytes = HeadBytes + (assemblies.Count * RowBytes) + entry.Length + SlotImage.DigestBytes;
        int imageBytes = headerBytes + assemblies.Sum(one => one.Bytes.Length);
        if (imageBytes > LoaderLimits.MaxImageBytes)
        {
            throw new InvalidDataException(
                $"The image has {imageBytes} bytes; a slot takes {LoaderLimits.MaxImageBytes}.");
        }

        byte[] header = new byte[headerBytes - SlotImage.DigestBytes];
        "SLOT"u8.CopyTo(header);
        header[4] = Format;
        header[5] = LoaderLimits.InterfaceVersion;
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(6), (ushort)headerBytes);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(8), imageBytes);
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(12), sequence);
        header[16] = (byte)assemblies.Count;
        header[17] = (byte)entry.Length;
        int at = HeadBytes;
        foreach ((string name, byte[] bytes) in assemblies)
        {
            header[at] = (byte)name.Length;
            Encoding.ASCII.GetBytes(name).CopyTo(header, at + 1);
            BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(at + 1 + LoaderLimits.MaxNameBytes), bytes.Length);
            Digest(bytes).CopyTo(header, at + 5 + LoaderLimits.MaxNameBytes);
            at += RowBytes;
        }

        Encoding.ASCII.GetBytes(entry).CopyTo(header, at);
        return [.. header, .. Digest(header), .. assemblies.SelectMany(one => one.Bytes)];
    }

    private static byte[] Digest(byte[] bytes) => HMACSHA256.HashData(SlotImage.DigestKey(), bytes);
}
