// What the figures were measured on.
using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Runtime.InteropServices;

namespace Benchmarks.Reports;

/// <summary>Describes the machine and the builds under test.</summary>
internal static class Machine
{
    /// <summary>True when the fleet manager is an optimised build; figures of another are worth nothing.</summary>
    public static bool IsRelease =>
        typeof(Fleet.Server.Limits).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()?.Configuration
            == "Release";

    public static string[] Describe() =>
    [
        $"{Environment.ProcessorCount} cores, {Field("/proc/cpuinfo", "model name")}",
        $"{MemoryGibibytes():F0} GiB memory, disk of {Path.GetTempPath()}: {FileSystem()}",
        $"{RuntimeInformation.OSDescription}, {RuntimeInformation.FrameworkDescription}",
        $"{MosquittoVersion()}",
        "fleet manager built as " + (IsRelease ? "Release" : "DEBUG: these figures count for nothing"),
        $"open files at most {Native.Libc.RaiseOpenFiles():N0} a process",
    ];

    private static string Field(string file, string name) =>
        File.ReadLines(file).FirstOrDefault(l => l.StartsWith(name, StringComparison.Ordinal))?.Split(':')[1].Trim()
            ?? "unknown";

    private static double MemoryGibibytes()
    {
        string kibibytes = Field("/proc/meminfo", "MemTotal").Split(' ')[0];
        return double.Parse(kibibytes, System.Globalization.CultureInfo.InvariantCulture) / (1 << 20);
    }

    private static string FileSystem() => new DriveInfo(Path.GetTempPath()).DriveFormat;

    private static string MosquittoVersion()
    {
        var start = new ProcessStartInfo("/usr/sbin/mosquitto", "-h") { RedirectStandardOutput = true };
        try
        {
            using Process process = Process.Start(start)!;
            string first = process.StandardOutput.ReadLine() ?? "mosquitto";
            process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return first;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return "no mosquitto";
        }
    }
}
