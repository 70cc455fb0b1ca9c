// The server's key with which it signs what must be provable.
using System;
using System.IO;
using System.Security.Cryptography;
using System.Threading;
using Fleet.Evidence;
using Fleet.Server.Store;

namespace Fleet.Server.Audit;

/// <summary>
/// ECDSA over P-256. The key is a systemd credential named <c>log-signing.key</c>, or <c>keys/log-signing.key</c> in
/// the data directory (mode 0600), PKCS#8 in PEM, made at the first start. Servers of one store may each have
/// their own.
/// </summary>
internal sealed class LogSigner : IDisposable
{
    // One native context: two threads in it at once spoil each other's work.
    private readonly Lock _turn = new();
    private readonly ECDsa _key;

    /// <summary>Takes over a key.</summary>
    public LogSigner(ECDsa key)
    {
        _key = key;
        PublicKey = key.ExportSubjectPublicKeyInfo();
        KeyId = LogKeys.IdOf(PublicKey);
    }

    /// <summary>SubjectPublicKeyInfo in DER.</summary>
    public byte[] PublicKey { get; }

    /// <summary>SHA-256 of <see cref="PublicKey"/>.</summary>
    public byte[] KeyId { get; }

    /// <summary>Opens the key, or makes it at the first start.</summary>
    /// <exception cref="InvalidDataException">The file does not hold a P-256 key.</exception>
    public static LogSigner Open(string dataDirectory)
    {
        string? credentials = Environment.GetEnvironmentVariable("CREDENTIALS_DIRECTORY");
        string? given = credentials is null ? null : Path.Combine(credentials, "log-signing.key");
        string path = given is not null && File.Exists(given)
            ? given
            : Path.Combine(dataDirectory, "keys", "log-signing.key");
        var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        if (!File.Exists(path))
        {
            PrivateFile.Write(path, key.ExportPkcs8PrivateKeyPem() + "\n");
            return new LogSigner(key);
        }

        try
        {
            key.ImportFromPem(File.ReadAllText(path));
            ECParameters parameters = key.ExportParameters(includePrivateParameters: true);
            if (parameters.Curve.Oid.Value == ECCurve.NamedCurves.nistP256.Oid.Value)
            {
                return new LogSigner(key);
            }
        }
        catch (Exception exception) when (exception is ArgumentException or CryptographicException)
        {
            // Said below.
        }

        key.Dispose();
        throw new InvalidDataException(
            $"The log's key {path} must hold a private P-256 key as PKCS#8 in PEM. Restore it from a backup; or move "
            + "it away, and a new one is made: what the old one signed is still checked with its public key.");
    }

    /// <summary>Signs what has a hash.</summary>
    /// <returns>The signature in DER.</returns>
    public byte[] Sign(ReadOnlySpan<byte> hash)
    {
        lock (_turn)
        {
            return _key.SignHash(hash.ToArray(), DSASignatureFormat.Rfc3279DerSequence);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _key.Dispose();
    }
}
