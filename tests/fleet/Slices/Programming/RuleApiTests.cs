// Homes' rules over HTTP: who may change them, against what they saw, and what stays of what was.
using System;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using Fleet.Server;
using Fleet.Server.Access;
using Slices.Tests.Dispatch;
using Slices.Tests.World;

namespace Slices.Tests.Programming;

public sealed class RuleApiTests
{
    [Fact]
    public async Task HUL_044_only_the_alarm_responsible_changes_rules_and_who_sees_homes_sees_them()
    {
        await using HttpFleet fleet = await HttpFleet.StartAsync();
        HubDouble hub = await fleet.AddHubAsync();
        string path = PathOf(hub);
        foreach ((string role, HttpStatusCode look, HttpStatusCode set) in new[]
        {
            (Roles.Operator, HttpStatusCode.OK, HttpStatusCode.Forbidden),
            (Roles.Supervisor, HttpStatusCode.OK, HttpStatusCode.Forbidden),
            (Roles.Technician, HttpStatusCode.OK, HttpStatusCode.Forbidden),
            (Roles.UnitLead, HttpStatusCode.Forbidden, HttpStatusCode.Forbidden),
            (Roles.Responder, HttpStatusCode.Forbidden, HttpStatusCode.Forbidden),
            (Roles.AlarmResponsible, HttpStatusCode.OK, HttpStatusCode.OK),
        })
        {
            using HttpClient http = await fleet.EnterAsync(hub.Hub.TenantId, role, role);
            ApiAnswer seen = await http.LookAsync(path);
            Assert.Equal((role, look), (role, seen.Status));
            Assert.Equal((role, set), (role, (await http.PutAsync(path, Rules(4), seen.Tag ?? "\"0\"")).Status));
            string restore = path + "/restore";
            Assert.Equal(
                (role, set == HttpStatusCode.OK ? HttpStatusCode.OK : HttpStatusCode.Forbidden),
                (role, (await http.AskAsync(
                    HttpMethod.Post, restore, new { version = 1, comment = "as before" }, "\"1\"")).Status));
        }

        Guid other = Guid.NewGuid();
        await fleet.Get<Fleet.Server.Store.FleetStore>().WriteAsync(
            session => session.Sql("INSERT INTO access.tenant (tenant_id, name, created_at) VALUES (@id, 'Annan', 0)")
                .With("@id", other).Run(),
            default);
        using HttpClient stranger = await fleet.EnterAsync(other, Roles.Admin, "of another municipality");
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.LookAsync(path)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.PutAsync(path, Rules(4), "\"0\"")).Status);
    }

    [Fact]
    public async Task A_change_against_a_version_that_is_not_the_newest_is_refused_and_shows_both()
    {
        await using HttpFleet fleet = await HttpFleet.StartAsync();
        HubDouble hub = await fleet.AddHubAsync();
        using HttpClient http = await fleet.SignInAsync("admin");
        string path = PathOf(hub);
        Assert.Equal(["If-Match"], (await http.PutAsync(path, Rules(4))).Fields);
        Assert.Equal(["If-Match"], (await http.PutAsync(path, Rules(4), "*")).Fields);
        Assert.Equal(["If-Match"], (await http.PutAsync(path, Rules(4), "\"one\"")).Fields);
        ApiAnswer first = (await http.PutAsync(path, Rules(4), "\"0\"")).Done();
        Assert.Equal(("\"1\"", "sent"), (first.Tag, first.Text("state")));
        (await http.PutAsync(path, Rules(5), first.Tag)).Done();
        ApiAnswer stale = await http.PutAsync(path, Rules(6), first.Tag);
        Assert.Equal(
            (HttpStatusCode.PreconditionFailed, "stale-version", "\"2\""), (stale.Status, stale.Problem, stale.Tag));
        Assert.Equal((4, 5), (Hours(stale.Body["seen"]!), Hours(stale.Body["newest"]!)));
        Assert.Equal("\"2\"", (await http.LookAsync(path)).Tag);
        ApiAnswer restored = await http.AskAsync(
            HttpMethod.Post, path + "/restore", new { version = 1, comment = "better" }, "\"1\"");
        Assert.Equal(HttpStatusCode.PreconditionFailed, restored.Status);
    }

    [Fact]
    public async Task HUL_043_and_HUL_046_every_version_stays_with_old_values_who_when_and_why()
    {
        await using HttpFleet fleet = await HttpFleet.StartAsync();
        HubDouble hub = await fleet.AddHubAsync();
        using HttpClient http = await fleet.EnterAsync(hub.Hub.TenantId, Roles.AlarmResponsible, "Anna");
        string path = PathOf(hub);
        for (int hours = 1; hours <= 7; hours++)
        {
            (await http.PutAsync(path, Rules(hours, $"{hours} h is tried"), $"\"{hours - 1}\"")).Done();
        }

        ApiAnswer page = (await http.LookAsync(path + "/versions?limit=4")).Done();
        Assert.Equal([7, 6, 5, 4], page.Items.Select(one => one!["version"]!.GetValue<int>()));
        ApiAnswer rest = (await http.LookAsync(path + "/versions?limit=4&after=" + page.Text("next"))).Done();
        Assert.Equal([3, 2, 1], rest.Items.Select(one => one!["version"]!.GetValue<int>()));
        Assert.Null(rest.Body["next"]);
        Assert.Equal(3, Hours((await http.LookAsync(path + "/versions/3")).Done().Body));
        Assert.Equal(HttpStatusCode.NotFound, (await http.LookAsync(path + "/versions/8")).Status);

        JsonNode[] changes = [.. (await http.LookAsync(path + "/changes")).Done().Items.Each()];
        Assert.Equal(Limits.Programming.ChangesPerRule, changes.Length);
        Assert.All(changes, one => Assert.Equal(22, one["difference"]!["ruleId"]!.GetValue<int>()));
        Assert.Equal(
            [(21_600, 25_200), (18_000, 21_600), (14_400, 18_000), (10_800, 14_400), (7_200, 10_800)],
            changes.Select(one => one["difference"]!["fields"]![0]!).Select(field =>
                (field["old"]!.GetValue<int>(), field["new"]!.GetValue<int>())));
        Assert.All(changes, one => Assert.Equal("Anna", one["actorName"]!.GetValue<string>()));
        Assert.Equal("7 h is tried", changes[0]["comment"]!.GetValue<string>());

        // A sensor that was put elsewhere, the deepest of all fields.
        JsonObject moved = JsonObject(Rules(7, "now in the kitchen"));
        moved["document"]!["rules"]![0]!["start"]![0]!["location"] = 21;
        (await http.PutAsync(path, moved, "\"7\"")).Done();
        JsonNode place = (await http.LookAsync(path + "/changes")).Done().Items[0]!["difference"]!["fields"]![0]!;
        Assert.Equal(
            ("start", 0, 21),
            (place["field"]!.GetValue<string>(),
                place["old"]![0]!["location"]!.GetValue<int>(),
                place["new"]![0]!["location"]!.GetValue<int>()));
        await Assert.ThrowsAnyAsync<Exception>(() => fleet.Get<Fleet.Server.Store.FleetStore>().WriteAsync(
            session => session.Sql("UPDATE device.hub_document SET comment = 'other'").Run(), default));
    }

    [Fact]
    public async Task Two_versions_are_compared_rule_by_rule_and_an_earlier_one_is_taken_again()
    {
        await using HttpFleet fleet = await HttpFleet.StartAsync();
        HubDouble hub = await fleet.AddHubAsync();
        using HttpClient http = await fleet.SignInAsync("admin");
        string path = PathOf(hub);
        (await http.PutAsync(path, Rules(4), "\"0\"")).Done();
        JsonObject second = JsonObject(Rules(5));
        JsonArray rules = second["document"]!["rules"]!.AsArray();
        rules.Add(JsonNode.Parse("""
            { "id": 30, "kind": "call", "start": [{ "deviceKind": "personalTrigger", "cause": "triggered" }],
              "actions": [{ "kind": "alarm", "priority": 1 }] }
            """));
        (await http.PutAsync(path, second, "\"1\"")).Done();
        JsonNode[] differences =
            [.. (await http.LookAsync(path + "/diff?from=1&to=2")).Done().Body["rules"]!.Each()];
        Assert.Equal(["changed", "added"], differences.Select(one => one["kind"]!.GetValue<string>()));
        Assert.Equal("delaySeconds", differences[0]["fields"]![0]!["field"]!.GetValue<string>());
        Assert.Equal("removed", (await http.LookAsync(path + "/diff?from=2&to=1")).Body["rules"]![1]!["kind"]!
            .GetValue<string>());
        Assert.Equal(2, (await http.LookAsync(path + "/diff?from=0&to=2")).Body["rules"]!.AsArray().Count);
        Assert.Equal(HttpStatusCode.NotFound, (await http.LookAsync(path + "/diff?from=1&to=9")).Status);

        ApiAnswer restored = (await http.AskAsync(
            HttpMethod.Post, path + "/restore", new { version = 1, comment = "as it was" }, "\"2\"")).Done();
        Assert.Equal(
            (3, 1, 4),
            (restored.Body["version"]!.GetValue<int>(),
                restored.Body["restoredFrom"]!.GetValue<int>(),
                Hours(restored.Body)));
        Assert.Empty((await http.LookAsync(path + "/diff?from=1&to=3")).Done().Body["rules"]!.AsArray());
        Assert.Equal(HttpStatusCode.NotFound, (await http.AskAsync(
            HttpMethod.Post, path + "/restore", new { version = 9, comment = "none" }, "\"3\"")).Status);
    }

    [Fact]
    public async Task Faults_come_with_their_places_and_checking_keeps_nothing()
    {
        await using HttpFleet fleet = await HttpFleet.StartAsync();
        HubDouble hub = await fleet.AddHubAsync();
        using HttpClient http = await fleet.SignInAsync("admin");
        string path = PathOf(hub);
        JsonObject wrong = JsonObject(Rules(4, comment: new string('x', Limits.Programming.CommentLength + 1)));
        wrong["caseNumber"] = 4711;
        wrong["document"]!["rules"]![0]!["delaySeconds"] = 604_801;
        ApiAnswer refused = await http.PutAsync(path, wrong, "\"0\"");
        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        Assert.Equal(["comment", "caseNumber", "document.rules[0].delaySeconds"], refused.Fields);
        Assert.Equal(["comment"], (await http.PutAsync(path, Rules(4, " "), "\"0\"")).Fields);
        Assert.Equal(
            ["document"], (await http.PutAsync(path, new { comment = "no rules" }, "\"0\"")).Fields);

        JsonNode document = wrong["document"]!;
        ApiAnswer check = (await http.PostAsync(path + "/check", document)).Done();
        Assert.False(check.Body["isValid"]!.GetValue<bool>());
        Assert.Equal("rules[0].delaySeconds", check.Body["faults"]![0]!["field"]!.GetValue<string>());
        document["rules"]![0]!["delaySeconds"] = 604_800;
        ApiAnswer sound = (await http.PostAsync(path + "/check", document)).Done();
        Assert.InRange(sound.Body["bytes"]!.GetValue<int>(), 20, 100);
        Assert.Equal("\"0\"", (await http.LookAsync(path)).Tag);
        Assert.Equal(
            ["HUL-022", "HUL-023", "HUL-024", "HUL-025", "HUL-026", "HUL-027", "HUL-028", "HUL-028", "HUL-029",
                "HUL-030"],
            (await http.LookAsync(path + "/templates")).Done().Items.Texts("requirement"));
        ApiAnswer longest = await http.PutAsync(
            path, Rules(4, new string('å', Limits.Programming.CommentLength)), "\"0\"");
        Assert.Equal(HttpStatusCode.OK, longest.Status);
    }

    [Fact]
    public async Task HUL_041_a_change_names_the_case_that_it_answers_and_is_in_the_log_of_the_municipality()
    {
        await using DispatchTown town = await DispatchTown.StartAsync();
        string caseId = await town.TellAsync();
        using HttpClient http = town.SignIn("admin");
        long number = (await http.LookAsync($"/api/cases/{caseId}")).Done().Body["caseNumber"]!.GetValue<long>();
        JsonObject body = JsonObject(Rules(4));
        body["caseNumber"] = number;
        string path = $"/api/hubs/{town.HubId}/rules";
        Assert.Equal(number, (await http.PutAsync(path, body, "\"0\"")).Done().Body["caseNumber"]!.GetValue<long>());
        long? logged = await town.Fleet.Get<Fleet.Server.Store.FleetStore>().WriteAsync(
            session => session.Sql(
                "SELECT COUNT(*) FROM care.tenant_log WHERE topic = 'rules' AND step = 'changed'").Number(),
            default);
        Assert.Equal(1, logged);
    }

    private static string PathOf(HubDouble hub) => $"/api/hubs/{hub.Hub.HubId}/rules";

    private static int Hours(JsonNode version) =>
        version["document"]!["rules"]![0]!["delaySeconds"]!.GetValue<int>() / 3_600;

    private static JsonObject JsonObject(object body) =>
        System.Text.Json.JsonSerializer.SerializeToNode(body)!.AsObject();

    private static object Rules(int hours, string comment = "too many at night") => new
    {
        comment,
        document = new
        {
            rules = new[]
            {
                new
                {
                    id = 22,
                    kind = "inactivity",
                    start = new[] { new { deviceKind = "motionDetector", cause = "movement" } },
                    window = new { startMinute = 360, endMinute = 600 },
                    delaySeconds = hours * 3_600,
                    actions = new[] { new { kind = "alarm", priority = 3, deviceType = 10, statusCode = 49 } },
                },
            },
        },
    };
}
