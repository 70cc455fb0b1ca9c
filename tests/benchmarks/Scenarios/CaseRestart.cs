// A fleet manager killed with thousands of open cases, all of them due when it comes back.
using System.Diagnostics;
using System.Globalization;
using System.Threading;
using System.Threading.Tasks;
using Benchmarks.Load;
using Benchmarks.Servers;

namespace Benchmarks.Scenarios;

/// <summary>
/// From the start of the program until the last deadline that had passed while it was dead is executed.
/// </summary>
internal sealed class CaseRestart : IScenario
{
    private const int PressesPerSecond = 1_000;
    private const double PatienceSeconds = 60;

    public string Name => "case-restart";

    public void Run(BenchmarkRun run)
    {
        int size = run.Pick(10_000, 300);
        run.Report.Section(
            "Case restart",
            "Killed with SIGKILL, started again when the deadline of every open case has passed. Times from the start"
            + " of the program.");
        run.Report.Head("open cases", "ready, s", "half executed, s", "all executed, s", "open cases then");
        double all = 0;
        foreach (int count in new[] { size / 10, size })
        {
            all = Measure(run, count, run.Pick(20, 4));
        }

        run.Report.Add(
            string.Create(CultureInfo.InvariantCulture, $"restart with {size:N0} open cases resumes every deadline"),
            "≤ 5 s", $"{all:F1} s", all <= 5);
    }

    private static double Measure(BenchmarkRun run, int count, int step)
    {
        using var fleet = new FleetServer();
        CaseChains.SoundEvery(fleet, step);
        HubAccount[] accounts = fleet.AddHubs(count);
        run.WarmUp(fleet, accounts);
        BenchmarkRun.OnGeneratorProcessor(() =>
        {
            using var engine = new LoadEngine(
                new LoadTarget(fleet.MqttPort, accounts, Subscribes: true, WithAlarms: true));
            engine.ConnectAll();
            // A second longer than the presses take, so that the last is sent however late this process runs.
            engine.RunOpen(new OpenLoad(((double)count / PressesPerSecond) + 1, 10, PressesPerSecond, count));
            engine.Idle(1);
        });
        fleet.KillNow();
        using var store = new StoredCases(fleet.StoreFile);
        if (store.Open() != count)
        {
            throw new BenchmarkException($"{count} alarms were acknowledged, {store.Open()} cases are open");
        }

        long last = store.LastDeadline();
        while (Now() <= last)
        {
            Thread.Sleep(50);
        }

        return Resume(run, fleet, store, count);
    }

    private static double Resume(BenchmarkRun run, FleetServer fleet, StoredCases store, int count)
    {
        long wasDue = Now();
        long start = Stopwatch.GetTimestamp();
        fleet.StartAgain();
        Task<double> ready = Task.Run(() =>
        {
            fleet.WaitUntilReady();
            return Stopwatch.GetElapsedTime(start).TotalSeconds;
        });
        double half = 0;
        long due = count;
        while (due > 0)
        {
            due = store.DueBy(wasDue);
            half = half == 0 && due <= count / 2 ? Stopwatch.GetElapsedTime(start).TotalSeconds : half;
            if (Stopwatch.GetElapsedTime(start).TotalSeconds > PatienceSeconds)
            {
                throw new BenchmarkException($"{due} deadlines were not resumed within {PatienceSeconds} s");
            }

            Thread.Sleep(10);
        }

        double all = Stopwatch.GetElapsedTime(start).TotalSeconds;
        CultureInfo culture = CultureInfo.InvariantCulture;
        run.Report.Row(
            count.ToString("N0", culture),
            ready.GetAwaiter().GetResult().ToString("F1", culture),
            half.ToString("F1", culture),
            all.ToString("F1", culture),
            store.Open().ToString("N0", culture));
        return store.Open() == count
            ? all
            : throw new BenchmarkException($"{count} cases were open, {store.Open()} are");
    }

    private static long Now() => System.TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
}
