// Sends heartbeats and alarms while listening as an operator's page does.
using System.Globalization;
using Benchmarks.Load;
using Benchmarks.Servers;

namespace Benchmarks.Scenarios;

/// <summary>One measurement from press to the case stream.</summary>
internal static class StreamProbe
{
    private const double PatienceSeconds = 30;

    public static void Head(BenchmarkRun run) => run.Report.Head(
        "hubs", "heartbeats/s", "presses", "PUBACK p50 / p99, ms", "screen p50 / p99 / max, ms", "missing");

    /// <summary>Measures, writes a row, and fails when a press never became a case.</summary>
    /// <returns>Press to screen in milliseconds.</returns>
    public static (double P50, double P99) Measure(
        BenchmarkRun run, FleetServer fleet, HubAccount[] accounts, OpenLoad load, int priorities = 1)
    {
        (double P50, double P99) figure = default;
        BenchmarkRun.OnGeneratorProcessor(() =>
        {
            using var engine = new LoadEngine(
                new LoadTarget(
                    fleet.MqttPort, accounts, Subscribes: true, WithAlarms: true, Priorities: priorities));
            engine.ConnectAll();
            using var listener = new CaseStreamListener(fleet.HttpPort, fleet.Token, accounts);
            engine.Attach(listener);
            LoadResult result = engine.RunOpen(load);
            for (double waited = 0; listener.Missing > 0 && waited < PatienceSeconds; waited += 0.1)
            {
                engine.Idle(0.1);
            }

            Histogram screen = listener.Latency;
            figure = (screen.Milliseconds(0.5), screen.Milliseconds(0.99));
            CultureInfo culture = CultureInfo.InvariantCulture;
            run.Report.Row(
                accounts.Length.ToString("N0", culture),
                load.HeartbeatsPerSecond.ToString("N0", culture),
                load.Alarms.ToString("N0", culture),
                string.Create(culture,
                    $"{result.Alarms.Milliseconds(0.5):F1} / {result.Alarms.Milliseconds(0.99):F1}"),
                string.Create(culture,
                    $"{figure.P50:F1} / {figure.P99:F1} / {screen.Milliseconds(1):F1}"),
                listener.Missing.ToString(culture));
            if (listener.Missing > 0)
            {
                throw new BenchmarkException($"{listener.Missing} presses never became a case in the stream");
            }
        });
        return figure;
    }
}
