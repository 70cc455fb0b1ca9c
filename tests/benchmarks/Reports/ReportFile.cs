// The file of results: its parts are measured by commands of their own.
using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;

namespace Benchmarks.Reports;

/// <summary>Each part begins with a heading of the first level; a new run takes the place of the old part.</summary>
internal static class ReportFile
{
    /// <summary>Writes a part and leaves the others as they are.</summary>
    public static void Write(string path, string part)
    {
        List<string> parts = File.Exists(path) ? Parts(File.ReadAllText(path)) : [];
        string heading = Heading(part);
        int at = parts.FindIndex(p => Heading(p) == heading);
        if (at < 0)
        {
            parts.Add(part);
        }
        else
        {
            parts[at] = part;
        }

        File.WriteAllText(path, string.Join("\n", parts.Select(p => p.TrimEnd() + "\n")));
    }

    private static List<string> Parts(string text)
    {
        var parts = new List<StringBuilder>();
        foreach (string line in text.Split('\n'))
        {
            if (parts.Count == 0 || line.StartsWith("# ", StringComparison.Ordinal))
            {
                parts.Add(new StringBuilder());
            }

            parts[^1].Append(line).Append('\n');
        }

        return [.. parts.Select(p => p.ToString()).Where(p => p.Trim().Length > 0)];
    }

    private static string Heading(string part) => part.AsSpan().TrimStart().ToString().Split('\n')[0].TrimEnd();
}
