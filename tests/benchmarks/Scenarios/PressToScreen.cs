// From a press to the operator's list, under the normal load of many hubs.
using System.Globalization;
using Benchmarks.Load;
using Benchmarks.Servers;

namespace Benchmarks.Scenarios;

/// <summary>
/// 2,000 hubs send 1,000 heartbeats a second; each press is a hub of its own. A press counts from when its alarm was
/// due at the hub's MQTT connection until its case stands in <c>/api/cases/stream</c>.
/// </summary>
internal sealed class PressToScreen : IScenario
{
    public string Name => "press-to-screen";

    public void Run(BenchmarkRun run)
    {
        int hubs = run.Pick(2_000, 200);
        double heartbeats = run.Pick(1_000.0, 100.0);
        double presses = run.Pick(15.0, 10.0);
        double seconds = run.Pick(30.0, 5.0);
        run.Report.Section(
            "Press to screen",
            "From a press (its alarm due at the hub's connection) until its case stands in the operators' stream.");
        StreamProbe.Head(run);
        using var fleet = new FleetServer();
        HubAccount[] accounts = fleet.AddHubs(hubs);
        run.WarmUp(fleet, accounts);
        int next = 0;
        (double P50, double P99) figure = default;
        foreach (int part in new[] { 100, 10, 1 })
        {
            int count = (int)(presses * seconds / (part == 1 ? 1 : 3));
            figure = StreamProbe.Measure(
                run, fleet, accounts, new OpenLoad(
                    part == 1 ? seconds : seconds / 3, heartbeats / part, presses, count, next,
                    WarmupSeconds: run.Pick(2.0, 0.5)));
            next += count;
        }

        run.Report.Add(
            string.Create(CultureInfo.InvariantCulture, $"press to screen, {hubs:N0} hubs' normal load"),
            "p50 ≤ 50 ms, p99 ≤ 300 ms", $"p50 {figure.P50:F1} ms, p99 {figure.P99:F1} ms",
            figure.P50 <= 50 && figure.P99 <= 300);
    }
}
