// Hashes people's passwords.
using System;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Fleet.Server.Access;

/// <summary>PBKDF2 with HMAC-SHA256, written as <c>pbkdf2-sha256$iterations$salt$hash</c> (base64).</summary>
public static class PasswordHasher
{
    private const string Scheme = "pbkdf2-sha256";
    private const int Iterations = 210_000;
    private const int SaltBytes = 16;
    private const int HashBytes = 32;

    /// <summary>A hash nobody's password has, of the same cost, for user names that do not exist.</summary>
    public static readonly string Nobodys = Make(Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)));

    /// <summary>Hashes a password with a fresh salt.</summary>
    public static string Make(string password)
    {
        byte[] salt = RandomNumberGenerator.GetBytes(SaltBytes);
        byte[] hash = Derive(password, salt, Iterations);
        return string.Create(CultureInfo.InvariantCulture,
            $"{Scheme}${Iterations}${Convert.ToBase64String(salt)}${Convert.ToBase64String(hash)}");
    }

    /// <summary>Checks a password in a time that does not depend on where it differs.</summary>
    public static bool Matches(string password, string stored)
    {
        string[] parts = stored.Split('$');
        if (parts.Length != 4 || parts[0] != Scheme
            || !int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out int iterations))
        {
            return false;
        }

        byte[] expected = Convert.FromBase64String(parts[3]);
        return CryptographicOperations.FixedTimeEquals(
            Derive(password, Convert.FromBase64String(parts[2]), iterations), expected);
    }

    private static byte[] Derive(string password, byte[] salt, int iterations)
    {
        return Rfc2898DeriveBytes.Pbkdf2(
            Encoding.UTF8.GetBytes(password), salt, iterations, HashAlgorithmName.SHA256, HashBytes);
    }
}
