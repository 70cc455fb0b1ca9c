// A setting changed at one hub, and at thousands by a campaign; the hubs run the firmware's own code.
using System;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Net.Http;
using System.Text.Json;
using System.Threading;
using Benchmarks.Load;
using Benchmarks.Servers;

namespace Benchmarks.Scenarios;

/// <summary>
/// From the moment a change is asked for until the hub has tried it, proved it with a test alarm and said that it is in
/// force; and what a hub's share of a campaign costs on the wire.
/// </summary>
internal sealed class SettingsCampaign : IScenario
{
    private const double PatienceSeconds = 240;

    public string Name => "settings-campaign";

    public void Run(BenchmarkRun run)
    {
        int count = run.Pick(2_000, 50);
        int changes = run.Pick(200, 10);
        run.Report.Section(
            "Settings",
            "A change is asked for over HTTP, sent, tried by the hub, proved by a test alarm that the fleet manager"
            + " holds, and reported. Bytes are those of the loopback interface with TCP and IP headers, both ways, less"
            + " what the same hubs take at rest.");
        using var fleet = new FleetServer();
        using var hubs = new SimulatedHubs(fleet, count);
        Wait("all hubs are connected", () => Connected(fleet) >= count);
        Thread.Sleep(TimeSpan.FromSeconds(run.Pick(30, 5)));
        var times = new Histogram();
        for (int i = 0; i < changes; i++)
        {
            times.Record(Change(fleet, hubs.Ids[i % hubs.Ids.Count], i));
        }

        run.Report.Head("what", "p50", "p99", "max");
        CultureInfo culture = CultureInfo.InvariantCulture;
        run.Report.Row(
            string.Create(culture, $"desired to confirmed, {changes} changes, {count:N0} hubs connected"),
            string.Create(culture, $"{times.Milliseconds(0.5):F0} ms"),
            string.Create(culture, $"{times.Milliseconds(0.99):F0} ms"),
            string.Create(culture, $"{times.MaxNanoseconds / 1e6:F0} ms"));
        Campaign(run, fleet, count);
    }

    private static void Campaign(BenchmarkRun run, FleetServer fleet, int count)
    {
        Patch(fleet, "/api/settings/levels/municipality/all", new { bytesPerDay = 1_500_000 }, 0);
        int restSeconds = run.Pick(30, 5);
        long before = Loopback();
        Thread.Sleep(TimeSpan.FromSeconds(restSeconds));
        double restPerSecond = (Loopback() - before) / (double)restSeconds;
        double busyBefore = fleet.CpuSeconds;
        before = Loopback();
        long start = Stopwatch.GetTimestamp();
        using JsonDocument made = fleet.Post("/api/campaigns", new
        {
            level = "municipality",
            scope = "all",
            comment = "measured",
            waves = new[] { "20", "10%", "50%", "100%" },
            soakSeconds = 0,
            failuresAllowed = 0,
        });
        var marks = new double[4];
        Wait("all hubs have confirmed", () =>
        {
            int confirmed = Confirmed(fleet);
            for (int i = 0; i < marks.Length; i++)
            {
                double part = i == 3 ? count : count * (i + 1) / 4.0;
                marks[i] = marks[i] == 0 && confirmed >= part
                    ? Stopwatch.GetElapsedTime(start).TotalSeconds
                    : marks[i];
            }

            return confirmed >= count;
        });
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        double bytes = (Loopback() - before - (restPerSecond * seconds)) / count;
        double busy = fleet.CpuSeconds - busyBefore;
        CultureInfo culture = CultureInfo.InvariantCulture;
        run.Report.Head("campaign", "25 %", "50 %", "75 %", "all", "bytes a hub", "server's processor");
        run.Report.Row(
            string.Create(culture, $"{count:N0} hubs, 4 waves, no soak"),
            string.Create(culture, $"{marks[0]:F1} s"),
            string.Create(culture, $"{marks[1]:F1} s"),
            string.Create(culture, $"{marks[2]:F1} s"),
            string.Create(culture, $"{seconds:F1} s"),
            bytes.ToString("N0", culture),
            string.Create(culture, $"{100 * busy / seconds:F0} %"));
    }

    private static long Change(FleetServer fleet, string hubId, int number)
    {
        string path = $"/api/hubs/{hubId}/settings";
        using JsonDocument view = fleet.Get(path);
        long seen = view.RootElement.GetProperty("version").GetInt64();
        long start = Stopwatch.GetTimestamp();
        Patch(fleet, path, new { reconnectSpreadSeconds = 10 + (number % 200) }, seen);
        string version = string.Create(CultureInfo.InvariantCulture, $"{path}/versions/{seen + 1}");
        Wait("a change is in force", () =>
        {
            using JsonDocument now = fleet.Get(version);
            return now.RootElement.GetProperty("state").GetString() == "inForce";
        });
        return (long)Stopwatch.GetElapsedTime(start).TotalNanoseconds;
    }

    private static void Patch(FleetServer fleet, string path, object values, long seen)
    {
        using JsonDocument done = fleet.Send(new HttpRequestMessage(HttpMethod.Patch, path)
        {
            Content = System.Net.Http.Json.JsonContent.Create(new { values, comment = "measured" }),
            Headers = { { "If-Match", string.Create(CultureInfo.InvariantCulture, $"\"{seen}\"") } },
        });
    }

    private static int Confirmed(FleetServer fleet)
    {
        using JsonDocument campaign = fleet.Get("/api/campaigns/1");
        string state = campaign.RootElement.GetProperty("state").GetString()!;
        return state == "stopped"
            ? throw new BenchmarkException("the campaign stopped: " + campaign.RootElement.GetProperty("reason"))
            : campaign.RootElement.GetProperty("waves").EnumerateArray()
                .Sum(wave => wave.GetProperty("confirmed").GetInt32());
    }

    private static int Connected(FleetServer fleet)
    {
        int connected = 0;
        string? after = null;
        do
        {
            using JsonDocument page = fleet.Get("/api/hubs?limit=500" + (after is null ? "" : "&after=" + after));
            connected += page.RootElement.GetProperty("items").EnumerateArray()
                .Count(hub => hub.GetProperty("isConnected").GetBoolean());
            after = page.RootElement.GetProperty("next").GetString();
        }
        while (after is not null);

        return connected;
    }

    // Each packet of the loopback interface is counted once as received.
    private static long Loopback()
    {
        string line = File.ReadLines("/proc/net/dev")
            .Single(one => one.TrimStart().StartsWith("lo:", StringComparison.Ordinal));
        return long.Parse(line.Split(':')[1].Split(' ', StringSplitOptions.RemoveEmptyEntries)[0],
            CultureInfo.InvariantCulture);
    }

    private static void Wait(string what, Func<bool> isTrue)
    {
        long start = Stopwatch.GetTimestamp();
        bool isQuick = what.StartsWith("a change", StringComparison.Ordinal);
        while (!isTrue())
        {
            if (Stopwatch.GetElapsedTime(start).TotalSeconds > PatienceSeconds)
            {
                throw new BenchmarkException($"not within {PatienceSeconds} s: {what}");
            }

            Thread.Sleep(isQuick ? 5 : 1_000);
        }
    }
}
