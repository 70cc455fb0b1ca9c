// signer image: packs assemblies into the image of a slot.
using System.CommandLine;
using System.Linq;
using Fleet.Releases;
using Fleet.Signer.Images;
using Hub.Protocols.Updates;

namespace Fleet.Signer.Commands;

/// <summary>The commands below <c>image</c>.</summary>
internal static class ImageCommands
{
    internal static Command Make(Talk talk)
    {
        return new Command("image", "Images that a hub's loader starts") { MakePack(talk), MakeShow(talk) };
    }

    private static Command MakePack(Talk talk)
    {
        Option<string> folder = new("--folder")
        {
            Description = "The build: .pe for the board, else .dll",
            HelpName = "DIR",
            Required = true,
        };
        Option<string[]> assemblies = new("--assembly")
        {
            Description = "An assembly, without extension; repeated in the order of loading. For .dll not needed",
            HelpName = "NAME",
        };
        Option<string> entry = new("--entry")
        {
            Description = "Full name of the type that is the application",
            HelpName = "TYPE",
            Required = true,
        };
        Option<uint> sequence = ReleaseCommands.Sequence();
        Option<string> output = ReleaseCommands.Out();
        var command = new Command("pack", "Pack a build into an image") { folder, assemblies, entry, sequence, output };
        command.SetAction(parsed =>
        {
            byte[] image = SlotImage.Write(
                parsed.GetValue(sequence),
                parsed.GetValue(entry)!,
                AssemblyFolder.Read(parsed.GetValue(folder)!, parsed.GetValue(assemblies) ?? []));
            Files.Write(parsed.GetValue(output)!, image);
            talk.Error.WriteLine($"{image.Length} bytes of {UpdateLimits.MaxImageBytes}.");
            return ExitCode.Ok;
        });
        return command;
    }

    private static Command MakeShow(Talk talk)
    {
        Argument<string> file = new("file") { Description = "An image (.slot)" };
        var command = new Command("show", "Check an image and list what is in it") { file };
        command.SetAction(parsed =>
        {
            SlotImage image = SlotImage.Read(Files.Read(parsed.GetValue(file)!, UpdateLimits.MaxImageBytes));
            talk.Output.WriteLine($"sequence\t{image.Sequence}");
            talk.Output.WriteLine($"entry\t{image.Entry}");
            foreach (string line in image.Assemblies.Select(part => $"{part.Name}\t{part.Content.Length}"))
            {
                talk.Output.WriteLine(line);
            }

            return ExitCode.Ok;
        });
        return command;
    }
}
