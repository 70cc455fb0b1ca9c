// hubctl hub flash: has nanoFramework's flasher write interpreter and firmware.
using System.CommandLine;
using Fleet.Hubctl.Bench;

namespace Fleet.Hubctl.Commands;

/// <summary>The grammar of <c>hub flash</c>; the commands are those of firmware/README.md.</summary>
internal static class FlashCommand
{
    /// <summary>The command.</summary>
    public static Command Make(Session session)
    {
        Option<string> port = ProvisionOptions.Port();
        var image = new Option<string>("--image")
        {
            Description = "The firmware (default .nano-build/Hub.Esp32S3.bin)",
            DefaultValueFactory = static _ => ".nano-build/Hub.Esp32S3.bin",
            HelpName = "FILE",
        };
        var target = new Option<string>("--target")
        {
            Description = "The interpreter's image (default ESP32_S3_OCTAL)",
            DefaultValueFactory = static _ => "ESP32_S3_OCTAL",
            HelpName = "NAME",
        };
        var program = new Option<string?>("--flasher")
        {
            Description = "nanoff, when it is not on the search path",
            HelpName = "FILE",
        };
        Option<bool> dryRun = SharedOptions.DryRun();
        var command = new Command("flash", "Write interpreter and firmware into a board; all that was in it is lost")
        {
            port, image, target, program, dryRun,
        };
        command.SetAction((parsed, cancellationToken) => new Flasher(session).RunAsync(
            parsed.GetValue(program),
            parsed.GetValue(port)!,
            parsed.GetValue(target)!,
            parsed.GetValue(image)!,
            parsed.GetValue(dryRun),
            cancellationToken));
        return command;
    }
}
