// The secret of a key as it lies in its state, with or without a passphrase.
using System;
using System.Security.Cryptography;

namespace Fleet.Signer.Keys;

/// <summary>The seed, plain, or sealed with AES-256-GCM under a key that PBKDF2 makes of the passphrase.</summary>
/// <param name="Plain">The seed in hexadecimal; null when it is sealed.</param>
/// <param name="Salt">Of PBKDF2, 16 bytes; null when it is plain.</param>
/// <param name="Iterations">Of PBKDF2 with SHA-256; 0 when it is plain.</param>
/// <param name="Nonce">Of AES-GCM, 12 bytes.</param>
/// <param name="Sealed">The encrypted seed and its tag of 16 bytes.</param>
internal sealed record SecretBox(string? Plain, string? Salt, int Iterations, string? Nonce, string? Sealed)
{
    private const int DefaultIterations = 600_000;
    private const int TagBytes = 16;

    internal bool IsSealed => Plain is null;

    internal static SecretBox Make(byte[] seed, string? passphrase, Action<byte[]> random)
    {
        if (passphrase is null)
        {
            return new SecretBox(Convert.ToHexStringLower(seed), null, 0, null, null);
        }

        byte[] salt = new byte[16];
        byte[] nonce = new byte[12];
        random(salt);
        random(nonce);
        byte[] encrypted = new byte[seed.Length];
        byte[] tag = new byte[TagBytes];
        using var cipher = new AesGcm(KeyOf(passphrase, salt, DefaultIterations), TagBytes);
        cipher.Encrypt(nonce, seed, encrypted, tag);
        return new SecretBox(
            null, Convert.ToHexStringLower(salt), DefaultIterations, Convert.ToHexStringLower(nonce),
            Convert.ToHexStringLower([.. encrypted, .. tag]));
    }

    /// <summary>The seed.</summary>
    /// <exception cref="FailureException">A passphrase is missing, or wrong.</exception>
    internal byte[] Open(string? passphrase)
    {
        if (Plain is not null)
        {
            return Convert.FromHexString(Plain);
        }

        if (passphrase is null)
        {
            throw new FailureException(ExitCode.Refused, "The key has a passphrase; give it with --passphrase-file.");
        }

        byte[] box = Convert.FromHexString(Sealed!);
        byte[] seed = new byte[box.Length - TagBytes];
        try
        {
            using var cipher = new AesGcm(KeyOf(passphrase, Convert.FromHexString(Salt!), Iterations), TagBytes);
            cipher.Decrypt(Convert.FromHexString(Nonce!), box.AsSpan(0, seed.Length), box.AsSpan(seed.Length), seed);
            return seed;
        }
        catch (AuthenticationTagMismatchException)
        {
            throw new FailureException(ExitCode.Refused, "The passphrase is not that of the key.");
        }
    }

    private static byte[] KeyOf(string passphrase, byte[] salt, int iterations)
    {
        return Rfc2898DeriveBytes.Pbkdf2(passphrase, salt, iterations, HashAlgorithmName.SHA256, 32);
    }
}
