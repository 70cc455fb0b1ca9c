// Complaints: entered, answered, counted by month and category, and seen by those who follow up alone.
using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using Fleet.Hubctl;
using Fleet.Server.Access;
using Fleet.Server.Audit;
using Fleet.Server.Complaints;
using Fleet.Server.Http;
using Fleet.Server.Hubs;
using Fleet.Server.Store;
using Slices.Tests.World;
using Limits = Fleet.Server.Limits;

namespace Slices.Tests.Complaints;

public sealed class ComplaintTests
{
    public static TheoryData<StoreProvider> Providers => TestFleet.Providers;

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task HBG_092_complaints_are_counted_by_swedish_month_and_category_with_the_formula_beside(
        StoreProvider provider)
    {
        await using TestFleet fleet = await TestFleet.StartAsync(provider);

        // The first two are of November in Sweden, though the second is not yet so in UTC.
        DateTimeOffset now = fleet.Time.GetUtcNow();
        await AddAsync(fleet, ComplaintCategory.Arrival, now);
        await AddAsync(fleet, ComplaintCategory.Arrival, At("2026-10-31T23:30:00Z"));
        ComplaintView october = await AddAsync(fleet, ComplaintCategory.Conduct, At("2026-10-31T22:30:00Z"));
        await AddAsync(fleet, ComplaintCategory.Equipment, At("2026-09-30T12:00:00Z"));
        Assert.Equal(ComplaintResult.Done, (await Complaints(fleet).AnswerAsync(
            fleet.Operator, october.ComplaintId, new ComplaintAnswer("Ringde och bad om ursäkt"), default)).Result);
        ComplaintStatistics counts = await Complaints(fleet).CountAsync(
            fleet.Operator, new Period(new DateOnly(2026, 10, 1), new DateOnly(2026, 12, 1)), default);

        Assert.Equal(
            [
                new ComplaintCount("2026-10", ComplaintCategory.Conduct, 1, 1),
                new ComplaintCount("2026-11", ComplaintCategory.Arrival, 2, 0),
            ],
            counts.Months);
        Assert.Equal(3, counts.All.Sum(one => one.Received));
        Assert.Contains("Europe/Stockholm", counts.Formula, StringComparison.Ordinal);
        Assert.StartsWith(
            "month,category,received,answered\r\n2026-10,conduct,1,1\r\n2026-11,arrival,2,0\r\nall,other,0,0\r\n",
            counts.Csv,
            StringComparison.Ordinal);
        Actor other = await fleet.AddTenantAsync("Another");
        Assert.Equal(0, (await Complaints(fleet).CountAsync(
            other, new Period(new DateOnly(2026, 10, 1), new DateOnly(2026, 12, 1)), default))
            .All.Sum(one => one.Received));
        Assert.Equal(ComplaintResult.NotFound, (await Complaints(fleet).AnswerAsync(
            other, october.ComplaintId, new ComplaintAnswer("x"), default)).Result);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task HBG_092_a_complaint_about_a_case_is_one_about_its_home_and_each_look_is_logged(
        StoreProvider provider)
    {
        await using TestFleet fleet = await TestFleet.StartAsync(provider);
        LiveHub hub = await fleet.AddHubAsync();
        await fleet.SendAsync(hub, Messages.Press(1));
        Guid about = Assert.Single(await fleet.OpenCasesAsync()).CaseId;
        ComplaintChange added = await Complaints(fleet).AddAsync(
            fleet.Operator, new ComplaintEntry(ComplaintCategory.MissedAlarm, "Ingen kom", CaseId: about), default);
        ComplaintView one = added.Complaint!;
        Assert.Equal((1, about, hub.HubId, fleet.Operator.DisplayName), (one.Number, one.CaseId, one.HubId,
            one.ReceivedBy));
        Assert.Single(await Complaints(fleet).ListAsync(fleet.Operator, true, hub.HubId, default));
        LiveHub elsewhere = await fleet.AddHubAsync();
        Assert.Empty(await Complaints(fleet).ListAsync(fleet.Operator, true, elsewhere.HubId, default));

        ComplaintView answered = (await Complaints(fleet).AnswerAsync(
            fleet.Operator, one.ComplaintId, new ComplaintAnswer(" Brev hem ", one.ReceivedAt), default)).Complaint!;
        Assert.Equal(("Brev hem", one.ReceivedAt, fleet.Operator.DisplayName),
            (answered.How, answered.AnsweredAt, answered.AnsweredBy));
        Assert.Equal(ComplaintResult.AlreadyDone, (await Complaints(fleet).AnswerAsync(
            fleet.Operator, one.ComplaintId, new ComplaintAnswer("again"), default)).Result);
        Assert.Empty(await Complaints(fleet).ListAsync(fleet.Operator, onlyOpen: true, null, default));
        IReadOnlyList<TenantLogView> log = await fleet.Get<IEvidenceExports>().EntriesAsync(
            fleet.Operator, "complaint", 100, default);
        Assert.Equal(["seen", "answered", "seen", "seen", "entered"], log.Select(entry => entry.Step));
        Assert.DoesNotContain(log, entry => entry.Detail.Contains("Ingen", StringComparison.Ordinal));
    }

    [Fact]
    public async Task HBG_092_what_is_entered_has_its_bounds()
    {
        await using TestFleet fleet = await TestFleet.StartAsync();
        DateTimeOffset now = fleet.Time.GetUtcNow();
        async Task<string?> FieldAsync(ComplaintEntry entry) =>
            (await Complaints(fleet).AddAsync(fleet.Operator, entry, default)).Fault?.Field;
        var right = new ComplaintEntry(
            ComplaintCategory.Other,
            new string('x', Limits.Complaints.TextLength),
            now.AddYears(-Limits.Complaints.Years),
            new string('y', Limits.Complaints.NameLength));
        Assert.Null(await FieldAsync(right));
        Assert.Equal("text", await FieldAsync(right with { Text = right.Text + "x" }));
        Assert.Equal("text", await FieldAsync(right with { Text = "  " }));
        Assert.Equal("receivedBy", await FieldAsync(right with { ReceivedBy = right.ReceivedBy + "y" }));
        Assert.Equal("receivedAt", await FieldAsync(right with { ReceivedAt = now.AddMilliseconds(1) }));
        Assert.Equal("receivedAt", await FieldAsync(right with { ReceivedAt = right.ReceivedAt!.Value.AddDays(-1) }));
        Assert.Equal("category", await FieldAsync(right with { Category = null }));
        Assert.Equal(ComplaintResult.NotFound, (await Complaints(fleet).AddAsync(
            fleet.Operator, right with { HubId = "nowhere" }, default)).Result);
        Assert.Equal(ComplaintResult.NotFound, (await Complaints(fleet).AddAsync(
            fleet.Operator, right with { CaseId = Guid.NewGuid() }, default)).Result);
    }

    [Fact]
    public async Task HBG_092_unit_leads_and_supervisors_have_the_register_and_operators_do_not()
    {
        await using HttpFleet fleet = await HttpFleet.StartAsync();
        using HttpClient operatorHttp = await fleet.SignInAsync("operator");
        Assert.Equal(HttpStatusCode.Forbidden, (await operatorHttp.GetAsync("/api/complaints")).StatusCode);
        using HttpClient lead = await fleet.SignInAsync("unit-lead");
        using HttpResponseMessage wrong = await lead.PostAsJsonAsync("/api/complaints", new { category = "other" });
        Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
        Assert.Contains("\"text\"", await wrong.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        string token = lead.DefaultRequestHeaders.Authorization!.Parameter!;
        Assert.Contains("Complaint 1 is entered.", await RunAsync(
            fleet, token, "complaint", "add", "--category", "conduct", "--text", "Ovänlig", "--output", "json"),
            StringComparison.Ordinal);
        JsonNode list = JsonNode.Parse(await lead.GetStringAsync("/api/complaints?open=true"))!;
        string id = list["items"]![0]!["complaintId"]!.GetValue<string>();
        Assert.Contains("Complaint 1 is answered.", await RunAsync(
            fleet, token, "complaint", "answer", id, "--how", "Samtal"), StringComparison.Ordinal);
        Assert.Contains("conduct", await RunAsync(
            fleet, token, "complaint", "list", "--output", "csv"), StringComparison.Ordinal);
        using HttpResponseMessage table = await lead.GetAsync(
            "/api/statistics/complaints/table?from=2020-01-01&to=2021-01-01");
        Assert.Equal("text/csv", table.Content.Headers.ContentType!.MediaType);
        Assert.Equal(
            HttpStatusCode.BadRequest, (await lead.GetAsync("/api/statistics/complaints?from=x")).StatusCode);
    }

    private static IComplaints Complaints(TestFleet fleet) => fleet.Get<IComplaints>();

    private static DateTimeOffset At(string text) =>
        DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    private static async Task<ComplaintView> AddAsync(
        TestFleet fleet, ComplaintCategory category, DateTimeOffset receivedAt)
    {
        ComplaintChange change = await Complaints(fleet).AddAsync(
            fleet.Operator, new ComplaintEntry(category, "Hjälpen kom sent", receivedAt), default);
        Assert.Equal(ComplaintResult.Done, change.Result);
        return change.Complaint!;
    }

    private static async Task<string> RunAsync(HttpFleet fleet, string token, params string[] words)
    {
        var output = new StringWriter();
        var environment = new Dictionary<string, string>
        {
            ["HUBCTL_SERVER"] = fleet.Url.ToString(),
            ["HUBCTL_TOKEN"] = token,
        };
        int code = await CommandLine.RunAsync(
            words,
            new Terminal(output, output, new StringReader(""), isTerminal: false),
            name => environment.GetValueOrDefault(name));
        Assert.True(code == ExitCode.Ok, output.ToString());
        return output.ToString();
    }
}
