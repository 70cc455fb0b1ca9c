// Checks an exported log while it is read, with bounded memory.
using System;
using System.Buffers;
using System.Collections.Generic;
using System.IO;
using System.IO.Pipelines;
using System.Linq;
using System.Security.Cryptography;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;

namespace Fleet.Evidence.Exports;

/// <summary>
/// Every entry follows on the one before, has its hash and its signature; every step is the one its entry proves; and
/// the whole file is signed.
/// </summary>
public sealed class ExportVerifier : IDisposable
{
    /// <summary>The longest line, in bytes.</summary>
    public const int LineBytes = 64 * 1024;

    private readonly IReadOnlyCollection<string> _trusted;
    private readonly LogKeys _keys = new();
    private readonly HashSet<Guid> _cases = [];
    private ExportHead? _head;
    private TenantEntry? _last;
    private bool _isStepAwaited;
    private bool _isEnded;
    private long _lines;

    /// <summary>Begins a check.</summary>
    /// <param name="trusted">The ids of the keys that may have signed; when empty, those in the file.</param>
    public ExportVerifier(IReadOnlyCollection<string> trusted)
    {
        _trusted = trusted;
    }

    /// <summary>What the export is of; null before the first line.</summary>
    public ExportHead? Head => _head;

    /// <summary>Checks a file.</summary>
    /// <param name="file">The file.</param>
    /// <param name="trusted">The ids of the keys that may have signed; when empty, those in the file.</param>
    /// <param name="seen">Given each line that is as it was written; null when nobody wants them.</param>
    /// <param name="cancellationToken">Ends the check.</param>
    public static async Task<Verdict> CheckAsync(
        Stream file,
        IReadOnlyCollection<string> trusted,
        Action<ExportLine>? seen,
        CancellationToken cancellationToken)
    {
        using var verifier = new ExportVerifier(trusted);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        PipeReader reader = PipeReader.Create(
            file, new StreamPipeReaderOptions(bufferSize: LineBytes, leaveOpen: true));
        while (true)
        {
            ReadResult read = await reader.ReadAtLeastAsync(LineBytes, cancellationToken).ConfigureAwait(false);
            ReadOnlySequence<byte> rest = read.Buffer;
            while (rest.PositionOf((byte)'\n') is { } end
                && rest.GetOffset(end) - rest.GetOffset(rest.Start) < LineBytes)
            {
                byte[] line = rest.Slice(0, rest.GetPosition(1, end)).ToArray();
                if (verifier.FindFault(line, hash, seen) is { } fault)
                {
                    return Verdict.Wrong(fault);
                }

                rest = rest.Slice(rest.GetPosition(1, end));
            }

            if (rest.Length >= LineBytes || (read.IsCompleted && rest.Length > 0))
            {
                return Verdict.Wrong($"Line {verifier._lines + 1} has no end, or is too long.");
            }

            if (read.IsCompleted)
            {
                return verifier.Conclude();
            }

            reader.AdvanceTo(rest.Start, read.Buffer.End);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _keys.Dispose();
    }

    private string? FindFault(byte[] bytes, IncrementalHash hash, Action<ExportLine>? seen)
    {
        _lines++;
        ExportLine? line = Parse(bytes);
        if (line is null || _isEnded || (line.Head is not null) != (_lines == 1)
            || (_isStepAwaited && line.Step is null && line.Case is null))
        {
            return $"Line {_lines} is not a line that belongs here.";
        }

        if (line.End is { } end)
        {
            _isEnded = true;
            return hash.GetHashAndReset().AsSpan().SequenceEqual(end.Sha256)
                && _keys.IsSigned(end.SignedBy, end.Sha256, end.Signature)
                ? null
                : "The last line is not the signature of the lines above.";
        }

        hash.AppendData(bytes);
        string? fault = FindFault(line);
        if (fault is null)
        {
            seen?.Invoke(line);
        }

        return fault;
    }

    private string? FindFault(ExportLine line)
    {
        if (line.Head is { } head)
        {
            _head = head;
            return head.Format == ExportHead.FormatName ? null : "The file is not of the known format.";
        }

        if (line.Key is { } key)
        {
            string id = Convert.ToHexStringLower(key.KeyId);
            if (!LogKeys.IdOf(key.PublicKey).AsSpan().SequenceEqual(key.KeyId) || !_keys.TryAdd(key.PublicKey))
            {
                return $"The key {id} is not the key of that id.";
            }

            return _trusted.Count > 0 && !_trusted.Contains(id, StringComparer.OrdinalIgnoreCase)
                ? $"The log is signed with the key {id}, which is none of those given."
                : null;
        }

        if (line.Case is { } facts)
        {
            return _cases.Add(facts.CaseId) ? null : $"Line {_lines} tells of a case a second time.";
        }

        return line.Entry is { } entry ? FindEntryFault(entry) : line.Step is { } step ? FindStepFault(step) : null;
    }

    private string? FindEntryFault(TenantEntry entry)
    {
        long number = _last?.Number + 1 ?? _head!.FirstNumber;
        bool follows = entry.Number == number
            && (_last is null || _last.Hash.AsSpan().SequenceEqual(entry.PreviousHash));
        bool beginsRight = number != 1 || entry.PreviousHash.AsSpan().SequenceEqual(TenantEntry.Zeros);
        if (!follows || !beginsRight || entry.TenantId != _head!.TenantId || !entry.IsIntact
            || !_keys.IsSigned(entry.KeyId, entry.Hash, entry.Signature))
        {
            return $"The municipality's log: entry {number} is not as it was written.";
        }

        _last = entry;
        _isStepAwaited = entry.Topic == TenantEntry.CaseTopic;
        return null;
    }

    private string? FindStepFault(ExportStep step)
    {
        bool isProven = _isStepAwaited
            && step.Entry.CaseId.ToString() == _last!.Subject
            && step.Entry.Number == _last.SubjectNumber
            && step.Entry.Hash.AsSpan().SequenceEqual(_last.ContentHash)
            && step.PreviousHash.Length == TenantEntry.HashBytes
            && step.Entry.ComputeHash(step.PreviousHash).AsSpan().SequenceEqual(step.Entry.Hash)
            && _cases.Contains(step.Entry.CaseId);
        _isStepAwaited = false;
        return isProven ? null : $"Line {_lines}: the step is not the one that the entry above proves.";
    }

    private Verdict Conclude()
    {
        if (!_isEnded)
        {
            return Verdict.Wrong("The file ends before its last line.");
        }

        if ((_last?.Number ?? _head!.FirstNumber - 1) != _head!.LastNumber)
        {
            return Verdict.Wrong("The file does not hold the entries that its first line tells of.");
        }

        return new Verdict(
            null,
            [$"{_head.LastNumber - _head.FirstNumber + 1} entries of the log of {_head.TenantName}, from number "
                + $"{_head.FirstNumber}; {_cases.Count} cases."],
            [.. _keys.Ids]);
    }

    private static ExportLine? Parse(byte[] bytes)
    {
        try
        {
            ExportLine? line = JsonSerializer.Deserialize<ExportLine>(bytes, EvidenceJson.Line);
            object?[] members =
                line is null ? [] :
                [line.Head, line.Key, line.Hub, line.Limit, line.Case, line.Entry, line.Step, line.End];
            return members.Count(static member => member is not null) == 1 ? line : null;
        }
        catch (Exception exception) when (exception is JsonException or NotSupportedException)
        {
            return null;
        }
    }
}
