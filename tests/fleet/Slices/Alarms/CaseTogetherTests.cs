// Cases between people and with each other: handed over, given back, opened again, merged, linked, entered by hand.
using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using Fleet.Server;
using Fleet.Server.Access;
using Fleet.Server.Alarms;
using Fleet.Server.Hubs;
using Fleet.Server.Store;
using Slices.Tests.World;

namespace Slices.Tests.Alarms;

public sealed class CaseTogetherTests
{
    public static TheoryData<StoreProvider> Providers => TestFleet.Providers;

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task HUL_006_HUL_061_NOR_029_a_case_goes_to_a_colleague_or_the_next_shift(StoreProvider provider)
    {
        await using CaseWorld world = await CaseWorld.StartAsync(provider);
        Guid colleague = await AddColleagueAsync(world, "operator");
        Guid technician = await AddColleagueAsync(world, "technician");
        (Guid id, LiveHub _) = await world.BringAsync(CaseState.Spoken);
        Assert.Equal(CaseChangeResult.OtherNotFound, await world.DoAsync(id, new HandOverCase(technician)));
        Assert.Equal(
            CaseChangeResult.Done, await world.DoAsync(id, new HandOverCase(colleague, Note: "rings at nine")));
        AlarmCaseView theirs = await world.SeeAsync(id);
        Assert.Equal((CaseState.Spoken, colleague, true), (theirs.State, theirs.OwnerId!.Value, theirs.IsSounding));
        Assert.Equal(CaseChangeResult.Done, await world.DoAsync(id, new HandOverCase(colleague)));
        Assert.Equal(CaseChangeResult.OwnedByAnother, await world.DoAsync(id, new ReleaseCase()));
        Assert.Equal(CaseChangeResult.Done, await world.DoAsync(
            id, new HandOverCase(Queue: CaseQueue.Operators), world.Supervisor));

        Assert.Equal(CaseState.Raised, (await world.SeeAsync(id)).State);
        await world.DoAsync(id, new RemarkCase("waits for the night patrol"));
        UnfinishedCase line = Assert.Single(await world.Fleet.Cases.UnfinishedAsync(world.Operator, default));
        Assert.Equal(("waits for the night patrol", world.Operator.DisplayName), (line.Remark, line.RemarkedBy));
        Assert.Equal(2, (await world.StepsAsync(id)).Count(step => step == "handover"));
    }

    [Fact]
    public async Task NOR_029_the_responsibility_goes_over_when_a_responder_accepts_and_only_one_can()
    {
        await using CaseWorld world = await CaseWorld.StartAsync();
        (Guid id, LiveHub _) = await world.BringAsync(CaseState.Dispatched);
        Assert.Equal(world.Operator.UserId, (await world.SeeAsync(id)).OwnerId);
        Assert.Equal(CaseChangeResult.Done, await world.AcceptAsync(id, CaseWorld.First));
        Assert.Equal(CaseChangeResult.OwnedByAnother, await world.AcceptAsync(id, CaseWorld.Second));
        Assert.Equal(CaseChangeResult.Done, await world.AcceptAsync(id, CaseWorld.First));

        Assert.Equal($"from owner {world.Operator.UserId}; to responder",
            (await world.LastAsync(id, "transferred")).Detail);
        Assert.Single(await world.StepsAsync(id), step => step == "accepted");
    }

