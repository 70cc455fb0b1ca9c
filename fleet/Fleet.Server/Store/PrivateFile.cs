// Writes files that only the server's own user may read.
using System;
using System.IO;
using System.Text;

namespace Fleet.Server.Store;

/// <summary>Files of mode 0600 in directories of mode 0700.</summary>
public static class PrivateFile
{
    /// <summary>Writes a file whole or not at all: a cut of power leaves the old one or the new one.</summary>
    public static void Write(string path, byte[] content)
    {
        string directory = Path.GetDirectoryName(Path.GetFullPath(path))!;
        MakeDirectory(directory);
        string temporary = path + ".new";
        File.Delete(temporary);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using (var stream = new FileStream(temporary, options))
        {
            stream.Write(content);
            stream.Flush(flushToDisk: true);
        }

        File.Move(temporary, path, overwrite: true);
    }

    /// <summary>Writes a text as UTF-8.</summary>
    public static void Write(string path, string content)
    {
        Write(path, Encoding.UTF8.GetBytes(content));
    }

    /// <summary>Makes a directory, with those above it, that only this user may enter.</summary>
    public static void MakeDirectory(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
        }
        else
        {
            Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }
}
