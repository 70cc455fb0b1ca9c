// A municipality with two groups, a rota and a home, and phones that the test answers.
using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using Fleet.Server.Access;
using Fleet.Server.Alarms;
using Fleet.Server.Channels;
using Fleet.Server.Dispatch;
using Fleet.Server.Hubs;
using Fleet.Server.Residents;
using Fleet.Server.Store;
using Microsoft.Extensions.DependencyInjection;
using Slices.Tests.World;

namespace Slices.Tests.Dispatch;

internal sealed class DispatchWorld : IAsyncDisposable
{
    public const string Day1 = "+46700000001";
    public const string Day2 = "+46700000002";
    public const string Night1 = "+46700000003";
    public const string Support = "+46700000004";
    public const string Relative = "+46700000009";

    private readonly Dictionary<Guid, DispatchOrder> _orders = [];
    private long _number = 4710;

    private DispatchWorld(TestFleet fleet, OutgoingDouble outgoing, ProgressDouble progress)
    {
        Fleet = fleet;
        Outgoing = outgoing;
        Progress = progress;
    }

    public TestFleet Fleet { get; }

    public OutgoingDouble Outgoing { get; }

    public ProgressDouble Progress { get; }

    public Actor Planner => Fleet.Operator;

    public LiveHub Hub { get; private set; } = null!;

    public ResponderGroupView DayGroup { get; private set; } = null!;

    public ResponderGroupView NightGroup { get; private set; } = null!;

    public RotaView Rota { get; private set; } = null!;

    public IDispatching Dispatching => Fleet.Get<IDispatching>();

    public IResponderDesk Desk => Fleet.Get<IResponderDesk>();

    public long Now => Fleet.Time.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>08:00 UTC is 09:00 in Sweden: the day group is on duty.</summary>
    public static async Task<DispatchWorld> StartAsync(
        StoreProvider provider = StoreProvider.Sqlite, HomeEntry? home = null)
    {
        var outgoing = new OutgoingDouble();
        var progress = new ProgressDouble();
        TestFleet fleet = await TestFleet.StartAsync(provider, services =>
        {
            services.AddSingleton<IOutgoing>(outgoing);
            services.AddSingleton<ICaseProgress>(progress);
        });
        var world = new DispatchWorld(fleet, outgoing, progress);
        progress.Dispatching = () => world.Dispatching;
        progress.OrderOf = id => world._orders[id];
        await world.PlanAsync(home);
        return world;
    }

    public static HomeEntry Home(RelativesTurn turn = RelativesTurn.Never) => new(
        Area: "Söder 14",
        UnitName: "Söder",
        Street: "Storgatan 4 B",
        Town: "577 30 Hultsfred",
        PhoneNumber: "0495-123 45",
        KeyNumber: "K77",
        Plan: "Ring på och gå in.",
        Residents: [new Resident(1, "Greta Lindkvist"), new Resident(2, "Nils Lindkvist")],
        Relatives: [new Relative(1, "Eva Lindkvist", Relative, true)],
        RelativesTurn: turn,
        Criteria: [new ActionCriterion(10, "Åk alltid.")]);

    public DispatchOrder Order()
    {
        var order = new DispatchOrder(
            Fleet.Operator.TenantId, Guid.CreateVersion7(), ++_number, Hub.RowId, CaseKind.Person, 3, 10, 2, 1, Now);
        _orders[order.CaseId] = order;
        return order;
    }

    public Task<T> WriteAsync<T>(Func<StoreSession, T> write) => Fleet.Store.WriteAsync(
        session =>
        {
            Outbox.Open(session);
            return write(session);
        },
        default);

    public Task<DispatchResult> BeginAsync(DispatchOrder order) =>
        WriteAsync(session => Dispatching.Begin(session, order with { Now = Now }));

    public Task<DispatchResult> NextAsync(DispatchOrder order) =>
        WriteAsync(session => Dispatching.Next(session, order with { Now = Now }));

