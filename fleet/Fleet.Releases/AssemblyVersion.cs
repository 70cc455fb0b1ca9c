// The version of an assembly, from its own bytes.
using System;
using System.Buffers.Binary;
using System.Globalization;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Fleet.Releases;

/// <summary>Reads versions from .NET assemblies and from those of the nanoFramework (.pe).</summary>
internal static class AssemblyVersion
{
    /// <summary>What is said of a file that has no version.</summary>
    internal const string Unknown = "unknown";

    // The nanoFramework's header: mark of 8 bytes, five numbers of 4, then the version as four of 2, lowest byte first.
    private const int VersionOffset = 28;
    private static readonly byte[] NanoMark = "NFMRK"u8.ToArray();

    /// <summary>Four numbers with points, or <see cref="Unknown"/>.</summary>
    internal static string Of(byte[] assembly)
    {
        if (assembly.AsSpan().StartsWith(NanoMark) && assembly.Length >= VersionOffset + 8)
        {
            return string.Create(
                CultureInfo.InvariantCulture,
                $"{Part(assembly, 0)}.{Part(assembly, 1)}.{Part(assembly, 2)}.{Part(assembly, 3)}");
        }

        try
        {
            using var reader = new PEReader([.. assembly]);
            return reader.HasMetadata
                ? reader.GetMetadataReader().GetAssemblyDefinition().Version.ToString()
                : Unknown;
        }
        catch (Exception exception) when (exception is BadImageFormatException or InvalidOperationException)
        {
            return Unknown;
        }
    }

    private static ushort Part(byte[] assembly, int index)
    {
        return BinaryPrimitives.ReadUInt16LittleEndian(assembly.AsSpan(VersionOffset + (2 * index)));
    }
}
