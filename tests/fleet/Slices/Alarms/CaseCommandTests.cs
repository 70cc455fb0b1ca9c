// hubctl for cases, chains, groups and rotas, against a fleet manager with the demo's town.
using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net.Http;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using Fleet.Hubctl;
using Fleet.Server.Demo;
using Fleet.Server.Time;
using Hub.Protocols.Alarms;
using Hub.Protocols.Messages;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Slices.Tests.World;

namespace Slices.Tests.Alarms;

public sealed class CaseCommandTests
{
    private static readonly ConcurrentDictionary<(HttpFleet Fleet, string User), string> Tokens = new();

    [Fact]
    public async Task HBG_078_a_case_goes_its_whole_way_by_hubctl_with_the_receipt_by_an_operator_and_its_reason()
    {
        await using HttpFleet fleet = await StartAsync();
        await PressAsync(fleet);
        Assert.Equal("claimed", await StateAsync(fleet, "claim", "1"));
        Assert.Equal("raised", await StateAsync(fleet, "release", "1", "--note", "Fel plats"));
        Assert.Equal("claimed", await StateAsync(fleet, "claim", "1"));
        Assert.Equal("spoken", await StateAsync(fleet, "speech", "1", "--result", "spoken"));
        Assert.Equal("dispatched", await StateAsync(fleet, "dispatch", "1", "--group", "nattpatrull"));
        Assert.Equal("accepted", await StateAsync(fleet, "accept", "1", "--name", "Kim", "--group", "Nattpatrull"));
        Assert.Equal("dispatched", await StateAsync(fleet, "decline", "1", "--name", "Kim"));
        Assert.Equal("accepted", await StateAsync(fleet, "accept", "1", "--name", "Lo"));
        Assert.Equal("onSite", await StateAsync(fleet, "check-in", "1", "--reason", "Hubben svarar inte, ringde in"));
        Assert.Equal("onSite", await StateAsync(fleet, "check-out", "1", "--method", "lock", "--reason", "Ringde in"));
        Assert.Equal("onSite", await StateAsync(fleet, "remark", "1", "--text", "Allt väl"));
        Assert.Equal("onSite", await StateAsync(fleet, "emergency-call", "1"));
        Run closed = await RunAsync(
            fleet, "operator", "alarm", "close", "1", "--outcome", "actionTaken", "--cause", "fall",
            "--output", "json");
        Assert.Contains("Case 1 is closed.", closed.Error, StringComparison.Ordinal);
        JsonNode item = JsonNode.Parse(closed.Output)!["item"]!;
        Assert.Equal(
            ("closed", "actionTaken", "fall", "operator"),
            (Text(item, "state"), Text(item, "outcome"), Text(item, "cause"), Text(item, "receiptMethod")));
        Assert.Equal("raised", await StateAsync(fleet, "reopen", "1", "--reason", "Ringde igen"));

        Run log = await RunAsync(fleet, "operator", "alarm", "log", "1");
        Assert.Contains("Hubben svarar inte, ringde in", log.Output, StringComparison.Ordinal);
        Assert.Contains("The log is whole.", log.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task HBG_082_a_home_is_asked_for_a_test_alarm_by_hubctl()
    {
        await using HttpFleet fleet = await StartAsync();
        HubDouble hub = await fleet.AddHubAsync();
        AlarmMessage lost = Messages.Alarm(AlarmKind.Technical, 1, trigger: 0x1234);
        lost.StatusCode = StatusCodes.RadioTestTransmissionMissing;
        await fleet.SendAsync(hub.Hub, lost);
        await StateAsync(fleet, "claim", "1");
        Run early = await RunAsync(fleet, "operator", "alarm", "ask-test", "1", "--minutes", "4");
        Assert.Contains("minutes", early.Error, StringComparison.Ordinal);
        Assert.Null((await ShowAsync(fleet, "1"))["testDueAt"]);
        Assert.Equal("claimed", await StateAsync(fleet, "ask-test", "1", "--minutes", "5"));
        JsonNode waiting = await ShowAsync(fleet, "1");
        Assert.Equal(Text(waiting, "nextDeadlineAt"), Text(waiting, "testDueAt"));
    }

    [Fact]
    public async Task NOR_029_a_case_is_handed_to_a_colleague_by_name_or_to_a_queue()
    {
        await using HttpFleet fleet = await StartAsync();
        await PressAsync(fleet);
        await StateAsync(fleet, "claim", "1");
        await StateAsync(fleet, "handover", "1", "--to", "supervisor demo", "--note", "Väntar på svar");
        Run shown = await RunAsync(fleet, "operator", "alarm", "show", "1", "--output", "json");
        Assert.Equal("Supervisor Demo", Text(JsonNode.Parse(shown.Output)!["item"]!, "ownerName"));
        Run queued = await RunAsync(fleet, "supervisor", "alarm", "handover", "1", "--queue", "reserve");
        Assert.Equal(ExitCode.Ok, queued.Code);
        Run reserve = await RunAsync(
            fleet, "operator", "alarm", "list", "--queue", "reserve", "--kind", "person", "--output", "csv");
        Assert.Equal((ExitCode.Ok, ""), (reserve.Code, reserve.Error));
        Assert.Equal(2, reserve.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Run nobody = await RunAsync(fleet, "supervisor", "alarm", "handover", "1", "--to", "Ingen");
        Assert.Equal(ExitCode.NotFound, nobody.Code);
        Assert.Contains("\"Operator Demo\"", nobody.Error, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Usage, (await RunAsync(fleet, "supervisor", "alarm", "handover", "1")).Code);
    }

    [Fact]
    public async Task HUL_006_cases_are_linked_unlinked_and_merged_by_their_numbers()
    {
        await using HttpFleet fleet = await StartAsync();
        await PressAsync(fleet);
        await PressAsync(fleet);
        await StateAsync(fleet, "claim", "1");
        await StateAsync(fleet, "claim", "2");
        await StateAsync(fleet, "link", "1", "--with", "2");
        using HttpClient http = await fleet.SignInAsync("operator");
        string first = Text(await ShowAsync(fleet, "1"), "caseId");
        async Task<int> LinkedAsync() => ((JsonArray)(await HttpFleet.ReadAsync(
            await http.GetAsync($"/api/cases/{first}/links")))["items"]!).Count;
        Assert.Equal(1, await LinkedAsync());
        await StateAsync(fleet, "unlink", "1", "--from", "2");
        Assert.Equal(0, await LinkedAsync());
        Run merged = await RunAsync(fleet, "operator", "alarm", "merge", "2", "--into", "1");
        Assert.NotEqual(ExitCode.Usage, merged.Code);
        Assert.Equal(
            ExitCode.NotFound, (await RunAsync(fleet, "operator", "alarm", "link", "1", "--with", "99")).Code);
    }

    [Fact]
    public async Task A_change_is_only_said_when_dry_and_refused_when_the_case_has_changed_since()
    {
        await using HttpFleet fleet = await StartAsync();
        await PressAsync(fleet);
        Run dry = await RunAsync(fleet, "operator", "alarm", "claim", "1", "--dry-run");
        Assert.Equal(ExitCode.Ok, dry.Code);
        Assert.StartsWith("Would claim case", dry.Error, StringComparison.Ordinal);
        JsonNode seen = await ShowAsync(fleet, "1");
        Assert.Equal("raised", Text(seen, "state"));
        string version = Text(seen, "version");
        Assert.Equal("claimed", await StateAsync(fleet, "claim", "1", "--if-version", version));
        Run stale = await RunAsync(fleet, "operator", "alarm", "release", "1", "--if-version", version);
        Assert.Equal(ExitCode.Refused, stale.Code);
        Run other = await RunAsync(fleet, "supervisor", "alarm", "close", "1", "--outcome", "call");
        Assert.Equal(ExitCode.Refused, other.Code);
        Assert.Contains("Operator Demo owns the case", other.Error, StringComparison.Ordinal);
        Assert.Equal(
            ExitCode.Usage, (await RunAsync(fleet, "operator", "alarm", "close", "1", "--outcome", "merged")).Code);
        Assert.Equal(
            ExitCode.Usage,
            (await RunAsync(fleet, "operator", "alarm", "check-in", "1", "--reason", "x", "--at", "soon")).Code);
    }

    [Fact]
    public async Task HBG_068_a_chain_is_shown_set_from_a_template_or_a_file_and_kept_in_versions()
    {
        await using HttpFleet fleet = await StartAsync();
        Run shown = await RunAsync(fleet, "supervisor", "chain", "show", "person", "--output", "csv");
        Assert.StartsWith("phase,step,after,action", shown.Output, StringComparison.Ordinal);
        Assert.Contains("dispatched,1,300,callResponders", shown.Output, StringComparison.Ordinal);
        string[] set = ["chain", "set", "person", "--template", "helsingborg", "--reason", "Avtal 2026"];
        Assert.Equal(ExitCode.Refused, (await RunAsync(fleet, "operator", set)).Code);
        Assert.Equal(ExitCode.Ok, (await RunAsync(fleet, "supervisor", [.. set, "--dry-run"])).Code);
        Run done = await RunAsync(fleet, "supervisor", [.. set, "--if-version", "0"]);
        Assert.Contains("Version 1 is in force.", done.Error, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Refused, (await RunAsync(fleet, "supervisor", [.. set, "--if-version", "0"])).Code);

        JsonNode view = JsonNode.Parse(
            (await RunAsync(fleet, "supervisor", "chain", "show", "person", "--output", "json")).Output)!;
        view["item"]!["chain"]!["raised"]![0]!["afterSeconds"] = 45;
        Run piped = await PipeAsync(
            fleet, "supervisor", view.ToJsonString(), "chain", "set", "person", "--file", "-", "--reason", "Fortare");
        Assert.Contains("Version 2 is in force.", piped.Error, StringComparison.Ordinal);
        view["item"]!["chain"]!["raised"]![0]!["afterSeconds"] = 0;
        Run faulty = await PipeAsync(
            fleet, "supervisor", view.ToJsonString(), "chain", "set", "person", "--file", "-", "--reason", "Fel");
        Assert.Equal(ExitCode.Usage, faulty.Code);
        Assert.Contains("chain.raised[0].afterSeconds", faulty.Error, StringComparison.Ordinal);
        Run versions = await RunAsync(fleet, "unit-lead", "chain", "versions", "person", "--output", "csv");
        Assert.Equal(
            ["2", "1"],
            versions.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(line => line[..1]));
        Assert.Contains("hultsfred", (await RunAsync(fleet, "operator", "chain", "templates")).Output);
    }

    [Theory]
    [InlineData("not json", "set", "person", "--file", "-", "--reason", "x")]
    [InlineData("[]", "set", "person", "--file", "-", "--reason", "x")]
    [InlineData("", "set", "person", "--reason", "x")]
    [InlineData("", "set", "person", "--template", "hultsfred")]
    [InlineData("", "show", "fire")]
    public async Task A_chain_command_that_is_wrong_says_so(string input, params string[] words)
    {
        await using HttpFleet fleet = await StartAsync();
        Assert.Equal(ExitCode.Usage, (await PipeAsync(fleet, "supervisor", input, ["chain", .. words])).Code);
    }

    [Fact]
    public async Task HUL_076_groups_rotas_and_who_is_on_duty_are_shown()
    {
        await using HttpFleet fleet = await StartAsync();
        Run groups = await RunAsync(fleet, "operator", "group", "list", "--output", "csv");
        Assert.Contains("Hemtjänst Söder,Hemtjänst Söder,provider,true,2,1,1,", groups.Output);
        Run group = await RunAsync(fleet, "operator", "group", "show", "hemtjänst söder", "--output", "csv");
        Assert.Contains("2,Larm 2,second,sms,true,+46701740612,", group.Output);
        Assert.Contains("responder", group.Error);
        Run whole = await RunAsync(fleet, "operator", "group", "show", "Nattpatrull", "--output", "json");
        Assert.Equal("nightPatrol", Text(JsonNode.Parse(whole.Output)!["item"]!, "kind"));
        Assert.Contains("true,2,", (await RunAsync(fleet, "operator", "rota", "list", "--output", "csv")).Output);
        Run rota = await RunAsync(fleet, "operator", "rota", "show", "Söder dygnet runt", "--output", "csv");
        Assert.Contains("06:46,21:30,", rota.Output);
        Assert.Contains(",Nattpatrull,", rota.Output);
        Run duty = await RunAsync(
            fleet, "operator", "rota", "duty", "--at", "2027-01-15T03:00+01:00", "--output", "csv");
        Assert.Contains("Söder dygnet runt,Nattpatrull,", duty.Output);
        Assert.Contains("Larm 1 +46701740621", duty.Output);
        Run none = await RunAsync(fleet, "operator", "group", "show", "Väster");
        Assert.Equal(ExitCode.NotFound, none.Code);
        Assert.Contains("there is \"Hemtjänst Söder\", \"Nattpatrull\"", none.Error, StringComparison.Ordinal);
    }

    private static async Task<HttpFleet> StartAsync()
    {
        // The test runs the town's round itself, and no other runs at the same time.
        HttpFleet fleet = await HttpFleet.StartAsync(
            settings => settings with { HasDemoTown = true }, services => services.RemoveAll<IRound>());
        await fleet.Get<DemoTown>().RunAsync(default);
        return fleet;
    }

    private static async Task PressAsync(HttpFleet fleet)
    {
        HubDouble hub = await fleet.AddHubAsync();
        await fleet.SendAsync(hub.Hub, Messages.Press(1));
    }

    private static async Task<JsonNode> ShowAsync(HttpFleet fleet, string number) =>
        JsonNode.Parse(
            (await RunAsync(fleet, "operator", "alarm", "show", number, "--output", "json")).Output)!["item"]!;

    /// <summary>Runs a command about a case, which must end well, and gives the case's state.</summary>
    private static async Task<string> StateAsync(HttpFleet fleet, params string[] words)
    {
        Run run = await RunAsync(fleet, "operator", ["alarm", .. words, "--output", "json"]);
        Assert.True(run.Code == ExitCode.Ok, $"{words[0]} ended with {run.Code}: {run.Error}");
        return Text(JsonNode.Parse(run.Output)!["item"]!, "state");
    }

    private static string Text(JsonNode item, string member) => Column.Text(item[member]);

    private static Task<Run> RunAsync(HttpFleet fleet, string user, params string[] words) =>
        PipeAsync(fleet, user, "", words);

    private static async Task<Run> PipeAsync(HttpFleet fleet, string user, string input, params string[] words)
    {
        var output = new StringWriter();
        var error = new StringWriter();
        var environment = new Dictionary<string, string>
        {
            ["HUBCTL_SERVER"] = fleet.Url.ToString(),
            ["HUBCTL_TOKEN"] = await TokenAsync(fleet, user),
        };
        int code = await CommandLine.RunAsync(
            words,
            new Terminal(output, error, new StringReader(input), isTerminal: false),
            name => environment.GetValueOrDefault(name));
        return new Run(code, output.ToString(), error.ToString());
    }

    /// <summary>Signing in is made to be slow: each person does it once.</summary>
    private static async Task<string> TokenAsync(HttpFleet fleet, string user)
    {
        if (!Tokens.TryGetValue((fleet, user), out string? token))
        {
            using HttpClient http = await fleet.SignInAsync(user);
            token = http.DefaultRequestHeaders.Authorization!.Parameter!;
            Tokens[(fleet, user)] = token;
        }

        return token;
    }

    private sealed record Run(int Code, string Output, string Error);
}
