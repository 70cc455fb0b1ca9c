// What became of each message, by the interface (HUL-054).
using System;
using System.Linq;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using Fleet.Server.Channels;
using Slices.Tests.World;

namespace Slices.Tests.Dispatch;

public sealed class DeliveryTests
{
    private static readonly string[] Stages = ["queuedAt", "handedOverAt", "deliveredAt", "failedAt", "answeredAt"];

    [Fact]
    public async Task HUL_054_raised_handed_over_reached_and_confirmed_each_have_their_time()
    {
        await using DispatchTown town = await DispatchTown.StartAsync();
        string caseId = await town.RaiseAsync();
        town.Time.Advance(TimeSpan.FromSeconds(10));
        (await town.DispatchAsync(caseId)).Done();
        JsonNode message = await MessageAsync(town, caseId);
        town.Time.Advance(TimeSpan.FromSeconds(4));
        await ReportAsync(town, message, ReportStatus.Delivered);
        town.Time.Advance(TimeSpan.FromSeconds(30));
        await town.ReplyAsync(DispatchTown.Day1, "1");

        Assert.Equal([10, 10, 14, null, 44], Seconds(town, await MessageAsync(town, caseId)));
        JsonNode alarm = await town.CaseAsync(caseId);
        Assert.Equal("2026-11-23T08:00:00+00:00", alarm["raisedAt"]!.GetValue<string>());
        Assert.Equal("2026-11-23T08:00:44+00:00", alarm["stages"]!["acceptedAt"]!.GetValue<string>());
        string[] steps = [.. (await town.Operator.LookAsync($"/api/cases/{caseId}/log")).Done().Items.Texts("step")];
        Assert.Equal(2, steps.Count(step => step == "handedOver"));
        Assert.Equal(1, steps.Count(step => step == "delivered"));
    }

    [Fact]
    public async Task HUL_054_reports_out_of_order_repeated_and_for_unknown_messages_change_nothing_that_is_known()
    {
        await using DispatchTown town = await DispatchTown.StartAsync();
        town.Provider.Script = (message, _) => Task.FromResult(
            SendResult.Taken("ref-" + message.Address));
        string caseId = await town.TellAsync();
        JsonNode message = await MessageAsync(town, caseId);
        foreach ((ReportStatus status, int pass) in new[]
        {
            (ReportStatus.Delivered, 5), (ReportStatus.Delivered, 5), (ReportStatus.Failed, 5),
            (ReportStatus.Delivered, 5),
        })
        {
            town.Time.Advance(TimeSpan.FromSeconds(pass));
            await ReportAsync(town, message, status);
        }

        Assert.Equal([0, 0, 5, null, null], Seconds(town, await MessageAsync(town, caseId)));
        int before = (await town.TextsAsync("SELECT step FROM care.case_log")).Length;
        foreach (ReportNews unknown in new[]
        {
            new ReportNews("x", Guid.NewGuid(), ReportStatus.Delivered, ""),
            new ReportNews("never-heard-of", null, ReportStatus.Failed, "x"),
            new ReportNews("", null, ReportStatus.Delivered, new string('x', 5_000)),
        })
        {
            await town.Fleet.Get<ChannelIntake>().TakeAsync(town.Provider.Name, unknown, default);
            await town.Fleet.Get<ChannelIntake>().TakeAsync(town.Provider.Name, unknown, default);
        }

        Assert.Equal([0, 0, 5, null, null], Seconds(town, await MessageAsync(town, caseId)));
        Assert.Equal(before, (await town.TextsAsync("SELECT step FROM care.case_log")).Length);
    }

    [Fact]
    public async Task HUL_054_a_message_that_failed_and_yet_arrives_shows_both_and_the_next_were_told()
    {
        await using DispatchTown town = await DispatchTown.StartAsync();

        // At night there is one first phone, and one behind it.
        town.Time.Advance(TimeSpan.FromHours(14));
        string caseId = await town.TellAsync();
        JsonNode first = (await town.MessagesAsync(caseId)).Single();
        town.Time.Advance(TimeSpan.FromSeconds(3));
        await ReportAsync(town, first, ReportStatus.Failed);
        Assert.Single(town.To(DispatchTown.Support));
        town.Time.Advance(TimeSpan.FromSeconds(3));
        await ReportAsync(town, first, ReportStatus.Delivered);
        JsonNode[] messages = await town.MessagesAsync(caseId);
        Assert.Equal(
            [50_400, 50_400, 50_406, 50_403, null],
            Seconds(town, messages.Single(one => one["recipientName"]!.GetValue<string>() == "Natt 1")));
        await town.ReplyAsync(DispatchTown.Night1, "1");
        Assert.Equal("accepted", (await town.CaseAsync(caseId))["state"]!.GetValue<string>());
    }

    [Fact]
    public async Task HUL_054_a_report_that_comes_before_the_providers_own_answer_is_kept_for_it()
    {
        await using DispatchTown town = await DispatchTown.StartAsync();
        town.Provider.Script = async (message, token) =>
        {
            await town.Fleet.Get<ChannelIntake>().TakeAsync(
                town.Provider.Name, new ReportNews("ref-" + message.Address, null, ReportStatus.Delivered, ""), token);
            return SendResult.Taken("ref-" + message.Address);
        };
        string caseId = await town.TellAsync();
        Assert.All(await town.MessagesAsync(caseId), message =>
        {
            Assert.NotNull(message["handedOverAt"]);
            Assert.NotNull(message["deliveredAt"]);
        });
    }

    [Fact]
    public async Task HUL_054_a_relatives_number_is_shown_by_its_last_digits_and_another_case_shows_nothing()
    {
        await using DispatchTown town = await DispatchTown.StartAsync();
        (await town.Planner.PutAsync(town.HomePath, DispatchTown.Home(turn: "beforeStaff"))).Done();
        string caseId = await town.TellAsync();
        JsonNode message = (await town.MessagesAsync(caseId)).Single();
        Assert.Equal(
            ("Anhörig 1", "****009", true),
            (message["recipientName"]!.GetValue<string>(), message["address"]!.GetValue<string>(),
                message["isRelative"]!.GetValue<bool>()));
        Assert.Empty(await town.MessagesAsync(Guid.NewGuid().ToString()));
    }

    private static async Task<JsonNode> MessageAsync(DispatchTown town, string caseId) =>
        (await town.MessagesAsync(caseId)).Single(one => one["recipientName"]!.GetValue<string>() == "Larm 1");

    private static async Task ReportAsync(DispatchTown town, JsonNode message, ReportStatus status)
    {
        var id = Guid.Parse(message["messageId"]!.GetValue<string>());
        await town.Fleet.Get<ChannelIntake>().TakeAsync(
            town.Provider.Name, new ReportNews(id.ToString("N"), id, status, "said so"), default);
        await town.SendAsync();
    }

    /// <summary>Each stage in seconds since the test began; null for one that was not reached.</summary>
    private static int?[] Seconds(DispatchTown town, JsonNode message) =>
    [
        .. Stages.Select(stage => message[stage] is { } at
            ? (int?)(at.GetValue<DateTimeOffset>() - town.Time.Start).TotalSeconds
            : null),
    ];
}
