// hubctl for a home's rules, against a fleet manager.
using System;
using System.Collections.Generic;
using System.IO;
using System.Net.Http;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using Fleet.Hubctl;
using Slices.Tests.World;

namespace Slices.Tests.Programming;

public sealed class RuleCommandTests
{
    [Fact]
    public async Task Rules_are_shown_checked_set_compared_and_restored()
    {
        await using HttpFleet fleet = await HttpFleet.StartAsync();
        HubDouble hub = await fleet.AddHubAsync();
        string token = await TokenAsync(fleet);
        string id = hub.Hub.HubId;
        Run empty = await RunAsync(fleet, token, "", "show", id);
        Assert.Contains("No rules have been made", empty.Error, StringComparison.Ordinal);

        Run templates = await RunAsync(fleet, token, "", "templates", id, "--output", "json");
        JsonNode rule = JsonNode.Parse(templates.Output)!["items"]![0]!["rule"]!.DeepClone();
        string rules = new JsonObject { ["rules"] = new JsonArray(rule) }.ToJsonString();
        Run check = await RunAsync(fleet, token, rules, "check", id, "--file", "-", "--language", "sv");
        Assert.Equal(ExitCode.Ok, check.Code);
        Assert.Contains("ingen rörelse märks på 4 timmar", check.Output, StringComparison.Ordinal);
        string wrong = rules.Replace("14400", "604801", StringComparison.Ordinal);
        Run faults = await RunAsync(fleet, token, wrong, "check", id, "--file", "-");
        Assert.Equal(ExitCode.Usage, faults.Code);
        Assert.Contains("rules[0].delaySeconds\tmust be 0 to 604800.", faults.Output, StringComparison.Ordinal);

        Run unseen = await RunAsync(fleet, token, rules, "set", id, "--file", "-", "--reason", "x");
        Assert.Equal(ExitCode.Usage, unseen.Code);
        Run dry = await RunAsync(fleet, token, rules, "set", id, "--file", "-", "--reason", "x", "--dry-run");
        Assert.Contains("Nothing was changed.", dry.Error, StringComparison.Ordinal);
        Run first = await RunAsync(
            fleet, token, rules, "set", id, "--file", "-", "--reason", "begin", "--if-version", "0");
        Assert.Equal((ExitCode.Ok, true), (first.Code, first.Error.Contains("Version 1 is sent.")));

        // What show writes can be changed and set: it names the version that was seen.
        Run shown = await RunAsync(fleet, token, "", "show", id, "--output", "json");
        string changed = shown.Output.Replace("14400", "18000", StringComparison.Ordinal);
        Run second = await RunAsync(fleet, token, changed, "set", id, "--file", "-", "--reason", "longer");
        Assert.Contains("Version 2 is sent.", second.Error, StringComparison.Ordinal);
        Run stale = await RunAsync(fleet, token, changed, "set", id, "--file", "-", "--reason", "again");
        Assert.Equal(ExitCode.Refused, stale.Code);

        Run diff = await RunAsync(fleet, token, "", "diff", id, "--from", "1", "--to", "2", "--output", "csv");
        Assert.Contains("22,changed,delaySeconds,14400,18000", diff.Output, StringComparison.Ordinal);
        Run restored = await RunAsync(fleet, token, "", "restore", id, "1", "--reason", "as before");
        Assert.Contains("Version 3 is sent.", restored.Error, StringComparison.Ordinal);
        Run history = await RunAsync(fleet, token, "", "history", id, "--output", "csv");
        Assert.Equal(4, history.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Contains(",as before,1,", history.Output, StringComparison.Ordinal);
        Run now = await RunAsync(fleet, token, "", "show", id);
        Assert.Contains("4 hours", now.Output, StringComparison.Ordinal);
        Assert.Contains("Version 3 is sent", now.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("[]")]
    [InlineData("{\"document\":{}}")]
    public async Task A_file_that_holds_no_rules_says_so(string input)
    {
        await using HttpFleet fleet = await HttpFleet.StartAsync(isWithUsers: false);
        Run run = await RunAsync(fleet, "none", input, "check", "00", "--file", "-");
        Assert.Equal(ExitCode.Usage, run.Code);
    }

    private static async Task<string> TokenAsync(HttpFleet fleet)
    {
        using HttpClient http = await fleet.SignInAsync("admin");
        return http.DefaultRequestHeaders.Authorization!.Parameter!;
    }

    internal static async Task<Run> RunAsync(HttpFleet fleet, string token, string input, params string[] words)
    {
        var output = new StringWriter();
        var error = new StringWriter();
        var environment = new Dictionary<string, string>
        {
            ["HUBCTL_SERVER"] = fleet.Url.ToString(),
            ["HUBCTL_TOKEN"] = token,
        };
        int code = await CommandLine.RunAsync(
            ["rules", .. words],
            new Terminal(output, error, new StringReader(input), isTerminal: false),
            name => environment.GetValueOrDefault(name));
        return new Run(code, output.ToString(), error.ToString());
    }

    internal sealed record Run(int Code, string Output, string Error);
}
