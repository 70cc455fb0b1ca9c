// Reads and writes what commands are given.
using System;
using System.IO;
using System.Linq;
using System.Text;
using Hub.Protocols.Updates;

namespace Fleet.Signer;

/// <summary>Files of commands, with a sentence for each that is not there.</summary>
internal static class Files
{
    private const int MaxPassphraseBytes = 1024;
    private const int MaxKeyFileBytes = 4096;

    /// <summary>Reads a file of at most so many bytes.</summary>
    internal static byte[] Read(string path, int maxBytes)
    {
        if (!File.Exists(path))
        {
            throw new FailureException(ExitCode.NotFound, $"There is no file {path}.");
        }

        if (new FileInfo(path).Length > maxBytes)
        {
            throw new FailureException(ExitCode.Usage, $"{path} has more than {maxBytes} bytes.");
        }

        return File.ReadAllBytes(path);
    }

    /// <summary>Writes a new file; one that is there stays.</summary>
    internal static void Write(string path, byte[] content)
    {
        if (File.Exists(path))
        {
            throw new FailureException(ExitCode.Refused, $"{path} exists; choose another file.");
        }

        string beside = path + ".new";
        File.WriteAllBytes(beside, content);
        File.Move(beside, path);
    }

    /// <summary>A public key: hexadecimal in a file.</summary>
    internal static byte[] ReadKey(string path)
    {
        string text = Encoding.ASCII.GetString(Read(path, MaxKeyFileBytes)).Trim();
        byte[] key = text.Length % 2 == 0 && text.All(char.IsAsciiHexDigit) ? Convert.FromHexString(text) : [];
        return ReleaseCheck.IsUsable(key, key.Length)
            ? key
            : throw new FailureException(
                ExitCode.Usage, $"{path} is no public key: an HSS key of one level with w=4, in hexadecimal.");
    }

    /// <summary>The first line of a passphrase's file; null when there is no such option.</summary>
    internal static string? ReadPassphrase(string? path)
    {
        if (path is null)
        {
            return null;
        }

        string passphrase = Encoding.UTF8.GetString(Read(path, MaxPassphraseBytes)).Split('\n')[0].TrimEnd('\r');
        return passphrase.Length > 0
            ? passphrase
            : throw new FailureException(ExitCode.Usage, $"{path} begins with an empty line; it holds no passphrase.");
    }
}
