// hub-simulator rehearse: a release comes to a simulated neighbourhood before it comes to people.
using System;
using System.CommandLine;
using System.IO;
using System.Linq;
using System.Text.Json;
using Hub.Protocols.Updates;
using Hub.Simulator.Scenarios;
using Hub.Simulator.World.Slots;

namespace Hub.Simulator.App;

internal static class RehearseCommand
{
    private const int MaxHomes = 10_000;
    private const int MaxDays = 60;
    private const int MaxAtOnce = 256;
    private const int MaxKeyBytes = 60;

    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        WriteIndented = true,
        IgnoreReadOnlyProperties = true,
    };

    private static readonly Option<string> From = new("--from")
    {
        Description = "The bundle (.vhr) that the hubs begin with, or factory.",
        DefaultValueFactory = _ => "factory",
    };

    private static readonly Option<string> To = new("--to")
    {
        Description = "The bundle (.vhr) to rehearse.",
        Required = true,
    };

    private static readonly Option<string> Keys = new("--release-keys")
    {
        Description = "A file with the public keys that releases are signed with, one or two, hexadecimal, one a line.",
        Required = true,
    };

    private static readonly Option<int> Homes = new("--homes")
    {
        Description = "How many homes.",
        DefaultValueFactory = _ => 200,
    };

    private static readonly Option<int> Days = new("--days")
    {
        Description = "How many days.",
        DefaultValueFactory = _ => 7,
    };

    private static readonly Option<long> Seed = new("--seed")
    {
        Description = "The first seed; the same seed gives the same rehearsal.",
        DefaultValueFactory = _ => 1,
    };

    private static readonly Option<int> AtOnce = new("--at-once")
    {
        Description = "How many homes live at once; it changes nothing in any of them.",
        DefaultValueFactory = _ => Environment.ProcessorCount,
    };

    private static readonly Option<string> ReportFile = new("--report")
    {
        Description = "The file to write the report into, as the fleet manager takes it.",
        Required = true,
    };

    internal static Command Create()
    {
        DemoCommand.Limit(Homes, 1, MaxHomes);
        DemoCommand.Limit(Days, 1, MaxDays);
        DemoCommand.Limit(AtOnce, 1, MaxAtOnce);
        Command command = new(
            "rehearse",
            "Brings a release to a simulated neighbourhood in the middle of power cuts, lost networks and calls for "
            + "help, with all checks after every step. Exits with 1 when the release does not pass.")
        {
            From, To, Keys, Homes, Days, Seed, AtOnce, ReportFile,
        };
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult parsed)
    {
        try
        {
            string from = parsed.GetValue(From)!;
            Rehearsal rehearsal = new(
                (ulong)parsed.GetValue(Seed), parsed.GetValue(Homes), parsed.GetValue(Days),
                from == "factory" ? null : SimulatedRelease.Load(from),
                SimulatedRelease.Load(parsed.GetValue(To)!),
                ReadKeys(parsed.GetValue(Keys)!));
            RehearsalReport report = rehearsal.Run(parsed.GetValue(AtOnce));
            File.WriteAllText(parsed.GetValue(ReportFile)!, JsonSerializer.Serialize(report, Json) + "\n");
            foreach (string line in rehearsal.Figures())
            {
                Console.WriteLine(line);
            }

            Console.WriteLine(report.IsPassed ? "passed" : "not passed");
            return report.IsPassed ? ExitCodes.Ok : ExitCodes.Failed;
        }
        catch (Exception exception)
            when (exception is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            Console.Error.WriteLine(exception.Message);
            return ExitCodes.Usage;
        }
    }

    private static byte[][] ReadKeys(string path)
    {
        string[] lines = [.. File.ReadLines(path).Select(line => line.Trim()).Where(line => line.Length > 0)
            .Take(UpdateLimits.TrustedKeys + 1)];
        bool isGood = lines.Length is > 0 and <= UpdateLimits.TrustedKeys
            && lines.All(line => line.Length is > 0 and <= 2 * MaxKeyBytes && line.Length % 2 == 0
                && line.All(char.IsAsciiHexDigit));
        return isGood ? [.. lines.Select(Convert.FromHexString)]
            : throw new InvalidDataException($"{path} does not hold one or two keys in hexadecimal, one a line.");
    }
}
