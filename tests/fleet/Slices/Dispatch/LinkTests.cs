// One-time links over HTTP.
using System;
using System.Net;
using System.Net.Http;
using System.Threading.Tasks;
using Fleet.Server;
using Fleet.Server.Access;
using Slices.Tests.World;

namespace Slices.Tests.Dispatch;

public sealed class LinkTests
{
    private const string Open = "/api/respond/open";

    [Fact]
    public async Task HBG_070_a_link_shows_the_home_until_an_hour_after_the_acceptance_and_not_then()
    {
        await using DispatchTown town = await DispatchTown.StartAsync();
        string caseId = await town.TellAsync();
        string token = town.TokenTo(DispatchTown.Day1);
        town.Time.Advance(TimeSpan.FromMinutes(59));
        ApiAnswer opened = (await OpenAsync(town.Responder, token)).Done();
        Assert.Equal("Storgatan 4 B", opened.Body["home"]!["street"]!.GetValue<string>());
        ApiAnswer accepted = (await town.Responder.PostAsync($"/api/respond/cases/{caseId}/accept", new { })).Done();
        Assert.Equal(
            town.Time.GetUtcNow().AddMinutes(60), DateTimeOffset.Parse(accepted.Text("endsAt"),
                System.Globalization.CultureInfo.InvariantCulture));
        town.Time.Advance(TimeSpan.FromMinutes(60) - TimeSpan.FromMilliseconds(1));
        (await OpenAsync(town.Responder, token)).Done();
        town.Time.Advance(TimeSpan.FromMilliseconds(1));
        ApiAnswer over = await OpenAsync(town.Responder, token);
        Assert.Equal((HttpStatusCode.Gone, "link-expired"), (over.Status, over.Problem));
        AssertNoHome(over);
        ApiAnswer look = (await town.Responder.LookAsync($"/api/respond/cases/{caseId}")).Done();
        Assert.Null(look.Body["home"]);
        AssertNoHome(look);
    }

    [Fact]
    public async Task HBG_070_the_hour_begins_anew_when_another_accepts_after_the_first_could_not()
    {
        await using DispatchTown town = await DispatchTown.StartAsync();
        string caseId = await town.TellAsync();
        await town.ReplyAsync(DispatchTown.Day1, "1");
        town.Time.Advance(TimeSpan.FromMinutes(25));
        await town.ReplyAsync(DispatchTown.Day1, "2");
        await town.ReplyAsync(DispatchTown.Day2, "1");
        string token = town.TokenTo(DispatchTown.Day2);
        town.Time.Advance(TimeSpan.FromMinutes(59));
        ApiAnswer opened = await OpenAsync(town.Responder, token);
        Assert.Equal("Storgatan 4 B", opened.Done().Body["home"]!["street"]!.GetValue<string>());
        town.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal("link-expired", (await OpenAsync(town.Responder, token)).Problem);
        Assert.Equal("accepted", (await town.CaseAsync(caseId))["state"]!.GetValue<string>());
    }

    [Fact]
    public async Task HUL_015_a_link_needs_a_sign_in_as_responder_of_the_group_and_belongs_to_the_first()
    {
        await using DispatchTown town = await DispatchTown.StartAsync();
        await town.TellAsync();
        string token = town.TokenTo(DispatchTown.Day1);
        using var nobody = new HttpClient { BaseAddress = town.Fleet.Url };
        Assert.Equal(HttpStatusCode.Unauthorized, (await OpenAsync(nobody, token)).Status);
        foreach (string user in new[] { "operator", "supervisor", "technician", "alarm-responsible", "unit-lead" })
        {
            ApiAnswer refused = await OpenAsync(town.SignIn(user), token);
            Assert.Equal((user, HttpStatusCode.Forbidden), (user, refused.Status));
            AssertNoHome(refused);
        }

        HttpClient admin = town.SignIn("admin");
        ApiAnswer stranger = await OpenAsync(admin, token);
        Assert.Equal((HttpStatusCode.NotFound, "not-found"), (stranger.Status, stranger.Problem));
        (await OpenAsync(town.Responder, token)).Done();
        (await town.Planner.PutAsync($"{DispatchTown.Groups}/{town.DayId}", WithMembers(town, "responder", "admin")))
            .Done();
        ApiAnswer second = await OpenAsync(admin, token);
        Assert.Equal((HttpStatusCode.Forbidden, "link-of-another"), (second.Status, second.Problem));
        AssertNoHome(second);
        (await OpenAsync(town.Responder, token)).Done();
    }

