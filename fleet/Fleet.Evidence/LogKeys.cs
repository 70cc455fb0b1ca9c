// Public keys by their ids, and the check of a signature.
using System;
using System.Collections.Generic;
using System.Security.Cryptography;

namespace Fleet.Evidence;

/// <summary>
/// The keys that signatures are checked with: ECDSA over P-256. Used by one thread at a time.
/// </summary>
public sealed class LogKeys : IDisposable
{
    private readonly Dictionary<string, ECDsa> _keys = [];

    /// <summary>The ids of all keys, in hexadecimal.</summary>
    public IReadOnlyCollection<string> Ids => _keys.Keys;

    /// <summary>The id of a public key: SHA-256 of its SubjectPublicKeyInfo in DER.</summary>
    public static byte[] IdOf(ReadOnlySpan<byte> publicKey)
    {
        return SHA256.HashData(publicKey);
    }

    /// <summary>Adds a public key.</summary>
    /// <returns>False when it is no P-256 key, or has bytes that do not belong to it.</returns>
    public bool TryAdd(ReadOnlySpan<byte> publicKey)
    {
        ECDsa key = ECDsa.Create();
        try
        {
            key.ImportSubjectPublicKeyInfo(publicKey, out int read);
            ECCurve curve = key.ExportParameters(includePrivateParameters: false).Curve;
            if (read == publicKey.Length && curve.IsNamed && curve.Oid.Value == ECCurve.NamedCurves.nistP256.Oid.Value)
            {
                string id = Convert.ToHexStringLower(IdOf(publicKey));
                if (_keys.Remove(id, out ECDsa? same))
                {
                    same.Dispose();
                }

                _keys.Add(id, key);
                return true;
            }
        }
        catch (CryptographicException)
        {
            // No key at all.
        }

        key.Dispose();
        return false;
    }

    /// <summary>Checks a signature over what has a hash.</summary>
    /// <returns>False when the key is not known, or the signature is not this key's over this hash.</returns>
    public bool IsSigned(ReadOnlySpan<byte> keyId, ReadOnlySpan<byte> hash, ReadOnlySpan<byte> signature)
    {
        try
        {
            return _keys.TryGetValue(Convert.ToHexStringLower(keyId), out ECDsa? key)
                && key.VerifyHash(hash, signature, DSASignatureFormat.Rfc3279DerSequence);
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (ECDsa key in _keys.Values)
        {
            key.Dispose();
        }

        _keys.Clear();
    }
}
