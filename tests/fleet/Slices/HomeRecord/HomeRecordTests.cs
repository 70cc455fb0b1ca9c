// Registers, events, calls and documentation of a home are found from one place, and each look is logged.
using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using Fleet.Server.Access;
using Fleet.Server.Alarms;
using Fleet.Server.Audit;
using Fleet.Server.CareRecord;
using Fleet.Server.Channels;
using Fleet.Server.HomeRecord;
using Fleet.Server.Hubs;
using Fleet.Server.Residents;
using Fleet.Server.Store;
using Fleet.Server.Supervision;
using Fleet.Server.Tickets;
using Hub.Protocols.Devices;
using Slices.Tests.World;
using Limits = Fleet.Server.Limits;
using Messages = Slices.Tests.World.Messages;

namespace Slices.Tests.HomeRecord;

public sealed class HomeRecordTests
{
    public static TheoryData<StoreProvider> Providers => TestFleet.Providers;

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task HBG_041_an_alarm_a_call_a_ticket_and_a_changed_device_are_found_from_the_home(
        StoreProvider provider)
    {
        await using TestFleet fleet = await TestFleet.StartAsync(provider);
        HubDouble home = await HubDouble.AddAsync(fleet);
        var hub = (LiveHub)home.Hub;
        await EnterAsync(fleet, hub);
        await home.StateAsync(0x1234, state => state.Location = 7);
        await home.StateAsync(0x1234, state =>
        {
            state.Location = 9;
            state.Flags = DeviceFlags.BatteryLow;
        });
        await fleet.SendAsync(hub, Messages.Press(900));
        Guid id = Assert.Single(await fleet.OpenCasesAsync()).CaseId;
        await DoAsync(fleet, id, new ClaimCase());
        Assert.Equal(CallChangeResult.Done, (await fleet.Get<ICalls>().StartAsync(
            fleet.Operator, id, new CallOrder(CallTarget.Number, "+46701234567", "+46701234568"), default)).Result);
        await DoAsync(fleet, id, new NoteSpeech(SpeechResult.Spoken));
        await DoAsync(fleet, id, new CloseCase(CaseOutcome.Call));
        await fleet.Get<ICareRecord>().MarkAsync(fleet.Operator, id, default);
        await fleet.Get<ITickets>().OpenAsync(
            fleet.Operator,
            new TicketDraft(hub.HubId, id, FaultComponent.Device, new TicketFields(Description: "Batteriet är slut")),
            default);
        await fleet.ProjectAsync();

        HomeRecordView record = (await LookAsync(fleet, hub))!;
        Assert.Equal("Astrid Berg", Assert.Single(record.Home!.Residents).Name);
        Assert.NotNull(record.Hub.LastProvenAt);
        var device = Assert.Single(record.Devices!.Items);
        Assert.Equal((9, true), (device.Location, device.IsBatteryLow));
        RecordedCase one = Assert.Single(record.Cases);
        Assert.Equal((id, CaseState.Closed), (one.Case.CaseId, one.Case.State));
        Assert.Equal(id, Assert.Single(one.Calls).CaseId);
        Assert.Equal(DocumentState.ByHand, one.Documentation!.State);
        Assert.Equal("Batteriet är slut", Assert.Single(record.Tickets).Fields.Description);
        Assert.NotEmpty(record.Events);
        Assert.False(record.HasMore);
        Assert.Equal(("seen", "record"), await NewestAsync(fleet));

        // Another home, and another municipality, have nothing of it.
        HomeRecordView other = (await LookAsync(fleet, await fleet.AddHubAsync()))!;
        Assert.Null(other.Home);
        Assert.Empty(other.Cases);
        Assert.Empty(other.Tickets);
        Actor stranger = await fleet.AddTenantAsync("Another");
        Assert.Null(await fleet.Get<IHomeRecord>().LookAsync(stranger, hub.HubId, 0, 1, default));
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task HBG_041_a_long_record_comes_in_pages_and_loses_no_case(StoreProvider provider)
    {
        await using TestFleet fleet = await TestFleet.StartAsync(provider);
        LiveHub hub = await fleet.AddHubAsync();
        var all = new List<Guid>();
        for (ulong i = 1; i <= 5; i++)
        {
            await fleet.SendAsync(hub, Messages.Press(i));
            all.Add(Assert.Single(await fleet.OpenCasesAsync()).CaseId);
            await DoAsync(fleet, all[^1], new ClaimCase());
            await DoAsync(fleet, all[^1], new NoteSpeech(SpeechResult.Spoken));
            fleet.Time.Advance(TimeSpan.FromMinutes(1));
            await DoAsync(fleet, all[^1], new CloseCase(CaseOutcome.Call));
        }

        var seen = new List<Guid>();
        bool hasMore = true;
        for (int skip = 0; hasMore; skip += 2)
        {
            HomeRecordView page = (await fleet.Get<IHomeRecord>().LookAsync(
                fleet.Operator, hub.HubId, skip, 2, default))!;
            Assert.True(page.Cases.Count <= 2);
            seen.AddRange(page.Cases.Select(one => one.Case.CaseId));
            hasMore = page.HasMore;
        }

        Assert.Equal(all.AsEnumerable().Reverse(), seen);
    }

    [Fact]
    public async Task HBG_041_the_record_is_for_those_who_may_see_homes_and_its_pages_have_bounds()
    {
        await using HttpFleet fleet = await HttpFleet.StartAsync();
        HubDouble hub = await fleet.AddHubAsync();
        string path = $"/api/homes/{hub.Hub.HubId}/record";
        using HttpClient lead = await fleet.SignInAsync("unit-lead");
        Assert.Equal(HttpStatusCode.Forbidden, (await lead.GetAsync(path)).StatusCode);
        using HttpClient http = await fleet.SignInAsync("operator");
        JsonNode record = JsonNode.Parse(await http.GetStringAsync(path))!;
        Assert.Equal(hub.Hub.HubId, record["hub"]!["hubId"]!.GetValue<string>());
        string most = $"?limit={Limits.HomeRecord.PerPage}&skip={Limits.HomeRecord.Skip}";
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync(path + most)).StatusCode);
        foreach (string query in new[]
        {
            "?limit=0", $"?limit={Limits.HomeRecord.PerPage + 1}", "?skip=-1", $"?skip={Limits.HomeRecord.Skip + 1}",
        })
        {
            Assert.Equal(HttpStatusCode.BadRequest, (await http.GetAsync(path + query)).StatusCode);
        }

