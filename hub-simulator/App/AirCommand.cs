// hub-simulator air: measures the radio of a home in virtual time.
using System;
using System.CommandLine;
using Hub.Simulator.Scenarios;

namespace Hub.Simulator.App;

internal static class AirCommand
{
    private const int MaxPresses = 1_000_000;

    private static readonly Option<ulong> Seed = new("--seed")
    {
        Description = "The seed; the same seed gives the same figures.",
        DefaultValueFactory = _ => 1,
    };

    private static readonly Option<int> Presses = new("--presses")
    {
        Description = "How many presses are timed at each loss.",
        DefaultValueFactory = _ => AirMeasurements.FewestPresses,
    };

    internal static Command Create()
    {
        DemoCommand.Limit(Presses, 1, MaxPresses);
        Command command = new(
            "air",
            "Measures in virtual time how long hub and devices are on the air in an hour at 64 devices, and how long "
            + "it takes from a press to its place in the journal when frames are lost.")
        {
            Seed, Presses,
        };
        command.SetAction(parsed =>
        {
            foreach (int loss in AirMeasurements.Losses)
            {
                Console.WriteLine(AirMeasurements.MeasureAir(parsed.GetValue(Seed), loss));
            }

            foreach (int loss in AirMeasurements.Losses)
            {
                Console.WriteLine(AirMeasurements.MeasurePresses(
                    parsed.GetValue(Seed), loss, parsed.GetValue(Presses)));
            }

            return ExitCodes.Ok;
        });
        return command;
    }
}
