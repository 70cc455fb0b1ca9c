// hub-simulator image: the firmware of simulated hubs as an image for a slot.
using System;
using System.CommandLine;
using System.IO;
using Hub.Simulator.World.Slots;

namespace Hub.Simulator.App;

internal static class ImageCommand
{
    private static readonly Option<uint> Sequence = new("--sequence")
    {
        Description = "The release that the image is for, 1 and more.",
        Required = true,
    };

    private static readonly Option<string> Out = new("--out")
    {
        Description = "The file to write.",
        Required = true,
    };

    private static readonly Option<string> Fault = new("--fault")
    {
        Description = "Firmware that is bad on purpose, for tests and demonstrations.",
    };

    internal static Command Create()
    {
        Fault.AcceptOnlyFromAmong("no-radio", "leak", "never-boots", "loses-tests", "stops");
        Sequence.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && result.Tokens[0].Value == "0")
            {
                result.AddError("--sequence must be 1 or more.");
            }
        });
        Command command = new(
            "image", "Writes the hub's firmware as it was built with this program as an image for simulated hubs.")
        {
            Sequence, Out, Fault,
        };
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult parsed)
    {
        try
        {
            byte[] image = SlotImageFile.Make(
                parsed.GetValue(Sequence), AppContext.BaseDirectory, FaultOf(parsed.GetValue(Fault)));
            File.WriteAllBytes(parsed.GetValue(Out)!, image);
            Console.WriteLine($"{parsed.GetValue(Out)}: release {parsed.GetValue(Sequence)}, {image.Length} bytes");
            return ExitCodes.Ok;
        }
        catch (Exception exception)
            when (exception is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            Console.Error.WriteLine(exception.Message);
            return ExitCodes.Failed;
        }
    }

    private static FirmwareFault FaultOf(string? name) => name switch
    {
        "no-radio" => FirmwareFault.NoRadio,
        "leak" => FirmwareFault.Leaks,
        "never-boots" => FirmwareFault.NeverBoots,
        "loses-tests" => FirmwareFault.LosesTests,
        "stops" => FirmwareFault.Stops,
        _ => FirmwareFault.None,
    };
}
