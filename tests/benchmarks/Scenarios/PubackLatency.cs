// How long a hub waits for its PUBACK at a steady rate, and what that costs the server.
using System.Globalization;
using Benchmarks.Load;
using Benchmarks.Servers;

namespace Benchmarks.Scenarios;

/// <summary>Open loop: 5,000 messages a second over 10,000 connections, each counted from when it was due.</summary>
internal sealed class PubackLatency : IScenario
{
    public string Name => "puback-latency";

    public void Run(BenchmarkRun run)
    {
        int size = run.Pick(10_000, 1_000);
        double rate = run.Pick(5_000.0, 500.0);
        run.Report.Section(
            "PUBACK latency",
            "Open loop at a fixed rate; latency counted from when each message was due; processor of the server.");
        run.Report.Head(
            "server", "connections", "messages/s", "p50 ms", "p99 ms", "p99.9 ms", "max ms", "one core", "not sent");
        using var fleet = new FleetServer();
        using var peer = new MosquittoServer(persists: false);
        HubAccount[] hubs = fleet.AddHubs(size);
        run.WarmUp(fleet, hubs);
        Measure(run, fleet, hubs[..(size / 100)], rate / 100);
        Figure small = Measure(run, fleet, hubs[..(size / 10)], rate / 10);
        Figure large = Measure(run, fleet, hubs, rate);
        Measure(run, peer, HubAccount.MakeUp(size), rate);
        Figure fleetOf100000 = Measure(run, fleet, hubs, run.Pick(833, 83));
        run.Report.Growth(
            "processor a message", "a tenth of the load", small.CpuMicroseconds, "the whole", large.CpuMicroseconds);
        run.Report.Add(
            $"PUBACK p99 at {rate:N0}/s over {size:N0} connections, durable", "≤ 5 ms",
            $"{large.P99:F2} ms", large.P99 <= 5);
        run.Report.Add($"processor at {rate:N0} messages/s, durable", "≤ 50 % of one core",
            $"{large.Cpu:P0}", large.Cpu <= 0.5);
        run.Report.Add("processor at the heartbeats of 100,000 hubs (833/s)", "≤ 15 % of one core",
            $"{fleetOf100000.Cpu:P0} (over {size:N0} connections)", fleetOf100000.Cpu <= 0.15);
    }

    private static Figure Measure(BenchmarkRun run, ServerProcess server, HubAccount[] accounts, double rate)
    {
        double seconds = run.Pick(10.0, 2.0);
        var figure = new Figure(0, 0, 0);
        BenchmarkRun.OnGeneratorProcessor(() =>
        {
            using var engine = new LoadEngine(new LoadTarget(server.MqttPort, accounts));
            engine.ConnectAll();
            engine.Idle(run.Pick(1.0, 0.2));
            double before = 0;
            double used = 0;
            engine.WhenMeasuring = () => before = server.CpuSeconds;
            engine.WhenMeasured = () => used = server.CpuSeconds - before;
            LoadResult result = engine.RunOpen(new OpenLoad(seconds, rate, WarmupSeconds: run.Pick(2.0, 0.5)));
            figure = new Figure(
                result.Latency.Milliseconds(0.99), used / result.Seconds, used / result.Acknowledged * 1e6);
            run.Report.Row(
                server.Name,
                accounts.Length.ToString("N0", CultureInfo.InvariantCulture),
                rate.ToString("N0", CultureInfo.InvariantCulture),
                Text(result.Latency.Milliseconds(0.5)),
                Text(figure.P99),
                Text(result.Latency.Milliseconds(0.999)),
                Text(result.Latency.Milliseconds(1)),
                figure.Cpu.ToString("P1", CultureInfo.InvariantCulture),
                result.Overruns.ToString("N0", CultureInfo.InvariantCulture));
        });
        return figure;
    }

    private static string Text(double milliseconds) => milliseconds.ToString("F3", CultureInfo.InvariantCulture);

    private sealed record Figure(double P99, double Cpu, double CpuMicroseconds);
}
