// What a hub tells of its devices: the list, what has changed, what must not be forgotten, and crashes in between.
using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using Fleet.Server;
using Fleet.Server.Alarms;
using Fleet.Server.Devices;
using Fleet.Server.Hubs;
using Fleet.Server.Store;
using Hub.Protocols;
using Hub.Protocols.Devices;
using Hub.Protocols.Messages;
using Hub.Protocols.Radio;
using Slices.Tests.World;

namespace Slices.Tests.Devices;

public sealed class DeviceStateTests
{
    public static TheoryData<StoreProvider> Providers => TestFleet.Providers;

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task A_device_is_listed_as_its_hub_last_told(StoreProvider provider)
    {
        // HBG-021, HBG-022, HUL-147.
        await using TestFleet fleet = await TestFleet.StartAsync(provider);
        HubDouble hub = await HubDouble.AddAsync(fleet);
        Assert.Null((await ListAsync(fleet, hub)).CountAtHub);
        await hub.StateAsync(0xFFFF_ABCD, state =>
        {
            state.Flags = DeviceFlags.Untested | DeviceFlags.BatteryLow;
            state.DeviceCount = 2;
        });

        DeviceList list = await ListAsync(fleet, hub);
        Assert.Equal(2, list.CountAtHub);
        DeviceView device = Assert.Single(list.Items);
        Assert.Equal((0xFFFF_ABCDL, "ABCD"), (device.DeviceId, device.ShortId));
        Assert.Equal((DeviceKind.PersonalTrigger, DeviceVariant.Wrist), (device.Kind, device.Variant));
        Assert.Equal((11, 2, 91, -70, -80), (
            device.Location, device.Occupant, device.BatteryPercent, device.SignalDbm, device.DeviceSignalDbm));
        Assert.Equal((30, MarginVerdict.Good), (device.MarginDb, device.Verdict));
        Assert.Equal(fleet.Time.GetUtcNow().AddSeconds(-5), device.LastHeardAt);
        Assert.Equal((false, true, false, false), (
            device.IsTested, device.IsBatteryLow, device.IsLost, device.IsTampered));
        Assert.Null(device.TestedAt);

        fleet.Time.Advance(TimeSpan.FromMinutes(1));
        await hub.StateAsync(0xFFFF_ABCD, state =>
        {
            state.Flags = DeviceFlags.Lost;
            state.BatteryPercent = 255;
            state.SignalDbm = 0;
            state.DeviceSignalDbm = 0;
            state.LastHeardSeconds = ProtocolLimits.MaxUInt32;
        });
        device = Assert.Single((await ListAsync(fleet, hub)).Items);
        Assert.Equal((true, true, false), (device.IsLost, device.IsTested, device.IsBatteryLow));
        Assert.Equal((null, null, MarginVerdict.Unknown), (device.BatteryPercent, device.MarginDb, device.Verdict));
        Assert.Null(device.LastHeardAt);
        Assert.Equal(fleet.Time.GetUtcNow(), device.TestedAt);
    }

