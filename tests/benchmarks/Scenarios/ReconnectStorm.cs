// Everybody returns at once after an outage, and somebody among them needs help.
using System;
using System.Globalization;
using Benchmarks.Load;
using Benchmarks.Servers;

namespace Benchmarks.Scenarios;

/// <summary>
/// 19,500 hubs reconnect without any spread; every hundredth has an alarm. As many as the listening queue holds are
/// connecting at once; a hub's time counts from its own attempt, and the alarms' also from the first attempt of all.
/// </summary>
internal sealed class ReconnectStorm : IScenario
{
    private const int AlarmEvery = 100;
    private const int Window = 400;

    public string Name => "reconnect-storm";

    public void Run(BenchmarkRun run)
    {
        int size = run.Pick((int)Math.Min(19_500, run.OpenFiles - 300), 1_000);
        run.Report.Section(
            "Reconnect storm",
            $"{size:N0} hubs at once, every {AlarmEvery}th with an alarm; {Window} connecting at a time."
            + " Times of the alarms until their PUBACK.");
        run.Report.Head(
            "server", "", "hubs", "all ready, s", "hub p50 / p99, ms", "alarm p50 / p99, ms",
            "alarm p99 from the start, ms", "processor µs a hub", "retries", "resumed");
        Figure small;
        Figure plain;
        using (var fleet = new FleetServer())
        {
            HubAccount[] hubs = fleet.AddHubs(size);
            run.WarmUp(fleet, hubs);
            Measure(run, fleet, hubs[..(size / 100)], usesTls: false);
            small = Measure(run, fleet, hubs[..(size / 10)], usesTls: false);
            plain = Measure(run, fleet, hubs, usesTls: false);
        }

        Figure tls;
        using (var fleet = new FleetServer())
        {
            tls = Measure(run, fleet, fleet.AddHubs(size), usesTls: true);
        }

        using (var peer = new MosquittoServer(persists: false))
        {
            Measure(run, peer, HubAccount.MakeUp(size), usesTls: false);
        }

        using (var peer = new MosquittoServer(persists: false))
        {
            Measure(run, peer, HubAccount.MakeUp(size), usesTls: true);
        }

        run.Report.Growth(
            "processor a hub", "a tenth of the storm", small.CpuMicroseconds, "the whole", plain.CpuMicroseconds);
        run.Report.Add($"reconnect storm of {size:N0} hubs, plain", "≤ 3 s",
            $"{plain.Seconds:F1} s", plain.Seconds <= 3);
        run.Report.Add($"the same with TLS, resumed", "≤ 15 s",
            $"{tls.Seconds:F1} s, {tls.Resumed:N0} resumed", tls.Seconds <= 15 && tls.Resumed > size * 9 / 10);
        run.Report.Add("alarms in the storm, plain, from the hub's own attempt", "p99 ≤ 1 s",
            $"{plain.AlarmP99:F0} ms", plain.AlarmP99 <= 1000);
        run.Report.Add("alarms in the storm, TLS, from the hub's own attempt", "p99 ≤ 1 s",
            $"{tls.AlarmP99:F0} ms", tls.AlarmP99 <= 1000);
    }

    /// <summary>First everybody connects for the first time; then all are cut off and return.</summary>
    private static Figure Measure(BenchmarkRun run, ServerProcess server, HubAccount[] accounts, bool usesTls)
    {
        var figure = new Figure(0, 0, 0, 0);
        BenchmarkRun.OnGeneratorProcessor(() =>
        {
            int port = usesTls ? server.MqttTlsPort : server.MqttPort;
            using var engine = new LoadEngine(
                new LoadTarget(port, accounts, usesTls, Subscribes: true, WithAlarms: true));
            double before = server.CpuSeconds;
            ConnectResult first = engine.ConnectAll(Window);
            if (usesTls)
            {
                Write(run, server, "TLS, full handshakes", accounts.Length, first, server.CpuSeconds - before);
            }

            engine.CloseAll();
            engine.Idle(run.Pick(3.0, 0.5));
            before = server.CpuSeconds;
            ConnectResult storm = engine.ConnectAll(Window, AlarmEvery);
            double used = server.CpuSeconds - before;
            Write(run, server, usesTls ? "TLS, returning" : "plain", accounts.Length, storm, used);
            figure = new Figure(
                storm.Seconds, storm.Alarms.Milliseconds(0.99), used / accounts.Length * 1e6, storm.Resumed);
        });
        return figure;
    }

    private static void Write(
        BenchmarkRun run, ServerProcess server, string kind, int hubs, ConnectResult result, double cpuSeconds)
    {
        CultureInfo culture = CultureInfo.InvariantCulture;
        bool hasAlarms = result.Alarms.Count > 0;
        run.Report.Row(
            server.Name,
            kind,
            hubs.ToString("N0", culture),
            result.Seconds.ToString("F2", culture),
            string.Create(culture, $"{result.Ready.Milliseconds(0.5):F0} / {result.Ready.Milliseconds(0.99):F0}"),
            hasAlarms
                ? string.Create(
                    culture, $"{result.Alarms.Milliseconds(0.5):F0} / {result.Alarms.Milliseconds(0.99):F0}")
                : "",
            hasAlarms ? result.AlarmsFromStart.Milliseconds(0.99).ToString("F0", culture) : "",
            (cpuSeconds / hubs * 1e6).ToString("F0", culture),
            result.Retries.ToString("N0", culture),
            result.Resumed.ToString("N0", culture));
    }

    private sealed record Figure(double Seconds, double AlarmP99, double CpuMicroseconds, int Resumed);
}
