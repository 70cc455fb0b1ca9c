// A trial over HTTP and with hubctl: what is said, to whom, and what stands in the log afterwards.
using System;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using Fleet.Hubctl;
using Fleet.Server;
using Fleet.Server.Access;
using Fleet.Server.Alarms;
using Fleet.Server.Store;
using Slices.Tests.World;

namespace Slices.Tests.Programming.Trial;

public sealed class RuleTrialTests
{
    private const long Second = 1_000;
    private const long Minute = 60 * Second;
    private const long Day = 86_400_000;

    [Fact]
    public async Task HUL_045_a_trial_tells_what_vanishes_what_came_of_it_and_how_far_it_can_be_trusted()
    {
        await using HttpFleet fleet = await HttpFleet.StartAsync();
        (HubDouble hub, string path, long begin) = await LivedAsync(fleet);
        using HttpClient http = await fleet.EnterAsync(hub.Hub.TenantId, Roles.AlarmResponsible, "Anna");
        ApiAnswer trial = (await http.PostAsync(path + "/trial", new { document = WentOut(20), days = 5 })).Done();
        JsonNode counts = trial.Body["counts"]!;
        Assert.Equal(
            (1, 1, 1, 0, 1),
            (Number(counts, "vanish"), Number(counts, "vanishActed"), Number(counts, "vanishVisited"),
                Number(counts, "appear"), Number(counts, "stay")));
        JsonNode vanished = trial.Body["vanish"]![0]!;
        Assert.Equal("visited", vanished["case"]!["outcome"]!.GetValue<string>());
        Assert.Contains("10 minuter", vanished["rule"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal(Instant(begin + (10 * Minute)), vanished["at"]!.GetValue<DateTimeOffset>());

        // The one that stays comes ten minutes later.
        JsonNode stays = trial.Body["stay"]![0]!;
        Assert.Equal(
            TimeSpan.FromMinutes(10),
            stays["newAt"]!.GetValue<DateTimeOffset>() - stays["at"]!.GetValue<DateTimeOffset>());

        // One came that the replay does not give, and one that it gives did not come.
        JsonNode trust = trial.Body["trust"]!;
        Assert.Equal((2, 1), (Number(trust, "happened"), Number(trust, "explained")));
        Assert.Equal(77, Number(trust["unexplained"]![0]!, "ruleId"));
        Assert.Single(trust["notSeen"]!.AsArray());
        Assert.Contains("lost", trial.Body["gaps"]!.Each().Select(gap => gap["kind"]!.GetValue<string>()));
        Assert.Null((await http.LookAsync(path)).Done().Body["newest"]!["restoredFrom"]);
        Assert.Equal(1, Number((await http.LookAsync(path)).Body, "version"));

        // A version that is kept, in English; the same rules change nothing.
        ApiAnswer same = (await http.PostAsync(path + "/trial?language=en", new { version = 1, days = 5 })).Done();
        Assert.Equal(0, Number(same.Body["counts"]!, "vanish"));
        Assert.Contains("10 minutes", same.Body["stay"]![0]!["rule"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal(
            2, Number((await http.PostAsync(path + "/trial", new { version = 0 })).Done().Body["counts"]!, "vanish"));
    }

    [Fact]
    public async Task Who_sees_homes_may_try_nobody_else_and_each_look_is_in_the_log()
    {
        await using HttpFleet fleet = await HttpFleet.StartAsync();
        HubDouble hub = await fleet.AddHubAsync();
        string path = $"/api/hubs/{hub.Hub.HubId}/rules/trial";
        foreach ((string role, HttpStatusCode status) in new[]
        {
            (Roles.Operator, HttpStatusCode.OK), (Roles.AlarmResponsible, HttpStatusCode.OK),
            (Roles.UnitLead, HttpStatusCode.Forbidden), (Roles.Responder, HttpStatusCode.Forbidden),
        })
        {
            using HttpClient http = await fleet.EnterAsync(hub.Hub.TenantId, role, role);
            Assert.Equal((role, status), (role, (await http.PostAsync(path, new { version = 0 })).Status));
        }

        Assert.Equal(2, await fleet.Get<FleetStore>().ReadAsync(
            session => session.Sql(
                "SELECT COUNT(*) FROM care.tenant_log WHERE topic = 'home' AND step = 'seen' AND subject = @hub")
                .With("@hub", hub.Hub.HubId).Number(),
            default));

        Guid other = Guid.NewGuid();
        await fleet.Get<FleetStore>().WriteAsync(
            session => session.Sql("INSERT INTO access.tenant (tenant_id, name, created_at) VALUES (@id, 'Annan', 0)")
                .With("@id", other).Run(),
            default);
        using HttpClient stranger = await fleet.EnterAsync(other, Roles.Admin, "of another municipality");
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.PostAsync(path, new { version = 0 })).Status);
    }

    [Fact]
    public async Task What_cannot_be_tried_is_named_and_what_is_not_known_is_said()
    {
        await using HttpFleet fleet = await HttpFleet.StartAsync();
        HubDouble hub = await fleet.AddHubAsync();
        string path = $"/api/hubs/{hub.Hub.HubId}/rules/trial";
        using HttpClient http = await fleet.SignInAsync("admin");
        Assert.Equal(["document"], (await http.PostAsync(path, new { })).Fields);
        Assert.Equal(["document"], (await http.PostAsync(path, new { version = 0, document = WentOut(1) })).Fields);
        Assert.Equal(["version"], (await http.PostAsync(path, new { version = -1 })).Fields);
        Assert.Equal(["days"], (await http.PostAsync(path, new { version = 0, days = 0 })).Fields);
        Assert.Equal(
            ["days"], (await http.PostAsync(path, new { version = 0, days = Limits.Trial.KeptDays + 1 })).Fields);
        DateTimeOffset tomorrow = Instant(Now(fleet) + Day);
        Assert.Equal(["until"], (await http.PostAsync(path, new { version = 0, until = tomorrow })).Fields);
        Assert.Equal(
            ["document.rules[0].delaySeconds"],
            (await http.PostAsync(path, new { document = WentOut(99_999) })).Fields);
        Assert.Equal(["language"], (await http.PostAsync(path + "?language=de", new { version = 0 })).Fields);
        Assert.Equal(HttpStatusCode.NotFound, (await http.PostAsync(path, new { version = 5 })).Status);

        // A home that has told nothing yet: nothing is claimed of it.
        ApiAnswer empty = (await http.PostAsync(path, new { version = 0, days = Limits.Trial.KeptDays })).Done();
        Assert.Null(empty.Body["coveredFrom"]);
        Assert.Equal("notKept", empty.Body["gaps"]![0]!["kind"]!.GetValue<string>());
    }

    [Fact]
    public async Task Hubctl_tells_a_trial_in_sentences_and_rows()
    {
        await using HttpFleet fleet = await HttpFleet.StartAsync();
        (HubDouble hub, _, _) = await LivedAsync(fleet);
        using HttpClient http = await fleet.SignInAsync("admin");
        string token = http.DefaultRequestHeaders.Authorization!.Parameter!;
        string file = JsonSerializer.Serialize(new { document = WentOut(20) });
        RuleCommandTests.Run run = await RuleCommandTests.RunAsync(
            fleet, token, file, "trial", hub.Hub.HubId, "-", "--days", "5", "--output", "csv");
        Assert.Equal((ExitCode.Ok, run.Error), (run.Code, run.Error));
        Assert.Contains("1 would vanish (1 had led to a visit", run.Error, StringComparison.Ordinal);
        Assert.Contains("explains 1 of the 2 alarms", run.Error, StringComparison.Ordinal);
        Assert.Contains("Gap (lost)", run.Error, StringComparison.Ordinal);
        Assert.Contains("vanish,25,", run.Output, StringComparison.Ordinal);
        RuleCommandTests.Run json = await RuleCommandTests.RunAsync(
            fleet, token, "", "trial", hub.Hub.HubId, "--version", "1", "--output", "json");
        Assert.Equal(0, Number(JsonNode.Parse(json.Output)!["item"]!["counts"]!, "vanish"));
        RuleCommandTests.Run neither = await RuleCommandTests.RunAsync(fleet, token, "", "trial", hub.Hub.HubId);
        Assert.Equal(ExitCode.Usage, neither.Code);
    }

    /// <summary>
    /// Three days ago the door opened for fifteen minutes, and an alarm led to a visit; a day later it opened for an
    /// hour, and no alarm is known. Something was lost, and an alarm came of a rule that nobody knows.
    /// </summary>
    private static async Task<(HubDouble Hub, string Path, long Begin)> LivedAsync(HttpFleet fleet)
    {
        HubDouble hub = await fleet.AddHubAsync();
        string path = $"/api/hubs/{hub.Hub.HubId}/rules";
        using HttpClient http = await fleet.EnterAsync(hub.Hub.TenantId, Roles.AlarmResponsible, "Anna");
        (await http.PutAsync(path, new { comment = "begin", document = WentOut(10) }, "\"0\"")).Done();
        var told = new TrialHub(hub.Hub, message => fleet.SendAsync(hub.Hub, message));
        long begin = Now(fleet) - (3 * Day);
        await told.InForceAsync(begin - Day, 1);
        await told.DoorAsync(begin);
        await told.AlarmAsync(begin + (10 * Minute), 25);
        var actor = new Actor(Guid.NewGuid(), hub.Hub.TenantId, "Kim");
        IAlarmCases cases = fleet.Get<IAlarmCases>();
        AlarmCaseView raised = (await cases.ListAsync(actor, new CaseFilter(HubId: hub.Hub.HubId), default)).Single();
        await cases.ClaimAsync(actor, raised.CaseId, default);
        await cases.CloseAsync(actor, raised.CaseId, CaseOutcome.Visited, null, default);
        await told.MotionAsync(begin + (15 * Minute));
        await told.LostAsync(begin + (16 * Minute), 3);
        await told.DoorAsync(begin + Day);
        await told.MotionAsync(begin + Day + (60 * Minute));
        await told.AlarmAsync(begin + Day + (90 * Minute), 77);
        await fleet.Get<FleetStore>().WriteAsync(
            session => session.Sql("UPDATE device.home_event_reach SET since_at = @at").With("@at", begin - Day).Run(),
            default);
        return (hub, path, begin);
    }

    private static object WentOut(int minutes) => new
    {
        rules = new[]
        {
            new
            {
                id = 25,
                kind = "event",
                start = new[] { new { deviceKind = "doorContact", cause = "opened" } },
                cancel = new[] { new { deviceKind = "motionDetector", cause = "movement" } },
                delaySeconds = minutes * 60,
                actions = new[] { new { kind = "alarm", priority = 1 } },
            },
        },
    };

    private static long Now(HttpFleet fleet) =>
        fleet.Get<TimeProvider>().GetUtcNow().ToUnixTimeMilliseconds();

    private static int Number(JsonNode node, string name) => node[name]!.GetValue<int>();

    private static DateTimeOffset Instant(long unix) => DateTimeOffset.FromUnixTimeMilliseconds(unix);
}
