// hubctl hub flash with a flasher of the test's own.
using System;
using System.IO;
using System.Threading.Tasks;
using Fleet.Hubctl;
using Hubctl.Tests.World;
using Tests;

namespace Hubctl.Tests.Bench;

public sealed class FlashTests
{
    [Fact]
    public async Task It_runs_the_documented_commands_in_order_and_passes_on_what_is_said()
    {
        using var world = new BenchWorld();
        (string folder, string image) = Install(world, "echo \"said $*\"; echo \"warned\" >&2; exit 0");
        Run run = await world.RunAsync(["hub", "flash", "--port", "COM5", "--image", image], searchPath: folder);
        Assert.Equal(ExitCode.Ok, run.Code);
        Assert.Equal(
            $"said --platform esp32 --target ESP32_S3_OCTAL --serialport COM5 --update --masserase\n"
            + $"said --target ESP32_S3_OCTAL --serialport COM5 --deploy --image {image}\n",
            run.Output);
        Assert.Contains("warned", run.Error, StringComparison.Ordinal);
        string readme = RepositoryRoot.Read("firmware/README.md");
        Assert.Contains(
            "nanoff --platform esp32 --target ESP32_S3_OCTAL --serialport COM5 --update --masserase\n"
            + "nanoff --target ESP32_S3_OCTAL --serialport COM5 --deploy --image .nano-build/Hub.Esp32S3.bin\n",
            readme, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failed_command_ends_it_with_its_own_code()
    {
        using var world = new BenchWorld();
        (string folder, string image) = Install(world, "echo once; exit 37");
        Run run = await world.RunAsync(["hub", "flash", "--port", "COM5", "--image", image], searchPath: folder);
        Assert.Equal((37, "once\n"), (run.Code, run.Output));
        Assert.Contains("code 37", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_nanoff_it_says_what_to_install()
    {
        using var world = new BenchWorld();
        Run run = await world.RunAsync(["hub", "flash", "--port", "COM5"], searchPath: world.Folder);
        Assert.Equal(ExitCode.Failed, run.Code);
        Assert.Contains("dotnet tool install -g nanoff", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_an_image_nothing_is_erased()
    {
        using var world = new BenchWorld();
        (string folder, _) = Install(world, "echo erased");
        Run run = await world.RunAsync(
            ["hub", "flash", "--port", "COM5", "--image", "/nowhere.bin"], searchPath: folder);
        Assert.Equal((ExitCode.Usage, ""), (run.Code, run.Output));
        Assert.Contains("/nowhere.bin", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_dry_run_prints_the_commands()
    {
        using var world = new BenchWorld();
        Run run = await world.RunAsync(["hub", "flash", "--port", "COM5", "--dry-run"]);
        Assert.Equal(
            "nanoff --platform esp32 --target ESP32_S3_OCTAL --serialport COM5 --update --masserase\n"
            + "nanoff --target ESP32_S3_OCTAL --serialport COM5 --deploy --image .nano-build/Hub.Esp32S3.bin\n",
            run.Output.ReplaceLineEndings("\n"));
    }

    private static (string Folder, string Image) Install(BenchWorld world, string script)
    {
        string program = Path.Combine(world.Folder, "nanoff");
        File.WriteAllText(program, "#!/bin/sh\n" + script + "\n");
        if (OperatingSystem.IsWindows())
        {
            throw new PlatformNotSupportedException("The flasher of this test is a shell script.");
        }

        File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        string image = Path.Combine(world.Folder, "firmware.bin");
        File.WriteAllText(image, "firmware");
        return (world.Folder, image);
    }
}