        Assert.Equal(HttpStatusCode.NotFound, (await http.GetAsync("/api/homes/nowhere/record")).StatusCode);
    }

    private static Task<HomeRecordView?> LookAsync(TestFleet fleet, LiveHub hub) => fleet.Get<IHomeRecord>().LookAsync(
        fleet.Operator, hub.HubId, 0, Limits.HomeRecord.PerPage, default);

    private static Task EnterAsync(TestFleet fleet, LiveHub hub) => fleet.Store.WriteAsync(
        session =>
        {
            HomeStore.Save(
                session,
                fleet.Operator.TenantId,
                new Home(
                    hub.RowId, "Söder 14", "Söder", null, "Storgatan 1", "252 20 Helsingborg", "", "", "", false,
                    "", [new Resident(1, "Astrid Berg")], [], 1),
                fleet.Time.GetUtcNow().ToUnixTimeMilliseconds());
            return 0;
        },
        default);

    private static async Task DoAsync(TestFleet fleet, Guid id, CaseAction action) => Assert.Equal(
        CaseChangeResult.Done, (await fleet.Cases.ChangeAsync(fleet.Operator, id, action, null, default)).Result);

    private static async Task<(string Step, string Detail)> NewestAsync(TestFleet fleet)
    {
        TenantLogView entry = (await fleet.Get<IEvidenceExports>().EntriesAsync(
            fleet.Operator, "home", 1, default))[0];
        return (entry.Step, entry.Detail);
    }
}
