// Where an alarm goes and after how long, whatever is wrong between the home and its receivers.
using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Hub.Simulator.World;

namespace Hub.Simulator.Scenarios;

/// <summary>What came of presses under one fault.</summary>
/// <param name="Name">The fault, in words.</param>
/// <param name="IsNew">Whether it came with the press; otherwise an hour before.</param>
/// <param name="Presses">Presses timed, each in a home of its own.</param>
/// <param name="Ways">Where the alarm first arrived, with how many presses.</param>
/// <param name="Median">From the finger until somebody had it, half of them, in ms.</param>
/// <param name="Most">The same, all of them, in ms.</param>
/// <param name="Lost">Presses that nobody ever had.</param>
public sealed record LinkFigures(
    string Name, bool IsNew, int Presses, string Ways, long Median, long Most, int Lost)
{
    /// <inheritdoc/>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"| {Name} | {(IsNew ? "with the press" : "an hour before")} | {Ways} | {Median / 1000.0:0.0} | "
        + $"{Most / 1000.0:0.0} |");
}

/// <summary>Measures; the same seed gives the same figures on every machine.</summary>
public static class LinkMeasurements
{
    /// <summary>Presses timed under each fault unless told otherwise.</summary>
    public const int FewestPresses = 40;

    private const long Second = 1_000;
    private const long Hour = 3_600_000;
    private const long LongestWait = 3 * Hour;

    /// <summary>The heading of the table.</summary>
    public const string Heading =
        "| What is wrong | Since | Where the alarm went | Median, s | Longest, s |\n|---|---|---|---|---|";

    private static readonly (string Name, LinkFault Fault)[] Faults =
    [
        ("nothing", LinkFault.None),
        ("primary receiver dead", LinkFault.PrimaryDead),
        ("primary receiver answers, holds nothing", LinkFault.PrimarySilent),
        ("reserve receiver dead", LinkFault.ReserveDead),
        ("primary and reserve dead", LinkFault.PrimaryDead | LinkFault.ReserveDead),
        ("router unplugged", LinkFault.FixedCut),
        ("mobile network gone", LinkFault.NoMobileNetwork),
        ("router unplugged, primary dead", LinkFault.FixedCut | LinkFault.PrimaryDead),
        ("both bearers dead", LinkFault.FixedCut | LinkFault.MobileDataCut),
        ("both bearers dead, short messages rejected for 10 min",
            LinkFault.FixedCut | LinkFault.MobileDataCut | LinkFault.ShortMessagesRejected),
        ("router unplugged and mobile network gone for 10 min", LinkFault.FixedCut | LinkFault.NoMobileNetwork),
        ("modem hung", LinkFault.ModemHung),
        ("modem hung, router unplugged", LinkFault.ModemHung | LinkFault.FixedCut),
        ("modem hung, no fixed network", LinkFault.ModemHung | LinkFault.NoFixed),
        ("modem hung, primary and reserve dead",
            LinkFault.ModemHung | LinkFault.PrimaryDead | LinkFault.ReserveDead),
    ];

    /// <summary>All faults, each coming with the press and an hour before it.</summary>
    public static IEnumerable<LinkFigures> Measure(ulong seed, int presses = FewestPresses) =>
        Faults.SelectMany(fault => new[] { true, false }
            .Select(isNew => Measure(fault.Name, fault.Fault, isNew, seed, presses)));

    /// <summary>One fault.</summary>
    public static LinkFigures Measure(string name, LinkFault fault, bool isNew, ulong seed, int presses)
    {
        List<(string Way, long After)> arrivals = [];
        for (int i = 0; i < presses; i++)
        {
            arrivals.Add(Press(fault, isNew, seed + (ulong)i));
        }

        List<long> times = [.. arrivals.Where(a => a.After != long.MaxValue).Select(a => a.After).Order()];
        string ways = string.Join(", ", arrivals.GroupBy(a => a.Way).OrderByDescending(way => way.Count())
            .Select(way => way.Count() == presses ? way.Key : $"{way.Key} {way.Count()} of {presses}"));
        return new LinkFigures(
            name, isNew, presses, ways, times.Count == 0 ? 0 : times[times.Count / 2],
            times.Count == 0 ? 0 : times[^1], presses - times.Count);
    }

    private static (string Way, long After) Press(LinkFault fault, bool isNew, ulong seed)
    {
        LinkHome home = new(seed, (fault & LinkFault.NoFixed) == 0);
        SeededRandom random = new(seed ^ 0x4C69_6E6B);
        home.SwitchOn();

        // Anywhere between two heartbeats.
        home.RunFor(random.Next(0, 240 * Second));
        home.Set(fault);
        home.RunFor(isNew ? 0 : Hour + random.Next(0, 240 * Second));
        Press press = home.Push();
        long end = home.World.NowMilliseconds + LongestWait;
        long mendAt = home.World.NowMilliseconds + (600 * Second);
        bool isForAWhile = (fault & LinkFault.ShortMessagesRejected) != 0
            || (fault & (LinkFault.FixedCut | LinkFault.NoMobileNetwork))
                == (LinkFault.FixedCut | LinkFault.NoMobileNetwork);
        while (home.World.NowMilliseconds < end)
        {
            home.RunFor(100);
            if (isForAWhile && home.World.NowMilliseconds >= mendAt)
            {
                home.Set(LinkFault.None);
                isForAWhile = false;
            }

            (string way, long at) = First(home);
            if (at != long.MaxValue)
            {
                return (way, at - press.PressedAt);
            }
        }

        return ("nowhere", long.MaxValue);
    }

    private static (string Way, long At) First(LinkHome home)
    {
        long primary = home.HeldAt(0);
        long reserve = home.HeldAt(1);
        long message = home.Modem.Sent.Count > 0 ? home.Modem.Sent[0].At : long.MaxValue;
        long first = Math.Min(primary, Math.Min(reserve, message));
        string way = first == primary ? "primary" : first == reserve ? "reserve" : "short message";
        return (way, first);
    }
}
