// What messages may tell of people: policy, templates, and what really goes out.
using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Threading.Tasks;
using Fleet.Server;
using Fleet.Server.Channels;
using Slices.Tests.World;

namespace Slices.Tests.Dispatch;

public sealed class PrivacyTests
{
    private const string Policy = "/api/dispatch/policy";
    private const string Sms = "/api/dispatch/templates/dispatchSms";
    private const string Helsingborg =
        "Larm {case}: {name}, {address}, {town}, tel {phone}. {cause}. {replies}";

    private static readonly string[] Personal =
    [
        "Greta", "Nils", "Eva", "Lindkvist", "Storgatan", "Hultsfred", "577 30", "0495", "+46495", "Ring på", "Åk alltid",
    ];

    [Fact]
    public async Task HBG_066_HUL_015_a_template_with_personal_data_is_refused_under_the_pseudonymous_policy()
    {
        await using DispatchTown town = await DispatchTown.StartAsync();
        foreach ((string text, string code) in new[]
        {
            ("Larm {case} hos Greta Lindkvist", "resident-name"),
            ("Larm {case} hos GRETA", "resident-name"),
            ("Larm {case}: Lindkvists hem", "resident-name"),
            ("Larm {case}, ring Eva först", "resident-name"),
            ("Larm {case} på storgatan 4", "street"),
            ("Larm {case} 19121212-1212", "personal-number"),
            ("Larm {case} 121212+1212", "personal-number"),
            ("Larm {case} ring 0495-123 45", "phone-number"),
            ("Larm {case} ring +46 495 12345", "phone-number"),
            ("Larm {case} nyckel k77", "key-number"),
            ("Larm {case} {name}", "personal-placeholder"),
            ("Larm {case} {address}", "personal-placeholder"),
            ("Larm {case} {town}", "personal-placeholder"),
            ("Larm {case} {phone}", "personal-placeholder"),
            ("Larm {case} {plan}", "personal-placeholder"),
            ("Larm {case} {colour}", "unknown-placeholder"),
            ("Larm {area}", "missing-placeholder"),
            ("   ", "empty"),
        })
        {
            ApiAnswer refused = await town.Planner.PutAsync(Sms, new { text });
            Assert.Equal((text, HttpStatusCode.BadRequest), (text, refused.Status));
            Assert.Contains($"({code}, at ", refused.Of("text"), StringComparison.Ordinal);
            ApiAnswer lint = (await town.Planner.PostAsync(Sms + "/lint", new { text })).Done();
            Assert.Contains(code, lint.Body["findings"]!.AsArray().Texts("code"));
        }

        Assert.All(
            (await town.Planner.LookAsync("/api/dispatch/templates")).Done().Items.Each(),
            template => Assert.True(template["isBuiltIn"]!.GetValue<bool>()));
    }

    [Fact]
    public async Task HUL_015_a_template_with_words_and_figures_alone_is_taken()
    {
        await using DispatchTown town = await DispatchTown.StartAsync();
        (await town.Planner.PutAsync(town.HomePath, DispatchTown.Home(key: "2026"))).Done();
        foreach (string text in new[]
        {
            "Larm {case} {area}, nyckel {key}, år 2026, kl 15:30. Ring 112 vid fara. {replies} {link}",
            "Larm {case}: evakuera inte, eva är ett namn men evakuering ett ord. {link}",
        })
        {
            (await town.Planner.PutAsync(Sms, new { text })).Done();
        }

        ApiAnswer refused = await town.Planner.PutAsync(Sms, new { text = "Larm {case}, nyckel nr 2026" });
        Assert.Contains("key-number", refused.Of("text"), StringComparison.Ordinal);
        Assert.Equal(["purpose"], (await town.Planner.PutAsync(
            "/api/dispatch/templates/0", new { text = "Larm {case}" })).Fields);
    }

    [Fact]
    public async Task HBG_066_the_Helsingborg_template_is_an_explicit_choice_with_a_reason_in_the_log()
    {
        await using DispatchTown town = await DispatchTown.StartAsync();
        Assert.Equal(["text"], (await town.Planner.PutAsync(Sms, new { text = Helsingborg })).Fields);
        Assert.Equal(["reason"], (await town.Planner.PutAsync(Policy, new { privacy = "fullDetails" })).Fields);
        ApiAnswer policy = (await town.Planner.PutAsync(
            Policy, new { privacy = "fullDetails", reason = "Nämndens beslut 2026-17" }, "\"0\"")).Done();
        Assert.Equal(
            ("fullDetails", "Supervisor Demo"), (policy.Text("privacy"), policy.Text("changedBy")));
        ApiAnswer templates = (await town.Planner.LookAsync("/api/dispatch/templates")).Done();
        Assert.Equal(Helsingborg, templates.Items[0]!["builtIn"]!["helsingborg"]!.GetValue<string>());

        // The policy alone sends nothing more: the template is a choice of its own.
        await town.TellAsync();
        Assert.All(town.Provider.Sent, AssertPseudonymous);
        (await town.Planner.PutAsync(Sms, new { text = Helsingborg })).Done();
        await town.TellAsync();
        Assert.Contains(
            "Greta Lindkvist, Nils Lindkvist, Storgatan 4 B, 577 30 Hultsfred, tel +4649512345",
            town.To(DispatchTown.Day1)[^1].Text, StringComparison.Ordinal);
        string[] log = await town.TextsAsync(
            "SELECT topic || ' ' || detail FROM care.tenant_log WHERE topic IN ('policy', 'template') ORDER BY number");
        Assert.Equal(
            [
                "policy privacy Pseudonymous to FullDetails; link minutes 60 to 60; reason Nämndens beslut 2026-17",
                "template version 1",
            ],
            log);
    }

