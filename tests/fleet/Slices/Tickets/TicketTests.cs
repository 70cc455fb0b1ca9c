// Tickets: prefilled, answered in time, sent to suppliers by one role only, and seen on the home.
using System;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using Fleet.Server.Access;
using Fleet.Server.Alarms;
using Fleet.Server.Hubs;
using Fleet.Server.Residents;
using Fleet.Server.Store;
using Fleet.Server.Supervision;
using Fleet.Server.Tickets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Slices.Tests.World;

namespace Slices.Tests.Tickets;

public sealed class TicketTests
{
    private readonly HomesDouble _homes = new();

    public static TheoryData<StoreProvider> Providers => TestFleet.Providers;

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task HUL_122_the_eight_fields_are_filled_in_from_case_hub_and_home(StoreProvider provider)
    {
        await using TestFleet fleet = await StartAsync(provider);
        LiveHub hub = await fleet.AddHubAsync();
        _homes.Add(hub.RowId, "Söder 1");
        await fleet.SendAsync(hub, Messages.Press(1, trigger: 0xABCD));
        AlarmCaseView about = Assert.Single(await fleet.OpenCasesAsync());
        TicketDraft draft = (await Tickets(fleet).PrefillAsync(fleet.Operator, null, about.CaseId, default))!;
        Assert.Equal((hub.HubId, about.CaseId, FaultComponent.Device), (draft.HubId, draft.CaseId, draft.Component));
        TicketFields fields = draft.Fields;
        Assert.Equal(fleet.Operator.DisplayName, fields.Reporter);
        Assert.Equal(
            ("Norra", "PP", "Provgatan 1, 123 45 Provstad", "+46700000001", hub.HubId + " / 0000ABCD"),
            (fields.WorkGroup, fields.Resident, fields.Address, fields.Phone, fields.SerialNumber));
        Assert.Equal($"#{about.CaseNumber}", fields.Description);
        Assert.Equal(1, await fleet.NumberAsync(
            "SELECT COUNT(*) FROM care.tenant_log WHERE topic = 'home' AND step = 'seen'"));
        Actor other = await fleet.AddTenantAsync("Annan");
        Assert.Null(await Tickets(fleet).PrefillAsync(other, null, about.CaseId, default));
    }

    [Fact]
    public async Task HUL_123_a_ticket_starts_from_an_alarm_and_HUL_130_its_status_is_seen_on_the_home()
    {
        await using TestFleet fleet = await StartAsync();
        LiveHub[] hubs = await fleet.AddHubsAsync(2);
        TicketView ticket = await OpenAsync(fleet, hubs[0]);
        await OpenAsync(fleet, hubs[1]);
        TicketView onHome = Assert.Single(await Tickets(fleet).ListAsync(
            fleet.Operator, hubs[0].HubId, false, default));
        Assert.Equal((ticket.TicketId, TicketStatus.New), (onHome.TicketId, onHome.Status));
        await Tickets(fleet).SendAsync(fleet.Operator, ticket.TicketId, "to the supplier", null, default);
        onHome = Assert.Single(await Tickets(fleet).ListAsync(fleet.Operator, hubs[0].HubId, false, default));
        Assert.Equal(TicketStatus.WaitingSupplier, onHome.Status);
        await Tickets(fleet).CloseAsync(fleet.Operator, ticket.TicketId, "exchanged", null, default);
        Assert.Empty(await Tickets(fleet).ListAsync(fleet.Operator, hubs[0].HubId, false, default));
        Assert.Equal(
            ["opened", "sent", "closed"],
            (await Tickets(fleet).HistoryAsync(fleet.Operator, ticket.TicketId, default)).Select(line => line.Step));
        Assert.Equal(
            TicketResult.AlreadyDone,
            (await Tickets(fleet).ReplyAsync(fleet.Operator, ticket.TicketId, "?", null, default)).Result);
    }

    [Fact]
    public async Task HUL_128_feedback_is_due_within_support_hours_and_the_first_reply_answers_it()
    {
        await using TestFleet fleet = await StartAsync();
        LiveHub hub = await fleet.AddHubAsync();
        fleet.Time.Advance(TimeSpan.FromHours(6));

        // Monday 15:00 in Sweden: three hours until support closes, five on Tuesday.
        TicketView ticket = await OpenAsync(fleet, hub);
        Assert.Equal(new DateTimeOffset(2026, 11, 24, 12, 0, 0, TimeSpan.Zero), ticket.FeedbackDueAt);
        Assert.Null(ticket.AnsweredAt);
        fleet.Time.Advance(TimeSpan.FromHours(1));
        TicketView replied = (await Tickets(fleet).ReplyAsync(
            fleet.Operator, ticket.TicketId, "We look.", ticket.Version, default)).Ticket!;
        Assert.Equal((TicketStatus.Ongoing, fleet.Time.GetUtcNow()), (replied.Status, replied.AnsweredAt));
        fleet.Time.Advance(TimeSpan.FromHours(1));
        replied = (await Tickets(fleet).ReplyAsync(
            fleet.Operator, ticket.TicketId, "Soon.", null, default)).Ticket!;
        Assert.Equal(fleet.Time.GetUtcNow().AddHours(-1), replied.AnsweredAt);
        Assert.Equal(TicketResult.Stale, (await Tickets(fleet).ReplyAsync(
            fleet.Operator, ticket.TicketId, "x", ticket.Version, default)).Result);
    }

