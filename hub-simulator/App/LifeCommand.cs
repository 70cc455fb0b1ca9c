// hub-simulator life: whole lives of hubs in virtual time, by seed.
using System;
using System.CommandLine;
using System.Globalization;
using Hub.Simulator.Checks;
using Hub.Simulator.Scenarios;

namespace Hub.Simulator.App;

internal static class LifeCommand
{
    private const int MaxLives = 1_000_000;
    private const int MaxDays = 400;
    private const long DayMilliseconds = 86_400_000;

    private static readonly Option<ulong> Seed = new("--seed")
    {
        Description = "The first seed; the same seed gives the same life, bit for bit.",
        DefaultValueFactory = _ => 1,
    };

    private static readonly Option<int> Lives = new("--lives")
    {
        Description = "How many lives, each with a seed one higher.",
        DefaultValueFactory = _ => 1,
    };

    private static readonly Option<int> Days = new("--days")
    {
        Description = "How long each life is.",
        DefaultValueFactory = _ => 4,
    };

    private static readonly Option<bool> Mqtt = new("--mqtt")
    {
        Description = "With the hub's own MQTT client over a simulated connection; slower.",
    };

    internal static Command Create()
    {
        DemoCommand.Limit(Lives, 1, MaxLives);
        DemoCommand.Limit(Days, 1, MaxDays);
        Command command = new(
            "life",
            "Lets hubs live in virtual time through presses, power cuts, network cuts and a fleet manager with moods, "
            + "checking after every step that no press is lost.")
        {
            Seed, Lives, Days, Mqtt,
        };
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult parsed)
    {
        ulong seed = parsed.GetValue(Seed);
        for (int i = 0; i < parsed.GetValue(Lives); i++, seed++)
        {
            RandomLife life = new(seed, parsed.GetValue(Days) * DayMilliseconds, parsed.GetValue(Mqtt));
            try
            {
                life.Run();
            }
            catch (InvariantBrokenException broken)
            {
                Console.WriteLine(broken.Message);
                return ExitCodes.Failed;
            }

            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"seed {seed}: {life.Home.Presses.Count} presses, {life.Home.Fleet.Held.Count} alarms held, "
                + $"{life.PowerCuts.All} power cuts, {life.LinkCuts} network cuts, {life.Home.Trace.Count} happenings, "
                + $"fingerprint {life.Home.Trace.Fingerprint:x16}"));
        }

        return ExitCodes.Ok;
    }
}
