// Settings, levels and campaigns over HTTP and with hubctl.
using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using Fleet.Hubctl;
using Fleet.Server.Access;
using Fleet.Server.Programming;
using Fleet.Server.Programming.Campaigns;
using Fleet.Server.Time;
using Slices.Tests.World;

namespace Slices.Tests.Programming;

public sealed class SettingApiTests
{
    [Fact]
    public async Task HUL_044_who_sees_homes_sees_settings_and_each_role_changes_its_own()
    {
        await using HttpFleet fleet = await HttpFleet.StartAsync();
        HubDouble hub = await fleet.AddHubAsync();
        string path = $"/api/hubs/{hub.Hub.HubId}/settings";
        int version = 0;
        foreach ((string role, HttpStatusCode look, HttpStatusCode set) in new[]
        {
            (Roles.Operator, HttpStatusCode.OK, HttpStatusCode.Forbidden),
            (Roles.Supervisor, HttpStatusCode.OK, HttpStatusCode.Forbidden),
            (Roles.UnitLead, HttpStatusCode.Forbidden, HttpStatusCode.Forbidden),
            (Roles.Responder, HttpStatusCode.Forbidden, HttpStatusCode.Forbidden),
            (Roles.AlarmResponsible, HttpStatusCode.OK, HttpStatusCode.Forbidden),
            (Roles.Technician, HttpStatusCode.OK, HttpStatusCode.OK),
            (Roles.Admin, HttpStatusCode.OK, HttpStatusCode.OK),
        })
        {
            using HttpClient http = await fleet.EnterAsync(hub.Hub.TenantId, role, role);
            Assert.Equal((role, look), (role, (await http.LookAsync(path)).Status));
            Assert.Equal((role, look), (role, (await http.LookAsync("/api/settings/levels")).Status));
            Assert.Equal((role, look), (role, (await http.LookAsync("/api/campaigns")).Status));
            ApiAnswer answer = await PatchAsync(http, path, version, 300 + version);
            Assert.Equal((role, set), (role, answer.Status));
            version += set == HttpStatusCode.OK ? 1 : 0;
        }

        using HttpClient technician = await fleet.EnterAsync(hub.Hub.TenantId, Roles.Technician, "Tea");
        ApiAnswer stale = await PatchAsync(technician, path, 1, 400);
        Assert.Equal(
            (HttpStatusCode.PreconditionFailed, "stale-version", "\"2\""), (stale.Status, stale.Problem, stale.Tag));
        Assert.Equal((300, 301), (Interval(stale.Body["seen"]!), Interval(stale.Body["newest"]!)));
        foreach (string? tag in new[] { null, "*", "\"two\"" })
        {
            Assert.Equal(["If-Match"], (await technician.AskAsync(
                HttpMethod.Patch, path, new { values = new { }, comment = "x" }, tag)).Fields);
        }

        Assert.Equal(["values.heartbeatIntervalSeconds"], (await PatchAsync(technician, path, 2, 5)).Fields);
        Assert.Equal(HttpStatusCode.NotFound, (await technician.LookAsync("/api/hubs/00/settings")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await technician.LookAsync(path + "/versions/9")).Status);
        Assert.Equal(["limit"], (await technician.LookAsync(path + "/versions?limit=101")).Fields);
        Assert.Equal(HttpStatusCode.NotFound, (await technician.LookAsync("/api/settings/levels/home/1")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await technician.LookAsync("/api/campaigns/1")).Status);
        ApiAnswer restored = (await technician.AskAsync(
            HttpMethod.Post, path + "/restore", new { version = 1, comment = "better" }, "\"2\"")).Done();
        Assert.Equal((300, 1), (Interval(restored.Body), restored.Body["restoredFrom"]!.GetValue<int>()));
        ApiAnswer difference = (await technician.LookAsync(path + "/diff?from=2&to=3")).Done();
        Assert.Equal(301, difference.Body["settings"]![0]!["old"]!.GetValue<int>());
        Assert.Equal(3, (await technician.LookAsync(path + "/changes")).Items[0]!["changes"]!.AsArray().Count);
    }

