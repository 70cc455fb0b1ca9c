// The simulated hubs as a process of its own, against a fleet manager.
using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Net.Http;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using Hub.Simulator.People;

namespace EndToEnd.Tests.Processes;

/// <summary>Runs <c>hub-simulator demo</c> and speaks with its control port.</summary>
internal sealed class HubSimulatorProcess : IHomeVisit, IAsyncDisposable
{
    private readonly StringBuilder _output = new();
    private readonly HttpClient _control;
    private readonly Process _process;

    private HubSimulatorProcess(Process process, int controlPort, int pagePort)
    {
        _process = process;
        PageUrl = $"http://127.0.0.1:{pagePort}";
        _control = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{controlPort}") };
    }

    /// <summary>Where a browser finds the hubs to see and touch; no slash at its end.</summary>
    public string PageUrl { get; }

    /// <summary>Starts the hubs and waits until each has its session.</summary>
    public static async Task<HubSimulatorProcess> StartAsync(
        FleetServerProcess server,
        IReadOnlyList<HubSignIn> hubs,
        TemporaryFolder folder,
        CancellationToken cancellationToken,
        int timeFactor = 1)
    {
        string credentials = folder.File("hubs.csv");
        IEnumerable<string> lines = hubs.Select(hub => $"{hub.HubId},{hub.HubId},{hub.Password},{hub.Key}");
        await File.WriteAllLinesAsync(credentials, lines.Prepend("hub_id,user_name,password,key"), cancellationToken);
        int controlPort = FreePort.Next();
        int pagePort = FreePort.Next();
        string program = Path.Combine(AppContext.BaseDirectory, "hub-simulator");
        string[] arguments =
        [
            "demo", "--server", $"127.0.0.1:{server.MqttPort}", "--credentials", credentials,
            "--control-port", controlPort.ToString(CultureInfo.InvariantCulture),
            "--page-port", pagePort.ToString(CultureInfo.InvariantCulture),
            "--time-factor", timeFactor.ToString(CultureInfo.InvariantCulture),
        ];
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var simulator = new HubSimulatorProcess(Process.Start(start)!, controlPort, pagePort);
        simulator.Listen();
        await Eventually.IsTrueAsync(
            "every simulated hub is connected", () => simulator.AreConnectedAsync(hubs.Count), cancellationToken);
        return simulator;
    }

    /// <summary>Presses the button of a hub; the first is 1.</summary>
    public Task PressAsync(int number, CancellationToken cancellationToken) =>
        ActAsync(number, "press", cancellationToken);

    /// <summary>Presses check-in on the front of a hub: a responder is there.</summary>
    public Task CheckInAsync(int hub, CancellationToken cancellationToken) =>
        ActAsync(hub, "check-in", cancellationToken);

    /// <summary>Presses check-out on the front of a hub: a responder goes.</summary>
    public Task CheckOutAsync(int hub, CancellationToken cancellationToken) =>
        ActAsync(hub, "check-out", cancellationToken);

    private async Task ActAsync(int number, string verb, CancellationToken cancellationToken)
    {
        using HttpResponseMessage answer = await _control.PostAsync(
            new Uri($"/hubs/{number}/{verb}", UriKind.Relative), null, cancellationToken);
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>What the simulator tells of a hub.</summary>
    public Task<JsonElement> HubAsync(int number, CancellationToken cancellationToken) =>
        _control.GetFromJsonAsync<JsonElement>($"/hubs/{number}", cancellationToken);

    public async ValueTask DisposeAsync()
    {
        _control.Dispose();
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }

    private void Listen()
    {
        _process.OutputDataReceived += (_, line) => Keep(line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    private async Task<bool> AreConnectedAsync(int count)
    {
        if (_process.HasExited)
        {
            throw new InvalidOperationException($"the simulator ended with code {_process.ExitCode}\n{_output}");
        }

        try
        {
            JsonElement hubs = await _control.GetFromJsonAsync<JsonElement>("/hubs");
            return hubs.EnumerateArray().Count(hub => hub.GetProperty("isConnected").GetBoolean()) == count;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private void Keep(string? line)
    {
        if (line is not null)
        {
            lock (_output)
            {
                _output.AppendLine(line);
            }
        }
    }
}