    [Fact]
    public async Task HUL_129_homes_cared_for_by_hand_are_a_list_of_their_own()
    {
        await using TestFleet fleet = await StartAsync();
        LiveHub hub = await fleet.AddHubAsync();
        await OpenAsync(fleet, hub);
        TicketView manual = await OpenAsync(fleet, hub, needsManualCare: true);
        Assert.Equal(
            manual.TicketId,
            Assert.Single(await Tickets(fleet).ManualCareAsync(fleet.Operator, default)).TicketId);
    }

    [Fact]
    public async Task HUL_126_only_the_alarm_responsible_sends_to_a_supplier()
    {
        await using HttpFleet fleet = await HttpFleet.StartAsync();
        HubDouble hub = await fleet.AddHubAsync();
        using HttpClient operators = await fleet.SignInAsync("operator");
        using HttpClient admin = await fleet.SignInAsync("admin");
        using HttpResponseMessage opened = await operators.PostAsJsonAsync(
            "/api/tickets", new { hubId = hub.Hub.HubId, fields = new { description = "Hörs dåligt" } });
        Assert.Equal(HttpStatusCode.OK, opened.StatusCode);
        JsonObject ticket = await HttpFleet.ReadAsync(opened);
        Assert.Equal("Operator Demo", ticket["fields"]!["reporter"]!.GetValue<string>());
        string send = $"/api/tickets/{ticket["ticketId"]}/send";
        using HttpResponseMessage refused = await operators.PostAsJsonAsync(send, new { text = "Trasig" });
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        using HttpResponseMessage sent = await admin.PostAsJsonAsync(send, new { text = "Trasig" });
        Assert.Equal("waitingSupplier", (await HttpFleet.ReadAsync(sent))["status"]!.GetValue<string>());
    }

    [Fact]
    public async Task HUL_122_fields_are_refused_by_name_and_at_their_limit()
    {
        await using HttpFleet fleet = await HttpFleet.StartAsync();
        HubDouble hub = await fleet.AddHubAsync();
        using HttpClient http = await fleet.SignInAsync("operator");
        async Task<HttpStatusCode> OpenWithAsync(object fields)
        {
            using HttpResponseMessage answer = await http.PostAsJsonAsync(
                "/api/tickets", new { hubId = hub.Hub.HubId, fields });
            return answer.StatusCode;
        }

        string text = new('x', 100);
        Assert.Equal(HttpStatusCode.OK, await OpenWithAsync(new { description = "d", workGroup = text }));
        Assert.Equal(HttpStatusCode.BadRequest, await OpenWithAsync(new { description = "d", workGroup = text + "x" }));
        Assert.Equal(HttpStatusCode.BadRequest, await OpenWithAsync(new { workGroup = "g" }));
        Assert.Equal(HttpStatusCode.BadRequest, await OpenWithAsync(new { description = "d", colour = "red" }));
        Assert.Equal(HttpStatusCode.OK, await OpenWithAsync(new { description = new string('x', 2_000) }));
        Assert.Equal(HttpStatusCode.BadRequest, await OpenWithAsync(new { description = new string('x', 2_001) }));
    }

    private static ITickets Tickets(TestFleet fleet) => fleet.Get<ITickets>();

    private static async Task<TicketView> OpenAsync(TestFleet fleet, LiveHub hub, bool needsManualCare = false)
    {
        TicketDraft draft = (await Tickets(fleet).PrefillAsync(fleet.Operator, hub.HubId, null, default))!;
        TicketChange opened = await Tickets(fleet).OpenAsync(
            fleet.Operator,
            draft with { NeedsManualCare = needsManualCare, Fields = draft.Fields with { Description = "No sound" } },
            default);
        Assert.Equal(TicketResult.Done, opened.Result);
        return opened.Ticket!;
    }

    private Task<TestFleet> StartAsync(StoreProvider provider = StoreProvider.Sqlite) => TestFleet.StartAsync(
        provider,
        services =>
        {
            services.RemoveAll<IHomes>();
            services.AddSingleton<IHomes>(_homes);
        });
}
