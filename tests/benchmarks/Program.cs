// Entry point of the benchmarks: which scenarios, how long, and where the table goes.
using System;
using System.IO;
using System.Linq;
using System.Threading;
using Benchmarks.Native;
using Benchmarks.Scenarios;

namespace Benchmarks;

/// <summary>The command line.</summary>
internal static class Program
{
    private static readonly TimeSpan WholeLimit = TimeSpan.FromMinutes(15);

    private static readonly IScenario[] Scenarios =
    [
        new DurableIngest(),
    ];

    private static int Main(string[] args)
    {
        string[] names = [.. Scenarios.Select(s => s.Name)];
        string wanted = args.FirstOrDefault(a => !a.StartsWith('-')) ?? "";
        int output = Array.IndexOf(args, "--output");
        bool isQuick = args.Contains("--quick");
        if ((wanted != "all" && !names.Contains(wanted)) || (output >= 0 && output + 1 >= args.Length))
        {
            Console.Error.WriteLine("Usage: dotnet run -c Release --project tests/benchmarks -- "
                + "<scenario>|all [--quick] [--output FILE]");
            Console.Error.WriteLine("Scenarios: " + string.Join(", ", names));
            return 2;
        }

        var run = new BenchmarkRun(isQuick, Libc.RaiseOpenFiles());
        using var limit = new Timer(
            _ =>
            {
                Console.Error.WriteLine("The benchmarks took too long and were stopped.");
                Environment.Exit(1);
            },
            null, WholeLimit + TimeSpan.FromMinutes(1), Timeout.InfiniteTimeSpan);
        try
        {
            foreach (IScenario scenario in Scenarios.Where(s => wanted == "all" || s.Name == wanted))
            {
                scenario.Run(run);
                Console.Error.WriteLine($"[{run.Elapsed.TotalSeconds:F0} s] {scenario.Name} done");
            }
        }
        catch (BenchmarkException exception)
        {
            Console.Error.WriteLine(exception.Message);
            return 1;
        }

        string report = run.Report.ToMarkdown(run.Elapsed, isQuick);
        if (output >= 0)
        {
            File.WriteAllText(args[output + 1], report);
        }

        Console.Out.WriteLine();
        Console.Out.WriteLine(report[..report.IndexOf("\n## ", report.IndexOf("## Aims", StringComparison.Ordinal) + 1,
            StringComparison.Ordinal)]);
        return 0;
    }
}
