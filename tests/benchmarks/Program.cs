// Entry point of the benchmarks: which scenarios, how long, and where the table goes.
using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;
using Benchmarks.Native;
using Benchmarks.Reports;
using Benchmarks.Scenarios;
using Benchmarks.Servers;

namespace Benchmarks;

/// <summary>The command line.</summary>
internal static class Program
{
    private static readonly TimeSpan WholeLimit = TimeSpan.FromMinutes(15);

    /// <summary>What the longest scenario needs.</summary>
    private static readonly TimeSpan LastStart = TimeSpan.FromMinutes(5);

    private static readonly IScenario[] Scenarios =
    [
        new HubCoreSteps(),
        new DurableIngest(),
        new PubackLatency(),
        new PressToScreen(),
        new AlarmBurst(),
        new IdleMemory(),
        new ReconnectStorm(),
    ];

    /// <summary>What happens to an alarm after its press: a part of the table by itself.</summary>
    private static readonly IScenario[] CaseScenarios =
    [
        new CaseToScreen(),
        new CaseBurst(),
        new CaseDeadlines(),
        new CaseRestart(),
    ];

    /// <summary>What is programmed into hubs: by itself.</summary>
    private static readonly IScenario[] ProgrammingScenarios = [new SettingsCampaign()];

    private static int Main(string[] args)
    {
        CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        string[] names = [.. Scenarios.Concat(CaseScenarios).Concat(ProgrammingScenarios).Select(s => s.Name)];
        string wanted = args.FirstOrDefault(a => !a.StartsWith('-')) ?? "";
        int output = Array.IndexOf(args, "--output");
        bool isQuick = args.Contains("--quick");
        if (wanted == "load")
        {
            return LoadCommand.Run(args[1..]);
        }

        if ((wanted is not ("all" or "cases") && !names.Contains(wanted)) || (output >= 0 && output + 1 >= args.Length))
        {
            Console.Error.WriteLine("Usage: dotnet run -c Release --project tests/benchmarks -- "
                + "<scenario>|all|cases [--quick] [--output FILE]");
            Console.Error.WriteLine("Scenarios: " + string.Join(", ", names));
            Console.Error.WriteLine(LoadCommand.Usage);
            return 2;
        }

        var run = new BenchmarkRun(isQuick, Libc.RaiseOpenFiles());
        Console.CancelKeyPress += (_, _) => ServerProcess.StopAll();
        using var limit = new Timer(
            _ =>
            {
                Console.Error.WriteLine("The benchmarks took too long and were stopped.");
                ServerProcess.StopAll();
                Environment.Exit(1);
            },
            null, WholeLimit + TimeSpan.FromMinutes(1), Timeout.InfiniteTimeSpan);
        try
        {
            foreach (IScenario scenario in Chosen(wanted))
            {
                if (run.Elapsed > WholeLimit - LastStart)
                {
                    throw new BenchmarkException($"No time is left for {scenario.Name}; run it by itself.");
                }

                scenario.Run(run);
                Console.Error.WriteLine($"[{run.Elapsed.TotalSeconds:F0} s] {scenario.Name} done");
            }
        }
        catch (BenchmarkException exception)
        {
            Console.Error.WriteLine(exception.Message);
            return 1;
        }
        finally
        {
            ServerProcess.StopAll();
        }

        bool isAboutCases = wanted == "cases" || CaseScenarios.Any(s => s.Name == wanted);
        string about = ProgrammingScenarios.Any(s => s.Name == wanted) ? wanted : isAboutCases ? "cases" : "all";
        string report = run.Report.ToMarkdown(about, run.Elapsed, isQuick);
        if (output >= 0)
        {
            ReportFile.Write(args[output + 1], report);
        }

        Console.Out.WriteLine();
        Console.Out.WriteLine(report[..report.IndexOf("\n## ", report.IndexOf("## Aims", StringComparison.Ordinal) + 1,
            StringComparison.Ordinal)]);
        return 0;
    }

    private static IEnumerable<IScenario> Chosen(string wanted) => wanted switch
    {
        "all" => Scenarios,
        "cases" => CaseScenarios,
        _ => Scenarios.Concat(CaseScenarios).Concat(ProgrammingScenarios).Where(s => s.Name == wanted),
    };
}
