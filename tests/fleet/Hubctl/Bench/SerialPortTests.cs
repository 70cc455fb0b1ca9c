// The machine's serial layer, on pseudo-terminals.
using System;
using System.IO;
using System.Threading.Tasks;
using Fleet.Hubctl;
using Fleet.Hubctl.Bench;
using Hubctl.Tests.World;

namespace Hubctl.Tests.Bench;

public sealed class SerialPortTests
{
    [Fact]
    public async Task A_blank_board_on_a_pseudo_terminal_becomes_a_proven_hub()
    {
        using var world = new BenchWorld();
        using var pty = new PtyBoard(world.Board);
        Run run = await RunAsync(world, pty.Name);
        Assert.True(run.Code == ExitCode.Ok, run.Error);
        Assert.Equal(Assert.Single(world.Fleet.HubIds), world.Board.HubId);
    }

    [Fact]
    public async Task Unplugged_at_every_answer_it_goes_on_when_it_is_plugged_in_again()
    {
        for (int at = 0; ; at++)
        {
            using var world = new BenchWorld();
            Run run;
            using (var pty = new PtyBoard(world.Board, pullAt: at))
            {
                run = await RunAsync(world, pty.Name);
            }

            if (run.Code == ExitCode.Ok)
            {
                Assert.True(at >= 4, $"only {at} answers");
                return;
            }

            Assert.Equal(ExitCode.Failed, run.Code);
            Assert.Contains("The same command goes on", run.Error, StringComparison.Ordinal);
            using var again = new PtyBoard(world.Board);
            Run second = await RunAsync(world, again.Name);
            Assert.True(second.Code == ExitCode.Ok, $"at {at}: {second.Error}");
            Assert.Equal(Assert.Single(world.Fleet.HubIds), world.Board.HubId);
        }
    }

    [Fact]
    public async Task A_second_hubctl_on_the_port_stops_and_leaves_the_first_alone()
    {
        using var world = new BenchWorld();
        using var pty = new PtyBoard(world.Board);
        string link = Path.Combine(world.Folder, "by-id");
        File.CreateSymbolicLink(link, pty.Name);
        using (new SerialPorts(Path.Combine(world.Folder, "hubctl")).Open(pty.Name))
        {
            foreach (string name in new[] { pty.Name, link })
            {
                Run second = await RunAsync(world, name);
                Assert.Equal(ExitCode.Refused, second.Code);
                Assert.Contains("in use by another hubctl", second.Error, StringComparison.Ordinal);
            }

            Assert.Empty(world.Board.CarriedOut);
        }

        Run free = await RunAsync(world, pty.Name);
        Assert.True(free.Code == ExitCode.Ok, free.Error);
    }

    [Fact]
    public async Task A_port_that_is_not_there_is_told()
    {
        using var world = new BenchWorld();
        Run run = await RunAsync(world, "/dev/ttyNOWHERE");
        Assert.Equal(ExitCode.Failed, run.Code);
        Assert.Contains("/dev/ttyNOWHERE cannot be opened", run.Error, StringComparison.Ordinal);
        Assert.Contains("Nothing was changed", run.Error, StringComparison.Ordinal);
    }

    private static Task<Run> RunAsync(BenchWorld world, string port) => world.RunAsync(
        ["hub", "provision", "--port", port, "--receiver", "127.0.0.1:1883", "--label", world.Label, "--timeout", "5"],
        new SerialPorts(Path.Combine(world.Folder, "hubctl")));
}
