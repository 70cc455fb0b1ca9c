// Writes an exported log line by line, and signs what it has written.
using System;
using System.IO;
using System.Security.Cryptography;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;

namespace Fleet.Evidence.Exports;

/// <summary>Lines of JSON, each ended by a line feed.</summary>
public sealed class ExportWriter : IDisposable
{
    private readonly Stream _stream;
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    /// <summary>Writes to a stream.</summary>
    public ExportWriter(Stream stream)
    {
        _stream = stream;
    }

    /// <summary>Writes a line.</summary>
    public async Task WriteAsync(ExportLine line, CancellationToken cancellationToken)
    {
        byte[] json = [.. JsonSerializer.SerializeToUtf8Bytes(line, EvidenceJson.Line), (byte)'\n'];
        _hash.AppendData(json);
        await _stream.WriteAsync(json, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Writes the last line.</summary>
    /// <param name="signedBy">The id of the key.</param>
    /// <param name="sign">Signs a hash with it, in DER.</param>
    /// <param name="cancellationToken">Ends the writing.</param>
    public Task EndAsync(byte[] signedBy, Func<byte[], byte[]> sign, CancellationToken cancellationToken)
    {
        byte[] hash = _hash.GetHashAndReset();
        return WriteAsync(new ExportLine(End: new ExportEnd(hash, signedBy, sign(hash))), cancellationToken);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _hash.Dispose();
    }
}
