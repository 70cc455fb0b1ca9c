// An unexplained loss: the home is asked for a test alarm, and visited when none comes in time.
using System;
using System.Linq;
using System.Threading.Tasks;
using Fleet.Server;
using Fleet.Server.Alarms;
using Fleet.Server.Console.Cases;
using Fleet.Server.Hubs;
using Fleet.Server.Store;
using Hub.Protocols.Alarms;
using Hub.Protocols.Messages;
using Microsoft.Extensions.DependencyInjection;
using Slices.Tests.Alarms;
using Slices.Tests.World;

namespace Slices.Tests.Supervision;

public sealed class AskTestTests
{
    public static TheoryData<StoreProvider> Providers => TestFleet.Providers;

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task HBG_082_a_test_alarm_that_the_home_was_asked_for_clears_the_loss_and_is_its_proof(
        StoreProvider provider)
    {
        await using CaseWorld world = await CaseWorld.StartAsync(provider);
        (Guid id, LiveHub hub) = await LoseAsync(world);
        Assert.Equal(CaseChangeResult.NotClaimed, await world.DoAsync(id, new AskForTest()));
        await world.DoAsync(id, new ClaimCase());
        Assert.Equal([CaseAct.AskTest, CaseAct.Close], CaseActs.Leading(await world.SeeAsync(id), isMine: true));
        Assert.Equal(CaseChangeResult.OwnedByAnother, await world.DoAsync(id, new AskForTest(), world.Another));
        Assert.Equal(CaseChangeResult.Done, await world.DoAsync(id, new AskForTest()));
        AlarmCaseView waiting = await world.SeeAsync(id);
        DateTimeOffset due = world.Fleet.Time.GetUtcNow().AddMinutes(60);
        Assert.Equal((due, due), (waiting.TestDueAt, waiting.NextDeadlineAt));
        Assert.Equal((world.Operator.UserId, false), (waiting.OwnerId, waiting.IsSounding));

        // One that was made before the home was asked is no answer.
        AlarmMessage old = Messages.Alarm(AlarmKind.Test, 700, trigger: 0);
        old.AgeMilliseconds = 3_600_000;
        await world.Fleet.SendAsync(hub, old);
        Assert.NotNull((await world.SeeAsync(id)).TestDueAt);
        Assert.Equal(0, await PassAsync(world, 30 * 60, id));
        await world.Fleet.SendAsync(hub, Messages.Alarm(AlarmKind.Test, 701, trigger: 0));

        AlarmCaseView proven = await world.SeeAsync(id);
        Assert.Equal((false, CaseState.Claimed), (proven.IsConditionActive, proven.State));
        Assert.Null(proven.TestAskedAt ?? proven.TestDueAt ?? proven.VisitSince);
        Assert.True(proven.NextDeadlineAt > world.Fleet.Time.GetUtcNow());
        Assert.Equal(["raised", "claimed", "testAsked", "testCame", "cleared"], await world.StepsAsync(id));
        Assert.Equal("sequence 701; trigger 0", (await world.LastAsync(id, "testCame")).Detail);
        await world.PassAsync(3_600);
        Assert.DoesNotContain("visitNeeded", await world.StepsAsync(id));
        Assert.Equal(0, await world.Fleet.Cases.FindLogFaultAsync(world.Operator, id, default));
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task HBG_082_without_a_test_in_time_the_case_sounds_again_and_home_care_is_to_visit(
        StoreProvider provider)
    {
        await using CaseWorld world = await CaseWorld.StartAsync(provider);
        (Guid id, LiveHub _) = await LoseAsync(world);
        await world.DoAsync(id, new ClaimCase());
        await world.DoAsync(id, new AskForTest(Limits.Cases.TestMinutesLeast));

        // A remark of the owner, and a crash, change nothing of when it is due.
        await world.DoAsync(id, new RemarkCase("she looks for the button"));
        await world.CrashAsync();
        Assert.Equal((await world.SeeAsync(id)).TestDueAt, (await world.SeeAsync(id)).NextDeadlineAt);
        Assert.Equal(0, await PassAsync(world, (5 * 60) - 1, id));
        Assert.Equal(1, await PassAsync(world, 1, id));
        AlarmCaseView late = await world.SeeAsync(id);
        Assert.Equal((true, world.Fleet.Time.GetUtcNow()), (late.IsSounding, late.VisitSince));
        Assert.True(late.NextDeadlineAt > world.Fleet.Time.GetUtcNow());
        Assert.Equal([CaseAct.Dispatch, CaseAct.Close], CaseActs.Leading(late, isMine: true));
        Assert.Equal("minutes 5", (await world.LastAsync(id, "visitNeeded")).Detail);

        Assert.Equal(CaseChangeResult.Done, await world.DoAsync(id, new DispatchCase(DispatchingDouble.GroupId)));
        Assert.Equal(CaseState.Dispatched, (await world.SeeAsync(id)).State);
        Assert.Equal(CaseChangeResult.AlreadyDispatched, await world.DoAsync(id, new AskForTest()));
        Assert.Equal(CaseChangeResult.Done, await world.DoAsync(id, new AcceptByPhone("Larm 1")));
        Assert.Equal(CaseChangeResult.Done, await world.DoAsync(id, new CheckInResponder()));
        LiveHub hub = world.Fleet.Registry.Find(world.Operator.TenantId, late.HubId)!;
        await world.Fleet.SendAsync(hub, Messages.Alarm(AlarmKind.Test, 701, trigger: 0));
        AlarmCaseView visited = await world.SeeAsync(id);
        Assert.Equal((CaseState.OnSite, false), (visited.State, visited.IsConditionActive));
        Assert.Null(visited.VisitSince);
    }

    [Fact]
    public async Task HBG_082_a_loss_that_ends_by_itself_needs_no_visit_and_a_lost_trigger_is_proved_by_itself()
    {
        await using CaseWorld world = await CaseWorld.StartAsync();
        (Guid id, LiveHub hub) = await LoseAsync(world);
        await world.DoAsync(id, new ClaimCase());
        await world.DoAsync(id, new AskForTest(Limits.Cases.TestMinutesMost));
        await HeartbeatAsync(world, hub);
        await world.Fleet.SuperviseAsync(1);
        Assert.False((await world.SeeAsync(id)).IsConditionActive);
        await PassAsync(world, Limits.Cases.TestMinutesMost * 60, id);
        Assert.Null((await world.SeeAsync(id)).VisitSince);
        Assert.True((await world.SeeAsync(id)).IsSounding);

        HubDouble home = await HubDouble.AddAsync(world.Fleet);
        AlarmMessage lost = Messages.Alarm(AlarmKind.Technical, 500, trigger: 0x1234);
        lost.StatusCode = StatusCodes.RadioTestTransmissionMissing;
        await world.Fleet.SendAsync((LiveHub)home.Hub, lost);
        Guid trigger = (await world.Fleet.OpenCasesAsync()).First(one => one.TriggerId == 0x1234).CaseId;
        await world.DoAsync(trigger, new ClaimCase());
        await world.DoAsync(trigger, new AskForTest());
        await world.Fleet.SendAsync((LiveHub)home.Hub, Messages.Alarm(AlarmKind.Test, 501, trigger: 0x9999));
        Assert.True((await world.SeeAsync(trigger)).IsConditionActive);
        await world.Fleet.SendAsync((LiveHub)home.Hub, Messages.Alarm(AlarmKind.Test, 502, trigger: 0x1234));
        Assert.False((await world.SeeAsync(trigger)).IsConditionActive);
    }

    [Fact]
    public async Task HBG_082_one_who_gives_the_case_back_leaves_it_to_the_chain_until_the_test_is_due()
    {
        await using CaseWorld world = await CaseWorld.StartAsync();
        (Guid id, LiveHub _) = await LoseAsync(world);
        await world.DoAsync(id, new ClaimCase());
        await world.DoAsync(id, new AskForTest());
        await world.DoAsync(id, new ReleaseCase("end of shift"));
        AlarmCaseView back = await world.SeeAsync(id);
        Assert.True(back.NextDeadlineAt < back.TestDueAt);
        for (int minute = 0; minute < 61; minute++)
        {
            await world.PassAsync(60);
        }

        Assert.Contains("overdue", await world.StepsAsync(id));
        Assert.NotNull((await world.SeeAsync(id)).VisitSince);
    }

    [Theory]
    [InlineData(-7_200)]
    [InlineData(7_200)]
    public async Task HBG_082_a_clock_that_is_put_forward_or_back_moves_the_wait_with_it(int step)
    {
        await using CaseWorld world = await CaseWorld.StartAsync();
        (Guid id, LiveHub hub) = await LoseAsync(world);
        await world.DoAsync(id, new ClaimCase());
        await world.DoAsync(id, new AskForTest());
        world.Fleet.Time.SetClock(TimeSpan.FromSeconds(step));
        Assert.Equal(0, await PassAsync(world, 600, id));
        AlarmCaseView waiting = await world.SeeAsync(id);
        Assert.Equal(world.Fleet.Time.GetUtcNow().AddMinutes(50), waiting.TestDueAt);
        Assert.Equal(waiting.TestDueAt, waiting.NextDeadlineAt);
        await world.Fleet.SendAsync(hub, Messages.Alarm(AlarmKind.Test, 701, trigger: 0));
        Assert.False((await world.SeeAsync(id)).IsConditionActive);
    }

    [Theory]
    [InlineData(4, "minutes")]
    [InlineData(5, null)]
    [InlineData(1_440, null)]
    [InlineData(1_441, "minutes")]
    public void HBG_082_the_time_for_a_test_alarm_has_its_bounds(int minutes, string? field)
    {
        Assert.Equal(field, CaseActionRules.Fault(new AskForTest(minutes), DateTimeOffset.UnixEpoch)?.Field);
    }

    [Fact]
    public async Task HBG_082_no_test_is_asked_for_in_a_case_about_a_person()
    {
        await using CaseWorld world = await CaseWorld.StartAsync();
        (Guid id, LiveHub _) = await world.BringAsync(CaseState.Claimed);
        Assert.Equal(CaseChangeResult.NoLoss, await world.DoAsync(id, new AskForTest()));
    }

    private static async Task<(Guid Id, LiveHub Hub)> LoseAsync(CaseWorld world)
    {
        LiveHub hub = await world.Fleet.AddHubAsync();
        await HeartbeatAsync(world, hub);
        await world.Fleet.SuperviseAsync(361);
        return (Assert.Single(await world.Fleet.OpenCasesAsync()).CaseId, hub);
    }

    private static Task HeartbeatAsync(CaseWorld world, LiveHub hub) => world.Fleet.SendAsync(
        hub, Messages.Heartbeat(world.Fleet.Time.GetUtcNow().ToUnixTimeMilliseconds()));

    /// <summary>Lets time pass, and counts what the deadlines wrote into the case.</summary>
    private static async Task<int> PassAsync(CaseWorld world, int seconds, Guid id)
    {
        int before = (await world.StepsAsync(id)).Length;
        await world.PassAsync(seconds);
        return (await world.StepsAsync(id)).Length - before;
    }
}
