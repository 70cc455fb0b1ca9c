// The bytes that are hashed and signed: one way to write each value, so that no two entries have the same bytes.
using System;
using System.Buffers.Binary;
using System.IO;
using System.Security.Cryptography;
using System.Text;

namespace Fleet.Evidence;

/// <summary>
/// Numbers are 8 bytes, big-endian; ids 16 bytes in network order, zero for none; texts their length in UTF-8 (4 bytes,
/// big-endian) and their bytes; hashes as they are.
/// </summary>
internal sealed class CanonicalBytes
{
    private readonly MemoryStream _stream = new(384);

    /// <summary>What has been written.</summary>
    public ReadOnlySpan<byte> Written => _stream.GetBuffer().AsSpan(0, (int)_stream.Length);

    /// <summary>Writes bytes as they are.</summary>
    public CanonicalBytes Raw(ReadOnlySpan<byte> bytes)
    {
        _stream.Write(bytes);
        return this;
    }

    /// <summary>Writes an id.</summary>
    public CanonicalBytes Id(Guid? id)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.GetValueOrDefault().TryWriteBytes(bytes, bigEndian: true, out _);
        return Raw(bytes);
    }

    /// <summary>Writes a number.</summary>
    public CanonicalBytes Number(long number)
    {
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(bytes, number);
        return Raw(bytes);
    }

    /// <summary>Writes a text; null as an empty one.</summary>
    public CanonicalBytes Text(string? text)
    {
        byte[] utf8 = Encoding.UTF8.GetBytes(text ?? "");
        Span<byte> length = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, utf8.Length);
        return Raw(length).Raw(utf8);
    }

    /// <summary>SHA-256 of what has been written.</summary>
    public byte[] Hash()
    {
        return SHA256.HashData(Written);
    }
}
