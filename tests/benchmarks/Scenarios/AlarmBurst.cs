// Two thousand people press within one second.
using System.Globalization;
using Benchmarks.Load;
using Benchmarks.Servers;

namespace Benchmarks.Scenarios;

/// <summary>20, 200 and 2,000 alarms in one second, each from a hub of its own: all raised, none lost.</summary>
internal sealed class AlarmBurst : IScenario
{
    public string Name => "alarm-burst";

    public void Run(BenchmarkRun run)
    {
        int size = run.Pick(2_000, 200);
        run.Report.Section(
            "Alarm burst",
            "So many alarms in one second, each from a hub of its own, until its case stands in the operators'"
            + " stream.");
        StreamProbe.Head(run);
        using var fleet = new FleetServer();
        HubAccount[] accounts = fleet.AddHubs(size + (size / 10) + (size / 100));
        run.WarmUp(fleet, accounts);
        int next = 0;
        (double P50, double P99) figure = default;
        foreach (int count in new[] { size / 100, size / 10, size })
        {
            figure = StreamProbe.Measure(
                run, fleet, accounts, new OpenLoad(5, 100, count, count, next, WarmupSeconds: run.Pick(2.0, 0.5)));
            next += count;
        }

        run.Report.Add(
            string.Create(CultureInfo.InvariantCulture, $"{size:N0} alarms in one second, on the screen"),
            "all raised, none lost, p99 ≤ 1 s", $"all raised, p99 {figure.P99:F0} ms", figure.P99 <= 1000);
    }
}
