// What is kept of a home's events: once, in order of their happening, bounded, with gaps that are known.
using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using Fleet.Server;
using Fleet.Server.Gateway;
using Fleet.Server.Hubs;
using Fleet.Server.Programming.Trial;
using Fleet.Server.Store;
using Hub.Protocols.Alarms;
using Hub.Protocols.Devices;
using Hub.Protocols.Messages;
using Slices.Tests.World;

namespace Slices.Tests.Programming.Trial;

public sealed class HomeEventTests
{
    private const long Minute = 60_000;
    private const long Day = 86_400_000;

    public static TheoryData<StoreProvider> Providers => TestFleet.Providers;

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task HUL_045_events_are_kept_once_in_order_of_their_happening(StoreProvider provider)
    {
        await using TestFleet fleet = await TestFleet.StartAsync(provider);
        TrialHub hub = await AddAsync(fleet);
        long now = fleet.Time.GetUtcNow().ToUnixTimeMilliseconds();
        await hub.MotionAsync(now - Minute);

        // Told late, and twice.
        await hub.DoorAsync(now - (5 * Minute), sequence: 50);
        await hub.DoorAsync(now - (5 * Minute), sequence: 50);
        await hub.AlarmAsync(now - (2 * Minute), 25, sequence: 60);
        await hub.AlarmAsync(now - (2 * Minute), 25, sequence: 60);

        // Of no rule's business: a battery, the link, a technician's word.
        await hub.TellAsync(now, DeviceTypes.Controller, StatusCodes.Active, 1, "something else");
        await fleet.SendAsync(hub.Hub, Messages.Will());
        await fleet.ProjectAsync();
        HomeEvent[] kept = await ReadAsync(fleet, hub, now);
        Assert.Equal(
            [(50L, HomeEventKind.Device), (60L, HomeEventKind.Alarm), (101L, HomeEventKind.Device)],
            kept.Select(one => (one.Sequence, one.Kind)));
        Assert.Equal((25, 2L), (kept[1].RuleId, kept[1].DeviceId));
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task What_a_crash_took_comes_back_from_the_journal_once(StoreProvider provider)
    {
        await using TestFleet fleet = await TestFleet.StartAsync(provider);
        TrialHub hub = await AddAsync(fleet);
        long now = fleet.Time.GetUtcNow().ToUnixTimeMilliseconds();
        await hub.HelloAsync(now, 1, Minute);
        await hub.DoorAsync(now - Minute);
        await fleet.ProjectAsync();
        await hub.MotionAsync(now);
        await hub.AlarmAsync(now, 25);
        await hub.HelloAsync(now + 1, 2, 1);
        await using TestFleet next = await fleet.RestartFromCrashAsync();
        await next.ProjectAsync();
        HomeEvent[] kept = await ReadAsync(next, hub, now + Minute);
        Assert.Equal(
            [HomeEventKind.Device, HomeEventKind.Start, HomeEventKind.Device, HomeEventKind.Alarm],
            kept.Select(one => one.Kind));
    }

    [Fact]
    public async Task An_event_keeps_the_place_that_its_device_had_then()
    {
        await using TestFleet fleet = await TestFleet.StartAsync();
        TrialHub hub = await AddAsync(fleet);
        long now = fleet.Time.GetUtcNow().ToUnixTimeMilliseconds();
        await PlaceAsync(fleet, hub, 12);
        await hub.DoorAsync(now - Minute);
        await fleet.ProjectAsync();
        await PlaceAsync(fleet, hub, 21);
        await hub.DoorAsync(now);
        await fleet.ProjectAsync();
        Assert.Equal([12, 21], (await ReadAsync(fleet, hub, now)).Select(one => one.Location));
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task What_is_older_than_is_kept_goes_but_for_the_last_word_on_rules_and_presence(
        StoreProvider provider)
    {
        await using TestFleet fleet = await TestFleet.StartAsync(provider);
        TrialHub hub = await AddAsync(fleet);
        long now = fleet.Time.GetUtcNow().ToUnixTimeMilliseconds();
        long cut = now - (Limits.Trial.KeptDays * Day);
        await hub.InForceAsync(cut - (3 * Day), 1);
        await hub.InForceAsync(cut - (2 * Day), 2);
        await hub.TellAsync(cut - Day, DeviceTypes.Controller, StatusCodes.Absent, 2, "presence");
        await hub.DoorAsync(cut - 1);
        await hub.DoorAsync(cut);
        await fleet.ProjectAsync();
        await Round(fleet).RunAsync(default);
        HomeEvent[] kept = await ReadAsync(fleet, hub, now, cut - (10 * Day));
        Assert.Equal(
            [(HomeEventKind.InForce, 2L), (HomeEventKind.Presence, 2L), (HomeEventKind.Device, 0L)],
            kept.Select(one => (one.Kind, one.Value)));
        Assert.Equal(cut, kept[^1].At);
    }

    [Fact]
    public async Task A_home_has_so_many_events_and_the_oldest_go()
    {
        await using TestFleet fleet = await TestFleet.StartAsync();
        TrialHub hub = await AddAsync(fleet);
        long now = fleet.Time.GetUtcNow().ToUnixTimeMilliseconds();
        await hub.DoorAsync(now);
        await fleet.ProjectAsync();
        await FillAsync(fleet, hub, now - Day, Limits.Trial.EventsPerHome - 1);
        await fleet.Store.WriteAsync(
            session => session.Sql("UPDATE device.home_event_reach SET since_at = 0").Run(), default);
        await Round(fleet).RunAsync(default);
        Assert.Equal(Limits.Trial.EventsPerHome, await CountAsync(fleet));
        await hub.DoorAsync(now + 1);
        await fleet.ProjectAsync();
        await Round(fleet).RunAsync(default);
        Assert.Equal(Limits.Trial.EventsPerHome, await CountAsync(fleet));
        Assert.Equal(now + 1, (await ReadAsync(fleet, hub, now + 1, now)).Last().At);

        // The beginning of what is known moves with it.
        HomeReach? reach = await fleet.Store.ReadAsync(
            session => HomeEventStore.FindReach(session, hub.Hub), default);
        Assert.Equal(now - Day + 1, reach!.Value.Since);
    }

    [Fact]
    public void What_has_no_room_while_it_waits_is_told_as_lost()
    {
        var projection = new HomeEventProjection();
        var hub = new HubPrincipal(1, Guid.NewGuid(), "00000000000000a1");
        for (int i = 0; i < Limits.Trial.PendingEvents; i++)
        {
            projection.Apply(hub, Door(i), default);
        }

        projection.Publish();
        Assert.Equal(Limits.Trial.PendingEvents, projection.Take().Count);
        for (int i = 0; i < Limits.Trial.PendingEvents + 2; i++)
        {
            projection.Apply(hub, Door(i), default);
        }

        projection.Publish();
        List<HomeEventNews> taken = projection.Take();
        Assert.Equal(Limits.Trial.PendingEvents + 1, taken.Count);
        Assert.Equal((HomeEventKind.Lost, 2L), (taken[^1].Event!.Value.Kind, taken[^1].Event!.Value.Value));
    }

    [Fact]
    public void A_heartbeat_is_noted_no_oftener_than_is_worth_writing()
    {
        var projection = new HomeEventProjection();
        var hub = new HubPrincipal(1, Guid.NewGuid(), "00000000000000a1");
        foreach (long at in new[] { 0L, (Limits.Trial.ReachMinutes * Minute) - 1, Limits.Trial.ReachMinutes * Minute })
        {
            projection.Apply(hub, Messages.Heartbeat(at), new Moment(at, 0, 0, 0));
        }

        projection.Publish();
        Assert.Equal([0L, Limits.Trial.ReachMinutes * Minute], projection.Take().Select(one => one.HeardAt));
    }

    private static EventMessage Door(int number) => new()
    {
        Sequence = (ulong)number + 1,
        HubUnixMilliseconds = number + 1,
        DeviceId = 2,
        DeviceType = DeviceTypes.DoorSensor,
        StatusCode = StatusCodes.Open,
    };

    private static async Task<TrialHub> AddAsync(TestFleet fleet)
    {
        LiveHub hub = await fleet.AddHubAsync();
        return new TrialHub(
            hub, async message => Assert.Equal(PublishOutcome.Accepted, await fleet.SendAsync(hub, message)));
    }

    private static async Task PlaceAsync(TestFleet fleet, TrialHub hub, int location)
    {
        await fleet.SendAsync(hub.Hub, new DeviceStateMessage
        {
            BootCount = 1,
            Sequence = (ulong)location,
            DeviceId = 2,
            DeviceKind = DeviceKind.DoorContact,
            Location = location,
            SupervisionMinutes = 240,
        });
        await fleet.ProjectAsync();
    }

    private static Task FillAsync(TestFleet fleet, TrialHub hub, long from, int count) => fleet.Store.WriteAsync(
        session => session.Sql(
            """
            WITH RECURSIVE numbers (n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM numbers WHERE n + 1 < @count)
            INSERT INTO device.home_event (
                hub_row_id, sequence, tenant_id, happened_at, kind, device_id, device_type, status_code, value,
                location, occupant, rule_id)
            SELECT @hub, 1000000 + n, @tenant, @from + n, 1, 2, 0, 0, 0, 0, 0, 0 FROM numbers
            """)
            .With("@count", count)
            .With("@hub", hub.Hub.RowId)
            .With("@tenant", hub.Hub.TenantId)
            .With("@from", from)
            .Run(),
        default);

    private static Task<long?> CountAsync(TestFleet fleet) =>
        fleet.NumberAsync("SELECT COUNT(*) FROM device.home_event");

    private static async Task<HomeEvent[]> ReadAsync(TestFleet fleet, TrialHub hub, long to, long from = 0) =>
        [.. await fleet.Store.ReadAsync(session => HomeEventStore.Read(session, hub.Hub, from, to), default)];

    private static HomeEventRound Round(TestFleet fleet) => new(
        fleet.Store, fleet.Get<IHubProjection>(), fleet.Time);
}
