// Numbers of phones that change at a time.
using System;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using Fleet.Server;
using Fleet.Server.Channels;
using Slices.Tests.World;

namespace Slices.Tests.Dispatch;

public sealed class NumberTests
{
    private const string New1 = "+46700000011";
    private const string New2 = "+46700000012";

    [Fact]
    public async Task HBG_079_a_number_changes_at_its_minute_neither_before_nor_after()
    {
        await using DispatchTown town = await DispatchTown.StartAsync();
        (await SetAsync(town, New1, "2026-11-23T08:10:59Z")).Done();
        town.Time.Advance(TimeSpan.FromMinutes(10) - TimeSpan.FromMilliseconds(1));
        await town.TellAsync();
        Assert.Equal((1, 0), (town.To(DispatchTown.Day1).Length, town.To(New1).Length));
        town.Time.Advance(TimeSpan.FromMilliseconds(1));
        await town.TellAsync();
        Assert.Equal((1, 1), (town.To(DispatchTown.Day1).Length, town.To(New1).Length));
        town.Time.Advance(TimeSpan.FromDays(30));
        await town.TellAsync();
        Assert.Equal((1, 2), (town.To(DispatchTown.Day1).Length, town.To(New1).Length));
    }

    [Fact]
    public async Task HBG_079_a_change_to_come_is_shown_with_group_old_new_date_and_time_and_logged()
    {
        await using DispatchTown town = await DispatchTown.StartAsync();
        ApiAnswer set = (await SetAsync(town, "070-000 00 11", "2026-12-01T07:30:00+01:00")).Done();
        JsonNode phone = set.Body["recipients"]![0]!;
        Assert.Equal(DispatchTown.Day1, phone["phoneNumber"]!.GetValue<string>());
        JsonNode change = phone["numbers"]![0]!;
        Assert.Equal(
            (DispatchTown.Day1, New1, "2026-12-01T06:30:00+00:00", "Supervisor Demo"),
            (change["oldNumber"]!.GetValue<string>(), change["newNumber"]!.GetValue<string>(),
                change["from"]!.GetValue<string>(), change["changedBy"]!.GetValue<string>()));
        string detail = (await town.TextsAsync(
            "SELECT detail FROM care.tenant_log WHERE step = 'number' ORDER BY number DESC LIMIT 1")).Single();
        Assert.Equal(
            $"group Hemtjänst Söder; phone Larm 1; old {DispatchTown.Day1}; new {New1}; from 2026-12-01 06:30Z", detail);
    }

    [Fact]
    public async Task HBG_079_a_change_is_cancelled_by_the_old_number_at_the_same_minute_and_the_history_is_kept()
    {
        await using DispatchTown town = await DispatchTown.StartAsync();
        (await SetAsync(town, New1, "2026-11-23T09:00:00Z")).Done();
        (await SetAsync(town, New2, "2026-11-23T10:00:00Z")).Done();
        ApiAnswer cancelled = (await SetAsync(town, DispatchTown.Day1, "2026-11-23T09:00:00Z")).Done();
        town.Time.Advance(TimeSpan.FromMinutes(61));
        await town.TellAsync();
        Assert.Equal((1, 0, 0), (town.To(DispatchTown.Day1).Length, town.To(New1).Length, town.To(New2).Length));
        town.Time.Advance(TimeSpan.FromMinutes(60));
        await town.TellAsync();
        Assert.Equal((1, 0, 1), (town.To(DispatchTown.Day1).Length, town.To(New1).Length, town.To(New2).Length));
        Assert.Equal(
            [New2, DispatchTown.Day1, New1, DispatchTown.Day1],
            cancelled.Body["recipients"]![0]!["numbers"]!.AsArray().Texts("newNumber"));
    }

    [Fact]
    public async Task HBG_079_a_message_that_waits_goes_to_the_number_in_force_when_it_is_sent()
    {
        await using DispatchTown town = await DispatchTown.StartAsync();
        (await SetAsync(town, New1, "2026-11-23T08:02:00Z")).Done();
        town.Time.Advance(TimeSpan.FromSeconds(90));
        town.Provider.Answer(SendResult.Failed("down"));
        string caseId = await town.TellAsync();
        Assert.NotEmpty(town.To(DispatchTown.Day1));
        town.Provider.Answer(SendResult.Taken("taken"));
        await town.PassAsync(TimeSpan.FromMinutes(2));
        Assert.Equal([New1, DispatchTown.Day2], (await town.MessagesAsync(caseId))
            .Select(message => message["address"]!.GetValue<string>()).Order().Reverse());
        Assert.Single(town.To(New1));

        await town.ReplyAsync(New1, "1");
        Assert.Equal("accepted", (await town.CaseAsync(caseId))["state"]!.GetValue<string>());
    }

    [Fact]
    public async Task HBG_079_who_was_asked_by_the_old_number_may_answer_by_either()
    {
        await using DispatchTown town = await DispatchTown.StartAsync();
        (await SetAsync(town, New1, "2026-11-23T08:02:00Z")).Done();
        string first = await town.TellAsync();
        await town.PassAsync(TimeSpan.FromMinutes(3));
        await town.ReplyAsync(New1, "1");
        Assert.Equal("accepted", (await town.CaseAsync(first))["state"]!.GetValue<string>());
        Assert.Equal("accepted", Answer(await town.MessagesAsync(first), "Larm 1"));
        Assert.Empty((await town.Planner.LookAsync("/api/dispatch/unmatched")).Items);
    }

