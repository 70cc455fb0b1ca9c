// A whole municipality presses within one second.
using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.Linq;
using System.Text.Json;
using System.Threading;
using Benchmarks.Load;
using Benchmarks.Servers;

namespace Benchmarks.Scenarios;

/// <summary>
/// 2,000 alarms of four priorities in one second, first with an operators' chain, then with a direct one that tells two
/// phones of each: all raised, none lost, the list in the order of priority.
/// </summary>
internal sealed class CaseBurst : IScenario
{
    private const int Priorities = 4;
    private const int PerPage = 500;
    private const double PatienceSeconds = 180;

    public string Name => "case-burst";

    public void Run(BenchmarkRun run)
    {
        run.Report.Section(
            "Case burst",
            "So many alarms of four priorities in one second, each from a hub of its own, until its case stands in the"
            + " operators' stream; then what lies in the store is counted and compared with the operators' list. With"
            + " the chain `hultsfred` two phones of each home are told in the transaction that raises its case.");
        StreamProbe.Head(run);
        foreach (string chain in new[] { "helsingborg", "hultsfred" })
        {
            Measure(run, chain, run.Pick(2_000, 200));
        }
    }

    private static void Measure(BenchmarkRun run, string chain, int count)
    {
        using var fleet = new FleetServer();
        CaseChains.Choose(fleet, chain);
        HubAccount[] accounts = fleet.AddHubs(count);
        if (CaseChains.IsDirect(chain))
        {
            CasePlan.Make(fleet, accounts);
        }

        run.WarmUp(fleet, accounts);
        (double P50, double P99) figure = StreamProbe.Measure(
            run, fleet, accounts,
            new OpenLoad(5, 100, count, count, WarmupSeconds: run.Pick(2.0, 0.5)), Priorities);
        using var store = new StoredCases(fleet.StoreFile);
        if (store.Alarms() != count || store.Open() != count)
        {
            throw new BenchmarkException(
                $"{count} alarms were sent, {store.Alarms()} are held in {store.Open()} open cases");
        }

        bool isInOrder = IsInOrder(fleet, store, Math.Min(count, PerPage));
        CultureInfo culture = CultureInfo.InvariantCulture;
        run.Report.Add(
            string.Create(culture, $"{count:N0} alarms in one second, chain {chain}"),
            "all raised, none lost, in the order of priority, p99 ≤ 1 s",
            $"all raised, {(isInOrder ? "in order" : "not in order")}, p99 {figure.P99:F0} ms",
            isInOrder && figure.P99 <= 1000);
        if (CaseChains.IsDirect(chain))
        {
            double seconds = SecondsUntilTold(store);
            run.Report.Add(
                string.Create(culture, $"{store.Messages():N0} messages of that second, until a provider has them"),
                "two for each home, told as fast as the limits let",
                $"told in {seconds:F1} s, counted from the last case seen", store.Messages() >= 2 * count);
        }
    }

    /// <summary>Whether the list shows first what is most urgent, as far as the store knows.</summary>
    private static bool IsInOrder(FleetServer fleet, StoredCases store, int count)
    {
        using JsonDocument list = fleet.Get($"/api/cases?state=open&limit={count}");
        List<int> shown = [.. list.RootElement.GetProperty("items").EnumerateArray()
            .Select(item => item.GetProperty("priority").GetInt32())];
        return shown.SequenceEqual(store.Priorities(count));
    }

    private static double SecondsUntilTold(StoredCases store)
    {
        long start = Stopwatch.GetTimestamp();
        while (store.MessagesWaiting() > 0)
        {
            if (Stopwatch.GetElapsedTime(start).TotalSeconds > PatienceSeconds)
            {
                throw new BenchmarkException($"{store.MessagesWaiting()} messages wait after {PatienceSeconds} s");
            }

            Thread.Sleep(20);
        }

        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }
}
