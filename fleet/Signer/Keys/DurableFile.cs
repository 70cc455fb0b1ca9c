// Files that are on disk when the call returns.
using System;
using System.IO;
using System.Runtime.InteropServices;
using System.Text;

namespace Fleet.Signer.Keys;

/// <summary>Writes private files so that a stop at any moment leaves the old content or the new one.</summary>
internal static class DurableFile
{
    /// <summary>Writes a whole file in place of another: beside it, on disk, then moved.</summary>
    /// <param name="path">Where.</param>
    /// <param name="content">The new content.</param>
    /// <param name="beside">Told when the new content lies beside the old one.</param>
    internal static void Replace(string path, string content, Action beside)
    {
        string other = path + ".new";
        File.Delete(other);
        using (FileStream file = Create(other))
        {
            file.Write(Encoding.UTF8.GetBytes(content));
            file.Flush(flushToDisk: true);
        }

        beside();
        File.Move(other, path, overwrite: true);
        SyncFolder(Path.GetDirectoryName(Path.GetFullPath(path))!);
    }

    /// <summary>Makes a new file of mode 0600.</summary>
    internal static FileStream Create(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return new FileStream(path, options);
    }

    /// <summary>Puts a folder's names on disk; where the system has no such call, the move has to do.</summary>
    internal static void SyncFolder(string folder)
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        int handle = Open([.. Encoding.UTF8.GetBytes(folder), 0], 0);
        bool isDone = handle >= 0 && Sync(handle) == 0;
        if (handle >= 0)
        {
            _ = Close(handle);
        }

        if (!isDone)
        {
            throw new IOException($"{folder} cannot be put on disk.");
        }
    }

    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Open(byte[] path, int flags);

    [DllImport("libc", EntryPoint = "fsync", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Sync(int handle);

    [DllImport("libc", EntryPoint = "close")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Close(int handle);
}
