// What a hub that is connected and silent costs in memory.
using System;
using System.Collections.Generic;
using System.Globalization;
using Benchmarks.Load;
using Benchmarks.Servers;

namespace Benchmarks.Scenarios;

/// <summary>Resident memory of the server at 100, 1,000 and 10,000 subscribed connections, plain and TLS.</summary>
internal sealed class IdleMemory : IScenario
{
    private const int TouchHubs = 20;

    public string Name => "idle-memory";

    public void Run(BenchmarkRun run)
    {
        int size = run.Pick(10_000, 2_000);
        run.Report.Section(
            "Memory of an idle connection",
            "Growth of the server's resident memory per connection, each with its session and one subscription.");
        run.Report.Head("server", "", "100 hubs", "1,000 hubs", $"{size:N0} hubs", "resident then, MiB");
        Figure plain = Measure(run, () => new FleetServer(), size, usesTls: false);
        Figure tls = Measure(run, () => new FleetServer(), size, usesTls: true);
        Measure(run, () => new MosquittoServer(persists: false), size, usesTls: false);
        Measure(run, () => new MosquittoServer(persists: false), size, usesTls: true);
        run.Report.Add("idle connection, session included, plain", "≤ 7 KiB", $"{plain.Kibibytes:F1} KiB",
            plain.Kibibytes <= 7);
        run.Report.Add("idle connection, session included, TLS", "≤ 20 KiB", $"{tls.Kibibytes:F1} KiB",
            tls.Kibibytes <= 20);
        double all = (tls.BaseMebibytes / 1024) + (100_000 * tls.Kibibytes / (1 << 20));
        run.Report.Add("memory of 100,000 hubs with TLS, reckoned from these", "≤ 2 GiB", $"{all:F1} GiB", all <= 2);
    }

    private static Figure Measure(BenchmarkRun run, Func<ServerProcess> make, int size, bool usesTls)
    {
        using ServerProcess server = make();
        HubAccount[] accounts = server is FleetServer fleet
            ? fleet.AddHubs(size + TouchHubs)
            : HubAccount.MakeUp(size + TouchHubs);
        int port = usesTls ? server.MqttTlsPort : server.MqttPort;
        var perConnection = new List<double>();
        double before = 0;
        BenchmarkRun.OnGeneratorProcessor(() =>
        {
            // What the server takes once for its first connections is not theirs.
            Touch(port, accounts, usesTls);
            before = server.ResidentKibibytes;
            int[] steps = [0, 100, 1_000, size];
            var engines = new List<LoadEngine>();
            for (int i = 1; i < steps.Length; i++)
            {
                var engine = new LoadEngine(
                    new LoadTarget(port, accounts[steps[i - 1]..steps[i]], usesTls, Subscribes: true));
                engines.Add(engine);
                engine.ConnectAll();
                engine.Idle(run.Pick(5.0, 1.0));
                perConnection.Add((server.ResidentKibibytes - before) / steps[i]);
            }

            string[] row = [server.Name, usesTls ? "TLS" : "plain"];
            run.Report.Row(
                [
                    .. row,
                    .. perConnection.ConvertAll(k => k.ToString("F1", CultureInfo.InvariantCulture) + " KiB"),
                    (server.ResidentKibibytes / 1024).ToString(CultureInfo.InvariantCulture),
                ]);
            engines.ForEach(e => e.Dispose());
        });
        return new Figure(perConnection[^1], before / 1024);
    }

    private static void Touch(int port, HubAccount[] accounts, bool usesTls)
    {
        using var engine = new LoadEngine(new LoadTarget(port, accounts[^TouchHubs..], usesTls, Subscribes: true));
        engine.ConnectAll();
        engine.RunClosed(inFlight: 1, 0, seconds: 0.2);
    }

    private sealed record Figure(double Kibibytes, double BaseMebibytes);
}