    [Fact]
    public async Task HBG_079_the_answer_of_the_old_number_counts_for_what_it_was_asked()
    {
        await using DispatchTown town = await DispatchTown.StartAsync();
        string caseId = await town.TellAsync();
        (await SetAsync(town, New1, null)).Done();
        await town.ReplyAsync(DispatchTown.Day1, "1");
        Assert.Equal("accepted", (await town.CaseAsync(caseId))["state"]!.GetValue<string>());
    }

    [Fact]
    public async Task HBG_079_HBG_065_a_waiting_message_to_a_phone_without_number_fails_at_once_and_is_noted()
    {
        await using DispatchTown town = await DispatchTown.StartAsync();
        (await SetAsync(town, "", "2026-11-23T08:02:00Z")).Done();
        town.Time.Advance(TimeSpan.FromSeconds(90));
        town.Provider.Answer(SendResult.Failed("down"));
        string caseId = await town.TellAsync();
        int before = town.To(DispatchTown.Day1).Length;
        town.Provider.Answer(SendResult.Taken("taken"));
        await town.PassAsync(TimeSpan.FromMinutes(2));
        Assert.Equal(before, town.To(DispatchTown.Day1).Length);
        JsonNode failed = (await town.MessagesAsync(caseId)).Single(one => Name(one) == "Larm 1");
        Assert.Equal("no number in force", failed["fault"]!.GetValue<string>());
    }

    [Fact]
    public async Task HBG_079_only_coming_times_valid_numbers_and_known_phones_are_taken()
    {
        await using DispatchTown town = await DispatchTown.StartAsync();
        Assert.Equal(["from"], (await SetAsync(town, New1, "2026-11-23T07:59:59Z")).Fields);
        (await SetAsync(town, New1, "2026-11-23T08:00:00Z")).Done();
        int days = Limits.Dispatch.NumberDaysAhead;
        string last = town.Time.GetUtcNow().AddDays(days).ToString("O");
        (await SetAsync(town, New1, last)).Done();
        Assert.Equal(["from"], (await SetAsync(
            town, New1, town.Time.GetUtcNow().AddDays(days).AddMinutes(1).ToString("O"))).Fields);
        foreach (string number in new[] { "12", "abc", "+46", "+4670000000000000", "070-00 00 x" })
        {
            Assert.Equal(["phoneNumber"], (await SetAsync(town, number, null)).Fields);
        }

        Assert.Equal(["phoneNumber"], (await town.Planner.PostAsync(NumberPath(town), new { })).Fields);
        ApiAnswer unknown = await town.Planner.PostAsync(
            $"{DispatchTown.Groups}/{town.NightId}/recipients/{Recipient(town.Day, 0)}/numbers",
            new { phoneNumber = New1 });
        Assert.Equal(HttpStatusCode.NotFound, unknown.Status);
    }

    [Fact]
    public async Task HBG_065_a_last_number_cannot_be_taken_away_from_a_group_on_duty_now_or_later()
    {
        await using DispatchTown town = await DispatchTown.StartAsync();
        (await SetAsync(town, "", "2026-12-24T00:00:00Z")).Done();
        ApiAnswer second = await SetAsync(town, "", "2026-12-24T12:00:00Z", index: 1);
        Assert.Equal((HttpStatusCode.Conflict, "dispatch-gap"), (second.Status, second.Problem));
        Assert.Contains("from 2026-12-24 12:00Z", second.Detail, StringComparison.Ordinal);
        Assert.Equal(
            DispatchTown.Day2, (await town.Planner.LookAsync($"{DispatchTown.Groups}/{town.DayId}")).Done()
                .Body["recipients"]![1]!["numbers"]![0]!["newNumber"]!.GetValue<string>());
    }

    [Fact]
    public async Task HBG_079_many_changes_to_come_never_hide_the_number_in_force()
    {
        await using DispatchTown town = await DispatchTown.StartAsync();
        for (int i = 1; i <= Limits.Dispatch.NumbersAhead; i++)
        {
            (await SetAsync(town, New1, At(town, i))).Done();
        }

        // Changing one of them is no new one; one more is refused; more entries than are shown hide nothing.
        for (int i = 0; i < Limits.Dispatch.NumbersShown; i++)
        {
            (await SetAsync(town, i % 2 == 0 ? New2 : New1, At(town, 1 + (i % 20)))).Done();
        }

        ApiAnswer over = await SetAsync(town, New1, At(town, Limits.Dispatch.NumbersAhead + 1));
        Assert.Equal(["from"], over.Fields);
        (await SetAsync(town, New2, null)).Done();
        await town.TellAsync();
        Assert.Single(town.To(New2));
    }

    private static string At(DispatchTown town, int hours) => town.Time.GetUtcNow().AddHours(hours).ToString("O");

    private static Task<ApiAnswer> SetAsync(DispatchTown town, string number, string? from, int index = 0) =>
        town.Planner.PostAsync(NumberPath(town, index), new { phoneNumber = number, from });

    private static string NumberPath(DispatchTown town, int index = 0) =>
        $"{DispatchTown.Groups}/{town.DayId}/recipients/{Recipient(town.Day, index)}/numbers";

    private static string Recipient(JsonObject group, int index) =>
        group["recipients"]![index]!["recipientId"]!.GetValue<string>();

    private static string Name(JsonNode message) => message["recipientName"]!.GetValue<string>();

    private static string Answer(JsonNode[] messages, string name) =>
        messages.First(one => Name(one) == name)["answer"]!.GetValue<string>();
}
