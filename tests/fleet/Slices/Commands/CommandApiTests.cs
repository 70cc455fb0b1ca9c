// Commands over HTTP: who may, what is refused, and the same key asks once.
using System;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using Fleet.Server;
using Fleet.Server.Access;
using Fleet.Server.Commands;
using Hub.Protocols.Messages;
using Slices.Tests.World;

namespace Slices.Tests.Commands;

public sealed class CommandApiTests
{
    [Theory]
    [InlineData(Roles.Technician, "sendHeartbeat testAlarm silentTest reboot playPhrase collectDiagnostics walkTest")]
    [InlineData(Roles.Operator, "sendHeartbeat testAlarm playPhrase dialNumber")]
    [InlineData(Roles.Supervisor, "sendHeartbeat testAlarm playPhrase dialNumber")]
    [InlineData(Roles.AlarmResponsible, "")]
    [InlineData(Roles.UnitLead, "")]
    [InlineData(Roles.Responder, "")]
    public async Task HBG_095_each_role_sends_its_own_commands_and_no_others(string role, string allowed)
    {
        await using HttpFleet fleet = await HttpFleet.StartAsync();
        HubDouble hub = await fleet.AddHubAsync();
        using HttpClient http = await fleet.EnterAsync(hub.Hub.TenantId, role, role);
        string[] all =
        [
            "sendHeartbeat", "testAlarm", "silentTest", "reboot", "playPhrase", "dialNumber", "collectDiagnostics",
            "walkTest",
        ];
        foreach (string command in all)
        {
            HttpStatusCode status = await PostAsync(http, hub, new { command, comment = "why" });
            bool isAllowed = allowed.Split(' ').Contains(command);
            Assert.Equal(
                (command, isAllowed ? HttpStatusCode.Accepted : HttpStatusCode.Forbidden), (command, status));
        }
    }

    [Theory]
    [InlineData("{\"command\":\"fly\",\"comment\":\"x\"}", "command")]
    [InlineData("{\"comment\":\"x\"}", "command")]
    [InlineData("{\"command\":\"reboot\"}", "comment")]
    [InlineData("{\"command\":\"reboot\",\"comment\":\"  \"}", "comment")]
    [InlineData("{\"command\":\"reboot\",\"comment\":\"a\\nb\"}", "comment")]
    [InlineData("{\"command\":\"reboot\",\"comment\":\"x\",\"expirySeconds\":0}", "expirySeconds")]
    [InlineData("{\"command\":\"reboot\",\"comment\":\"x\",\"expirySeconds\":604801}", "expirySeconds")]
    [InlineData("{\"command\":\"reboot\",\"comment\":\"x\",\"argument\":1}", "argument")]
    [InlineData("{\"command\":\"playPhrase\",\"comment\":\"x\",\"argument\":512}", "argument")]
    [InlineData("{\"command\":\"dialNumber\",\"comment\":\"x\",\"argument\":0}", "argument")]
    [InlineData("{\"command\":\"walkTest\",\"comment\":\"x\",\"argument\":9}", "argument")]
    [InlineData("{\"command\":\"openPairing\",\"comment\":\"x\",\"argument\":601}", "argument")]
    [InlineData("{\"command\":\"openPairing\",\"comment\":\"x\",\"waits\":true}", "waits")]
    [InlineData("{\"command\":\"walkTest\",\"comment\":\"x\",\"waits\":true}", "waits")]
    public async Task What_is_wrong_is_named(string body, string field)
    {
        await using HttpFleet fleet = await HttpFleet.StartAsync();
        HubDouble hub = await fleet.AddHubAsync();
        using HttpClient http = await fleet.SignInAsync("admin");
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        using HttpResponseMessage answer = await http.PostAsync(PathOf(hub), content);
        JsonObject problem = await HttpFleet.ReadAsync(answer);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal([field], problem["errors"]!.AsObject().Select(one => one.Key));
    }

    [Fact]
    public async Task A_reason_of_500_characters_is_taken_and_one_of_501_is_not()
    {
        await using HttpFleet fleet = await HttpFleet.StartAsync();
        HubDouble hub = await fleet.AddHubAsync();
        using HttpClient http = await fleet.SignInAsync("admin");
        string comment = new('x', Limits.Commands.CommentLength);
        Assert.Equal(HttpStatusCode.Accepted, await PostAsync(http, hub, new { command = "testAlarm", comment }));
        Assert.Equal(
            HttpStatusCode.BadRequest,
            await PostAsync(http, hub, new { command = "testAlarm", comment = comment + "x" }));
    }

