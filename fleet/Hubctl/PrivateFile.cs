// Files that only the person who runs hubctl may read.
using System;
using System.IO;
using System.Text;

namespace Fleet.Hubctl;

/// <summary>Files of mode 0600.</summary>
internal static class PrivateFile
{
    /// <summary>Makes a new file for writing.</summary>
    /// <param name="path">Where.</param>
    /// <param name="overwrite">Whether a file that is there gives way.</param>
    /// <exception cref="FailureException">It is there and may not give way, or cannot be written.</exception>
    public static FileStream Create(string path, bool overwrite)
    {
        try
        {
            if (overwrite)
            {
                File.Delete(path);
            }
            else if (File.Exists(path))
            {
                throw new FailureException(
                    ExitCode.Refused, $"{path} exists; choose another file or say --force.");
            }

            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            }

            return new FileStream(path, options);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new FailureException(ExitCode.Failed, $"{path} cannot be written: {exception.Message}");
        }
    }

    /// <summary>Makes a folder that only its owner may enter.</summary>
    /// <exception cref="FailureException">It cannot be made.</exception>
    public static void MakeFolder(string path)
    {
        try
        {
            if (OperatingSystem.IsWindows())
            {
                Directory.CreateDirectory(path);
            }
            else
            {
                Directory.CreateDirectory(
                    path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new FailureException(ExitCode.Failed, $"{path} cannot be made: {exception.Message}");
        }
    }

    /// <summary>
    /// Writes a whole file so that a stop at any moment leaves the old one or the new one, on disk.
    /// </summary>
    public static void Replace(string path, string content)
    {
        MakeFolder(Path.GetDirectoryName(path)!);
        string beside = path + ".new";
        try
        {
            using (FileStream file = Create(beside, overwrite: true))
            {
                file.Write(Encoding.UTF8.GetBytes(content));
                file.Flush(flushToDisk: true);
            }

            File.Move(beside, path, overwrite: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new FailureException(ExitCode.Failed, $"{path} cannot be written: {exception.Message}");
        }
    }

    /// <summary>Writes a whole file in place of the one that is there.</summary>
    public static void Write(string path, string content)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new FailureException(ExitCode.Failed, $"{path} cannot be written: {exception.Message}");
        }

        using var writer = new StreamWriter(Create(path, overwrite: true));
        writer.WriteLine(content);
    }
}