    [Fact]
    public async Task A_press_while_a_responder_is_on_the_way_joins_and_sounds_again()
    {
        await using CaseWorld world = await CaseWorld.StartAsync();
        (Guid id, LiveHub hub) = await world.BringAsync(CaseState.Accepted);
        AlarmCaseView before = await world.SeeAsync(id);
        await world.PressAsync(hub);
        AlarmCaseView after = await world.SeeAsync(id);

        Assert.Equal((CaseState.Accepted, before.PressCount + 1, true, before.NextDeadlineAt),
            (after.State, after.PressCount, after.IsSounding, after.NextDeadlineAt));
        Assert.True(after.Priority < before.Priority);
        await world.DoAsync(id, new ClaimCase());
        Assert.False((await world.SeeAsync(id)).IsSounding);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task A_case_that_goes_into_another_brings_its_presses_and_is_linked(StoreProvider provider)
    {
        await using CaseWorld world = await CaseWorld.StartAsync(provider);
        (Guid from, LiveHub hub) = await world.PressAsync(priority: 1);
        await world.PressAsync(hub);
        (Guid into, LiveHub _) = await world.PressAsync(priority: 3);
        await world.DoAsync(from, new ClaimCase());
        await world.DoAsync(from, new NoteSpeech(SpeechResult.Silent));
        Assert.Equal(CaseChangeResult.OtherNotFound, await world.DoAsync(from, new MergeCase(from)));
        Assert.Equal(CaseChangeResult.Done, await world.DoAsync(from, new MergeCase(into)));
        Assert.Equal(CaseChangeResult.Done, await world.DoAsync(from, new MergeCase(into)));

        AlarmCaseView merged = await world.SeeAsync(from);
        AlarmCaseView target = await world.SeeAsync(into);
        Assert.Equal((CaseState.Closed, CaseOutcome.Merged, (Guid?)into), (merged.State, merged.Outcome!.Value,
            merged.MergedInto));
        Assert.Equal((3, 1), (target.PressCount, target.Priority));
        Assert.Equal([from], (await world.Fleet.Cases.LinkedAsync(world.Operator, into, default))
            .Select(view => view.CaseId));
        Assert.Single(await world.StepsAsync(into), step => step == "absorbed");
        await world.PressAsync(hub);
        Assert.Equal(2, (await world.Fleet.OpenCasesAsync()).Count);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Links_are_bounded_and_go_away_again(StoreProvider provider)
    {
        await using CaseWorld world = await CaseWorld.StartAsync(provider);
        (Guid id, LiveHub _) = await world.PressAsync();
        var others = new List<Guid>();
        for (int i = 0; i <= Limits.Cases.Links; i++)
        {
            others.Add((await world.PressAsync()).Id);
        }

        foreach (Guid other in others.Take(Limits.Cases.Links))
        {
            Assert.Equal(CaseChangeResult.Done, await world.DoAsync(id, new LinkCase(other)));
        }

        Assert.Equal(CaseChangeResult.Full, await world.DoAsync(id, new LinkCase(others[^1])));
        await world.DoAsync(others[0], new UnlinkCase(id));
        Assert.Equal(CaseChangeResult.Done, await world.DoAsync(id, new LinkCase(others[^1])));
        Assert.Equal(Limits.Cases.Links, (await world.Fleet.Cases.LinkedAsync(world.Operator, id, default)).Count);
    }

    [Fact]
    public async Task A_closed_case_is_opened_again_within_limits_and_not_beside_another_open_one()
    {
        await using CaseWorld world = await CaseWorld.StartAsync();
        (Guid id, LiveHub hub) = await world.BringAsync(CaseState.Closed);
        Guid newer = await world.PressAsync(hub);
        Assert.Equal(CaseChangeResult.AnotherIsOpen, await world.DoAsync(id, new ReopenCase("came back")));
        await world.DoAsync(newer, new ClaimCase());
        await world.DoAsync(newer, new CloseCase(CaseOutcome.Accidental));
        for (int i = 0; i < Limits.Cases.Reopens; i++)
        {
            Assert.Equal(CaseChangeResult.Done, await world.DoAsync(id, new ReopenCase("came back")));
            AlarmCaseView again = await world.SeeAsync(id);
            Assert.Equal((CaseState.Raised, (CaseOutcome?)null, i + 1, (DateTimeOffset?)null),
                (again.State, again.Outcome, again.ReopenCount, again.Stages!.DispatchedAt));
            await world.DoAsync(id, new ClaimCase());
            await world.DoAsync(id, new CloseCase(CaseOutcome.Call));
        }

        Assert.Equal(CaseChangeResult.TooLate, await world.DoAsync(id, new ReopenCase("came back")));
        (Guid old, LiveHub _) = await world.BringAsync(CaseState.Closed);
        await world.PassAsync((Limits.Cases.ReopenDays * 86_400) + 1);
        Assert.Equal(CaseChangeResult.TooLate, await world.DoAsync(old, new ReopenCase("came back")));
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task NOR_026_NOR_031_NOR_032_an_operator_enters_a_case_that_no_hub_raised(StoreProvider provider)
    {
        await using CaseWorld world = await CaseWorld.StartAsync(provider);
        LiveHub hub = await world.Fleet.AddHubAsync();
        async Task<CaseChange> Enter(EnterCase entry) =>
            await world.Fleet.Cases.EnterAsync(world.Operator, entry, default);
        var id = Guid.NewGuid();
        CaseChange phone = await Enter(new EnterCase(CaseSource.Phone, id, Note: "fell in the stairs"));
        Assert.Equal((CaseState.Spoken, CaseSource.Phone, (Guid?)world.Operator.UserId),
            (phone.Case!.State, phone.Case.Source, phone.Case.OwnerId));
        Assert.Equal("source phone: fell in the stairs", (await world.LastAsync(id, "raised")).Detail);
        Assert.Equal(phone.Case.CaseNumber, (await Enter(new EnterCase(CaseSource.Phone, id))).Case!.CaseNumber);
        CaseChange second = await Enter(new EnterCase(CaseSource.Phone));
        Assert.NotEqual(id, second.Case!.CaseId);
        CaseChange atHub = await Enter(new EnterCase(CaseSource.SosAlarm, HubId: hub.HubId, Occupant: 2));
        Assert.Equal((CaseState.Claimed, hub.HubId), (atHub.Case!.State, atHub.Case.HubId));
        Assert.Equal([2], atHub.Case.Occupants!);
        Assert.Equal(CaseChangeResult.AnotherIsOpen,
            (await Enter(new EnterCase(CaseSource.SosAlarm, HubId: hub.HubId))).Result);
        Assert.Equal(CaseChangeResult.OtherNotFound,
            (await Enter(new EnterCase(CaseSource.Other, HubId: "ffffffffffffffff"))).Result);
        Assert.Equal(CaseChangeResult.Done, await world.DoAsync(id, new DispatchCase(DispatchingDouble.GroupId)));
    }

    [Fact]
    public async Task HBG_030_it_is_noted_for_whom_of_two_residents_it_is()
    {
        await using CaseWorld world = await CaseWorld.StartAsync();
        (Guid id, LiveHub _) = await world.PressAsync();
        await world.DoAsync(id, new SetOccupants([2]));
        Assert.Equal([2], (await world.SeeAsync(id)).Occupants!);
        await world.DoAsync(id, new SetOccupants([2]));
        Assert.Single(await world.StepsAsync(id), step => step == "occupantsSet");
        await world.DoAsync(id, new SetOccupants([]));
        Assert.Null((await world.SeeAsync(id)).Occupants);
    }

    [Fact]
    public async Task What_an_action_says_is_bounded()
    {
        await using CaseWorld world = await CaseWorld.StartAsync();
        (Guid id, LiveHub _) = await world.BringAsync(CaseState.Dispatched);
        string note = new('x', Limits.Alarms.NoteLength + 1);
        DateTimeOffset old = world.Fleet.Time.GetUtcNow().AddHours(-Limits.Cases.ReceiptHours).AddSeconds(-1);
        foreach (CaseAction action in new CaseAction[]
        {
            new RemarkCase(note), new RemarkCase("  "), new ReleaseCase(note), new HandOverCase(),
            new HandOverCase(Guid.NewGuid(), CaseQueue.Operators), new HandOverCase(Queue: CaseQueue.Group),
            new NoteSpeech(SpeechResult.NotTried), new AcceptByPhone(""),
            new AcceptByPhone(new string('x', Limits.Cases.NameLength + 1)), new DeclineByPhone(null),
            new CheckInResponder(ReceiptMethod.Hub), new CheckInResponder(At: old),
            new CheckOutResponder(At: world.Fleet.Time.GetUtcNow().AddSeconds(1)), new SetOccupants([1, 1]),
            new SetOccupants([10]), new SetOccupants(null), new CloseCase(null), new CloseCase(CaseOutcome.Merged),
            new CloseCase(CaseOutcome.Call, null, (CaseCause)50), new ReopenCase(null), new MergeCase(null),
            new LinkCase(null), new UnlinkCase(null), new CallEmergencyServices(note),
        })
        {
            await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => world.DoAsync(id, action));
        }

        Assert.Equal(CaseChangeResult.Done, await world.DoAsync(id, new RemarkCase(note[1..])));
        Assert.Equal(CaseChangeResult.Done, await world.DoAsync(id, new CheckInResponder(At: old.AddSeconds(1))));
    }

    [Fact]
    public async Task Lists_are_narrowed_by_queue_owner_kind_state_and_group()
    {
        await using CaseWorld world = await CaseWorld.StartAsync();
        (Guid raised, LiveHub _) = await world.PressAsync();
        (Guid accepted, LiveHub _) = await world.BringAsync(CaseState.Accepted);
        await world.DoAsync(raised, new HandOverCase(Queue: CaseQueue.Supervisor));
        async Task<Guid[]> List(CaseFilter filter) =>
            [.. (await world.Fleet.Cases.ListAsync(world.Operator, filter, default)).Select(view => view.CaseId)];
        Assert.Equal([raised, accepted], await List(new CaseFilter()));
        Assert.Equal([raised], await List(new CaseFilter(Queue: CaseQueue.Supervisor)));
        Assert.Equal([accepted], await List(new CaseFilter(OwnerId: world.Operator.UserId)));
        Assert.Equal([accepted], await List(new CaseFilter(State: CaseState.Accepted)));
        Assert.Equal([accepted], await List(new CaseFilter(GroupId: DispatchingDouble.GroupId)));
        Assert.Empty(await List(new CaseFilter(Kind: CaseKind.Technical)));
    }

    private static async Task<Guid> AddColleagueAsync(CaseWorld world, string role)
    {
        var id = Guid.NewGuid();
        await world.Fleet.Store.WriteAsync(
            session =>
            {
                using FleetDbContext context = FleetStore.ContextOn(session);
                context.Add(new AppUserRow
                {
                    UserId = id,
                    TenantId = world.Operator.TenantId,
                    UserName = "a-" + role,
                    DisplayName = "A " + role,
                    Role = role,
                    PasswordHash = "-",
                });
                return context.SaveChanges();
            },
            default);
        return id;
    }
}