    [Fact]
    public async Task HUL_015_another_municipalitys_responder_finds_neither_link_nor_case()
    {
        await using DispatchTown town = await DispatchTown.StartAsync();
        string caseId = await town.TellAsync();
        HttpClient stranger = await town.AddStrangerAsync(Roles.Responder);
        ApiAnswer answer = await OpenAsync(stranger, town.TokenTo(DispatchTown.Day1));
        Assert.Equal(HttpStatusCode.NotFound, answer.Status);
        foreach (string move in new[] { "accept", "decline", "check-in", "check-out", "wrong-alarm" })
        {
            Assert.Equal(
                HttpStatusCode.NotFound,
                (await stranger.PostAsync($"/api/respond/cases/{caseId}/{move}", new { })).Status);
        }

        Assert.Equal(HttpStatusCode.NotFound, (await stranger.LookAsync($"/api/respond/cases/{caseId}")).Status);
        Assert.Empty((await stranger.LookAsync("/api/respond/cases")).Done().Items);
        HttpClient theirs = await town.AddStrangerAsync(Roles.Supervisor);
        foreach (string path in new[]
        {
            $"{DispatchTown.Groups}/{town.DayId}", town.RotaPath, town.HomePath, $"/api/cases/{caseId}",
        })
        {
            Assert.Equal((path, HttpStatusCode.NotFound), (path, (await theirs.LookAsync(path)).Status));
        }

        Assert.Empty((await theirs.LookAsync($"/api/cases/{caseId}/dispatch/messages")).Done().Items);
        Assert.Equal(
            HttpStatusCode.NotFound, (await theirs.PutAsync(town.HomePath, DispatchTown.Home())).Status);
    }

    [Fact]
    public async Task HUL_015_guessed_links_are_refused_and_soon_no_more_are_looked_for()
    {
        await using DispatchTown town = await DispatchTown.StartAsync();
        await town.TellAsync();
        string token = town.TokenTo(DispatchTown.Day1);
        string[] guesses = ["", "x", token[..^1], token + "A", token.ToUpperInvariant(), new string('x', 5_000)];
        for (int i = 0; i < Limits.Dispatch.LinkGuesses; i++)
        {
            Assert.Equal(HttpStatusCode.NotFound, (await OpenAsync(town.Responder, guesses[i % 6])).Status);
        }

        ApiAnswer over = await OpenAsync(town.Responder, token);
        Assert.Equal((HttpStatusCode.TooManyRequests, "too-many"), (over.Status, over.Problem));

        // Others are not held up by it, nor the same person when the time is over.
        HttpClient admin = town.SignIn("admin");
        Assert.Equal(HttpStatusCode.NotFound, (await OpenAsync(admin, token)).Status);
        town.Time.Advance(TimeSpan.FromSeconds(Limits.Dispatch.LinkGuessSeconds));
        (await OpenAsync(town.Responder, token)).Done();
    }

    [Fact]
    public async Task HBG_070_a_closed_case_has_no_link_any_more_and_the_token_is_in_no_log_and_no_row()
    {
        await using DispatchTown town = await DispatchTown.StartAsync();
        string caseId = await town.TellAsync();
        string token = town.TokenTo(DispatchTown.Day1);
        (await OpenAsync(town.Responder, token)).Done();
        await town.ReplyAsync(DispatchTown.Day1, "1");
        (await town.Operator.PostAsync($"/api/cases/{caseId}/close", new { outcome = "visited" })).Done();
        Assert.Equal("link-expired", (await OpenAsync(town.Responder, token)).Problem);
        Assert.DoesNotContain(token, town.Fleet.Log.All, StringComparison.Ordinal);
        foreach (string sql in new[]
        {
            "SELECT detail FROM care.tenant_log", "SELECT detail FROM care.case_log",
            "SELECT hex(token_hash) FROM care.dispatch_link",
        })
        {
            Assert.All(await town.TextsAsync(sql), text =>
                Assert.DoesNotContain(token, text, StringComparison.OrdinalIgnoreCase));
        }
    }

    private static Task<ApiAnswer> OpenAsync(HttpClient http, string token) => http.PostAsync(Open, new { token });

    private static void AssertNoHome(ApiAnswer answer)
    {
        foreach (string personal in new[] { "Greta", "Lindkvist", "Storgatan", "Hultsfred", "Ring på", "K77" })
        {
            if (personal != "K77" || answer.Body["case"] is null)
            {
                Assert.DoesNotContain(personal, answer.Body.ToJsonString(), StringComparison.Ordinal);
            }
        }
    }

    private static object WithMembers(DispatchTown town, params string[] members) => new
    {
        name = "Hemtjänst Söder",
        recipients = new object[]
        {
            new { recipientId = town.Day["recipients"]![0]!["recipientId"]!.GetValue<string>(), name = "Larm 1" },
            new { recipientId = town.Day["recipients"]![1]!["recipientId"]!.GetValue<string>(), name = "Larm 2" },
        },
        members,
    };
}
