// From an alarm in the ingest to its case: once, joined, repeated, and never acknowledged before the commit.
using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using Fleet.Server.Alarms;
using Fleet.Server.Gateway;
using Fleet.Server.Gateway.Ingest;
using Fleet.Server.Hubs;
using Fleet.Server.Store;
using Hub.Protocols.Alarms;
using Hub.Protocols.Messages;
using Microsoft.Extensions.DependencyInjection;
using Slices.Tests.World;

namespace Slices.Tests.Ingest;

public sealed class AlarmIngestTests
{
    public static TheoryData<StoreProvider> Providers => TestFleet.Providers;

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task HUL_030_a_press_raises_a_case_and_the_hub_is_told(StoreProvider provider)
    {
        await using TestFleet fleet = await TestFleet.StartAsync(provider);
        LiveHub hub = await fleet.AddHubAsync();

        Assert.Equal(PublishOutcome.Accepted, await fleet.SendAsync(hub, Messages.Press(1024)));

        AlarmCaseView alarm = Assert.Single(await fleet.OpenCasesAsync());
        Assert.Equal(CaseKind.Person, alarm.Kind);
        Assert.Equal(CaseState.Raised, alarm.State);
        Assert.Equal(hub.HubId, alarm.HubId);
        Assert.Equal(hub.Name, alarm.HubName);
        Assert.Equal(1, alarm.CaseNumber);
        Assert.Equal(1, alarm.PressCount);
        Assert.Equal(7, alarm.TriggerId);
        Assert.Equal(fleet.Time.GetUtcNow().AddSeconds(60), alarm.NextDeadlineAt);
        Assert.Equal([1024ul], fleet.Downlink.HeldBy(hub));
        Assert.Equal(["alarm"], await fleet.HistoryAsync(hub));
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task The_same_alarm_twice_is_one_and_is_acknowledged_twice(StoreProvider provider)
    {
        await using TestFleet fleet = await TestFleet.StartAsync(provider);
        LiveHub hub = await fleet.AddHubAsync();
        await fleet.SendAsync(hub, Messages.Press(1024));
        AlarmMessage again = Messages.Press(1024);
        again.Attempt = 2;
        again.AgeMilliseconds = 30_000;

        Assert.Equal(PublishOutcome.Accepted, await fleet.SendAsync(hub, again));

        AlarmCaseView alarm = Assert.Single(await fleet.OpenCasesAsync());
        Assert.Equal(1, alarm.PressCount);
        Assert.Equal([1024ul, 1024ul], fleet.Downlink.HeldBy(hub));
        Assert.Equal(1, await fleet.NumberAsync("SELECT COUNT(*) FROM care.alarm"));
        Assert.Equal(["alarm"], await fleet.HistoryAsync(hub));
    }

    [Fact]
    public async Task The_same_alarm_twice_in_one_group_is_one()
    {
        GatedIngestStore? store = null;
        await using TestFleet fleet =
            await TestFleet.StartAsync(replace: services => Gate(services, made => store = made));
        LiveHub hub = await fleet.AddHubAsync();
        var receipt = new Receipt();
        store = (GatedIngestStore)fleet.Get<IIngestStore>();
        store.Gate.Reset();
        fleet.Enqueue(hub, Messages.Heartbeat(0), receipt);
        store.Arrived.Wait();
        fleet.Enqueue(hub, Messages.Press(1024), receipt);
        fleet.Enqueue(hub, Messages.Press(1024), receipt);
        fleet.Enqueue(hub, Messages.Press(1025), receipt);
        store.Gate.Set();

        await receipt.WaitAsync(4);

        Assert.Equal(2, store.Commits);
        Assert.Equal(2, Assert.Single(await fleet.OpenCasesAsync()).PressCount);
        Assert.Equal([1024ul, 1024ul, 1025ul], fleet.Downlink.HeldBy(hub));
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Presses_while_a_case_is_open_join_it_and_raise_it(StoreProvider provider)
    {
        await using TestFleet fleet = await TestFleet.StartAsync(provider);
        LiveHub hub = await fleet.AddHubAsync();
        await fleet.SendAsync(hub, Messages.Press(1, priority: 4));
        DateTimeOffset? deadline = (await fleet.OpenCasesAsync())[0].NextDeadlineAt;
        fleet.Time.Advance(TimeSpan.FromSeconds(20));
        AlarmMessage other = Messages.Press(2, trigger: 9, priority: 4);
        other.PressCount = 3;
        await fleet.SendAsync(hub, other);

        AlarmCaseView alarm = Assert.Single(await fleet.OpenCasesAsync());
        Assert.Equal(4, alarm.PressCount);
        Assert.Equal(3, alarm.Priority);
        Assert.Equal(deadline, alarm.NextDeadlineAt);
        Assert.Equal(fleet.Time.GetUtcNow(), alarm.LastEventAt);
        Assert.Equal(["raised", "joined"], (await fleet.StepsAsync(alarm.CaseId)).Where(step =>
            step != "acknowledged"));
    }

    [Fact]
    public async Task A_press_after_the_case_is_closed_raises_a_new_one()
    {
        await using TestFleet fleet = await TestFleet.StartAsync();
        LiveHub hub = await fleet.AddHubAsync();
        await fleet.SendAsync(hub, Messages.Press(1));
        Guid first = (await fleet.OpenCasesAsync())[0].CaseId;
        await fleet.Cases.ClaimAsync(fleet.Operator, first, default);
        await fleet.Cases.CloseAsync(fleet.Operator, first, CaseOutcome.Call, null, default);

        await fleet.SendAsync(hub, Messages.Press(2));

        AlarmCaseView second = Assert.Single(await fleet.OpenCasesAsync());
        Assert.NotEqual(first, second.CaseId);
        Assert.Equal(2, second.CaseNumber);

        // A late repeat of the first press belongs to the closed case still; it is held, not raised anew.
        await fleet.SendAsync(hub, Messages.Press(1));
        Assert.Single(await fleet.OpenCasesAsync());
        Assert.Equal(1, (await fleet.OpenCasesAsync())[0].PressCount);
    }

    [Fact]
    public async Task Kinds_are_kept_apart_and_a_person_stands_before_every_fault_and_test()
    {
        await using TestFleet fleet = await TestFleet.StartAsync();
        LiveHub hub = await fleet.AddHubAsync();
        await fleet.SendAsync(hub, Messages.Alarm(AlarmKind.Technical, 1, priority: 1));
        await fleet.SendAsync(hub, Messages.Alarm(AlarmKind.Test, 2, priority: 1));
        await fleet.SendAsync(hub, Messages.Alarm(AlarmKind.Person, 3, priority: 9));
        await fleet.SendAsync(hub, Messages.Alarm(AlarmKind.Technical, 4, trigger: 8, priority: 1));

        IReadOnlyList<AlarmCaseView> cases = await fleet.OpenCasesAsync();

        Assert.Equal(
            [CaseKind.Person, CaseKind.Technical, CaseKind.Technical, CaseKind.Test], cases.Select(alarm =>
                alarm.Kind));
        Assert.Equal(4, cases[0].Priority);
        Assert.Equal(8, cases[3].Priority);
        HubView view = (await fleet.Hubs.FindAsync(fleet.Operator, hub.HubId, default))!;
        Assert.Equal(fleet.Time.GetUtcNow(), view.LastPersonAlarmAt);
        Assert.Equal(fleet.Time.GetUtcNow(), view.LastTestAlarmAt);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task HBG_019_HBG_039_MFD_003_a_silent_test_is_recorded_and_raises_nothing(StoreProvider provider)
    {
        // HBG-039: every 23 h, unnoticed; HBG-019: seen at the centre.
        await using TestFleet fleet = await TestFleet.StartAsync(provider);
        LiveHub hub = await fleet.AddHubAsync();
        await fleet.SendAsync(hub, Messages.Alarm(AlarmKind.SilentTest, 50));
        DateTimeOffset first = fleet.Time.GetUtcNow();
        fleet.Time.Advance(TimeSpan.FromMinutes(1));
        await fleet.SendAsync(hub, Messages.Alarm(AlarmKind.SilentTest, 50));

        Assert.Empty(await fleet.OpenCasesAsync());
        HubView view = (await fleet.Hubs.FindAsync(fleet.Operator, hub.HubId, default))!;
        Assert.Equal(first, view.LastTestAlarmAt);
        Assert.Equal(["silent-test"], await fleet.HistoryAsync(hub));
        Assert.Equal([50ul, 50ul], fleet.Downlink.HeldBy(hub));
    }

    [Fact]
    public async Task Nothing_is_acknowledged_before_the_commit()
    {
        await using TestFleet fleet = await TestFleet.StartAsync(replace: services => Gate(services, _ => { }));
        var store = (GatedIngestStore)fleet.Get<IIngestStore>();
        LiveHub hub = await fleet.AddHubAsync();
        var receipt = new Receipt();
        bool wasOpen = true;
        receipt.Completing = () => wasOpen &= store.Gate.IsSet;
        fleet.Downlink.Sending = () => wasOpen &= store.Gate.IsSet && store.Commits > 0;
        store.Gate.Reset();
        fleet.Enqueue(hub, Messages.Press(1), receipt);
        fleet.Enqueue(hub, Messages.Hello(), receipt);

        Assert.True(store.Arrived.Wait(TimeSpan.FromSeconds(30)));
        Assert.Empty(receipt.Completions);
        Assert.Equal(0, fleet.Downlink.Count);
        Assert.Null((await fleet.Hubs.FindAsync(fleet.Operator, hub.HubId, default))!.LastProvenAt);
        store.Gate.Set();

        Assert.Equal([PublishOutcome.Accepted, PublishOutcome.Accepted], await receipt.WaitAsync(2));
        Assert.True(wasOpen, "Something was acknowledged while its commit was held back.");
        Assert.Equal([1ul], fleet.Downlink.HeldBy(hub));
    }

    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(90_000, 0, 90_000)]
    [InlineData(0, 90_000, 90_000)]
    [InlineData(30_000, 90_000, 90_000)]
    [InlineData(90_000, 30_000, 90_000)]
    [InlineData(0, 86_400_000L * 40, 0)]
    [InlineData(86_400_000L * 40, 0, 86_400_000L * 30)]
    public async Task The_time_of_the_press_is_the_older_of_age_and_clock_within_a_month(
        long age, long clockAge, long expectedAge)
    {
        await using TestFleet fleet = await TestFleet.StartAsync();
        LiveHub hub = await fleet.AddHubAsync();
        AlarmMessage press = Messages.Press(1);
        press.AgeMilliseconds = age;
        press.RaisedUnixMilliseconds = clockAge == 0 ? 0 : fleet.Time.GetUtcNow().ToUnixTimeMilliseconds() - clockAge;
        await fleet.SendAsync(hub, press);

        AlarmCaseView alarm = (await fleet.OpenCasesAsync())[0];
        Assert.Equal(fleet.Time.GetUtcNow().AddMilliseconds(-expectedAge), alarm.RaisedAt);
        Assert.Equal(fleet.Time.GetUtcNow(), alarm.ReceivedAt);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task An_alarm_that_cannot_be_handled_does_not_keep_the_others_from_being_held(StoreProvider provider)
    {
        await using TestFleet fleet = await TestFleet.StartAsync(
            provider, services => services.AddSingleton<ICaseIntake>(made => new BrokenIntake(made)));
        LiveHub[] hubs = await fleet.AddHubsAsync(3);
        var receipt = new Receipt();
        foreach (LiveHub hub in hubs)
        {
            fleet.Enqueue(hub, Messages.Press(hub == hubs[1] ? BrokenIntake.Poison : 1), receipt);
        }

        PublishOutcome[] outcomes = await receipt.WaitAsync(3);

        Assert.Equal(
            [PublishOutcome.Accepted, PublishOutcome.ImplementationError, PublishOutcome.Accepted], outcomes);
        Assert.Equal(2, (await fleet.OpenCasesAsync()).Count);
        Assert.Empty(fleet.Downlink.HeldBy(hubs[1]));
        Assert.Equal(1, fleet.Log.CountOf(1003));
        Assert.Null(fleet.Get<IIngestHealth>().Fault);
    }

    [Fact]
    public async Task The_log_of_a_case_says_when_the_hub_was_told()
    {
        await using TestFleet fleet = await TestFleet.StartAsync();
        LiveHub[] hubs = await fleet.AddHubsAsync(2);
        await fleet.SendAsync(hubs[0], Messages.Press(1));
        fleet.Downlink.HasSessions = false;
        await fleet.SendAsync(hubs[1], Messages.Press(1));
        await fleet.AreNotedAsync();
        IReadOnlyList<AlarmCaseView> cases = await fleet.OpenCasesAsync();
        AlarmCaseView told = cases.Single(alarm => alarm.HubId == hubs[0].HubId);
        Assert.Equal(["raised", "acknowledged"], await fleet.StepsAsync(told.CaseId));
        Assert.Equal(1, told.Version);
        AlarmCaseView away = cases.Single(alarm => alarm.HubId == hubs[1].HubId);
        Assert.Equal(["raised"], await fleet.StepsAsync(away.CaseId));
    }

    private static void Gate(IServiceCollection services, Action<GatedIngestStore> made) =>
        services.AddSingleton<IIngestStore>(provider =>
        {
            var store = new GatedIngestStore(provider.GetRequiredService<FleetStore>());
            made(store);
            return store;
        });

    /// <summary>Fails for one sequence after it has written something.</summary>
    private sealed class BrokenIntake(IServiceProvider services) : ICaseIntake
    {
        public const ulong Poison = 666;
        private readonly CaseIntake _inner = new(
            services.GetRequiredService<CaseCourse>(), services.GetRequiredService<ICaseProgress>());

        public Intake Take(StoreSession session, AlarmSource source, AlarmMessage message, long receivedAt)
        {
            Intake intake = _inner.Take(session, source, message, receivedAt);
            if (message.Sequence == Poison)
            {
                session.Sql("INSERT INTO care.case_counter (tenant_id, next_number) VALUES (@id, 1)")
                    .With("@id", source.TenantId).Run();
            }

            return intake;
        }

        public bool TakePresence(
            StoreSession session, AlarmSource source, AlarmMessage message, long receivedAt) =>
            _inner.TakePresence(session, source, message, receivedAt);

        public long? FindPresence(StoreSession session, long hubRowId, ulong sequence) =>
            _inner.FindPresence(session, hubRowId, sequence);

        public Guid? FindCase(StoreSession session, long hubRowId, ulong sequence) =>
            _inner.FindCase(session, hubRowId, sequence);

        public void NoteAcknowledged(StoreSession session, Guid tenantId, Guid caseId, ulong sequence, long at) =>
            _inner.NoteAcknowledged(session, tenantId, caseId, sequence, at);

        public Guid RaiseFault(StoreSession session, Fault fault, long since, long now, string detail) =>
            _inner.RaiseFault(session, fault, since, now, detail);

        public void ClearFault(StoreSession session, Fault fault, long now, string detail) =>
            _inner.ClearFault(session, fault, now, detail);
    }
}
