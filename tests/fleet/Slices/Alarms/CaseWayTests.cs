// The way of a case from the press to the check-out, and what happens where somebody does not answer.
using System;
using System.Linq;
using System.Threading.Tasks;
using Fleet.Server.Alarms;
using Fleet.Server.Hubs;
using Fleet.Server.Store;
using Hub.Protocols.Alarms;
using Slices.Tests.World;

namespace Slices.Tests.Alarms;

public sealed class CaseWayTests
{
    public static TheoryData<StoreProvider> Providers => TestFleet.Providers;

    public static TheoryData<CaseState> OpenStates => [.. CaseWorld.OpenStates];

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task HBG_069_HBG_072_HBG_073_HBG_076_each_stage_has_its_own_time(StoreProvider provider)
    {
        await using CaseWorld world = await CaseWorld.StartAsync(provider, CaseWorld.Template("helsingborg"));
        (Guid id, LiveHub hub) = await world.PressAsync();
        DateTimeOffset raised = world.Fleet.Time.GetUtcNow();
        await world.PassAsync(20);
        await world.DoAsync(id, new ClaimCase());
        await world.PassAsync(20);
        await world.DoAsync(id, new NoteSpeech(SpeechResult.Spoken));
        await world.PassAsync(20);
        await world.DoAsync(id, new DispatchCase());
        await world.PassAsync(60);
        Assert.Equal(CaseChangeResult.Done, await world.AcceptAsync(id, CaseWorld.First));
        Assert.Equal(CaseState.Accepted, (await world.SeeAsync(id)).State);
        await world.PassAsync(600);
        await world.PresenceAsync(hub, StatusCodes.PresenceAfterAlarm, ageSeconds: 30);
        Assert.Equal(CaseState.OnSite, (await world.SeeAsync(id)).State);
        await world.PassAsync(900);
        await world.PresenceAsync(hub, StatusCodes.InterventionComplete);
        await world.DoAsync(id, new CloseCase(CaseOutcome.Visited, "helped up", CaseCause.Fall));

        AlarmCaseView done = await world.SeeAsync(id);
        CaseStages stages = done.Stages!;
        Assert.Equal(
            [20, 40, 60, 120, 690, 1_620],
            new[]
            {
                stages.ClaimedAt, stages.SpokenAt, stages.DispatchedAt, stages.AcceptedAt, stages.OnSiteAt,
                stages.LeftAt,
            }.Select(at => (at!.Value - raised).TotalSeconds));
        Assert.Equal((CaseOutcome.Visited, CaseCause.Fall, ReceiptMethod.Hub), (done.Outcome!.Value, done.Cause,
            done.ReceiptMethod));
        Assert.Equal("Larm 1", done.ResponderName);
        Assert.Equal("outcome 1; cause 1: helped up", (await world.LastAsync(id, "closed")).Detail);
        Assert.Equal(
            [
                "raised", "claimed", "spoken", "dispatched", "accepted", "transferred", "checkedIn", "checkedOut",
                "closed",
            ],
            await world.StepsAsync(id));
        Assert.Equal(["begin", "settle accepted", "settle"], world.Dispatching.Asked);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task HBG_006_HBG_074_NOR_030_a_silent_case_is_dispatched_and_not_closed_before(StoreProvider provider)
    {
        await using CaseWorld world = await CaseWorld.StartAsync(provider);
        (Guid id, LiveHub _) = await world.PressAsync();
        await world.DoAsync(id, new ClaimCase());
        await world.DoAsync(id, new NoteSpeech(SpeechResult.Silent));
        Assert.Equal(CaseChangeResult.MustDispatch, await world.DoAsync(id, new CloseCase(CaseOutcome.Call)));
        await world.DoAsync(id, new RemarkCase("I look into it"));
        Assert.Equal(0, await world.PassAsync(59));
        Assert.Equal(1, await world.PassAsync(1));

        Assert.Equal(CaseState.Dispatched, (await world.SeeAsync(id)).State);
        Assert.Equal(CaseChangeResult.Done, await world.DoAsync(id, new CloseCase(CaseOutcome.Call)));
    }

    [Fact]
    public async Task HBG_074_a_silent_case_given_back_is_dispatched_all_the_same()
    {
        await using CaseWorld world = await CaseWorld.StartAsync();
        (Guid id, LiveHub _) = await world.PressAsync();
        await world.DoAsync(id, new ClaimCase());
        await world.DoAsync(id, new NoteSpeech(SpeechResult.Silent));
        await world.DoAsync(id, new ReleaseCase());
        await world.PassAsync(60);

        Assert.Equal(CaseState.Dispatched, (await world.SeeAsync(id)).State);
    }

    [Fact]
    public async Task NOR_027_nobody_claims_then_the_supervisor_then_the_reserve_reception_hear_of_it()
    {
        await using CaseWorld world = await CaseWorld.StartAsync(chain: CaseWorld.Template("helsingborg"));
        (Guid id, LiveHub _) = await world.PressAsync(priority: 4);
        async Task<(CaseQueue, int)> See() => ((await world.SeeAsync(id)).Queue, (await world.SeeAsync(id)).Priority);
        await world.PassAsync(60);
        Assert.Equal((CaseQueue.Operators, 3), await See());
        await world.PassAsync(60);
        Assert.Equal((CaseQueue.Supervisor, 2), await See());
        await world.PassAsync(120);
        Assert.Equal((CaseQueue.Reserve, 1), await See());
        for (int i = 0; i < 20; i++)
        {
            Assert.Equal(1, await world.PassAsync(60));
        }

        Assert.Equal((CaseQueue.Reserve, 1), await See());
        Assert.True((await world.SeeAsync(id)).IsSounding);
    }

    [Fact]
    public async Task NOR_027_an_owner_who_is_gone_loses_the_case()
    {
        await using CaseWorld world = await CaseWorld.StartAsync(chain: CaseWorld.Template("helsingborg"));
        (Guid id, LiveHub _) = await world.PressAsync();
        await world.DoAsync(id, new ClaimCase());
        await world.PassAsync(300);
        Assert.True((await world.SeeAsync(id)).IsSounding);
        await world.DoAsync(id, new ClaimCase());
        await world.PassAsync(300);
        await world.PassAsync(300);
        AlarmCaseView lost = await world.SeeAsync(id);

        Assert.Equal((CaseState.Raised, (Guid?)null, true), (lost.State, lost.OwnerId, lost.IsSounding));
        Assert.Equal(
            ["raised", "claimed", "reminded", "confirmed", "reminded", "overdue", "released"],
            await world.StepsAsync(id));
        Assert.Equal(CaseChangeResult.Done, await world.DoAsync(id, new ClaimCase(), world.Another));
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task HBG_068_a_message_not_confirmed_in_five_minutes_is_followed_by_a_call(StoreProvider provider)
    {
        await using CaseWorld world = await CaseWorld.StartAsync(provider, CaseWorld.Template("helsingborg"));
        (Guid id, LiveHub _) = await world.BringAsync(CaseState.Dispatched);
        Assert.Equal(0, await world.PassAsync(299));
        Assert.Equal(1, await world.PassAsync(1));
        Assert.Equal(["begin", "call"], world.Dispatching.Asked);
        await world.PassAsync(300);
        Assert.Equal(["begin", "call", "next"], world.Dispatching.Asked);
        await world.PassAsync(300);

        Assert.Equal(CaseQueue.Supervisor, (await world.SeeAsync(id)).Queue);
        Assert.Equal(world.Operator.UserId, (await world.SeeAsync(id)).OwnerId);
    }

    [Fact]
    public async Task HUL_053_a_declined_case_goes_to_the_next_at_once_and_once()
    {
        await using CaseWorld world = await CaseWorld.StartAsync();
        (Guid id, LiveHub _) = await world.BringAsync(CaseState.Dispatched);
        await world.PassAsync(100);
        Assert.Equal(CaseChangeResult.Done, await world.DeclineAsync(id, CaseWorld.First));
        Assert.Equal(CaseChangeResult.Done, await world.DeclineAsync(id, CaseWorld.First));

        Assert.Equal(["begin", "next"], world.Dispatching.Asked);
        Assert.Single(await world.StepsAsync(id), step => step == "declined");
        Assert.Equal(world.Fleet.Time.GetUtcNow().AddSeconds(300), (await world.SeeAsync(id)).NextDeadlineAt);
    }

    [Fact]
    public async Task HBG_009_HBG_072_UPP_033_who_does_not_check_in_is_reminded_and_then_the_next_are_told()
    {
        await using CaseWorld world = await CaseWorld.StartAsync();
        (Guid id, LiveHub _) = await world.BringAsync(CaseState.Dispatched);
        await world.AcceptAsync(id, CaseWorld.First);
        Assert.Equal(0, await world.PassAsync(1_799));
        Assert.Equal(1, await world.PassAsync(1));
        Assert.Equal("remind", world.Dispatching.Asked[^1]);
        await world.PassAsync(300);
        AlarmCaseView lost = await world.SeeAsync(id);

        Assert.Equal((CaseState.Dispatched, (string?)null), (lost.State, lost.ResponderName));
        Assert.Equal("next", world.Dispatching.Asked[^1]);
        Assert.Equal(CaseChangeResult.Done, await world.AcceptAsync(id, CaseWorld.Second));
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task HUL_003_HUL_051_without_operators_the_responders_are_told_with_the_press(StoreProvider provider)
    {
        await using CaseWorld world = await CaseWorld.StartAsync(provider, CaseWorld.Template("hultsfred"));
        (Guid id, LiveHub hub) = await world.PressAsync();
        AlarmCaseView told = await world.SeeAsync(id);
        Assert.Equal((CaseState.Dispatched, CaseQueue.Group, true, false),
            (told.State, told.Queue, told.IsDirect, told.IsSounding));
        Assert.Equal(0, await world.PassAsync(269));
        Assert.Equal(1, await world.PassAsync(1));
        Assert.Equal(["begin", "call"], world.Dispatching.Asked);
        await world.AcceptAsync(id, CaseWorld.Second);
        await world.PresenceAsync(hub, StatusCodes.PresenceAfterAlarm);
        await world.PresenceAsync(hub, StatusCodes.InterventionComplete);
        AlarmCaseView done = await world.SeeAsync(id);

        Assert.Equal((CaseState.Closed, CaseOutcome.Visited), (done.State, done.Outcome!.Value));
        Assert.Equal("settle", world.Dispatching.Asked[^1]);
    }

    [Fact]
    public async Task HUL_003_a_responder_closes_a_case_that_no_operator_owns()
    {
        await using CaseWorld world = await CaseWorld.StartAsync(chain: CaseWorld.Template("hultsfred"));
        (Guid id, LiveHub _) = await world.PressAsync();
        Task<CaseChangeResult> Close(ResponderOnCase responder) => world.ProgressAsync((progress, session, now) =>
            progress.Close(
                session, world.Operator.TenantId, id, responder, CaseOutcome.ActionTaken, CaseCause.Errand, "", now));
        Assert.Equal(CaseChangeResult.NotClaimed, await Close(CaseWorld.First));
        await world.AcceptAsync(id, CaseWorld.First);
        Assert.Equal(CaseChangeResult.OwnedByAnother, await Close(CaseWorld.Second));
        Assert.Equal(CaseChangeResult.Done, await Close(CaseWorld.First));

        Assert.Equal(CaseOutcome.ActionTaken, (await world.SeeAsync(id)).Outcome);
    }

    [Theory]
    [InlineData("helsingborg")]
    [InlineData("hultsfred")]
    public async Task HBG_065_a_case_of_which_nobody_can_be_told_is_the_supervisors_at_once(string name)
    {
        await using CaseWorld world = await CaseWorld.StartAsync(chain: CaseWorld.Template(name));
        world.Dispatching.Told = 0;
        (Guid id, LiveHub _) = await world.PressAsync();
        if (name == "helsingborg")
        {
            await world.DoAsync(id, new ClaimCase());
            Assert.Equal(CaseChangeResult.NobodyToTell, await world.DoAsync(id, new DispatchCase()));
            Assert.Equal(CaseState.Claimed, (await world.SeeAsync(id)).State);
            await world.DoAsync(id, new NoteSpeech(SpeechResult.Silent));
            await world.PassAsync(60);
        }

        AlarmCaseView waits = await world.SeeAsync(id);
        Assert.Equal((CaseState.Raised, CaseQueue.Supervisor, true), (waits.State, waits.Queue, waits.IsSounding));
        Assert.Equal("reason no group on duty", (await world.LastAsync(id, "nobodyTold")).Detail);
        world.Dispatching.Told = 1;
        await world.PassAsync(60);
        Assert.Equal(CaseState.Dispatched, (await world.SeeAsync(id)).State);
    }

    [Fact]
    public async Task HBG_051_HBG_077_planned_or_older_presence_moves_no_case_and_early_presence_is_noted()
    {
        await using CaseWorld world = await CaseWorld.StartAsync();
        (Guid early, LiveHub first) = await world.PressAsync();
        await world.PresenceAsync(first, StatusCodes.PresenceAfterAlarm);
        Assert.Equal(CaseState.Raised, (await world.SeeAsync(early)).State);
        Assert.Equal(["raised", "noted"], await world.StepsAsync(early));
        (Guid id, LiveHub hub) = await world.BringAsync(CaseState.Dispatched);
        await world.PresenceAsync(hub, StatusCodes.PlannedPresence);
        await world.PresenceAsync(hub, StatusCodes.PresenceAfterAlarm, ageSeconds: 60);
        Assert.Equal(CaseState.Dispatched, (await world.SeeAsync(id)).State);
        await world.PassAsync(10);
        await world.PresenceAsync(hub, StatusCodes.InterventionComplete);
        AlarmCaseView there = await world.SeeAsync(id);

        Assert.Equal((CaseState.OnSite, "Söder"), (there.State, there.ResponderName));
        Assert.NotNull(there.Stages!.LeftAt);
        Assert.True(there.IsSounding);
    }

    [Fact]
    public async Task HBG_047_HBG_078_UPP_031_UPP_034_UPP_042_what_is_told_by_phone_or_lock_is_logged_with_how()
    {
        await using CaseWorld world = await CaseWorld.StartAsync();
        (Guid id, LiveHub _) = await world.BringAsync(CaseState.Dispatched);
        await world.DoAsync(id, new CallEmergencyServices("ambulance on its way"));
        await world.DoAsync(id, new AcceptByPhone(" Anna "));
        Assert.Equal($"how operator; by {world.Operator.UserId}; group {DispatchingDouble.GroupId}",
            (await world.LastAsync(id, "accepted")).Detail);
        Assert.Equal("Anna", (await world.LastAsync(id, "accepted")).ActorName);
        await world.DoAsync(id, new CheckInResponder(ReceiptMethod.Lock));
        Assert.StartsWith("method lock; at ", (await world.LastAsync(id, "checkedIn")).Detail,
            StringComparison.Ordinal);
        Assert.Equal(ReceiptMethod.Lock, (await world.SeeAsync(id)).ReceiptMethod);
        await world.DoAsync(id, new CheckOutResponder());
        Assert.StartsWith("method operator; at ", (await world.LastAsync(id, "checkedOut")).Detail,
            StringComparison.Ordinal);
        Assert.Equal("ambulance on its way", (await world.LastAsync(id, "emergencyCalled")).Detail);
    }

    [Theory]
    [MemberData(nameof(OpenStates))]
    public async Task NOR_027_a_restart_in_any_state_goes_on_with_its_deadline(CaseState state)
    {
        await using CaseWorld world = await CaseWorld.StartAsync();
        (Guid id, LiveHub _) = await world.BringAsync(state);
        AlarmCaseView before = await world.SeeAsync(id);
        await world.CrashAsync();
        AlarmCaseView after = await world.SeeAsync(id);
        Assert.Equal((before.State, before.NextDeadlineAt, before.Version), (after.State, after.NextDeadlineAt,
            after.Version));
        int seconds = (int)(after.NextDeadlineAt!.Value - world.Fleet.Time.GetUtcNow()).TotalSeconds;
        Assert.Equal(0, await world.PassAsync(seconds - 1));
        Assert.Equal(1, await world.PassAsync(1));
    }
}