    [Fact]
    public async Task A_level_is_told_and_rolled_out_with_hubctl()
    {
        await using HttpFleet fleet = await HttpFleet.StartAsync();
        HubDouble hub = await fleet.AddHubAsync();
        using HttpClient http = await fleet.SignInAsync("admin");
        string token = http.DefaultRequestHeaders.Authorization!.Parameter!;
        Run set = await RunAsync(
            fleet, token, "settings", "level-set", "municipality", "heartbeatIntervalSeconds=300", "bytesPerDay=1000",
            "--reason", "fewer");
        Assert.Equal(ExitCode.Ok, set.Code);
        Assert.Contains("Revision 1; 1 hubs", set.Error, StringComparison.Ordinal);
        Run plan = await RunAsync(
            fleet, token, "campaign", "start", "municipality", "--reason", "all", "--waves", "100%", "--dry-run");
        Assert.Contains("Nothing was changed.", plan.Error, StringComparison.Ordinal);
        Assert.Contains(hub.Hub.HubId, plan.Output, StringComparison.Ordinal);
        Run started = await RunAsync(
            fleet, token, "campaign", "start", "municipality", "--reason", "all", "--waves", "100%");
        Assert.Equal(ExitCode.Ok, started.Code);
        Assert.Contains("Campaign 1 is", started.Error, StringComparison.Ordinal);
        await RoundAsync(fleet);
        Assert.Equal(
            ExitCode.Usage, (await RunAsync(fleet, token, "campaign", "hubs", "1", "--state", "odd")).Code);
        Run hubs = await RunAsync(fleet, token, "campaign", "hubs", "1", "--state", "asked");
        Assert.Contains(hub.Hub.HubId, hubs.Output, StringComparison.Ordinal);
        Run again = await RunAsync(
            fleet, token, "campaign", "start", "municipality", "--reason", "all", "--waves", "100%");
        Assert.Equal(ExitCode.Refused, again.Code);
        Run paused = await RunAsync(fleet, token, "campaign", "pause", "1", "--reason", "lunch");
        Assert.Contains("is paused: lunch.", paused.Error, StringComparison.Ordinal);
        Run wrong = await RunAsync(
            fleet, token, "campaign", "start", "municipality", "--reason", "x", "--waves", "ten");
        Assert.Equal(ExitCode.Usage, wrong.Code);
        Run levels = await RunAsync(fleet, token, "settings", "levels", "--output", "csv");
        Assert.Contains("municipality,all,,1,0,1,0", levels.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_home_is_set_shown_compared_and_restored_with_hubctl()
    {
        await using HttpFleet fleet = await HttpFleet.StartAsync();
        HubDouble hub = await fleet.AddHubAsync();
        using HttpClient http = await fleet.SignInAsync("admin");
        string token = http.DefaultRequestHeaders.Authorization!.Parameter!;
        string id = hub.Hub.HubId;
        Run empty = await RunAsync(fleet, token, "settings", "show", id);
        Assert.Contains("Nothing has been set", empty.Error, StringComparison.Ordinal);
        Run first = await RunAsync(
            fleet, token, "settings", "set", id, "heartbeatIntervalSeconds=300", "voiceNumbers=0701740630,112",
            "receivers=a.example.se:8883,b.example.se:8883", "--reason", "begin");
        Assert.Equal(ExitCode.Ok, first.Code);
        Assert.Contains("Version 1 is sent.", first.Error, StringComparison.Ordinal);
        Run second = await RunAsync(fleet, token, "settings", "set", id, "voiceNumbers=", "--reason", "nobody");
        Assert.Contains("Version 2 is", second.Error, StringComparison.Ordinal);
        foreach (string bad in new[] { "heartbeatIntervalSeconds", "=5", "heartbeatIntervalSeconds=often", "nope=1" })
        {
            Run refused = await RunAsync(fleet, token, "settings", "set", id, bad, "--reason", "x");
            Assert.Equal((bad, ExitCode.Usage), (bad, refused.Code));
        }

        Run diff = await RunAsync(fleet, token, "settings", "diff", id, "--from", "1", "--to", "2", "--output", "csv");
        Assert.Contains("voiceNumbers", diff.Output, StringComparison.Ordinal);
        Run restored = await RunAsync(fleet, token, "settings", "restore", id, "1", "--reason", "as before");
        Assert.Contains("Version 3 is", restored.Error, StringComparison.Ordinal);
        Run history = await RunAsync(fleet, token, "settings", "history", id, "--output", "csv");
        Assert.Equal(4, history.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);

        Run made = await RunAsync(fleet, token, "hub-group", "add", "Ringvägen", "--output", "json");
        string group = JsonNode.Parse(made.Output)!["items"]![0]!["groupId"]!.GetValue<string>();
        Assert.Equal(ExitCode.Ok, (await RunAsync(
            fleet, token, "hub-group", "put", id, group, "--reason", "lives there")).Code);
        Assert.Contains(
            "Ringvägen\t1", (await RunAsync(fleet, token, "hub-group", "list")).Output, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Ok, (await RunAsync(
            fleet, token, "hub-group", "put", id, "none", "--reason", "moved")).Code);
        Assert.Equal(ExitCode.Usage, (await RunAsync(
            fleet, token, "hub-group", "put", id, Guid.NewGuid().ToString(), "--reason", "x")).Code);
    }

    private static int Interval(JsonNode version) => version["values"]!["heartbeatIntervalSeconds"]!.GetValue<int>();

    private static Task<ApiAnswer> PatchAsync(HttpClient http, string path, int seen, int seconds) => http.AskAsync(
        HttpMethod.Patch,
        path,
        new { values = new { heartbeatIntervalSeconds = seconds }, comment = "tried" },
        $"\"{seen}\"");

    private static async Task RoundAsync(HttpFleet fleet)
    {
        foreach (IRound round in fleet.Get<IEnumerable<IRound>>().Where(one => one is DocumentRound or CampaignRound))
        {
            await round.RunAsync(default);
        }
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
            words,
            new Terminal(output, error, new StringReader(""), isTerminal: false),
            name => environment.GetValueOrDefault(name));
        return new Run(code, output.ToString(), error.ToString());
    }

    private sealed record Run(int Code, string Output, string Error);
}