    [Fact]
    public async Task Commands_are_listed_newest_first_page_by_page_shown_and_taken_back()
    {
        await using HttpFleet fleet = await HttpFleet.StartAsync();
        HubDouble hub = await fleet.AddHubAsync();
        using HttpClient http = await fleet.SignInAsync("technician");
        fleet.Downlink.HasSessions = false;
        foreach (string comment in new[] { "first", "second", "third" })
        {
            Assert.Equal(
                HttpStatusCode.Accepted,
                await PostAsync(http, hub, new { command = "reboot", comment, waits = true, expirySeconds = 60 }));
        }

        JsonObject page = (await http.LookAsync(PathOf(hub) + "?limit=2")).Body;
        Assert.Equal(["third", "second"], page["items"]!.AsArray().Select(one => one!["comment"]!.GetValue<string>()));
        ApiAnswer rest = await http.LookAsync(PathOf(hub) + "?limit=2&before=" + page["next"]!.GetValue<string>());
        JsonNode first = Assert.Single(rest.Items)!;
        Assert.Equal(("first", "waiting", "reboot"), (
            first["comment"]!.GetValue<string>(), first["state"]!.GetValue<string>(),
            first["command"]!.GetValue<string>()));

        string one = PathOf(hub) + "/" + first["number"]!.GetValue<long>();
        Assert.Equal("first", (await http.LookAsync(one)).Text("comment"));
        using HttpClient op = await fleet.EnterAsync(hub.Hub.TenantId, Roles.Operator, "op");
        using HttpResponseMessage forbidden = await op.DeleteAsync(one);
        Assert.Equal(HttpStatusCode.Forbidden, forbidden.StatusCode);
        using HttpResponseMessage withdrawn = await http.DeleteAsync(one);
        Assert.Equal("withdrawn", (await HttpFleet.ReadAsync(withdrawn))["state"]!.GetValue<string>());
        using HttpResponseMessage late = await http.DeleteAsync(one);
        Assert.Equal(HttpStatusCode.Conflict, late.StatusCode);
        Assert.EndsWith(
            "command-left", (await HttpFleet.ReadAsync(late))["type"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await http.LookAsync(PathOf(hub) + "/1")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await http.LookAsync(PathOf(hub) + "?limit=101")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await http.LookAsync("/api/hubs/ffffffffffffffff/commands")).Status);
    }

    [Fact]
    public async Task The_same_key_asks_once_and_another_request_under_it_is_refused()
    {
        await using HttpFleet fleet = await HttpFleet.StartAsync();
        HubDouble hub = await fleet.AddHubAsync();
        using HttpClient http = await fleet.SignInAsync("technician");
        http.DefaultRequestHeaders.Add("Idempotency-Key", "k1");
        using HttpResponseMessage first = await http.PostAsJsonAsync(
            PathOf(hub), new { command = "reboot", comment = "x" });
        using HttpResponseMessage second = await http.PostAsJsonAsync(
            PathOf(hub), new { command = "reboot", comment = "x" });
        Assert.Equal(
            (await HttpFleet.ReadAsync(first))["number"]!.GetValue<long>(),
            (await HttpFleet.ReadAsync(second))["number"]!.GetValue<long>());
        Assert.Single(fleet.Downlink.Decoded<CommandMessage>(hub.Hub, Fleet.Server.Gateway.DownlinkKind.Command));
        Assert.Equal(
            HttpStatusCode.UnprocessableEntity, await PostAsync(http, hub, new { command = "reboot", comment = "y" }));
    }

    [Fact]
    public async Task A_hub_that_is_away_and_too_many_commands_are_told_as_problems()
    {
        await using HttpFleet fleet = await HttpFleet.StartAsync();
        HubDouble hub = await fleet.AddHubAsync();
        using HttpClient http = await fleet.SignInAsync("technician");
        fleet.Downlink.HasSessions = false;
        Assert.Equal(
            HttpStatusCode.Conflict, await PostAsync(http, hub, new { command = "testAlarm", comment = "x" }));
        for (int i = 0; i < Limits.Commands.OpenPerHub; i++)
        {
            Assert.Equal(
                HttpStatusCode.Accepted,
                await PostAsync(http, hub, new { command = "testAlarm", comment = "x", waits = true }));
        }

        using HttpResponseMessage full = await http.PostAsJsonAsync(
            PathOf(hub), new { command = "testAlarm", comment = "x", waits = true });
        Assert.EndsWith(
            "commands-full", (await HttpFleet.ReadAsync(full))["type"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_phrase_that_tries_the_loudspeaker_is_that_of_the_list()
    {
        Assert.Contains(
            $"| {CommandArguments.SpeakerTest} | `SpeakerTest` |",
            global::Tests.RepositoryRoot.Read("docs/phrases.md"),
            StringComparison.Ordinal);
    }

    private static string PathOf(HubDouble hub) => $"/api/hubs/{hub.Hub.HubId}/commands";

    private static async Task<HttpStatusCode> PostAsync(HttpClient http, HubDouble hub, object body)
    {
        using HttpResponseMessage answer = await http.PostAsJsonAsync(PathOf(hub), body);
        return answer.StatusCode;
    }
}
