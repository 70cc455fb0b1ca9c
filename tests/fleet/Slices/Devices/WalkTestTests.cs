// Walk tests: presses room by room, their table, and the end.
using System;
using System.Linq;
using System.Threading.Tasks;
using Fleet.Server;
using Fleet.Server.Devices;
using Fleet.Server.Store;
using Hub.Protocols.Messages;
using Slices.Tests.World;

namespace Slices.Tests.Devices;

public sealed class WalkTestTests
{
    public static TheoryData<StoreProvider> Providers => TestFleet.Providers;

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task The_table_has_each_rooms_weakest_and_average_margin_and_a_word(StoreProvider provider)
    {
        // HUL-149.
        await using TestFleet fleet = await TestFleet.StartAsync(provider);
        HubDouble hub = await HubDouble.AddAsync(fleet);
        WalkTestView test = await StartAsync(fleet, hub, new WalkTestOrder(Location: 42, Seconds: 600));
        Assert.Equal(WalkTestState.Asked, test.State);
        PairRequestMessage request = Assert.Single(hub.Requests);
        Assert.Equal((PairAction.StartWalkTest, 42, 600), (request.Action, request.Location, request.Seconds));
        Assert.Equal([], hub.Open(request)!);

        await hub.WalkAsync(test.WalkTestId, WalkTestStep.Started);
        await hub.WalkAsync(test.WalkTestId, WalkTestStep.Press, 1, marginDb: 41);
        await hub.WalkAsync(test.WalkTestId, WalkTestStep.Press, 1, marginDb: 30);
        await fleet.ProjectAsync();
        Assert.Equal(RequestResult.Sent, (await Tests(fleet).EnterRoomAsync(
            fleet.Operator, hub.Hub.HubId, test.WalkTestId, 11, 2, default)).Result);
        Assert.Equal((PairAction.EnterRoom, 11, 2), (
            hub.Requests[1].Action, hub.Requests[1].Location, hub.Requests[1].Argument));
        Assert.Equal(test.WalkTestId, hub.Requests[1].PairingId);
        await hub.WalkAsync(test.WalkTestId, WalkTestStep.Press, 1, location: 11, marginDb: 12);
        await hub.WalkAsync(test.WalkTestId, WalkTestStep.Press, 1, location: 11, marginDb: 25);
        await hub.WalkAsync(test.WalkTestId, WalkTestStep.Press, 1, location: 10, marginDb: 4);

        WalkTestView running = await FindAsync(fleet, hub, test.WalkTestId);
        Assert.Equal((WalkTestState.Running, MarginVerdict.Fails), (running.State, running.Verdict));
        Assert.Equal((11, 2), (running.Location, running.Ordinal));
        Assert.Equal(
            [
                new RoomResult(42, 0, 2, 30, 36, MarginVerdict.Good),
                new RoomResult(11, 0, 2, 12, 18, MarginVerdict.Weak),
                new RoomResult(10, 0, 1, 4, 4, MarginVerdict.Fails),
            ],
            running.Rooms);
        Assert.Equal([4, 25, 12, 30, 41], running.Presses.Select(press => press.MarginDb ?? 0));

        await Tests(fleet).EndAsync(fleet.Operator, hub.Hub.HubId, test.WalkTestId, default);
        Assert.Equal(PairAction.EndWalkTest, hub.Requests[2].Action);
        await hub.WalkAsync(test.WalkTestId, WalkTestStep.Ended, secondsLeft: 0);
        WalkTestView ended = await FindAsync(fleet, hub, test.WalkTestId);
        Assert.Equal((WalkTestState.Ended, fleet.Time.GetUtcNow()), (ended.State, ended.EndedAt));
        Assert.Equal(
            RequestResult.NotFound,
            (await Tests(fleet).EndAsync(fleet.Operator, hub.Hub.HubId, test.WalkTestId, default)).Result);
        Assert.Equal(3, (await Tests(fleet).ListAsync(fleet.Operator, hub.Hub.HubId, 5, default))[0].Rooms.Count);
    }

