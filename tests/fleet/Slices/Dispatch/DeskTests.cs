// The responder's desk and one-time links.
using System;
using System.Linq;
using System.Net.Http;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using Fleet.Server.Access;
using Fleet.Server.Dispatch;
using Slices.Tests.World;

namespace Slices.Tests.Dispatch;

public sealed class DeskTests
{
    [Fact]
    public async Task HBG_070_a_link_is_for_the_first_who_opens_it_and_ends_an_hour_after_the_acceptance()
    {
        await using DispatchWorld world = await DispatchWorld.StartAsync();
        Actor anna = await world.AddResponderAsync("Anna", world.DayGroup);
        Actor bo = await world.AddResponderAsync("Bo", world.DayGroup);
        Actor night = await world.AddResponderAsync("Nils", world.NightGroup);
        DispatchOrder order = world.Order();
        await world.BeginAsync(order);
        string token = world.TokenTo(DispatchWorld.Day1);
        Assert.Equal(24, token.Length);

        Assert.Equal(DeskResult.NotFound, (await world.Desk.OpenAsync(night, token, default)).Result);
        Assert.Equal(DeskResult.NotFound, (await world.Desk.OpenAsync(anna, token + "x", default)).Result);
        DeskAnswer opened = await world.Desk.OpenAsync(anna, token, default);
        Assert.Equal(("Storgatan 4 B", "Åk alltid."), (opened.Details!.Home!.Street, opened.Details.Criterion));
        Assert.Equal([1], opened.Details.Occupants);
        Assert.Equal(DeskResult.BoundToAnother, (await world.Desk.OpenAsync(bo, token, default)).Result);

        Assert.Equal(DeskResult.Done, (await world.Desk.AcceptAsync(anna, order.CaseId, default)).Result);
        Assert.Equal(("accept", "Larm 1 (Anna)", "link"), world.Progress.Moves.Single());
        world.Fleet.Time.Advance(TimeSpan.FromMinutes(60) - TimeSpan.FromMilliseconds(1));
        Assert.NotNull((await world.Desk.OpenAsync(anna, token, default)).Details!.Home);
        world.Fleet.Time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(DeskResult.Expired, (await world.Desk.OpenAsync(anna, token, default)).Result);
        Assert.Null((await world.Desk.FindAsync(anna, order.CaseId, default)).Details!.Home);

        // At the opening, with the answer to the acceptance, and at the second opening.
        Assert.Equal(3, await world.Fleet.NumberAsync(
            "SELECT COUNT(*) FROM care.tenant_log WHERE topic = 'home' AND step = 'seen'"));
    }

    [Fact]
    public async Task HUL_008_HUL_060_when_one_has_the_case_the_others_see_no_home()
    {
        await using DispatchWorld world = await DispatchWorld.StartAsync();
        Actor anna = await world.AddResponderAsync("Anna", world.DayGroup);
        Actor bo = await world.AddResponderAsync("Bo", world.DayGroup);
        Actor night = await world.AddResponderAsync("Nils", world.NightGroup);
        DispatchOrder order = world.Order();
        await world.BeginAsync(order);
        Assert.Equal(DeskState.Open, (await world.Desk.ListAsync(bo, default)).Single().State);
        Assert.Empty(await world.Desk.ListAsync(night, default));
        await world.Desk.AcceptAsync(anna, order.CaseId, default);

        DeskAnswer other = await world.Desk.FindAsync(bo, order.CaseId, default);
        Assert.Equal((DeskState.Taken, "Anna"), (other.Details!.Case.State, other.Details.Case.AcceptedBy));
        Assert.Null(other.Details.Home);
        Assert.Equal(
            DeskResult.TakenByAnother, (await world.Desk.AcceptAsync(bo, order.CaseId, default)).Result);
        Assert.Equal(DeskResult.Done, (await world.Desk.CheckInAsync(anna, order.CaseId, default)).Result);
        Assert.Equal(DeskState.OnSite, (await world.Desk.ListAsync(anna, default)).Single().State);
        await world.Desk.MarkWrongAlarmAsync(anna, order.CaseId, default);
        Assert.Equal(DeskState.Done, (await world.Desk.CheckOutAsync(anna, order.CaseId, default)).Details!.Case.State);
        Assert.Equal(["accept", "check-in", "check-out"], world.Progress.Moves.Select(move => move.Move));
        Assert.Equal("wrong alarm, says the responder", world.Progress.Notes.Single().Detail);
    }

    [Fact]
    public async Task HUL_053_a_decline_on_the_page_tells_the_others()
    {
        await using DispatchWorld world = await DispatchWorld.StartAsync();
        Actor anna = await world.AddResponderAsync("Anna", world.DayGroup);
        DispatchOrder order = world.Order();
        await world.BeginAsync(order);
        await world.Desk.OpenAsync(anna, world.TokenTo(DispatchWorld.Day1), default);
        DeskAnswer declined = await world.Desk.DeclineAsync(anna, order.CaseId, default);
        Assert.Equal(DispatchAnswer.Declined, declined.Details!.Told.Single(told => told.Name == "Larm 1").Answer);
        Assert.Equal(2, world.Outgoing.To(DispatchWorld.Day2).Length);
    }

    [Fact]
    public async Task HUL_033_HUL_040_a_wrong_alarm_said_on_the_page_stands_once_in_the_queue_of_who_is_responsible()
    {
        await using DispatchTown town = await DispatchTown.StartAsync();
        string caseId = await town.TellAsync();
        HttpClient responsible = town.SignIn(Roles.AlarmResponsible);
        Assert.Empty((await responsible.LookAsync("/api/wrong-alarms")).Done().Items);
        (await town.Responder.PostAsync($"/api/respond/cases/{caseId}/accept", new { })).Done();

        for (int i = 0; i < 2; i++)
        {
            (await town.Responder.PostAsync($"/api/respond/cases/{caseId}/wrong-alarm", new { })).Done();
        }

        JsonNode wrong = (await responsible.LookAsync("/api/wrong-alarms")).Done().Items.Single()!;
        Assert.Equal(caseId, wrong["caseId"]!.GetValue<string>());
        Assert.Equal("new", wrong["status"]!.GetValue<string>());
        Assert.NotEqual("", wrong["markedBy"]!.GetValue<string>());
    }
}
