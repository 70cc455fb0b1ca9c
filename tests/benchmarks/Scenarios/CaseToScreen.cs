// From a press to the operator's list, with an operators' chain in force.
using System.Globalization;
using Benchmarks.Load;
using Benchmarks.Servers;

namespace Benchmarks.Scenarios;

/// <summary>2,000 hubs, 1,000 heartbeats a second, 15 presses a second, each of a hub of its own.</summary>
internal sealed class CaseToScreen : IScenario
{
    public string Name => "case-to-screen";

    public void Run(BenchmarkRun run)
    {
        int hubs = run.Pick(2_000, 200);
        double presses = run.Pick(15.0, 10.0);
        double seconds = run.Pick(30.0, 5.0);
        run.Report.Section(
            "Case to screen",
            "From a press (its alarm due at the hub's connection) until its case stands in the operators' stream,"
            + " with the chain `helsingborg` in force.");
        StreamProbe.Head(run);
        using var fleet = new FleetServer();
        CaseChains.Choose(fleet, "helsingborg");
        HubAccount[] accounts = fleet.AddHubs(hubs);
        run.WarmUp(fleet, accounts);
        (double P50, double P99) figure = StreamProbe.Measure(
            run, fleet, accounts, new OpenLoad(
                seconds, run.Pick(1_000.0, 100.0), presses, (int)(presses * seconds),
                WarmupSeconds: run.Pick(2.0, 0.5)));
        run.Report.Add(
            string.Create(CultureInfo.InvariantCulture, $"case visible at an operator, {hubs:N0} hubs' normal load"),
            "p99 ≤ 300 ms", $"p50 {figure.P50:F1} ms, p99 {figure.P99:F1} ms", figure.P99 <= 300);
    }
}