    public Task<bool> ReplyAsync(string from, string text, Guid? call = null) => WriteAsync(session =>
        Listener.Take(session, new Incoming("test", from, text, call, Now)));

    public Task DeliverAsync(OutgoingMessage message, DeliveryStep step) => WriteAsync(session =>
    {
        Listener.Take(session, new Delivery(message, step, "test", "detail", Now));
        return 0;
    });

    public async Task DeliverAllAsync()
    {
        foreach (OutgoingMessage message in Outgoing.Queued.ToArray())
        {
            await DeliverAsync(message, DeliveryStep.HandedOver);
        }
    }

    /// <summary>Makes a person who signs in as responder for a group.</summary>
    public async Task<Actor> AddResponderAsync(string name, ResponderGroupView group)
    {
        var actor = new Actor(Guid.NewGuid(), Planner.TenantId, name);
        await WriteAsync(session =>
        {
            session.Sql(
                """
                INSERT INTO access.app_user (
                    user_id, tenant_id, user_name, display_name, role, password_hash, created_at)
                VALUES (@id, @tenant_id, @name, @name, 'responder', '', 0)
                """)
                .With("@id", actor.UserId)
                .With("@tenant_id", actor.TenantId)
                .With("@name", name)
                .Run();
            return session.Sql("INSERT INTO care.group_member (group_id, user_id, tenant_id) VALUES (@g, @u, @t)")
                .With("@g", group.GroupId)
                .With("@u", actor.UserId)
                .With("@t", actor.TenantId)
                .Run();
        });
        return actor;
    }

    /// <summary>The token of the link in the newest message to a number.</summary>
    public string TokenTo(string number)
    {
        string text = Outgoing.To(number)[^1].Text;
        int at = text.IndexOf("/r/", StringComparison.Ordinal) + 3;
        return text[at..].Split(' ')[0];
    }

    public ValueTask DisposeAsync() => Fleet.DisposeAsync();

    private IChannelListener Listener => Fleet.Get<IEnumerable<IChannelListener>>()
        .Single(listener => listener.GetType().Name == "AnswerListener");

    private async Task PlanAsync(HomeEntry? home)
    {
        Hub = await Fleet.AddHubAsync();
        IResponderGroups groups = Fleet.Get<IResponderGroups>();
        DayGroup = (await groups.AddAsync(
            Planner,
            new ResponderGroupEntry("Hemtjänst Söder", "Söder", GroupKind.Provider, true,
            [
                new RecipientEntry(null, "Larm 1", RecipientRole.First, PhoneNumber: Day1),
                new RecipientEntry(null, "Larm 2", RecipientRole.Second, PhoneNumber: Day2),
            ]),
            default)).Item!;
        NightGroup = (await groups.AddAsync(
            Planner,
            new ResponderGroupEntry("Nattpatrull", "Natt", GroupKind.NightPatrol, true,
            [
                new RecipientEntry(null, "Natt 1", RecipientRole.First, PhoneNumber: Night1),
                new RecipientEntry(null, "Stöd", RecipientRole.Support, PhoneNumber: Support),
            ]),
            default)).Item!;
        DispatchChange<RotaView> rota = await Fleet.Get<IRotas>().AddAsync(Planner, HultsfredRota(), default);
        Assert.Equal(DispatchChangeResult.Done, rota.Result);
        Rota = rota.Item!;
        HomeChange saved = await Fleet.Get<IHomeRecords>().SaveAsync(Planner, Hub.HubId, home ?? Home(), 0, default);
        Assert.Equal(HomeChangeResult.Done, saved.Result);
    }

    /// <summary>HUL-031: 06:46 to 21:29 and 21:30 to 06:45, each to the end of its last minute.</summary>
    public RotaEntry HultsfredRota() => new("Söder", true,
        [
            new RotaWindow(DayGroup.GroupId, "06:46", "21:30"),
            new RotaWindow(NightGroup.GroupId, "21:30", "06:46", BackupGroupId: DayGroup.GroupId),
        ]);
}
