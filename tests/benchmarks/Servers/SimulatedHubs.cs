// Simulated hubs, the firmware's own code, on the other processor.
using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.Json;

namespace Benchmarks.Servers;

/// <summary>Runs <c>hub-simulator demo</c> against a fleet manager.</summary>
internal sealed class SimulatedHubs : IDisposable
{
    private static readonly string[] Columns = ["hubId", "userName", "password", "key"];

    private readonly Process _process;
    private readonly string _folder = Directory.CreateTempSubdirectory("benchmark-hubs-").FullName;

    /// <summary>Registers hubs and starts them; they connect one after the other.</summary>
    public SimulatedHubs(FleetServer fleet, int count)
    {
        string credentials = Path.Combine(_folder, "hubs.csv");
        using JsonDocument answer = fleet.Post("/api/hubs", new { count, withKeys = true });
        Ids = [.. answer.RootElement.GetProperty("items").EnumerateArray()
            .Select(hub => hub.GetProperty("hubId").GetString()!)];
        File.WriteAllLines(credentials, answer.RootElement.GetProperty("items").EnumerateArray()
            .Select(hub => string.Join(',', Columns.Select(name => hub.GetProperty(name).GetString())))
            .Prepend("hub_id,user_name,password,key"));
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "hub-simulator"),
        [
            "demo", "--server", string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{fleet.MqttPort}"),
            "--credentials", credentials, "--control-port", Port(), "--page-port", Port(),
        ])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        _process = Process.Start(start)!;
        _process.OutputDataReceived += static (_, _) => { };
        _process.ErrorDataReceived += static (_, _) => { };
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>The hubs' ids.</summary>
    public IReadOnlyList<string> Ids { get; }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.WaitForExit();
        _process.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private static string Port() => ServerProcess.FreePort().ToString(CultureInfo.InvariantCulture);
}
