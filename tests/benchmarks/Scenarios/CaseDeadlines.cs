// How late deadlines are executed while thousands of cases are open.
using System.Globalization;
using Benchmarks.Load;
using Benchmarks.Servers;

namespace Benchmarks.Scenarios;

/// <summary>
/// As many hubs have an open case each, pressed evenly over one step of the chain, so that deadlines fall due evenly.
/// </summary>
internal sealed class CaseDeadlines : IScenario
{
    private const double LeastPart = 0.9;

    public string Name => "case-deadlines";

    public void Run(BenchmarkRun run)
    {
        int size = run.Pick(10_000, 300);
        int step = run.Pick(60, 6);
        run.Report.Section(
            "Case deadlines",
            $"Nobody claims; each case sounds again every {step} s. Lateness: from the stored deadline until the case"
            + " with its next deadline stands in the operators' stream. The hubs' heartbeats go on.");
        run.Report.Head(
            "open cases", "deadlines/s", "executed", "late p50 / p99 / max, ms", "one core");
        Histogram late = new();
        foreach (int count in new[] { size / 10, size })
        {
            late = Measure(run, count, step);
        }

        run.Report.Add(
            string.Create(CultureInfo.InvariantCulture, $"deadline executed at {size:N0} open cases"),
            "≤ 1 s late",
            $"p50, p99, max: {late.Milliseconds(0.5):F0}, {late.Milliseconds(0.99):F0}, {late.Milliseconds(1):F0} ms",
            late.Milliseconds(1) <= 1000);
    }

    private static Histogram Measure(BenchmarkRun run, int count, int step)
    {
        using var fleet = new FleetServer();
        CaseChains.SoundEvery(fleet, step);
        HubAccount[] accounts = fleet.AddHubs(count);
        run.WarmUp(fleet, accounts);
        double heartbeats = count / 120.0;
        Histogram late = new();
        double cpu = 0;
        BenchmarkRun.OnGeneratorProcessor(() =>
        {
            using var watch = new DeadlineWatch(fleet.HttpPort, fleet.Token);
            using var engine = new LoadEngine(
                new LoadTarget(fleet.MqttPort, accounts, Subscribes: true, WithAlarms: true));
            engine.ConnectAll();
            engine.RunOpen(new OpenLoad(step, heartbeats, (double)count / step, count));
            for (double waited = 0; watch.Known < count && waited < 30; waited += 0.1)
            {
                engine.Idle(0.1);
            }

            watch.Take();
            cpu = fleet.CpuSeconds;
            engine.RunOpen(new OpenLoad(step, heartbeats));
            cpu = fleet.CpuSeconds - cpu;
            late = watch.Take();
        });
        CultureInfo culture = CultureInfo.InvariantCulture;
        run.Report.Row(
            count.ToString("N0", culture),
            ((double)count / step).ToString("N1", culture),
            late.Count.ToString("N0", culture),
            string.Create(culture,
                $"{late.Milliseconds(0.5):F0} / {late.Milliseconds(0.99):F0} / {late.Milliseconds(1):F0}"),
            string.Create(culture, $"{100 * cpu / step:F1} %"));
        return late.Count >= LeastPart * count
            ? late
            : throw new BenchmarkException($"only {late.Count} of {count} deadlines were executed in {step} s");
    }
}
