// The hash chain of a case's log: canonical bytes, the next hash, and the check of a whole log.
using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.IO;
using System.Security.Cryptography;
using System.Text;

namespace Fleet.Server.Alarms;

/// <summary>
/// Chains the entries of a case's log. Each hash is SHA-256 over the hash before it (32 zero bytes before the first)
/// and the entry: case id (16 bytes, network order), number and time (8 bytes each, big-endian), then step, actor id
/// (16 bytes; zero for the system), actor name and detail, each text as its length in UTF-8 (4 bytes, big-endian) and
/// its bytes. Whoever changes, removes, swaps or inserts an entry must change every hash after it and the case itself.
/// </summary>
public static class CaseLog
{
    /// <summary>The hash before the first entry.</summary>
    public static readonly byte[] Start = new byte[32];

    /// <summary>The hash of an entry that follows on <paramref name="previous"/>.</summary>
    public static byte[] Hash(ReadOnlySpan<byte> previous, CaseLogRow entry)
    {
        using var stream = new MemoryStream(256);
        stream.Write(previous);
        WriteId(stream, entry.CaseId);
        WriteNumber(stream, entry.Number);
        WriteNumber(stream, entry.At);
        WriteText(stream, entry.Step);
        WriteId(stream, entry.ActorId ?? Guid.Empty);
        WriteText(stream, entry.ActorName ?? "");
        WriteText(stream, entry.Detail);
        return SHA256.HashData(stream.GetBuffer().AsSpan(0, (int)stream.Length));
    }

    /// <summary>Checks a whole log against its case.</summary>
    /// <param name="row">The case, which holds the count and the hash of the newest entry.</param>
    /// <param name="entries">All entries by ascending number.</param>
    /// <returns>
    /// 0 when the log is whole; otherwise the number of the first entry that is not as it was written.
    /// </returns>
    public static long FindFault(AlarmCaseRow row, IReadOnlyList<CaseLogRow> entries)
    {
        byte[] previous = Start;
        for (int i = 0; i < entries.Count; i++)
        {
            CaseLogRow entry = entries[i];
            if (entry.Number != i + 1 || entry.CaseId != row.CaseId
                || !CryptographicOperations.FixedTimeEquals(Hash(previous, entry), entry.Hash))
            {
                return i + 1;
            }

            previous = entry.Hash;
        }

        bool isWhole = entries.Count == row.LogCount && CryptographicOperations.FixedTimeEquals(previous, row.LogHash);
        return isWhole ? 0 : entries.Count + 1;
    }

    private static void WriteId(MemoryStream stream, Guid id)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes, bigEndian: true, out _);
        stream.Write(bytes);
    }

    private static void WriteNumber(MemoryStream stream, long number)
    {
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(bytes, number);
        stream.Write(bytes);
    }

    private static void WriteText(MemoryStream stream, string text)
    {
        byte[] utf8 = Encoding.UTF8.GetBytes(text);
        Span<byte> length = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, utf8.Length);
        stream.Write(length);
        stream.Write(utf8);
    }
}
