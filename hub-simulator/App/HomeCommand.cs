// hub-simulator home: homes full of devices in virtual time, by seed.
using System;
using System.CommandLine;
using System.Globalization;
using Hub.Simulator.Checks;
using Hub.Simulator.Scenarios;

namespace Hub.Simulator.App;

internal static class HomeCommand
{
    private const int MaxHomes = 1_000_000;
    private const int MaxDays = 400;
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

    private static readonly Option<bool> Rules = new("--rules")
    {
        Description = "The homes run the rules of the general plan, sent anew from time to time.",
    };

    private static readonly Option<bool> Trace = new("--trace")
    {
        Description = "Print everything that happens: a line each, the time in ms first.",
    };

    internal static Command Create()
    {
        DemoCommand.Limit(Homes, 1, MaxHomes);
        DemoCommand.Limit(Days, 1, MaxDays);
        Command command = new(
            "home",
            "Lets homes with devices of all kinds live in virtual time: pairing, removal, radio loss, jamming, "
            + "collisions, replays, dying devices and power cuts, with all checks after every step.")
        {
            Seed, Homes, Days, Rules, Trace,
        };
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult parsed)
    {
        ulong seed = parsed.GetValue(Seed);
        for (int i = 0; i < parsed.GetValue(Homes); i++, seed++)
        {
            bool hasRules = parsed.GetValue(Rules);
            RandomHome home = new(seed, parsed.GetValue(Days) * DayMilliseconds, hasRules: hasRules);
            home.Home.Trace.Written = parsed.GetValue(Trace) ? Console.WriteLine : null;
            try
            {
                home.Run();
            }
            catch (InvariantBrokenException broken)
            {
                Console.WriteLine(broken.Message);
                return ExitCodes.Failed;
            }

            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"seed {seed}: {home.Tally.Sentence()}; {home.Home.Trace.Count} happenings, "
                + $"fingerprint {home.Home.Trace.Fingerprint:x16}"));
        }

        return ExitCodes.Ok;
    }
}
