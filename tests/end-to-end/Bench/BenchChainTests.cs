// From a blank board to a test alarm in the console: hubctl, a serial port, the hub's own code, a fleet manager.
using System;
using System.Collections.Generic;
using System.IO;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using EndToEnd.Tests.Faults;
using EndToEnd.Tests.Processes;
using Fleet.Hubctl;
using Fleet.Hubctl.Bench;
using Hub.Simulator.World;

namespace EndToEnd.Tests.Bench;

/// <summary>
/// The board is simulated and its code is the hub's; between it and hubctl is a pseudo-terminal, between both and the
/// fleet manager the network of this machine.
/// </summary>
public sealed class BenchChainTests(RunningFleet fleet) : IClassFixture<RunningFleet>, IDisposable
{
    private const int MostRuns = 30;
    private const int TimesFaster = 5;

    // A run that waits in vain for a port or a hub ends, and the next one goes on.
    private const string ImpatientSeconds = "50";
    private readonly TemporaryFolder _folder = new();
    private readonly FasterTime _time = new(TimesFaster);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_blank_board_becomes_a_hub_whose_test_alarm_is_in_the_console()
    {
        using BenchBoard board = Board();
        (int code, string output, string error) = await RunAsync(board, Ports());
        Assert.True(code == ExitCode.Ok, error);
        string hubId = JsonDocument.Parse(output).RootElement.GetProperty("item").GetProperty("hubId").GetString()!;
        Assert.Equal(board.HubId, hubId);
        JsonElement one = Assert.Single(await fleet.Api.CasesAsync(hubId, Cancellation));
        Assert.Equal("test", one.GetProperty("kind").GetString());
        Assert.Contains(
            await fleet.Api.HistoryAsync(hubId, Cancellation),
            line => line.GetProperty("kind").GetString() == "heartbeat");
        Assert.True(File.Exists(_folder.File("label.png")));

        // Another home's hub now: it is refused without its code, and made over with it.
        (code, _, error) = await RunAsync(board, Ports());
        Assert.Equal(ExitCode.Refused, code);
        Assert.Contains(hubId, error, StringComparison.Ordinal);
        JsonElement told = await fleet.Api.GetAsync($"/api/hubs/{hubId}/reset-code", Cancellation);
        string resetCode = told.GetProperty("code").GetString()!;
        (code, _, error) = await RunAsync(board, Ports(), more: ["--reset-code", resetCode]);
        Assert.True(code == ExitCode.Ok, error);
        Assert.NotEqual(hubId, board.HubId);
    }

    [Theory]
    [InlineData("plug")]
    [InlineData("power")]
    [InlineData("kill")]
    public async Task Cut_off_at_each_request_in_turn_it_becomes_one_hub(string what)
    {
        using BenchBoard board = Board();
        StrikingPorts ports = Ports();
        ports.Strike = what switch
        {
            "plug" => () => board.SetPlug(false),
            "power" => () => board.SetPower(false),
            _ => static () => throw new KilledException(),
        };
        int before = await HubCountAsync();
        int runs = await UntilDoneAsync(board, ports, null, run => ports.StrikeAt = ports.Requests + run);
        Assert.True(runs >= 6, $"only {runs} runs");
        Assert.Equal(before + 1, await HubCountAsync());
    }

    [Fact]
    public async Task With_the_answer_of_each_call_lost_in_turn_it_becomes_one_hub()
    {
        using BenchBoard board = Board();
        using var network = new StrikingHandler();
        int before = await HubCountAsync();
        int runs = await UntilDoneAsync(
            board, Ports(), network, run => network.StrikeAt = network.Calls + run);
        Assert.True(runs >= 4, $"only {runs} runs");
        Assert.Equal(before + 1, await HubCountAsync());
    }

    /// <inheritdoc/>
    public void Dispose() => _folder.Dispose();

    private static BenchBoard NewBoard(string folder)
    {
        var board = new BenchBoard(folder, null, TimeProvider.System, static _ => { });
        board.SetPower(true);
        return board;
    }

    private BenchBoard Board() => NewBoard(_folder.File("board"));

    private StrikingPorts Ports() => new(new SerialPorts(_folder.File("locks")));

    private async Task<int> UntilDoneAsync(
        BenchBoard board, StrikingPorts ports, StrikingHandler? network, Action<int> plan)
    {
        for (int run = 0; run < MostRuns; run++)
        {
            board.SetPlug(true);
            board.SetPower(true);
            plan(run);
            try
            {
                (int code, _, string error) = await RunAsync(board, ports, network, ["--timeout", ImpatientSeconds]);
                if (code == ExitCode.Ok)
                {
                    return run + 1;
                }

                Assert.Contains("The same command goes on", error, StringComparison.Ordinal);
            }
            catch (KilledException)
            {
                // Nothing of hubctl is left; the board does not know.
            }
        }

        throw new TimeoutException($"not done after {MostRuns} runs");
    }

    private async Task<int> HubCountAsync()
    {
        JsonElement page = await fleet.Api.GetAsync("/api/hubs?limit=1000", Cancellation);
        return page.GetProperty("items").GetArrayLength();
    }

    private async Task<(int Code, string Output, string Error)> RunAsync(
        BenchBoard board, StrikingPorts ports, StrikingHandler? network = null, string[]? more = null)
    {
        var environment = new Dictionary<string, string>
        {
            ["XDG_STATE_HOME"] = _folder.File("state"),
            ["XDG_CONFIG_HOME"] = _folder.File("config"),
            ["HUBCTL_SERVER"] = fleet.Server.Url.ToString(),
            ["HUBCTL_USER"] = "technician",
            ["HUBCTL_PASSWORD"] = FleetServerProcess.DemoPassword,
        };
        using var output = new StringWriter();
        using var error = new StringWriter();
        string[] arguments =
        [
            "hub", "provision", "--port", board.ConsolePath, "--receiver", $"127.0.0.1:{fleet.Server.MqttPort}",
            "--label", _folder.File("label.png"), "--output", "json", .. more ?? [],
        ];
        int code = await CommandLine.RunAsync(
            arguments,
            new Terminal(output, error, TextReader.Null, isTerminal: false),
            name => environment.GetValueOrDefault(name),
            Cancellation,
            new Surroundings(_time, ports, network));
        return (code, output.ToString(), error.ToString());
    }
}
