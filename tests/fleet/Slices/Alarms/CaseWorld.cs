// A fleet with responders, and cases brought to where a test needs them.
using System;
using System.Linq;
using System.Threading.Tasks;
using Fleet.Server.Access;
using Fleet.Server.Alarms;
using Fleet.Server.Dispatch;
using Fleet.Server.Hubs;
using Fleet.Server.Store;
using Hub.Protocols.Alarms;
using Hub.Protocols.Messages;
using Microsoft.Extensions.DependencyInjection;
using Slices.Tests.World;

namespace Slices.Tests.Alarms;

/// <summary>Short words for what tests of cases do.</summary>
internal sealed class CaseWorld : IAsyncDisposable
{
    public static readonly CaseState[] OpenStates =
        [.. Enum.GetValues<CaseState>().Where(state => state != CaseState.Closed)];

    public static readonly ResponderOnCase First = new(Guid.Parse("00000000-0000-0000-0000-0000000000a1"), "Larm 1",
        DispatchingDouble.GroupId);

    public static readonly ResponderOnCase Second = new(Guid.Parse("00000000-0000-0000-0000-0000000000a2"), "Larm 2",
        DispatchingDouble.GroupId);

    private ulong _sequence;

    private CaseWorld(TestFleet fleet, DispatchingDouble dispatching)
    {
        Fleet = fleet;
        Dispatching = dispatching;
    }

    public TestFleet Fleet { get; private set; }

    public DispatchingDouble Dispatching { get; }

    public Actor Operator => Fleet.Operator;

    public Actor Another => new(Guid.Parse("00000000-0000-0000-0000-0000000000b2"), Operator.TenantId, "Another");

    public Actor Supervisor => new(
        Guid.Parse("00000000-0000-0000-0000-0000000000b3"), Operator.TenantId, "Supervisor", Roles.Supervisor);

    public static async Task<CaseWorld> StartAsync(
        StoreProvider provider = StoreProvider.Sqlite, EscalationChain? chain = null)
    {
        var dispatching = new DispatchingDouble();
        TestFleet fleet = await TestFleet.StartAsync(
            provider, services => services.AddSingleton<IDispatching>(dispatching));
        var world = new CaseWorld(fleet, dispatching);
        if (chain is not null)
        {
            await world.SetChainAsync(chain);
        }

        return world;
    }

    /// <summary>Goes on with what a crash leaves.</summary>
    public async Task CrashAsync()
    {
        TestFleet old = Fleet;
        Fleet = await old.RestartFromCrashAsync(services => services.AddSingleton<IDispatching>(Dispatching));
        await old.DisposeAsync();
    }

    public async Task SetChainAsync(EscalationChain chain)
    {
        ChainChange set = await Fleet.Get<IEscalationChains>().SetAsync(
            Operator, CaseKind.Person, chain, "as agreed", null, default);
        Assert.Empty(set.Faults);
    }

    public static EscalationChain Template(string name) => name == "helsingborg"
        ? ChainTemplates.Helsingborg()
        : ChainTemplates.Hultsfred();

    /// <summary>A case at a hub of its own.</summary>
    public async Task<(Guid Id, LiveHub Hub)> PressAsync(int priority = 2)
    {
        LiveHub hub = await Fleet.AddHubAsync();
        return (await PressAsync(hub, priority), hub);
    }

    public async Task<Guid> PressAsync(LiveHub hub, int priority = 2)
    {
        await Fleet.SendAsync(hub, Messages.Press(++_sequence, priority: priority));
        return (await Fleet.Cases.ListAsync(
            Operator, new CaseFilter(HubId: hub.HubId, Kind: CaseKind.Person), default))[0].CaseId;
    }

    /// <summary>A case that has come to a state, by way of all before it.</summary>
    public async Task<(Guid Id, LiveHub Hub)> BringAsync(CaseState state)
    {
        (Guid id, LiveHub hub) = await PressAsync();
        foreach ((CaseState reached, CaseAction action) in new (CaseState, CaseAction)[]
        {
            (CaseState.Claimed, new ClaimCase()),
            (CaseState.Spoken, new NoteSpeech(SpeechResult.Spoken)),
            (CaseState.Dispatched, new DispatchCase()),
            (CaseState.Accepted, new AcceptByPhone("Larm 1")),
            (CaseState.OnSite, new CheckInResponder()),
            (CaseState.Closed, new CloseCase(CaseOutcome.Visited)),
        })
        {
            if (state >= reached)
            {
                Assert.Equal(CaseChangeResult.Done, await DoAsync(id, action));
            }
        }

        Assert.Equal(state, (await SeeAsync(id)).State);
        return (id, hub);
    }

    public async Task<CaseChangeResult> DoAsync(Guid id, CaseAction action, Actor? actor = null) =>
        (await Fleet.Cases.ChangeAsync(actor ?? Operator, id, action, null, default)).Result;

    public async Task<AlarmCaseView> SeeAsync(Guid id) => (await Fleet.Cases.FindAsync(Operator, id, default))!;

    /// <summary>A responder, or a message, moves a case.</summary>
    public Task<T> ProgressAsync<T>(Func<ICaseProgress, StoreSession, long, T> move) => Fleet.Store.WriteAsync(
        session =>
        {
            Outbox.Open(session);
            return move(Fleet.Get<ICaseProgress>(), session, Fleet.Time.GetUtcNow().ToUnixTimeMilliseconds());
        },
        default);

    public Task<CaseChangeResult> AcceptAsync(Guid id, ResponderOnCase responder) => ProgressAsync(
        (progress, session, now) => progress.Accept(session, Operator.TenantId, id, responder, "reply", now));

    public Task<CaseChangeResult> DeclineAsync(Guid id, ResponderOnCase responder) => ProgressAsync(
        (progress, session, now) => progress.Decline(session, Operator.TenantId, id, responder, "reply", now));

    /// <summary>Somebody presses check-in or check-out at the hub.</summary>
    public async Task PresenceAsync(LiveHub hub, int statusCode, int ageSeconds = 0)
    {
        AlarmMessage message = Messages.Alarm(AlarmKind.Presence, ++_sequence, trigger: 0, priority: 8);
        message.DeviceType = DeviceTypes.LocalUnitAndController;
        message.StatusCode = statusCode;
        message.AgeMilliseconds = ageSeconds * 1_000L;
        await Fleet.SendAsync(hub, message);
    }

    /// <summary>Lets time pass, with a round of the deadlines at its end.</summary>
    public async Task<int> PassAsync(int seconds)
    {
        Fleet.Time.Advance(TimeSpan.FromSeconds(seconds));
        return await Fleet.Get<CaseDeadlines>().RoundAsync(default);
    }

    /// <summary>The steps of a case without the machine's acknowledgements.</summary>
    public async Task<string[]> StepsAsync(Guid id) =>
        [.. (await Fleet.StepsAsync(id)).Where(step => step != "acknowledged")];

    public async Task<CaseLogEntryView> LastAsync(Guid id, string step) =>
        (await Fleet.Cases.LogAsync(Operator, id, default)).Last(entry => entry.Step == step);

    public ValueTask DisposeAsync() => Fleet.DisposeAsync();
}
