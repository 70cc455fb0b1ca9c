// Seals the hubs' keys, so that the database alone cannot speak for any hub.
using System;
using System.IO;
using System.Security.Cryptography;
using System.Text;
using System.Threading;
using Fleet.Server.Store;

namespace Fleet.Server.Hubs;

/// <summary>
/// AES-256-GCM under a master key that lies beside the database, never in it: a systemd credential named
/// <c>hub-master.key</c>, or <c>keys/hub-master.key</c> in the data directory (mode 0600), made at the first start.
/// A sealed key is nonce (12 bytes), cipher text (32) and tag (16); the hub id is authenticated with it.
/// </summary>
public sealed class HubKeyVault : IDisposable
{
    /// <summary>Bytes of a hub's key and of the master key.</summary>
    public const int KeyBytes = 32;

    private const int NonceBytes = 12;
    private const int TagBytes = 16;

    // The cipher holds one native context: two threads in it at once spoil each other's work.
    private readonly Lock _turn = new();
    private readonly AesGcm _cipher;

    /// <summary>Uses a master key.</summary>
    public HubKeyVault(ReadOnlySpan<byte> masterKey)
    {
        _cipher = new AesGcm(masterKey, TagBytes);
    }

    /// <summary>Opens the master key, or makes it at the first start.</summary>
    /// <exception cref="InvalidDataException">The file does not hold 32 bytes.</exception>
    public static HubKeyVault Open(string dataDirectory)
    {
        string? credentials = Environment.GetEnvironmentVariable("CREDENTIALS_DIRECTORY");
        string? given = credentials is null ? null : Path.Combine(credentials, "hub-master.key");
        string path = given is not null && File.Exists(given)
            ? given
            : Path.Combine(dataDirectory, "keys", "hub-master.key");
        if (!File.Exists(path))
        {
            PrivateFile.Write(path, RandomNumberGenerator.GetBytes(KeyBytes));
        }

        byte[] key = File.ReadAllBytes(path);
        if (key.Length != KeyBytes)
        {
            throw new InvalidDataException(
                $"The master key {path} must hold {KeyBytes} bytes, it holds {key.Length}. Restore it from a backup; "
                + "without it no hub's key in the store can be opened.");
        }

        return new HubKeyVault(key);
    }

    /// <summary>Seals a hub's key.</summary>
    public byte[] Seal(string hubId, ReadOnlySpan<byte> key)
    {
        byte[] made = new byte[NonceBytes + KeyBytes + TagBytes];
        RandomNumberGenerator.Fill(made.AsSpan(0, NonceBytes));
        lock (_turn)
        {
            _cipher.Encrypt(
                made.AsSpan(0, NonceBytes),
                key,
                made.AsSpan(NonceBytes, KeyBytes),
                made.AsSpan(NonceBytes + KeyBytes),
                Encoding.ASCII.GetBytes(hubId));
        }

        return made;
    }

    /// <summary>Opens a sealed key.</summary>
    /// <returns>The key, or null when it was sealed for another hub, with another master key, or was changed.</returns>
    public byte[]? Unseal(string hubId, ReadOnlySpan<byte> sealedKey)
    {
        if (sealedKey.Length != NonceBytes + KeyBytes + TagBytes)
        {
            return null;
        }

        byte[] key = new byte[KeyBytes];
        try
        {
            lock (_turn)
            {
                _cipher.Decrypt(
                    sealedKey[..NonceBytes],
                    sealedKey.Slice(NonceBytes, KeyBytes),
                    sealedKey[(NonceBytes + KeyBytes)..],
                    key,
                    Encoding.ASCII.GetBytes(hubId));
            }

            return key;
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _cipher.Dispose();
    }
}
