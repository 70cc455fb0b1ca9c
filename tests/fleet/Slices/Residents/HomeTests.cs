// Homes over HTTP: entered, changed in the version that was seen, shown to those who may, and each look logged.
using System;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using Fleet.Server;
using Slices.Tests.Dispatch;
using Slices.Tests.World;

namespace Slices.Tests.Residents;

public sealed class HomeTests
{
    private static readonly string[] Personal =
        ["Greta", "Nils", "Eva", "Lindkvist", "Storgatan", "Hultsfred", "0495", "+4649512345", "Ring på"];

    [Fact]
    public async Task HBG_060_a_home_is_in_force_at_once_and_changed_only_in_the_version_that_was_seen()
    {
        await using DispatchTown town = await DispatchTown.StartAsync();
        ApiAnswer seen = (await town.Planner.LookAsync(town.HomePath)).Done();
        Assert.Equal("\"1\"", seen.Tag);
        ApiAnswer changed = (await town.Planner.PutAsync(town.HomePath, DispatchTown.Home(key: "K78"), seen.Tag))
            .Done();
        Assert.Equal("\"2\"", changed.Tag);
        ApiAnswer stale = await town.Planner.PutAsync(town.HomePath, DispatchTown.Home(key: "K79"), seen.Tag);
        Assert.Equal(
            (HttpStatusCode.PreconditionFailed, "stale-version", "\"2\""), (stale.Status, stale.Problem, stale.Tag));
        AssertNothing(stale);
        Assert.Equal(
            HttpStatusCode.PreconditionFailed,
            (await town.Planner.PutAsync(town.HomePath, DispatchTown.Home(), "\"0\"")).Status);
        foreach (string wrong in new[] { "2", "W/\"2\"", "\"two\"", "\"1\", \"2\"" })
        {
            Assert.Equal(
                ["If-Match"], (await town.Planner.PutAsync(town.HomePath, DispatchTown.Home(), wrong)).Fields);
        }

        Assert.Equal("K78", (await town.Planner.LookAsync(town.HomePath)).Text("keyNumber"));
        await town.TellAsync();
        Assert.Contains("Nyckel K78", town.To(DispatchTown.Day1)[^1].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task HBG_050_HBG_058_key_plan_absence_and_criteria_come_back_as_entered_with_two_residents()
    {
        await using DispatchTown town = await DispatchTown.StartAsync();
        string longest = new('å', Limits.Residents.PlanLength);
        ApiAnswer saved = (await town.Planner.PutAsync(town.HomePath, new
        {
            area = "  Söder 14 ",
            keyNumber = new string('K', Limits.Residents.KeyLength),
            hasDigitalLock = true,
            plan = longest,
            absence = "På sjukhus till fredag. Inbrottslarm: koden finns i skåpet.",
            phoneNumber = "0495-123 45",
            hubPhoneNumber = "+46 10 555 66 77",
            residents = new[] { new { occupant = 2, name = "Nils" }, new { occupant = 1, name = "Greta" } },
            relatives = new[] { new { order = 2, name = "Eva", phoneNumber = "070-000 00 09" } },
            criteria = new[] { new { statusCode = 255, text = "" }, new { statusCode = 0, text = "Ring" } },
        })).Done();
        ApiAnswer home = (await town.Operator.LookAsync(town.HomePath)).Done();
        Assert.Equal(
            ("Söder 14", longest, "+4649512345", "+46105556677"),
            (home.Text("area"), home.Text("plan"), home.Text("phoneNumber"), home.Text("hubPhoneNumber")));
        Assert.Equal(["Greta", "Nils"], home.Body["residents"]!.AsArray().Texts("name"));
        Assert.Equal("+46700000009", home.Body["relatives"]![0]!["phoneNumber"]!.GetValue<string>());
        Assert.Equal([0, 255], home.Body["criteria"]!.Each().Select(one => one["statusCode"]!.GetValue<int>()));
        Assert.Equal(2, saved.Body["version"]!.GetValue<long>());
        Assert.Null(Record.Exception(() => home.Body["absence"]!.GetValue<string>()));
    }

    [Fact]
    public async Task HBG_060_every_wrong_field_of_a_home_is_named_and_nothing_is_changed()
    {
        await using DispatchTown town = await DispatchTown.StartAsync();
        ApiAnswer answer = await town.Planner.PutAsync(town.HomePath, new
        {
            area = "",
            unitName = Long(Limits.Residents.NameLength),
            street = Long(Limits.Residents.AddressLength),
            town = Long(Limits.Residents.AddressLength),
            phoneNumber = "12",
            hubPhoneNumber = "x",
            keyNumber = Long(Limits.Residents.KeyLength),
            plan = Long(Limits.Residents.PlanLength),
            absence = Long(Limits.Residents.PlanLength),
            residents = new object[]
            {
                new { occupant = 0, name = "A" }, new { occupant = 10, name = "" }, new { occupant = 1, name = "B" },
                new { occupant = 1, name = Long(Limits.Residents.NameLength) },
            },
            relatives = new object[]
            {
                new { order = 0, name = "A", phoneNumber = "070-0000009" }, new { order = 1 },
                new { order = 1, name = "B", phoneNumber = "none" },
            },
            criteria = new object[]
            {
                new { statusCode = -1, text = "x" }, new { statusCode = 256, text = "x" },
                new { statusCode = 10, text = Long(Limits.Residents.PlanLength) }, new { statusCode = 10 },
            },
        });
        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Equal(
            [
                "residents[0].occupant", "residents[1].occupant", "residents[1].name", "residents[3].occupant",
                "residents[3].name", "unitName", "street", "town", "phoneNumber", "hubPhoneNumber", "keyNumber", "plan",
                "relatives[0].order", "relatives[1].name", "relatives[1].phoneNumber", "relatives[2].phoneNumber",
                "relatives[2].order", "absence", "criteria[0].statusCode", "criteria[1].statusCode",
                "criteria[2].text", "criteria[3].statusCode", "area",
            ],
            answer.Fields);
        Assert.Equal("\"1\"", (await town.Planner.LookAsync(town.HomePath)).Tag);
    }

    [Fact]
    public async Task HBG_060_lists_are_taken_up_to_their_limits()
    {
        await using DispatchTown town = await DispatchTown.StartAsync();
        object Entry(int residents, int relatives, int criteria) => new
        {
            area = Long(Limits.Residents.AreaLength - 1),
            residents = Enumerable.Range(1, residents).Select(i => new { occupant = i, name = $"N{i}" }),
            relatives = Enumerable.Range(1, relatives).Select(i => new
            {
                order = i, name = $"A{i}", phoneNumber = $"+467000001{i:00}",
            }),
            criteria = Enumerable.Range(1, criteria).Select(i => new { statusCode = i, text = "x" }),
        };
        (int residents, int relatives, int criteria) =
            (Limits.Residents.PerHome, Limits.Residents.RelativesPerHome, Limits.Residents.CriteriaPerHome);
        (await town.Planner.PutAsync(town.HomePath, Entry(residents, relatives, criteria))).Done();
        Assert.Equal(
            ["residents", "relatives", "criteria"],
            (await town.Planner.PutAsync(town.HomePath, Entry(residents + 1, relatives + 1, criteria + 1))).Fields);
        Assert.Equal(
            ["area"],
            (await town.Planner.PutAsync(town.HomePath, new { area = Long(Limits.Residents.AreaLength) })).Fields);
    }

    [Fact]
    public async Task HUL_015_a_place_code_that_gives_the_home_away_is_refused()
    {
        await using DispatchTown town = await DispatchTown.StartAsync();
        foreach (string area in new[]
        {
            "Storgatan 14", "Vid storgatan", "Gretas hus, Lindkvist", "greta", "Lindkvists", "GRETA/12", "Nr:Greta",
            "Bo 191212121212",
        })
        {
            ApiAnswer answer = await town.Planner.PutAsync(town.HomePath, new
            {
                area,
                street = "Storgatan 4 B",
                residents = new[] { new { occupant = 1, name = "Greta Lindkvist" } },
            });
            Assert.Equal((area, "area"), (area, string.Join(' ', answer.Fields.Distinct())));
        }
    }

    [Fact]
    public async Task HBG_050_the_list_has_no_personal_data_and_is_no_look()
    {
        await using DispatchTown town = await DispatchTown.StartAsync();
        ApiAnswer list = (await town.Operator.LookAsync("/api/homes?limit=1")).Done();
        Assert.Equal("K77", list.Items[0]!["keyNumber"]!.GetValue<string>());
        AssertNothing(list);
        Assert.Empty(await LooksAsync(town));
        foreach (string limit in new[] { "0", "-1", $"{Limits.Residents.PerPage + 1}", "x" })
        {
            Assert.Equal(HttpStatusCode.BadRequest, (await town.Operator.LookAsync("/api/homes?limit=" + limit)).Status);
        }

        Assert.Empty((await town.Operator.LookAsync("/api/homes?limit=1&after=" + list.Text("next"))).Done().Items);
        (await town.Operator.LookAsync($"/api/homes?limit={Limits.Residents.PerPage}&after=nothing")).Done();
    }

    [Fact]
    public async Task HBG_058_every_look_and_change_is_logged_with_who_and_a_refused_one_tells_nothing()
    {
        await using DispatchTown town = await DispatchTown.StartAsync();
        using var nobody = new HttpClient { BaseAddress = town.Fleet.Url };
        ApiAnswer unknown = await nobody.LookAsync(town.HomePath);
        Assert.Equal(HttpStatusCode.Unauthorized, unknown.Status);
        AssertNothing(unknown);
        foreach ((string user, bool maySee, bool mayChange) in new[]
        {
            ("operator", true, false), ("supervisor", true, true), ("technician", true, true),
            ("alarm-responsible", true, false), ("admin", true, true), ("unit-lead", false, false),
            ("responder", false, false),
        })
        {
            HttpClient http = town.SignIn(user);
            int before = (await LooksAsync(town)).Length;
            ApiAnswer look = await http.LookAsync(town.HomePath);
            Assert.Equal((user, maySee), (user, look.Status == HttpStatusCode.OK));
            Assert.Equal((user, before + (maySee ? 1 : 0)), (user, (await LooksAsync(town)).Length));
            if (!maySee)
            {
                Assert.Equal(HttpStatusCode.Forbidden, look.Status);
                AssertNothing(look);
            }

            ApiAnswer change = await http.PutAsync(town.HomePath, DispatchTown.Home());
            Assert.Equal((user, mayChange), (user, change.Status == HttpStatusCode.OK));
            if (!mayChange)
            {
                Assert.Equal(HttpStatusCode.Forbidden, change.Status);
                AssertNothing(change);
            }
        }

        Assert.Equal(
            ["Operator Demo", "Supervisor Demo", "Technician Demo", "Alarm-responsible Demo", "Admin Demo"],
            await LooksAsync(town));
        string[] changes = await town.TextsAsync(
            "SELECT actor_name || ' ' || detail FROM care.tenant_log WHERE topic = 'home' AND step = 'changed' "
            + "ORDER BY number");
        Assert.Equal(
            [
                "Supervisor Demo version 1", "Supervisor Demo version 2", "Technician Demo version 3",
                "Admin Demo version 4",
            ],
            changes);
        Assert.Equal(HttpStatusCode.Forbidden, (await town.Responder.LookAsync("/api/homes")).Status);
    }

    [Fact]
    public async Task HUL_015_nothing_of_a_home_is_in_the_servers_log_nor_in_the_tenants_also_when_it_is_wrong()
    {
        await using DispatchTown town = await DispatchTown.StartAsync();
        (await town.Planner.LookAsync(town.HomePath)).Done();
        await town.Planner.PutAsync(town.HomePath, new { area = "Greta", residents = new[] { "Greta Lindkvist" } });
        await town.Planner.PutAsync(town.HomePath, new { area = "Storgatan", street = "Storgatan 4", plan = 1 });
        await town.Planner.PutAsync("/api/homes/no-hub", DispatchTown.Home());
        string tenantLog = string.Join('\n', await town.TextsAsync(
            "SELECT subject || ' ' || detail FROM care.tenant_log"));
        foreach (string personal in Personal)
        {
            Assert.DoesNotContain(personal, town.Fleet.Log.All, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain(personal, tenantLog, StringComparison.OrdinalIgnoreCase);
        }

        Assert.Empty(town.Fleet.Log.TextsOf(Microsoft.Extensions.Logging.LogLevel.Error));
    }

    [Fact]
    public async Task HBG_060_a_hub_of_nobody_has_no_home_and_one_without_an_entry_none_yet()
    {
        await using DispatchTown town = await DispatchTown.StartAsync();
        string other = await town.AddHubAsync();
        foreach (string hub in new[] { other, "no-hub", "%20", new string('x', 300) })
        {
            Assert.Equal(HttpStatusCode.NotFound, (await town.Planner.LookAsync("/api/homes/" + hub)).Status);
        }

        Assert.Equal(
            HttpStatusCode.NotFound, (await town.Planner.PutAsync("/api/homes/no-hub", DispatchTown.Home())).Status);
        (await town.Planner.PutAsync("/api/homes/" + other, DispatchTown.Home(), "\"0\"")).Done();
    }

    private static string Long(int length) => new('x', length + 1);

    private static void AssertNothing(ApiAnswer answer)
    {
        string text = answer.Body.ToJsonString(new System.Text.Json.JsonSerializerOptions
        {
            Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        });
        Assert.All(Personal, personal => Assert.DoesNotContain(personal, text, StringComparison.OrdinalIgnoreCase));
    }

    private static Task<string[]> LooksAsync(DispatchTown town) => town.TextsAsync(
        "SELECT actor_name FROM care.tenant_log WHERE topic = 'home' AND step = 'seen' ORDER BY number");
}
