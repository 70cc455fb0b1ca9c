// How many publishes a second are acknowledged, ours after the commit, beside mosquitto that does not wait for a disk.
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Benchmarks.Load;
using Benchmarks.Reports;
using Benchmarks.Servers;

namespace Benchmarks.Scenarios;

/// <summary>Closed loop with 1 and 10 in flight over 1 to 2,000 connections, three servers in turn, medians.</summary>
internal sealed class DurableIngest : IScenario
{
    private const double BusyServer = 0.97;

    private static readonly int[] Windows = [1, 10];

    public string Name => "durable-ingest";

    public void Run(BenchmarkRun run)
    {
        int[] sizes = run.Pick<int[]>([1, 100, 1000, 2000], [1, 100, 1000]);
        using var fleet = new FleetServer();
        using var volatileBroker = new MosquittoServer(persists: false);
        using var savingBroker = new MosquittoServer(persists: true);
        HubAccount[] hubs = fleet.AddHubs(sizes[^1]);
        HubAccount[] guests = HubAccount.MakeUp(sizes[^1]);
        ServerProcess[] servers = [fleet, volatileBroker, savingBroker];
        run.WarmUp(fleet, hubs);
        var figures = new Dictionary<(int Size, int Window, int Server), List<Figure>>();
        for (int round = 0; round < run.Pick(3, 1); round++)
        {
            foreach (int size in sizes)
            {
                foreach (int window in Windows)
                {
                    for (int i = 0; i < servers.Length; i++)
                    {
                        HubAccount[] accounts = (i == 0 ? hubs : guests)[..size];
                        if (!figures.TryGetValue((size, window, i), out List<Figure>? list))
                        {
                            figures[(size, window, i)] = list = [];
                        }

                        list.Add(Measure(run, servers[i], accounts, window));
                    }
                }
            }
        }

        Write(run, sizes, servers, figures);
    }

    private static Figure Measure(BenchmarkRun run, ServerProcess server, HubAccount[] accounts, int window)
    {
        var figure = new Figure(0, 0, 0, 0, false);
        BenchmarkRun.OnGeneratorProcessor(() =>
        {
            using var engine = new LoadEngine(new LoadTarget(server.MqttPort, accounts));
            engine.ConnectAll();
            double before = 0;
            double used = 0;
            engine.WhenMeasuring = () => before = server.CpuSeconds;
            engine.WhenMeasured = () => used = server.CpuSeconds - before;
            LoadResult result = engine.RunClosed(window, run.Pick(0.5, 0.2), run.Pick(2.0, 0.5));
            figure = new Figure(
                result.PerSecond,
                result.Acknowledged / used,
                result.Latency.Milliseconds(0.5),
                result.Latency.Milliseconds(0.99),
                result.IsGeneratorBound && used < BusyServer * result.Seconds);
        });
        return figure;
    }

    private static void Write(
        BenchmarkRun run,
        int[] sizes,
        ServerProcess[] servers,
        Dictionary<(int Size, int Window, int Server), List<Figure>> figures)
    {
        Report report = run.Report;
        report.Section(
            "Durable ingest",
            "Publishes acknowledged a second in a closed loop (in brackets: per second of the server's processor time),"
            + " medians of interleaved rounds. The fleet manager acknowledges after the commit (SQLite, FULL)."
            + " † the load generator had no time left before the server did.");
        report.Head(["connections", "in flight", .. servers.Select(s => s.Name), "ours p50 / p99 ms"]);
        foreach (int size in sizes)
        {
            foreach (int window in Windows)
            {
                List<string> row = [Count(size), Count(window)];
                for (int i = 0; i < servers.Length; i++)
                {
                    List<Figure> list = figures[(size, window, i)];
                    row.Add($"{Count(Median.Of(list.Select(f => f.PerSecond)))} "
                        + $"({Count(Median.Of(list.Select(f => f.PerCpuSecond)))})"
                        + (list.Exists(f => f.IsCapped) ? "†" : ""));
                }

                List<Figure> ours = figures[(size, window, 0)];
                row.Add(string.Create(CultureInfo.InvariantCulture,
                    $"{Median.Of(ours.Select(f => f.P50)):F2} / {Median.Of(ours.Select(f => f.P99)):F2}"));
                report.Row([.. row]);
            }
        }

        int wide = sizes.Contains(1000) ? 1000 : sizes[^1];
        double single = Median.Of(figures[(wide, 1, 0)].Select(f => f.PerSecond));
        double ten = Median.Of(figures[(wide, 10, 0)].Select(f => f.PerSecond));
        double peer = Median.Of(figures[(wide, 10, 1)].Select(f => f.PerSecond));
        report.Add(
            $"acknowledged after commit, {wide} hubs, 1 in flight, one core", "≥ 40,000/s",
            $"{single:N0}/s", single >= 40_000);
        report.Add(
            $"the same, 10 in flight", "≥ 140,000/s and twice mosquitto without persistence",
            $"{ten:N0}/s, {ten / peer:F1} times mosquitto", ten >= 140_000 && ten >= 2 * peer);
        double small = 1e6 / Median.Of(figures[(sizes[1], 1, 0)].Select(f => f.PerCpuSecond));
        double large = 1e6 / Median.Of(figures[(sizes[^1], 1, 0)].Select(f => f.PerCpuSecond));
        report.Growth("processor a message", Count(sizes[1]) + " hubs", small, Count(sizes[^1]), large);
    }

    private static string Count(double number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private sealed record Figure(double PerSecond, double PerCpuSecond, double P50, double P99, bool IsCapped);
}
