// The command as a process: what it says and how it ends when it is used wrongly.
using System;
using System.Diagnostics;
using System.IO;
using System.Threading.Tasks;
using Hub.Simulator.App;

namespace Simulator.Tests.App;

public sealed class CommandLineTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory();

    public void Dispose() => _folder.Delete(true);

    [Theory]
    [InlineData("", ExitCodes.Usage, "command")]
    [InlineData("dance", ExitCodes.Usage, "dance")]
    [InlineData("demo", ExitCodes.Usage, "--server")]
    [InlineData("demo --server here --credentials x", ExitCodes.Usage, "--server takes host:port, not 'here'")]
    [InlineData("demo --server a:1 --credentials x --hubs 0", ExitCodes.Usage, "--hubs takes 1 to 20000, not 0")]
    [InlineData("demo --server a:1 --credentials x --hubs 20001", ExitCodes.Usage, "--hubs takes 1 to 20000")]
    [InlineData("demo --server a:1 --credentials x --control-port 65536", ExitCodes.Usage, "--control-port takes")]
    [InlineData("demo --server a:1 --credentials x --heartbeat-interval 9", ExitCodes.Usage, "takes 10 to 3600")]
    [InlineData("demo --server a:1 --credentials x --time-factor 0", ExitCodes.Usage, "--time-factor takes 1 to 60")]
    [InlineData("demo --server a:1 --credentials x --time-factor 61", ExitCodes.Usage, "not 61")]
    [InlineData("demo --server a:1 --credentials x --ca y", ExitCodes.Usage, "--ca is of use only with --tls")]
    [InlineData("demo --server a:1 --credentials x --tls --ca missing.pem", ExitCodes.NotFound, "missing.pem")]
    [InlineData("demo --server a:1 --credentials missing.csv", ExitCodes.NotFound, "There is no file missing.csv")]
    [InlineData("demo --server a:1 --credentials two.csv --hubs 3", ExitCodes.Usage, "lists 2 hubs, fewer than the 3")]
    [InlineData("press", ExitCodes.Usage, "press")]
    [InlineData("press x", ExitCodes.Usage, "x")]
    [InlineData("check-in", ExitCodes.Usage, "check-in")]
    [InlineData("check-out 1 --control-port 1", ExitCodes.Failed, "No simulator answers at http://127.0.0.1:1")]
    [InlineData("power 1 maybe", ExitCodes.Usage, "maybe")]
    [InlineData("press 1 --control ftp://x", ExitCodes.Usage, "is no http URL")]
    [InlineData("press 1 --control-port 1", ExitCodes.Failed, "No simulator answers at http://127.0.0.1:1")]
    [InlineData("life --days 401", ExitCodes.Usage, "--days takes 1 to 400")]
    [InlineData("home --homes 0", ExitCodes.Usage, "--homes takes 1 to 1000000")]
    [InlineData("home --days 401", ExitCodes.Usage, "--days takes 1 to 400")]
    [InlineData("air --presses 0", ExitCodes.Usage, "--presses takes 1 to 1000000")]
    [InlineData("link --presses 0", ExitCodes.Usage, "--presses takes 1 to 100000")]
    [InlineData("--help", ExitCodes.Ok, "demo")]
    [InlineData("demo --help", ExitCodes.Ok, "network N off|on")]
    [InlineData("demo --help", ExitCodes.Ok, "check-out N")]
    public async Task Wrong_use_ends_with_a_sentence_and_a_code(string arguments, int exitCode, string expected)
    {
        File.WriteAllText(Path.Combine(_folder.FullName, "two.csv"), Credentials.Header
            + "\n0000000000000001,0000000000000001,p\n0000000000000002,0000000000000002,p\n");
        (int ended, string said) = await Run(arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains(expected, said);
        Assert.Equal(exitCode, ended);
        Assert.DoesNotContain("   at ", said);
    }

    [Fact]
    public async Task A_state_directory_in_use_is_refused()
    {
        File.WriteAllText(
            Path.Combine(_folder.FullName, "one.csv"), Credentials.Header + "\n0000000000000001,0000000000000001,p\n");
        string state = Path.Combine(_folder.FullName, "state");
        Directory.CreateDirectory(state);
        string path = Path.Combine(state, ".lock");
        using FileStream other = new(path, FileMode.Create, FileAccess.ReadWrite, FileShare.None);
        (int ended, string said) = await Run(
            "demo", "--server", "127.0.0.1:1", "--credentials", "one.csv", "--state-directory", state);
        Assert.Contains("another simulator", said);
        Assert.Equal(ExitCodes.Refused, ended);
    }

    [Fact]
    public async Task A_life_is_lived_and_told_by_its_seed()
    {
        (int ended, string said) = await Run("life", "--seed", "3", "--days", "1");
        Assert.Equal(ExitCodes.Ok, ended);
        Assert.Matches("^seed 3: [0-9]+ presses, .* fingerprint [0-9a-f]{16}\\s*$", said);
    }

    [Fact]
    public async Task A_home_is_lived_and_told_by_its_seed()
    {
        (int ended, string said) = await Run("home", "--seed", "3", "--days", "1");
        Assert.Equal(ExitCodes.Ok, ended);
        Assert.Matches("^seed 3: [0-9]+ presses .* fingerprint [0-9a-f]{16}\\s*$", said);
    }

    [Fact]
    public async Task The_air_is_measured_and_told()
    {
        (int ended, string said) = await Run("air", "--presses", "10");
        Assert.Equal(ExitCodes.Ok, ended);
        Assert.Equal(3, said.Split("64 devices: hub").Length - 1);
        Assert.Equal(3, said.Split("10 presses: journalled p50").Length - 1);
    }

    [Fact]
    public async Task Where_an_alarm_goes_is_measured_and_told()
    {
        (int ended, string said) = await Run("link", "--presses", "1");
        Assert.Equal(ExitCodes.Ok, ended);
        Assert.Contains("| primary and reserve dead | with the press | short message |", said);
    }

    private async Task<(int ExitCode, string Said)> Run(params string[] arguments)
    {
        ProcessStartInfo start = new("dotnet", [typeof(Credentials).Assembly.Location, .. arguments])
        {
            WorkingDirectory = _folder.FullName,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Remove("HUB_SIMULATOR_CONTROL");
        using Process process = Process.Start(start)!;
        process.StandardInput.Close();
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        string errors = await process.StandardError.ReadToEndAsync();
        string said = await output + errors;
        await process.WaitForExitAsync();
        return (process.ExitCode, said);
    }
}
