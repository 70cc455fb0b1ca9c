// signer release build: makes an unsigned bundle, the same for the same.
using System.Collections.Generic;
using System.CommandLine;
using System.Globalization;
using System.Linq;
using System.Text;
using Fleet.Releases;
using Hub.Protocols.Updates;

namespace Fleet.Signer.Commands;

/// <summary>The command <c>release build</c>; it needs no key.</summary>
internal static class ReleaseBuildCommand
{
    internal static Command Make(Talk talk)
    {
        Option<uint> sequence = ReleaseCommands.Sequence();
        Option<string> version = new("--release-version")
        {
            Description = "The version for people",
            HelpName = "TEXT",
            Required = true,
        };
        Option<string?> notesReference = new("--notes-reference")
        {
            Description = "Where the notes can be read, for the manifest",
            HelpName = "TEXT",
        };
        Option<string?> notes = new("--notes") { Description = "The notes, Markdown", HelpName = "FILE" };
        Option<string[]> images = new("--image")
        {
            Description = "An image for a model: MODEL=FILE, then maybe ,requires=SEQUENCE ,battery=PERCENT; repeated",
            HelpName = "IMAGE",
        };
        Option<string?> newKey = new("--new-key")
        {
            Description = "A public key that becomes the successor; in place of images",
            HelpName = "FILE",
        };
        Option<string> output = ReleaseCommands.Out();
        var command = new Command("build", "Build an unsigned bundle")
        {
            sequence, version, notesReference, notes, images, newKey, output,
        };
        command.SetAction(parsed =>
        {
            var release = new ReleaseDescription(
                parsed.GetValue(sequence),
                parsed.GetValue(version)!,
                parsed.GetValue(notesReference) ?? "",
                [.. (parsed.GetValue(images) ?? []).Select(ReadImage)],
                parsed.GetValue(newKey) is { } key ? Files.ReadKey(key) : []);
            string text = parsed.GetValue(notes) is { } path
                ? Encoding.UTF8.GetString(Files.Read(path, BundleLimits.MaxNotesBytes))
                : "";
            RequireOneKind(release);
            byte[] file = new ReleaseBundle(release, text, null).Write();

            // Read back, so that whatever a hub or the fleet manager would refuse is refused here.
            _ = ReleaseBundle.Read(file);
            Files.Write(parsed.GetValue(output)!, file);
            talk.Error.WriteLine($"{file.Length} bytes. Sign it with: signer release sign.");
            return ExitCode.Ok;
        });
        return command;
    }

    private static void RequireOneKind(ReleaseDescription release)
    {
        if (release.Images.Count > 0 == release.NewKey.Length > 0)
        {
            throw new FailureException(ExitCode.Usage, "A release has images (--image) or a new key (--new-key).");
        }

        if (release.Images.Count > UpdateLimits.MaxImages)
        {
            throw new FailureException(ExitCode.Usage, $"A release has at most {UpdateLimits.MaxImages} images.");
        }
    }

    private static BundleImage ReadImage(string text)
    {
        string[] parts = text.Split(',');
        string[] head = parts[0].Split('=', 2);
        Dictionary<string, uint> options = [];
        foreach (string[] option in parts.Skip(1).Select(part => part.Split('=', 2)))
        {
            if (option.Length != 2 || option[0] is not ("requires" or "battery")
                || !uint.TryParse(option[1], NumberStyles.None, CultureInfo.InvariantCulture, out uint number)
                || !options.TryAdd(option[0], number))
            {
                throw Wrong(text);
            }
        }

        uint battery = options.GetValueOrDefault("battery");
        if (head.Length != 2 || !ReleaseClass.IsModel(head[0]) || battery > ReleaseLimits.MaxBatteryPercent)
        {
            throw Wrong(text);
        }

        return BundleImage.Make(
            head[0], Files.Read(head[1], UpdateLimits.MaxImageBytes), options.GetValueOrDefault("requires"),
            (int)battery);
    }

    private static FailureException Wrong(string text)
    {
        return new FailureException(
            ExitCode.Usage, $"'{text}' is no image: MODEL=FILE, then maybe ,requires=SEQUENCE ,battery=0..100.");
    }
}
