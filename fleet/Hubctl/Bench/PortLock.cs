// Sees to it that two hubctl never talk on one port.
using System;
using System.IO;
using System.Security.Cryptography;
using System.Text;

namespace Fleet.Hubctl.Bench;

/// <summary>
/// A lock file for each port in the state directory, held open while the port is used; the system frees it with the
/// process. The kernel's own exclusive mode is set too, but does not bind root.
/// </summary>
internal sealed class PortLock : IDisposable
{
    private readonly FileStream _file;

    private PortLock(FileStream file)
    {
        _file = file;
    }

    /// <summary>Takes the lock.</summary>
    /// <exception cref="FailureException">Another hubctl has it.</exception>
    public static PortLock Take(string folder, string port)
    {
        string path = Path.Combine(folder, "port-" + NameOf(port) + ".lock");
        PrivateFile.MakeFolder(folder);
        try
        {
            return new PortLock(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (UnauthorizedAccessException exception)
        {
            throw new FailureException(ExitCode.Failed, $"{path} cannot be opened: {exception.Message}");
        }
        catch (IOException)
        {
            throw new FailureException(
                ExitCode.Refused, $"{port} is in use by another hubctl. Let it finish, or end it; nothing was done.");
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _file.Dispose();
    }

    // Names that lead to one device have one lock: /dev/serial/by-id/... is a link to /dev/ttyUSB0.
    private static string NameOf(string port)
    {
        string real = port;
        try
        {
            real = File.ResolveLinkTarget(port, returnFinalTarget: true)?.FullName ?? Path.GetFullPath(port);
        }
        catch (IOException)
        {
            // A port that is not there is told when it is opened.
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(real)))[..16];
    }
}
