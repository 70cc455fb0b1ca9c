// Responder groups over HTTP: what may be entered, and who may.
using System;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Threading.Tasks;
using Fleet.Server;
using Slices.Tests.World;

namespace Slices.Tests.Dispatch;

public sealed class GroupTests
{
    [Fact]
    public async Task HBG_065_each_wrong_field_of_a_group_is_named()
    {
        await using DispatchTown town = await DispatchTown.StartAsync();
        string known = town.Day["recipients"]![0]!["recipientId"]!.GetValue<string>();
        ApiAnswer answer = await town.Planner.PutAsync($"{DispatchTown.Groups}/{town.DayId}", new
        {
            name = "Nattpatrull",
            unitName = new string('x', Limits.Dispatch.NameLength + 1),
            recipients = new object[]
            {
                new { recipientId = known, name = "Larm 1", phoneNumber = "+46700000099" },
                new { recipientId = known, name = "Larm 2" },
                new { recipientId = Guid.NewGuid(), name = "Larm 2" },
                new { name = new string('x', Limits.Dispatch.RecipientNameLength + 1), phoneNumber = "123" },
                new { },
            },
            members = new[] { "operator", "nobody", "responder", "RESPONDER " },
        });
        Assert.Equal(
            [
                "unitName", "name", "recipients[0].phoneNumber", "recipients[1].recipientId", "recipients[2].name",
                "recipients[2].recipientId", "recipients[3].name", "recipients[3].phoneNumber", "recipients[4].name",
                "members[0]", "members[1]",
            ],
            answer.Fields);
    }

    [Fact]
    public async Task HBG_065_a_group_has_at_most_as_many_phones_and_members_as_the_limits()
    {
        await using DispatchTown town = await DispatchTown.StartAsync();
        Task<ApiAnswer> AddAsync(string name, int phones, int members) => town.Planner.PostAsync(
            DispatchTown.Groups, new
            {
                name,
                recipients = Enumerable.Range(1, phones).Select(i => new { name = $"Larm {i}" }),
                members = Enumerable.Repeat("responder", members),
            });
        string longest = new('å', Limits.Dispatch.NameLength);
        ApiAnswer most = (await AddAsync(
            longest, Limits.Dispatch.RecipientsPerGroup, Limits.Dispatch.MembersPerGroup)).Done();
        Assert.Equal(Limits.Dispatch.RecipientsPerGroup, most.Body["recipients"]!.AsArray().Count);
        Assert.Single(most.Body["members"]!.AsArray());
        Assert.Equal(["recipients"], (await AddAsync("A", Limits.Dispatch.RecipientsPerGroup + 1, 0)).Fields);
        Assert.Equal(["members"], (await AddAsync("A", 0, Limits.Dispatch.MembersPerGroup + 1)).Fields);
        Assert.Equal(["name"], (await AddAsync(longest, 0, 0)).Fields);
        Assert.Equal(["name"], (await AddAsync("  ", 0, 0)).Fields);
    }

    [Fact]
    public async Task HBG_060_a_group_is_changed_only_in_the_version_that_was_seen()
    {
        await using DispatchTown town = await DispatchTown.StartAsync();
        string path = $"{DispatchTown.Groups}/{town.NightId}";
        ApiAnswer seen = (await town.Planner.LookAsync(path)).Done();
        object Entry(string unit) => new
        {
            name = "Nattpatrull",
            unitName = unit,
            kind = "nightPatrol",
            recipients = seen.Body["recipients"]!.Each().Select(one => new
            {
                recipientId = one["recipientId"]!.GetValue<string>(), name = one["name"]!.GetValue<string>(),
                role = one["role"]!.GetValue<string>(),
            }),
        };
        ApiAnswer changed = (await town.Planner.PutAsync(path, Entry("Natt"), seen.Tag)).Done();
        ApiAnswer stale = await town.Planner.PutAsync(path, Entry("Dag"), seen.Tag);
        Assert.Equal((HttpStatusCode.PreconditionFailed, "stale-version"), (stale.Status, stale.Problem));
        Assert.Equal(changed.Tag, stale.Tag);
        foreach (string wrong in new[] { "1", "W/\"1\"", "\"x\"", "\"1\", \"2\"", "\"\"" })
        {
            Assert.Equal(["If-Match"], (await town.Planner.PutAsync(path, Entry("Dag"), wrong)).Fields);
        }

        ApiAnswer now = await town.Planner.LookAsync(path);
        Assert.Equal("Natt", now.Text("unitName"));
        Assert.Equal(DispatchTown.Night1, now.Body["recipients"]![0]!["phoneNumber"]!.GetValue<string>());
    }

    [Fact]
    public async Task Only_supervisors_and_admins_plan_and_responders_see_no_plan()
    {
        await using DispatchTown town = await DispatchTown.StartAsync();
        foreach (string user in new[] { "operator", "technician", "alarm-responsible", "unit-lead", "responder" })
        {
            HttpClient http = town.SignIn(user);
            foreach ((HttpMethod method, string path) in new[]
            {
                (HttpMethod.Post, DispatchTown.Groups), (HttpMethod.Put, $"{DispatchTown.Groups}/{town.DayId}"),
                (HttpMethod.Post, DispatchTown.Rotas), (HttpMethod.Put, town.RotaPath),
                (HttpMethod.Delete, town.RotaPath), (HttpMethod.Put, "/api/dispatch/policy"),
                (HttpMethod.Put, "/api/dispatch/templates/dispatchSms"),
                (HttpMethod.Post, $"{DispatchTown.Groups}/{town.DayId}/recipients/{Guid.NewGuid()}/numbers"),
            })
            {
                ApiAnswer answer = await http.AskAsync(method, path, new { });
                Assert.Equal((user, path, HttpStatusCode.Forbidden), (user, path, answer.Status));
            }
        }

        using var nobody = new HttpClient { BaseAddress = town.Fleet.Url };
        foreach (string path in new[] { "groups", "rotas", "duty", "problems", "unmatched", "policy", "templates" })
        {
            Assert.Equal(
                HttpStatusCode.Forbidden, (await town.Responder.LookAsync("/api/dispatch/" + path)).Status);
            Assert.Equal(HttpStatusCode.Unauthorized, (await nobody.LookAsync("/api/dispatch/" + path)).Status);
        }
    }
}
