// Which machine and which file this is.
using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Text;

namespace Fleet.Signer.Keys;

/// <summary>Tells a copied state from the one that was made here.</summary>
internal static class MachineIdentity
{
    private const string MachineIdFile = "/etc/machine-id";

    /// <summary>The id that the operating system keeps, else the name of the machine.</summary>
    internal static string Read()
    {
        try
        {
            return File.ReadAllText(MachineIdFile).Trim();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return Environment.MachineName;
        }
    }

    /// <summary>The id of a state's place: machine, path, and the number of the file that is never replaced.</summary>
    internal static string Of(string machine, FileStream anchor)
    {
        string place = string.Join('\n', machine, Path.GetFullPath(anchor.Name), NumberOf(anchor));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(place)))[..32];
    }

    // Linux tells the number of an open file (inode); elsewhere only machine and path are known.
    private static string NumberOf(FileStream file)
    {
        string handle = file.SafeFileHandle.DangerousGetHandle().ToString(CultureInfo.InvariantCulture);
        string facts = Path.Combine("/proc/self/fdinfo", handle);
        return File.Exists(facts)
            ? File.ReadLines(facts).FirstOrDefault(line => line.StartsWith("ino:", StringComparison.Ordinal)) ?? ""
            : "";
    }
}