    [Fact]
    public async Task A_test_that_the_hub_does_not_begin_is_told_so()
    {
        await using TestFleet fleet = await TestFleet.StartAsync();
        HubDouble hub = await HubDouble.AddAsync(fleet);
        WalkTestView silent = await StartAsync(fleet, hub, new WalkTestOrder());
        fleet.Time.Advance(TimeSpan.FromSeconds(Limits.Devices.AnswerSeconds + 1));
        Assert.Equal(WalkTestState.Unanswered, (await FindAsync(fleet, hub, silent.WalkTestId)).State);

        WalkTestView refused = await StartAsync(fleet, hub, new WalkTestOrder());
        await hub.AnswerAsync(hub.Requests[1], AcknowledgementResult.Refused);
        Assert.Equal(WalkTestState.Unanswered, (await FindAsync(fleet, hub, refused.WalkTestId)).State);

        fleet.Downlink.HasSessions = false;
        WalkTestStart away = await Tests(fleet).StartAsync(
            fleet.Operator, hub.Hub.HubId, new WalkTestOrder(), default);
        Assert.Equal(RequestResult.NotReachable, away.Result);
    }

    [Fact]
    public async Task A_test_whose_end_is_not_told_ends_by_itself()
    {
        await using TestFleet fleet = await TestFleet.StartAsync();
        HubDouble hub = await HubDouble.AddAsync(fleet);
        WalkTestView test = await StartAsync(fleet, hub, new WalkTestOrder());
        await hub.WalkAsync(test.WalkTestId, WalkTestStep.Started, secondsLeft: 60);
        Assert.Equal(WalkTestState.Running, (await FindAsync(fleet, hub, test.WalkTestId)).State);
        fleet.Time.Advance(TimeSpan.FromSeconds(60 + Limits.Devices.GraceSeconds + 1));
        Assert.Equal(WalkTestState.Ended, (await FindAsync(fleet, hub, test.WalkTestId)).State);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task A_press_told_twice_is_one_and_proof_is_not_changed_afterwards(StoreProvider provider)
    {
        await using TestFleet fleet = await TestFleet.StartAsync(provider);
        HubDouble hub = await HubDouble.AddAsync(fleet);
        WalkTestView test = await StartAsync(fleet, hub, new WalkTestOrder());
        await hub.WalkAsync(test.WalkTestId, WalkTestStep.Started);
        for (int i = 0; i < 2; i++)
        {
            await hub.SendAsync(new WalkTestMessage
            {
                Sequence = 777,
                PairingId = (uint)test.WalkTestId,
                Step = WalkTestStep.Press,
                DeviceId = 1,
                SignalDbm = -100,
                MarginDb = 10,
                SecondsLeft = 60,
            });
        }

        Assert.Equal(1, Assert.Single((await FindAsync(fleet, hub, test.WalkTestId)).Rooms).Presses);
        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(
            () => fleet.NumberAsync("UPDATE device.walk_test_press SET margin_db = 40"));
        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(
            () => fleet.NumberAsync("DELETE FROM device.walk_test_press"));
    }

    private static IWalkTests Tests(TestFleet fleet) => fleet.Get<IWalkTests>();

    private static async Task<WalkTestView> StartAsync(TestFleet fleet, HubDouble hub, WalkTestOrder order)
    {
        WalkTestStart start = await Tests(fleet).StartAsync(fleet.Operator, hub.Hub.HubId, order, default);
        Assert.Equal(RequestResult.Sent, start.Result);
        return start.WalkTest!;
    }

    private static async Task<WalkTestView> FindAsync(TestFleet fleet, HubDouble hub, long id)
    {
        await fleet.ProjectAsync();
        return (await Tests(fleet).FindAsync(fleet.Operator, hub.Hub.HubId, id, default))!;
    }
}