    [Fact]
    public async Task HUL_015_going_back_is_refused_while_a_template_would_break_it_and_puts_it_back_when_told()
    {
        await using DispatchTown town = await DispatchTown.StartAsync();
        (await town.Planner.PutAsync(Policy, new { privacy = "fullDetails", reason = "Beslut" })).Done();
        (await town.Planner.PutAsync(Sms, new { text = Helsingborg })).Done();
        (await town.Planner.PutAsync("/api/dispatch/templates/closed", new { text = "Larm {case} klart." })).Done();
        ApiAnswer refused = await town.Planner.PutAsync(Policy, new { privacy = "pseudonymous", reason = "Åter" });
        Assert.Equal((HttpStatusCode.Conflict, "against-policy"), (refused.Status, refused.Problem));
        Assert.Equal(["DispatchSms"], refused.Body["problems"]!.AsArray().Texts("subjectId"));
        Assert.Equal("fullDetails", (await town.Planner.LookAsync(Policy)).Text("privacy"));

        (await town.Planner.PutAsync(
            Policy, new { privacy = "pseudonymous", reason = "Åter", resetTemplates = true })).Done();
        ApiAnswer templates = (await town.Planner.LookAsync("/api/dispatch/templates")).Done();
        Assert.True(templates.Items[0]!["isBuiltIn"]!.GetValue<bool>());
        Assert.Contains(templates.Items.Each(), one => one["text"]!.GetValue<string>() == "Larm {case} klart.");
        await town.TellAsync();
        Assert.All(town.Provider.Sent, AssertPseudonymous);
        Assert.Equal(
            ["pseudonymous", "fullDetails", "pseudonymous"],
            (await town.Planner.LookAsync(Policy + "/versions")).Done().Items.Texts("privacy"));
        Assert.Equal(
            HttpStatusCode.PreconditionFailed,
            (await town.Planner.PutAsync(Policy, new { reason = "x" }, "\"1\"")).Status);
    }

    [Fact]
    public async Task HBG_070_the_policy_has_its_bounds_and_none_but_valid_values_are_taken()
    {
        await using DispatchTown town = await DispatchTown.StartAsync();
        foreach (int minutes in new[] { Limits.Dispatch.ShortestLinkMinutes, Limits.Dispatch.LongestLinkMinutes })
        {
            (await town.Planner.PutAsync(Policy, new { linkMinutes = minutes, reason = "x" })).Done();
        }

        foreach (int minutes in new[]
        {
            Limits.Dispatch.ShortestLinkMinutes - 1, Limits.Dispatch.LongestLinkMinutes + 1, -1, int.MaxValue,
        })
        {
            Assert.Equal(
                ["linkMinutes"],
                (await town.Planner.PutAsync(Policy, new { linkMinutes = minutes, reason = "x" })).Fields);
        }

        string longest = new('å', Limits.Dispatch.ReasonLength);
        (await town.Planner.PutAsync(Policy, new { reason = longest })).Done();
        Assert.Equal(["reason"], (await town.Planner.PutAsync(Policy, new { reason = longest + "å" })).Fields);
        Assert.Equal(["privacy"], (await town.Planner.PutAsync(Policy, new { privacy = "open", reason = "x" })).Fields);
    }

    [Fact]
    public async Task HUL_015_under_the_pseudonymous_policy_nothing_of_the_whole_chain_names_anybody_or_any_place()
    {
        await using DispatchTown town = await DispatchTown.StartAsync();
        (await town.Planner.PutAsync(town.HomePath, DispatchTown.Home(turn: "afterStaff"))).Done();
        string caseId = await town.TellAsync();
        await town.ReplyAsync(DispatchTown.Day1, "vad då?");
        await town.ReplyAsync(DispatchTown.Day1, "2");
        await town.PassAsync(TimeSpan.FromMinutes(1));
        await town.RoundsAsync(TimeSpan.FromMinutes(30));
        await town.ReplyAsync(DispatchTown.Relative, "1");
        await town.RoundsAsync(TimeSpan.FromMinutes(60));
        await town.ReplyAsync(DispatchTown.Day2, "1");
        (await town.Operator.PostAsync($"/api/cases/{caseId}/claim", new { })).Done();
        (await town.Operator.PostAsync(
            $"/api/cases/{caseId}/close", new { outcome = "visited", note = "klart" })).Done();
        await town.RoundsAsync(TimeSpan.FromMinutes(1));

        string[] texts = await town.TextsAsync("SELECT text FROM care.outgoing_message");
        Assert.True(texts.Length > 6, string.Join('\n', texts));
        Assert.Contains(town.Provider.Sent, message => message.Kind == OutgoingKind.Voice);
        Assert.Contains(town.Provider.Sent, message => message.Address == DispatchTown.Relative);
        Assert.All(town.Provider.Sent, AssertPseudonymous);
        Assert.All(texts, text => AssertClean(text, "an outgoing row"));

        // A relative gets no key's number either: it is no responder with a cabinet.
        Assert.All(town.To(DispatchTown.Relative), message =>
            Assert.DoesNotContain("K77", message.Text, StringComparison.Ordinal));
        AssertClean(town.Fleet.Log.All, "the server's log");
    }

    private static void AssertPseudonymous(OutgoingMessage message) => AssertClean(message.Text, message.Address);

    private static void AssertClean(string text, string where)
    {
        List<string> found =
            [.. Personal.Where(word => text.Contains(word, StringComparison.OrdinalIgnoreCase))];
        Assert.True(found.Count == 0, $"{string.Join(", ", found)} in {where}: {text}");
    }
}
