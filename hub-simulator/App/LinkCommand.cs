// hub-simulator link: where an alarm goes and after how long when receivers, bearers or the modem fail.
using System;
using System.CommandLine;
using Hub.Simulator.Scenarios;

namespace Hub.Simulator.App;

internal static class LinkCommand
{
    private const int MaxPresses = 100_000;

    private static readonly Option<ulong> Seed = new("--seed")
    {
        Description = "The seed; the same seed gives the same figures.",
        DefaultValueFactory = _ => 1,
    };

    private static readonly Option<int> Presses = new("--presses")
    {
        Description = "How many presses are timed under each fault.",
        DefaultValueFactory = _ => LinkMeasurements.FewestPresses,
    };

    internal static Command Create()
    {
        DemoCommand.Limit(Presses, 1, MaxPresses);
        Command command = new(
            "link",
            "Measures in virtual time where a press goes, and after how long somebody has it, when receivers, bearers "
            + "or the modem fail, alone and together.")
        {
            Seed, Presses,
        };
        command.SetAction(parsed =>
        {
            int lost = 0;
            Console.WriteLine(LinkMeasurements.Heading);
            foreach (LinkFigures figures in LinkMeasurements.Measure(
                parsed.GetValue(Seed), parsed.GetValue(Presses)))
            {
                Console.WriteLine(figures);
                lost += figures.Lost;
            }

            return lost == 0 ? ExitCodes.Ok : ExitCodes.Failed;
        });
        return command;
    }
}
