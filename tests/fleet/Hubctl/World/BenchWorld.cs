// A bench: a board, a fleet manager, and hubctl as often as it is run.
using System;
using System.Collections.Generic;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using Fleet.Hubctl;
using Fleet.Hubctl.Bench;

namespace Hubctl.Tests.World;

/// <summary>How a run ended.</summary>
internal sealed record Run(int Code, string Output, string Error);

/// <summary>Everything around hubctl, and a folder for what it keeps.</summary>
internal sealed class BenchWorld : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("bench");

    public BenchWorld()
    {
        Ports = new FatedPorts(Board, Time);
        Fleet = new FleetDouble(Board);
    }

    public HastyTime Time { get; } = new();

    public ScriptedBoard Board { get; } = new();

    public FatedPorts Ports { get; }

    public FleetDouble Fleet { get; }

    public string Folder => _folder.FullName;

    public string Label => Path.Combine(Folder, "label.png");

    public string PendingFolder => Path.Combine(Folder, "hubctl", "pending");

    public string[] PendingFiles => Directory.Exists(PendingFolder) ? Directory.GetFiles(PendingFolder) : [];

    /// <summary>Provisions as a technician would.</summary>
    public Task<Run> ProvisionAsync(params string[] more) => RunAsync(
        ["hub", "provision", "--port", "bench", "--receiver", "127.0.0.1:1883", "--label", Label, .. more]);

    /// <summary>Runs hubctl.</summary>
    public async Task<Run> RunAsync(string[] arguments, IBenchPorts? ports = null, string searchPath = "")
    {
        using var interrupted = new CancellationTokenSource();
        Ports.Interrupt = interrupted.Cancel;
        Fleet.Interrupt = interrupted.Cancel;
        Time.Patience = TimeSpan.FromSeconds(1);
        using var output = new StringWriter();
        using var error = new StringWriter();
        var environment = new Dictionary<string, string>
        {
            ["XDG_STATE_HOME"] = Folder,
            ["XDG_CONFIG_HOME"] = Folder,
            ["HUBCTL_TOKEN"] = "token",
            ["HUBCTL_SERVER"] = "http://fleet.test",
            ["PATH"] = searchPath,
        };
        int code = await CommandLine.RunAsync(
            arguments,
            new Terminal(output, error, TextReader.Null, isTerminal: false),
            name => environment.GetValueOrDefault(name),
            interrupted.Token,
            new Surroundings(Time, ports ?? Ports, Fleet)).WaitAsync(TimeSpan.FromSeconds(60));
        return new Run(code, output.ToString(), error.ToString());
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
