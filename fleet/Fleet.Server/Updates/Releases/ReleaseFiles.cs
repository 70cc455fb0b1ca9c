// Keeps the bytes of releases as files that are named by their digest.
using System;
using System.IO;
using System.Security.Cryptography;
using Fleet.Server.Store;

namespace Fleet.Server.Updates.Releases;

/// <summary>
/// A file is written beside its place and then moved there, so that a name never leads to half of its bytes; the same
/// bytes twice are one file.
/// </summary>
internal sealed class ReleaseFiles
{
    private readonly string _directory;

    /// <param name="dataDirectory">The data directory.</param>
    public ReleaseFiles(string dataDirectory)
    {
        _directory = Path.Combine(dataDirectory, "releases");
    }

    /// <summary>A name for a file that is being received.</summary>
    public string NewUpload()
    {
        PrivateFile.MakeDirectory(_directory);
        return Path.Combine(_directory, "upload-" + Guid.NewGuid().ToString("N"));
    }

    /// <summary>Keeps bytes.</summary>
    /// <returns>Their SHA-256, hexadecimal, which is their name; empty for no bytes.</returns>
    public string Keep(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty)
        {
            return "";
        }

        string name = Convert.ToHexStringLower(SHA256.HashData(bytes));
        string path = PathOf(name);
        if (!File.Exists(path))
        {
            string upload = NewUpload();
            using (FileStream file = File.Create(upload))
            {
                file.Write(bytes);
                file.Flush(flushToDisk: true);
            }

            File.Move(upload, path, overwrite: true);
        }

        return name;
    }

    /// <summary>Where the bytes of a name lie.</summary>
    public string PathOf(string name)
    {
        return Path.Combine(_directory, name);
    }

    /// <summary>The bytes of a name; null when they are gone.</summary>
    public byte[]? Read(string name)
    {
        try
        {
            return File.ReadAllBytes(PathOf(name));
        }
        catch (IOException)
        {
            return null;
        }
    }
}
