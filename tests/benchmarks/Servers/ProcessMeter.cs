// What a process costs, as the kernel counts it.
using System;
using System.Globalization;
using System.IO;

namespace Benchmarks.Servers;

/// <summary>Processor time and memory of a process, from /proc.</summary>
internal static class ProcessMeter
{
    // USER_HZ: /proc counts in hundredths of a second on every Linux that .NET runs on.
    private const double TicksPerSecond = 100;

    /// <summary>Processor time used since its start, user and kernel, in seconds.</summary>
    public static double CpuSeconds(int processId)
    {
        string text = File.ReadAllText($"/proc/{processId}/stat");
        string[] fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
        return (Number(fields[11]) + Number(fields[12])) / TicksPerSecond;
    }

    /// <summary>Resident memory in KiB.</summary>
    public static long ResidentKibibytes(int processId)
    {
        foreach (string line in File.ReadLines($"/proc/{processId}/status"))
        {
            if (line.StartsWith("VmRSS:", StringComparison.Ordinal))
            {
                return Number(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1]);
            }
        }

        throw new BenchmarkException($"process {processId} has ended");
    }

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);
}
