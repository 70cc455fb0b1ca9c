// hubctl hub command, against a fleet manager.
using System;
using System.Collections.Generic;
using System.IO;
using System.Net.Http;
using System.Threading.Tasks;
using Fleet.Hubctl;
using Fleet.Server.Gateway;
using Hub.Protocols.Messages;
using Slices.Tests.World;

namespace Slices.Tests.Commands;

public sealed class HubctlCommandTests
{
    [Theory]
    [InlineData(AcknowledgementResult.Done, "", ExitCode.Ok, "done")]
    [InlineData(AcknowledgementResult.Refused, "alarm in progress", ExitCode.Refused, "refused (alarm in progress)")]
    [InlineData(AcknowledgementResult.Failed, "journal fault", ExitCode.Failed, "failed (journal fault)")]
    [InlineData(AcknowledgementResult.Expired, "", ExitCode.Refused, "expired")]
    public async Task HBG_017_watch_waits_for_the_answer_and_exits_by_it(
        AcknowledgementResult result, string reason, int code, string told)
    {
        await using HttpFleet fleet = await HttpFleet.StartAsync();
        HubDouble hub = await fleet.AddHubAsync();
        string token = await TokenAsync(fleet);
        Task<Run> running = RunAsync(fleet, token, hub.Hub.HubId, "reboot", "--why", "stuck", "--watch");
        await fleet.Downlink.Added.WaitAsync();
        CommandMessage command = Assert.Single(
            fleet.Downlink.Decoded<CommandMessage>(hub.Hub, DownlinkKind.Command));
        await hub.SendAsync(new AcknowledgementMessage
        {
            AcknowledgedSequence = command.Sequence,
            Result = result,
            Reason = reason,
        });
        Run run = await running;
        Assert.Equal(code, run.Code);
        Assert.Contains($"{command.Sequence}: {told}.", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_waits_is_listed_shown_and_taken_back()
    {
        await using HttpFleet fleet = await HttpFleet.StartAsync();
        HubDouble hub = await fleet.AddHubAsync();
        string token = await TokenAsync(fleet);
        string id = hub.Hub.HubId;
        fleet.Downlink.HasSessions = false;
        Run away = await RunAsync(fleet, token, id, "reboot", "--why", "x");
        Assert.Equal(ExitCode.Refused, away.Code);
        Run waits = await RunAsync(
            fleet, token, id, "diagnostics", "--why", "before the visit", "--wait", "--deadline", "3600");
        Assert.Equal(ExitCode.Ok, waits.Code);
        Assert.Contains("waiting", waits.Error, StringComparison.Ordinal);
        Run list = await RunAsync(fleet, token, "list", id, "--output", "csv");
        string[] rows = list.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(3, rows.Length);
        Assert.Contains("collectDiagnostics,waiting,", rows[1], StringComparison.Ordinal);
        Assert.Contains("before the visit", rows[1], StringComparison.Ordinal);
        Assert.Contains("reboot,refused,not connected", rows[2], StringComparison.Ordinal);
        string number = rows[1].Split(',')[0];
        Run shown = await RunAsync(fleet, token, "show", id, number, "--output", "json");
        Assert.Contains("\"before the visit\"", shown.Output, StringComparison.Ordinal);
        Run back = await RunAsync(fleet, token, "withdraw", id, number);
        Assert.Equal(ExitCode.Ok, back.Code);
        Assert.Equal(ExitCode.Refused, (await RunAsync(fleet, token, "withdraw", id, number)).Code);
    }

    [Fact]
    public async Task Without_a_reason_nothing_is_sent_and_a_dry_run_only_says_so()
    {
        await using HttpFleet fleet = await HttpFleet.StartAsync(isWithUsers: false);
        Assert.Equal(ExitCode.Usage, (await RunAsync(fleet, "none", "0011223344556677", "reboot")).Code);
        Run dry = await RunAsync(fleet, "none", "0011223344556677", "reboot", "--why", "x", "--dry-run");
        Assert.Equal(ExitCode.Ok, dry.Code);
        Assert.Contains("Would send reboot", dry.Error, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Usage, (await RunAsync(fleet, "none", "0011223344556677", "fly", "--why", "x")).Code);
    }

    private static async Task<string> TokenAsync(HttpFleet fleet)
    {
        using HttpClient http = await fleet.SignInAsync("admin");
        return http.DefaultRequestHeaders.Authorization!.Parameter!;
    }

    private static async Task<Run> RunAsync(HttpFleet fleet, string token, params string[] words)
    {
        var output = new StringWriter();
        var error = new StringWriter();
        var environment = new Dictionary<string, string>
        {
            ["HUBCTL_SERVER"] = fleet.Url.ToString(),
            ["HUBCTL_TOKEN"] = token,
        };
        int code = await CommandLine.RunAsync(
            ["hub", "command", .. words],
            new Terminal(output, error, new StringReader(""), isTerminal: false),
            name => environment.GetValueOrDefault(name));
        return new Run(code, output.ToString(), error.ToString());
    }

    private sealed record Run(int Code, string Output, string Error);
}
