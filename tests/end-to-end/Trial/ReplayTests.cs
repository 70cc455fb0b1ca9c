// The fleet manager's replay of rules against the hub's own engine: the same life must give the same.
using System;
using System.Collections.Generic;
using System.Linq;
using Fleet.Server.Programming.Trial;
using Hub.Protocols.Alarms;
using Hub.Protocols.Rules;
using Hub.Simulator.World;
using Hub.Simulator.World.Devices;

namespace EndToEnd.Tests.Trial;

/// <summary>HUL-045: what a trial says must be what the hub would do.</summary>
public sealed class ReplayTests
{
    // The engine's times are those of its steps, some milliseconds after what is due, and add up over a rule that fires
    // again and again after its rest.
    private const long Tolerance = 1_000;

    // Midnight before the days on which clocks change, and a day on which nothing does.
    private static readonly DateTime[] Starts =
    [
        new(2026, 3, 27, 22, 0, 0), new(2026, 10, 23, 21, 0, 0), new(2026, 6, 9, 5, 0, 0),
    ];

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void HUL_045_a_replay_gives_what_the_hubs_engine_did_at_the_same_moments(int part)
    {
        int compared = 0;
        for (ulong seed = 0; seed < 150; seed++)
        {
            compared += Compare((ulong)(part * 1_000) + seed);
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{compared} firings compared");
        Assert.True(compared > 5_000, $"only {compared}");
    }

    private static int Compare(ulong seed)
    {
        var random = new SeededRandom(seed + 4_711);
        var home = new TrialHome(seed, Starts[(int)(seed % (ulong)Starts.Length)]);
        RuleSet rules = new RandomRules(random).Make(1);
        long from = home.Use(rules);
        var cancels = Live(home, random, 3 * TrialHome.Day);
        List<HomeEvent> events = home.Events;

        // What the engine said that it did is not told to the replay, but for what a finger did.
        List<HomeEvent> given = [.. events.Where(one => one.At >= from && (one.Kind is not (
            HomeEventKind.Rule or HomeEventKind.Presence or HomeEventKind.InForce)
            || (one.StatusCode == StatusCodes.Cancel && cancels.Any(at => Math.Abs(one.At - at) <= Tolerance))))];
        var past = new RuleTimeline(1, new Dictionary<long, RuleSet> { [1] = rules });
        IReadOnlyList<Firing> firings = HomeEvents.Replay(given, past, rules, from, home.Now, RulePresence.Home);
        string differences = string.Join('\n', Differences(Done(events, rules), Done(firings, rules)));
        Assert.True(differences.Length == 0, $"seed {seed}\n{differences}");
        return firings.Count;
    }

    private static HashSet<long> Live(TrialHome home, SeededRandom random, long span)
    {
        var cancels = new HashSet<long>();
        long end = home.Now + span;
        long pressedAt = 0;
        while (home.Now < end)
        {
            home.Home.RunFor(random.Next(1, random.Chance(50) ? 2 * TrialHome.Minute : TrialHome.Hour));
            if (random.Chance(8) && home.Now - pressedAt > 2 * TrialHome.Minute)
            {
                home.Home.PressFront(FrontButton.Cancel);
                cancels.Add(home.Now);
                home.Home.RunFor(TrialHome.Second);
                continue;
            }

            SimulatedDevice device = home.Device((uint)random.Next(1, TrialHome.Kinds.Length + 1));
            var skills = DeviceSkills.Of(device.Label.Kind);
            var cause = skills[(int)random.Next(0, skills.Count)];
            if (cause != Hub.Protocols.Devices.DeviceCause.Triggered)
            {
                device.Report(cause);
            }
            else if (home.Now - pressedAt > 3 * TrialHome.Minute)
            {
                pressedAt = home.Now;
                home.Home.Push(device);
            }
        }

        home.Home.RunFor(5 * TrialHome.Minute);
        return cancels;
    }

    private static IEnumerable<(string What, long At)> Done(IEnumerable<HomeEvent> events, RuleSet rules)
    {
        foreach (HomeEvent one in events)
        {
            if (one.Kind == HomeEventKind.Rule)
            {
                string what = one.StatusCode switch
                {
                    StatusCodes.Activated => "fired",
                    StatusCodes.Log => "would have",
                    _ => "cancelled",
                };
                yield return ($"rule {one.Value} {what}", one.At);
            }
            else if (one.Kind == HomeEventKind.Alarm && one.RuleId != 0 && HomeEvents.IsPress(one, rules))
            {
                yield return ($"rule {one.RuleId} held a call", one.At);
            }
        }
    }

    private static IEnumerable<(string What, long At)> Done(IEnumerable<Firing> firings, RuleSet rules)
    {
        foreach (Firing one in firings.Where(one => one.Kind != FiringKind.Reminder))
        {
            bool isCall = Enumerable.Range(0, rules.Count).Select(rules.At)
                .Single(rule => rule.Id == one.RuleId).Kind == RuleKind.Call;
            string what = isCall ? "held a call" : one.Kind switch
            {
                FiringKind.Trial => "would have",
                FiringKind.Cancelled => "cancelled",
                _ => "fired",
            };
            yield return ($"rule {one.RuleId} {what}", isCall ? one.Since!.Value : one.At);
        }
    }

    private static IEnumerable<string> Differences(
        IEnumerable<(string What, long At)> hub, IEnumerable<(string What, long At)> replay)
    {
        List<(string What, long At)> left = [.. replay.OrderBy(one => one.At)];
        foreach ((string what, long at) in hub.OrderBy(one => one.At))
        {
            int same = left.FindIndex(one => one.What == what && Math.Abs(one.At - at) <= Tolerance);
            if (same >= 0)
            {
                left.RemoveAt(same);
            }
            else
            {
                yield return $"{Clock(at)} {what} (hub only)";
            }
        }

        foreach ((string what, long at) in left)
        {
            yield return $"{Clock(at)} {what} (replay only)";
        }
    }

    private static string Clock(long at) => DateTime.UnixEpoch.AddMilliseconds(at).ToString("MM-dd HH:mm:ss.fff");
}
