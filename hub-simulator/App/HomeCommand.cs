// hub-simulator home: homes full of devices in virtual time, by seed.
using System;
using System.CommandLine;
using System.Globalization;
using Hub.Simulator.Scenarios;

namespace Hub.Simulator.App;

internal static class HomeCommand
{
    private const int MaxHomes = 1_000_000;
    private const int MaxDays = 400;
    private const int MaxAtOnce = 256;
    private const long DayMilliseconds = 86_400_000;

    private static readonly Option<ulong> Seed = new("--seed")
    {
        Description = "The first seed; the same seed gives the same home, bit for bit.",
        DefaultValueFactory = _ => 1,
    };

    private static readonly Option<int> Homes = new("--homes")
    {
        Description = "How many homes, each with a seed one higher.",
        DefaultValueFactory = _ => 1,
    };

    private static readonly Option<int> Days = new("--days")
    {
        Description = "For how long things go wrong in each.",
        DefaultValueFactory = _ => 7,
    };

    private static readonly Option<int> AtOnce = new("--at-once")
    {
        Description = "How many homes live at once; it changes nothing in any of them.",
        DefaultValueFactory = _ => Environment.ProcessorCount,
    };

    private static readonly Option<bool> Rules = new("--rules")
    {
        Description = "All homes run the rules of the general plan, sent anew from time to time; else every second.",
    };

    private static readonly Option<bool> Trace = new("--trace")
    {
        Description = "Print everything that happens: a line each, the time in ms first.",
    };

    internal static Command Create()
    {
        DemoCommand.Limit(Homes, 1, MaxHomes);
        DemoCommand.Limit(Days, 1, MaxDays);
        DemoCommand.Limit(AtOnce, 1, MaxAtOnce);
        Command command = new(
            "home",
            "Lets homes with devices of all kinds live in virtual time: pairing, removal, radio loss, jamming, "
            + "collisions, replays, dying devices, empty batteries, lost mains, lost networks and power cuts, with all "
            + "checks after every step.")
        {
            Seed, Homes, Days, AtOnce, Rules, Trace,
        };
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult parsed)
    {
        ManyHomes homes = new(
            parsed.GetValue(Seed), parsed.GetValue(Homes), parsed.GetValue(Days) * DayMilliseconds,
            parsed.GetValue(Rules) ? true : null);
        bool isTraced = parsed.GetValue(Trace);
        homes.Run(isTraced ? 1 : parsed.GetValue(AtOnce), Tell, isTraced ? Console.WriteLine : null);
        if (parsed.GetValue(Homes) > 1)
        {
            Console.WriteLine($"{parsed.GetValue(Homes)} homes: {homes.Tally.Sentence()}; {homes.FailedCount} failed");
            Console.Error.WriteLine(homes.Speed());
        }

        return homes.FailedCount == 0 ? ExitCodes.Ok : ExitCodes.Failed;
    }

    private static void Tell(HomeOutcome outcome) => Console.WriteLine(outcome.Failure ?? string.Create(
        CultureInfo.InvariantCulture,
        $"seed {outcome.Seed}: {outcome.Tally.Sentence()}; {outcome.Happenings} happenings, "
        + $"fingerprint {outcome.Fingerprint:x16}"));
}
