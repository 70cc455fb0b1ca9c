// Reads a public key that releases are signed with.
using System;
using System.IO;
using System.Linq;
using Hub.Protocols.Updates;

namespace Fleet.Hubctl.Provisioning;

/// <summary>The bytes of an HSS key of one level, or the same in hexadecimal.</summary>
internal static class ReleaseKeyFile
{
    private const int MaxFileBytes = 1_024;

    /// <summary>Reads a file.</summary>
    /// <exception cref="FailureException">It cannot be read, or holds no key that a hub can verify with.</exception>
    internal static byte[] Read(string path)
    {
        byte[] bytes = ReadFile(path);
        byte[] key = ReleaseCheck.IsUsable(bytes, bytes.Length) ? bytes : FromText(bytes);
        return ReleaseCheck.IsUsable(key, key.Length)
            ? key
            : throw new FailureException(
                ExitCode.Usage, $"--release-key: {path} holds no public key that a hub can verify releases with.");
    }

    private static byte[] ReadFile(string path)
    {
        try
        {
            using FileStream file = File.OpenRead(path);
            byte[] bytes = new byte[Math.Min(file.Length, MaxFileBytes)];
            file.ReadExactly(bytes);
            return bytes;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new FailureException(ExitCode.Usage, $"--release-key: {path} cannot be read: {failure.Message}");
        }
    }

    private static byte[] FromText(byte[] bytes)
    {
        string text = new([.. bytes.Select(one => (char)one).Where(one => !char.IsWhiteSpace(one))]);
        return text.Length % 2 == 0 && text.All(char.IsAsciiHexDigit) ? Convert.FromHexString(text) : [];
    }
}