    [Theory]
    [InlineData(-90, MarginVerdict.Good)]
    [InlineData(-91, MarginVerdict.Weak)]
    [InlineData(-100, MarginVerdict.Weak)]
    [InlineData(-101, MarginVerdict.Fails)]
    public async Task The_margin_is_that_of_the_weaker_direction_and_has_its_word(int signal, MarginVerdict verdict)
    {
        await using TestFleet fleet = await TestFleet.StartAsync();
        HubDouble hub = await HubDouble.AddAsync(fleet);
        await hub.StateAsync(1, state => (state.SignalDbm, state.DeviceSignalDbm) = (-40, signal));
        await hub.StateAsync(2, state => (state.SignalDbm, state.DeviceSignalDbm) = (signal, 0));
        Assert.All((await ListAsync(fleet, hub)).Items, device =>
        {
            Assert.Equal(signal + 110, device.MarginDb);
            Assert.Equal(verdict, device.Verdict);
        });
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task A_removed_device_leaves_the_list_and_is_remembered_and_a_returned_one_must_be_tested_anew(
        StoreProvider provider)
    {
        await using TestFleet fleet = await TestFleet.StartAsync(provider);
        HubDouble hub = await HubDouble.AddAsync(fleet);
        await hub.StateAsync(1);
        await hub.StateAsync(2);
        await fleet.ProjectAsync();
        fleet.Time.Advance(TimeSpan.FromMinutes(1));
        DateTimeOffset removedAt = fleet.Time.GetUtcNow();
        await hub.StateAsync(1, state => state.Flags = DeviceFlags.Removed);

        Assert.Equal(2, Assert.Single((await ListAsync(fleet, hub)).Items).DeviceId);
        DeviceView gone = (await ListAsync(fleet, hub, removed: true)).Items[1];
        Assert.Equal((1L, removedAt), (gone.DeviceId, gone.RemovedAt));

        fleet.Time.Advance(TimeSpan.FromMinutes(1));
        await hub.StateAsync(1, state => state.Flags = DeviceFlags.Untested);
        DeviceView back = (await ListAsync(fleet, hub)).Items[0];
        Assert.Equal((1L, false, null, fleet.Time.GetUtcNow()), (
            back.DeviceId, back.IsTested, back.TestedAt, back.PairedAt));
    }

    [Fact]
    public async Task A_press_at_the_centre_makes_a_device_tested_before_the_hub_says_so_again()
    {
        await using TestFleet fleet = await TestFleet.StartAsync();
        HubDouble hub = await HubDouble.AddAsync(fleet);
        await hub.JoinAsync(0, 1);
        await hub.StateAsync(1, state => state.Flags = DeviceFlags.Untested);
        await hub.TellAsync(0, PairingStep.PressReceived, 1);
        DeviceView device = Assert.Single((await ListAsync(fleet, hub)).Items);
        Assert.Equal((true, fleet.Time.GetUtcNow()), (device.IsTested, device.TestedAt));
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task What_was_told_before_a_crash_is_there_after_it_once(StoreProvider provider)
    {
        await using TestFleet fleet = await TestFleet.StartAsync(provider);
        HubDouble hub = await HubDouble.AddAsync(fleet);
        PairingStart start = await fleet.Get<IPairings>().StartAsync(
            fleet.Operator, hub.Hub.HubId, new PairingOrder(HubDouble.Label(1)), default);
        long id = start.Pairing!.PairingId;
        await hub.JoinAsync(id, 1);
        await hub.StateAsync(1, state => state.Flags = DeviceFlags.Untested);
        await hub.TellAsync(id, PairingStep.PressReceived, 1);
        await hub.TellAsync(id, PairingStep.Finished, 1);
        await hub.StateAsync(1);

        // Whatever of it is written already: it is told again from the raw messages.
        await using TestFleet next = await fleet.RestartFromCrashAsync();
        await next.ProjectAsync();
        PairingView view = (await next.Get<IPairings>().FindAsync(next.Operator, hub.Hub.HubId, id, default))!;
        Assert.Equal((PairingState.Finished, 7), (view.State, view.Steps.Count));
        Assert.True(Assert.Single((await ListAsync(next, hub)).Items).IsTested);

        await next.NumberAsync("UPDATE store.checkpoint SET value = 0 WHERE name = 'projection'");
        await using TestFleet again = await next.RestartFromCrashAsync();
        await again.ProjectAsync();
        view = (await again.Get<IPairings>().FindAsync(again.Operator, hub.Hub.HubId, id, default))!;
        Assert.Equal((PairingState.Finished, 7), (view.State, view.Steps.Count));
        Assert.True(Assert.Single((await ListAsync(again, hub)).Items).IsTested);
        Assert.Equal(0, again.Downlink.Count);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task A_message_that_comes_twice_is_one(StoreProvider provider)
    {
        await using TestFleet fleet = await TestFleet.StartAsync(provider);
        HubDouble hub = await HubDouble.AddAsync(fleet);
        for (int i = 0; i < 2; i++)
        {
            await hub.SendAsync(new DevicePairingMessage
            {
                Sequence = 500,
                Step = PairingStep.Opened,
                SecondsLeft = 100,
                BatteryPercent = 255,
            });
        }

        await fleet.ProjectAsync();
        Assert.Equal(1, await fleet.NumberAsync("SELECT COUNT(*) FROM device.pairing"));
        Assert.Equal(1, await fleet.NumberAsync("SELECT COUNT(*) FROM device.pairing_step"));
    }

    [Fact]
    public async Task Messages_about_devices_prove_that_the_hub_lives_and_pairing_is_in_its_history()
    {
        await using TestFleet fleet = await TestFleet.StartAsync();
        HubDouble hub = await HubDouble.AddAsync(fleet);
        await hub.StateAsync(1);
        HubView view = (await fleet.Hubs.FindAsync(fleet.Operator, hub.Hub.HubId, default))!;
        Assert.Equal((HubStatus.Ok, fleet.Time.GetUtcNow()), (view.Status, view.LastProvenAt));
        await hub.TellAsync(0, PairingStep.Opened);
        await hub.WalkAsync(1, WalkTestStep.Started);
        Assert.Equal(["walk", "pairing"], await fleet.HistoryAsync((LiveHub)hub.Hub));
    }

    [Fact]
    public async Task A_hub_that_tells_of_ever_new_devices_fills_nothing()
    {
        await using TestFleet fleet = await TestFleet.StartAsync();
        HubDouble hub = await HubDouble.AddAsync(fleet);
        for (uint i = 1; i <= Limits.Devices.RowsPerHub + 20; i++)
        {
            uint removed = i <= 10 ? (uint)DeviceFlags.Removed : 0;
            await hub.StateAsync(i, state => state.Flags = (int)removed);
        }

        await fleet.ProjectAsync();
        Assert.Equal(
            Limits.Devices.RowsPerHub, await fleet.NumberAsync("SELECT COUNT(*) FROM device.hub_device"));
        Assert.Equal(
            0, await fleet.NumberAsync("SELECT COUNT(*) FROM device.hub_device WHERE removed_at IS NOT NULL"));
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task A_hub_is_asked_to_place_remove_and_order_its_devices_and_its_answers_are_kept(
        StoreProvider provider)
    {
        await using TestFleet fleet = await TestFleet.StartAsync(provider);
        HubDouble hub = await HubDouble.AddAsync(fleet);
        await hub.StateAsync(1);
        await hub.StateAsync(2, state => state.DeviceKind = DeviceKind.SmartPlug);
        await fleet.ProjectAsync();
        var devices = fleet.Get<IHubDevices>();
        string id = hub.Hub.HubId;
        Assert.Equal(RequestResult.Sent, (await devices.AssignAsync(fleet.Operator, id, 1, 21, 3, default)).Result);
        Assert.Equal(RequestResult.Sent, (await devices.RemoveAsync(fleet.Operator, id, 1, default)).Result);
        Assert.Equal(
            RequestResult.Sent,
            (await devices.OrderAsync(fleet.Operator, id, 2, OrderKind.SwitchOn, default)).Result);
        Assert.Equal(
            RequestResult.NotForThisKind,
            (await devices.OrderAsync(fleet.Operator, id, 1, OrderKind.SwitchOn, default)).Result);
        Assert.Equal(RequestResult.NotFound, (await devices.RemoveAsync(fleet.Operator, id, 3, default)).Result);

        Assert.Equal(
            [PairAction.Assign, PairAction.RemoveDevice, PairAction.OrderDevice],
            hub.Requests.Select(request => request.Action));
        Assert.All(hub.Requests, request => Assert.Equal([], hub.Open(request)!));
        Assert.Equal((21, 3, 1u), (hub.Requests[0].Location, hub.Requests[0].Occupant, hub.Requests[0].DeviceId));
        Assert.Equal((int)OrderKind.SwitchOn, hub.Requests[2].Argument);
        await hub.AnswerAsync(hub.Requests[0]);
        await hub.AnswerAsync(hub.Requests[1], AcknowledgementResult.Refused);
        await fleet.ProjectAsync();
        IReadOnlyList<DeviceRequestView> asked = await devices.RequestsAsync(fleet.Operator, id, 10, default);
        Assert.Equal(
            [null, AcknowledgementResult.Refused, AcknowledgementResult.Done], asked.Select(one => one.Answer));
        Assert.All(asked, one => Assert.Equal(fleet.Operator.DisplayName, one.ActorName));
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Two_who_live_in_one_home_are_told_apart_in_its_case(StoreProvider provider)
    {
        // HBG-030.
        await using TestFleet fleet = await TestFleet.StartAsync(provider);
        HubDouble hub = await HubDouble.AddAsync(fleet);
        AlarmMessage first = Messages.Press(0, trigger: 1);
        (first.Location, first.Occupant) = (11, 2);
        AlarmMessage second = Messages.Press(0, trigger: 2);
        (second.Location, second.Occupant) = (12, 1);
        await hub.SendAsync(first);
        AlarmCaseView alarm = Assert.Single(await fleet.OpenCasesAsync());
        Assert.Equal((11, 1L), (alarm.Location, alarm.TriggerId));
        Assert.Equal([2], alarm.Occupants!);

        await hub.SendAsync(second);
        alarm = Assert.Single(await fleet.OpenCasesAsync());
        Assert.Equal([1, 2], alarm.Occupants!);
        Assert.Contains("occupant 1", (await fleet.Cases.LogAsync(fleet.Operator, alarm.CaseId, default))
            .Last(entry => entry.Step == "joined").Detail, StringComparison.Ordinal);
        await hub.SendAsync(Messages.Alarm(Hub.Protocols.Alarms.AlarmKind.Technical, 0));
        Assert.Null((await fleet.OpenCasesAsync()).Single(one => one.Kind == CaseKind.Technical).Occupants);
    }

    [Fact]
    public async Task Listeners_hear_when_what_was_told_can_be_read()
    {
        await using TestFleet fleet = await TestFleet.StartAsync();
        HubDouble hub = await HubDouble.AddAsync(fleet);
        var told = new TaskCompletionSource<string>();
        using IDisposable subscription =
            fleet.Get<IDeviceFeed>().Subscribe(fleet.Operator.TenantId, hubId => told.TrySetResult(hubId));
        await hub.TellAsync(0, PairingStep.Opened);

        // Somebody waits for a step of a pairing: it is written at once, without the round of every other second.
        Assert.Equal(hub.Hub.HubId, await told.Task.WaitAsync(TimeSpan.FromSeconds(30)));
        Assert.Equal(1, await fleet.NumberAsync("SELECT COUNT(*) FROM device.pairing"));
    }

    private static async Task<DeviceList> ListAsync(TestFleet fleet, HubDouble hub, bool removed = false)
    {
        await fleet.ProjectAsync();
        return (await fleet.Get<IHubDevices>().ListAsync(fleet.Operator, hub.Hub.HubId, removed, default))!;
    }
}
