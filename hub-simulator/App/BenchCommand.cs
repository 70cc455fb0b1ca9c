// hub-simulator bench: one board on a pseudo-terminal, to be provisioned as at the bench.
using System;
using System.CommandLine;
using System.IO;
using System.Net;
using System.Runtime.InteropServices;
using System.Threading;
using System.Threading.Tasks;
using Hub.Core.Ports;
using Hub.Simulator.World;

namespace Hub.Simulator.App;

internal static class BenchCommand
{
    internal const string Help = """
        power off|on       cut or give back all power
        cut N              cut the power when N more bytes of the identity's flash have changed
        unplug             pull the serial console's plug: its pseudo-terminal ends
        plug               put it in again; the new pseudo-terminal is printed
        network off|on     pull out or plug in the hub's network
        status             show power, hub id, pseudo-terminal and lamps
        help               show this
        quit               end
        """;

    private static readonly Option<string> StateDirectory = new("--state-directory")
    {
        Description = "Where the board's flash is kept.",
        Required = true,
    };

    private static readonly Option<string?> Server = new("--server")
    {
        Description = "Connect there over plain TCP, host:port, instead of to the receivers of the identity.",
    };

    private static readonly Option<bool> Blank = new("--blank")
    {
        Description = "Begin with blank flash: what the directory held of this board is deleted.",
    };

    internal static Command Create()
    {
        ServerAddress.Check(Server);
        Command command = new(
            "bench",
            "Runs a board whose serial console is a pseudo-terminal; its path is the first line printed.\n\n"
                + "While it runs, type:\n" + Help)
        {
            StateDirectory, Server, Blank,
        };
        command.SetAction(Run);
        return command;
    }

    private static async Task<int> Run(ParseResult parsed, CancellationToken cancellation)
    {
        string directory = parsed.GetValue(StateDirectory)!;
        string? server = parsed.GetValue(Server);
        DemoTalk talk = new(Console.Out, TimeProvider.System);
        try
        {
            if (parsed.GetValue(Blank))
            {
                Wipe(directory);
            }

            EndPoint? place = server == null ? null : ServerAddress.Parse(server)!.EndPoint;
            using BenchBoard board = new(directory, place, TimeProvider.System, talk.Say);
            talk.Answer(board.ConsolePath);
            board.SetPower(true);
            return await WaitForEnd(talk, board, cancellation);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync(exception.Message);
            return ExitCodes.Failed;
        }
    }

    private static void Wipe(string directory)
    {
        if (!Directory.Exists(directory))
        {
            return;
        }

        foreach (string file in Directory.EnumerateFiles(directory, "*.flash"))
        {
            File.Delete(file);
        }
    }

    private static async Task<int> WaitForEnd(DemoTalk talk, BenchBoard board, CancellationToken cancellation)
    {
        TaskCompletionSource<int> ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
        using CancellationTokenRegistration interrupted = cancellation.Register(
            () => ended.TrySetResult(ExitCodes.Interrupted));
        using PosixSignalRegistration terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal =>
        {
            signal.Cancel = true;
            ended.TrySetResult(ExitCodes.Ok);
        });

        // The console's reader cannot be cancelled, so it is given a thread of its own and left at the end.
        Thread reader = new(() =>
        {
            if (ReadCommands(Console.In, talk, board))
            {
                ended.TrySetResult(ExitCodes.Ok);
            }
        })
        {
            IsBackground = true,
        };
        reader.Start();
        return await ended.Task;
    }

    /// <summary>Obeys until the input ends or says quit.</summary>
    /// <returns>True for quit.</returns>
    internal static bool ReadCommands(TextReader input, DemoTalk talk, BenchBoard board)
    {
        while (input.ReadLine() is { } line)
        {
            string[] words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (words is ["quit"] or ["exit"])
            {
                return true;
            }

            if (words.Length > 0)
            {
                talk.Answer(Obey(words, board));
            }
        }

        return false;
    }

    private static string Obey(string[] words, BenchBoard board)
    {
        switch (words)
        {
            case ["help"]:
                return Help;
            case ["status"]:
                break;
            case ["power", "off"] or ["power", "on"]:
                board.SetPower(words[1] == "on");
                break;
            case ["network", "off"] or ["network", "on"]:
                board.Network.IsOn = words[1] == "on";
                break;
            case ["unplug"]:
                board.SetPlug(false);
                break;
            case ["plug"]:
                board.SetPlug(true);
                break;
            case ["cut", var bytes] when uint.TryParse(bytes, out uint changed):
                board.CutPowerAfter(changed);
                break;
            default:
                return $"'{string.Join(' ', words)}' is no command; help shows them.";
        }

        return Status(board);
    }

    private static string Status(BenchBoard board)
    {
        string path = board.ConsolePath.Length > 0 ? board.ConsolePath : "unplugged";
        return $"power {(board.IsPowered ? "on" : "off")}, hub {board.HubId ?? "none"}, console {path}, lamps "
            + $"{board.Colour(Lamp.Power)}/{board.Colour(Lamp.Internet)}/"
            + $"{board.Colour(Lamp.Service)}";
    }
}
