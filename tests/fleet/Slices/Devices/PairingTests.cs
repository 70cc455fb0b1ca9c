// From a label to a device whose press is proven at the centre, and every way in which it is not.
using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using Fleet.Server;
using Fleet.Server.Access;
using Fleet.Server.Devices;
using Fleet.Server.Store;
using Hub.Protocols.Devices;
using Hub.Protocols.Messages;
using Hub.Protocols.Radio;
using Slices.Tests.World;
using static Slices.Tests.Devices.PairingCalls;

namespace Slices.Tests.Devices;

public sealed class PairingTests
{
    private const uint Button = 0x1234_ABCD;

    public static TheoryData<StoreProvider> Providers => TestFleet.Providers;

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task A_label_reaches_the_hub_sealed_and_the_steps_come_back_until_the_press_is_proven(
        StoreProvider provider)
    {
        // HBG-030, HBG-083.
        await using TestFleet fleet = await TestFleet.StartAsync(provider);
        HubDouble hub = await HubDouble.AddAsync(fleet);
        PairingView asked = await StartAsync(fleet, hub, new PairingOrder(
            HubDouble.Label(Button), Location: 11, Occupant: 2, Seconds: 90));
        Assert.Equal(PairingState.Asked, asked.State);
        Assert.Equal((Button, "ABCD", DeviceKind.PersonalTrigger), (asked.DeviceId, asked.ShortId, asked.Kind));
        Assert.Equal(fleet.Operator.DisplayName, asked.ActorName);

        PairRequestMessage request = Assert.Single(hub.Requests);
        Assert.Equal(HubDouble.Secret(Button), hub.Open(request));
        Assert.Equal(PairAction.OpenWindow, request.Action);
        Assert.Equal((Button, DeviceKind.PersonalTrigger), (request.DeviceId, request.DeviceKind));
        Assert.Equal((90, 11, 2), (request.Seconds, request.Location, request.Occupant));
        Assert.Equal(asked.PairingId, request.PairingId);
        await hub.AnswerAsync(request);

        await hub.JoinAsync(asked.PairingId, Button);
        PairingView joined = await FindAsync(fleet, hub, asked.PairingId);
        Assert.Equal(PairingState.Interview, joined.State);
        Assert.False(joined.IsPressProven);
        Assert.Equal((91, -70, 40, MarginVerdict.Good),
            (joined.BatteryPercent, joined.SignalDbm, joined.MarginDb, joined.Verdict));
        Assert.Equal(DeviceVariant.Wrist, joined.Variant);
        Assert.Equal(
            [
                PairingStep.Opened, PairingStep.Heard, PairingStep.KeysExchanged, PairingStep.BatteryReported,
                PairingStep.Supervised,
            ],
            joined.Steps.Select(step => step.Step));

        await hub.TellAsync(asked.PairingId, PairingStep.PressReceived, Button);
        await hub.TellAsync(asked.PairingId, PairingStep.Finished, Button, secondsLeft: 0);
        PairingView done = await FindAsync(fleet, hub, asked.PairingId);
        Assert.Equal(PairingState.Finished, done.State);
        Assert.True(done.IsPressProven);
        Assert.Equal(fleet.Time.GetUtcNow(), done.EndedAt);
        Assert.Equal(4, await fleet.NumberAsync("SELECT result FROM device.pair_request"));
    }

    [Fact]
    public async Task A_pairing_is_never_finished_without_the_press_whatever_the_hub_says()
    {
        await using TestFleet fleet = await TestFleet.StartAsync();
        HubDouble hub = await HubDouble.AddAsync(fleet);
        PairingView asked = await StartAsync(fleet, hub);
        await hub.JoinAsync(asked.PairingId, Button);
        await hub.TellAsync(asked.PairingId, PairingStep.Finished, Button, secondsLeft: 0);
        Assert.Equal(PairingState.Untested, (await FindAsync(fleet, hub, asked.PairingId)).State);

        // The database refuses it as well.
        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(
            () => fleet.NumberAsync("UPDATE device.pairing SET state = 3"));

        // The press that comes after all makes it whole.
        await hub.TellAsync(asked.PairingId, PairingStep.PressReceived, Button, secondsLeft: 0);
        Assert.Equal(PairingState.Finished, (await FindAsync(fleet, hub, asked.PairingId)).State);
    }

    [Fact]
    public async Task A_device_whose_press_does_not_come_in_time_is_untested_and_stays_so_in_the_list()
    {
        // The case of Borlänge: paired, and never tried.
        await using TestFleet fleet = await TestFleet.StartAsync();
        HubDouble hub = await HubDouble.AddAsync(fleet);
        PairingView asked = await StartAsync(fleet, hub);
        await hub.JoinAsync(asked.PairingId, Button);
        await hub.StateAsync(Button, state => state.Flags = DeviceFlags.Untested);
        fleet.Time.Advance(TimeSpan.FromSeconds(Limits.Devices.InterviewSeconds));
        Assert.Equal(PairingState.Interview, (await FindAsync(fleet, hub, asked.PairingId)).State);
        fleet.Time.Advance(TimeSpan.FromSeconds(Limits.Devices.GraceSeconds + 1));

        PairingView late = await FindAsync(fleet, hub, asked.PairingId);
        Assert.Equal((PairingState.Untested, PairingReason.TimedOut), (late.State, late.Reason));
        Assert.False(Assert.Single(await DevicesAsync(fleet, hub)).IsTested);
    }

    [Theory]
    [InlineData("", InstallCodeError.TooShort)]
    [InlineData("1234-5678", InstallCodeError.TooShort)]
    [InlineData("mistyped", InstallCodeError.Mistyped)]
    [InlineData("?", InstallCodeError.BadCharacter)]
    public async Task A_mistyped_code_is_refused_at_once_and_nothing_is_sent(string typed, InstallCodeError expected)
    {
        await using TestFleet fleet = await TestFleet.StartAsync();
        HubDouble hub = await HubDouble.AddAsync(fleet);
        string code = typed == "mistyped" ? Mistype(HubDouble.Label(Button)) : typed;
        PairingStart start = await Pairings(fleet).StartAsync(
            fleet.Operator, hub.Hub.HubId, new PairingOrder(code), default);

        Assert.Equal((PairingStartResult.BadCode, expected), (start.Result, start.CodeError));
        Assert.Empty(hub.Requests);
        Assert.Equal(0, await fleet.NumberAsync("SELECT COUNT(*) FROM device.pairing"));
        Assert.Equal(0, await fleet.NumberAsync("SELECT COUNT(*) FROM device.pair_request"));
    }

    [Theory]
    [InlineData("VH1:{0}")]
    [InlineData("  {0}\n")]
    public async Task A_code_is_taken_as_its_symbol_has_it_or_as_it_is_typed(string format)
    {
        await using TestFleet fleet = await TestFleet.StartAsync();
        HubDouble hub = await HubDouble.AddAsync(fleet);
        string code = format.Replace("{0}", HubDouble.Label(Button), StringComparison.Ordinal);
        Assert.Equal(Button, (await StartAsync(fleet, hub, new PairingOrder(code))).DeviceId);
    }

    [Fact]
    public async Task A_window_whose_end_the_hub_does_not_tell_ends_all_the_same()
    {
        await using TestFleet fleet = await TestFleet.StartAsync();
        HubDouble hub = await HubDouble.AddAsync(fleet);
        PairingView asked = await StartAsync(fleet, hub);
        await hub.TellAsync(asked.PairingId, PairingStep.Opened, secondsLeft: 120);
        PairingView open = await FindAsync(fleet, hub, asked.PairingId);
        Assert.Equal((PairingState.Open, fleet.Time.GetUtcNow().AddSeconds(120)), (open.State, open.ExpiresAt));
        fleet.Time.Advance(TimeSpan.FromSeconds(120 + Limits.Devices.GraceSeconds + 1));
        PairingView over = await FindAsync(fleet, hub, asked.PairingId);
        Assert.Equal((PairingState.Closed, PairingReason.TimedOut), (over.State, over.Reason));
    }

    [Fact]
    public async Task One_device_at_a_time()
    {
        await using TestFleet fleet = await TestFleet.StartAsync();
        HubDouble hub = await HubDouble.AddAsync(fleet);
        PairingView asked = await StartAsync(fleet, hub);
        await hub.TellAsync(asked.PairingId, PairingStep.Opened);
        await fleet.ProjectAsync();
        PairingStart second = await Pairings(fleet).StartAsync(
            fleet.Operator, hub.Hub.HubId, new PairingOrder(HubDouble.Label(5)), default);
        Assert.Equal(PairingStartResult.AlreadyOpen, second.Result);
        Assert.Equal(asked.PairingId, second.Pairing!.PairingId);
        Assert.Single(hub.Requests);

        Assert.Equal(
            RequestResult.Sent,
            (await Pairings(fleet).CancelAsync(fleet.Operator, hub.Hub.HubId, asked.PairingId, default)).Result);
        Assert.Equal((PairAction.Cancel, asked.PairingId), (hub.Requests[1].Action, hub.Requests[1].PairingId));
        Assert.Equal([], hub.Open(hub.Requests[1])!);
        await hub.TellAsync(asked.PairingId, PairingStep.Closed, reason: PairingReason.Cancelled, secondsLeft: 0);
        PairingView closed = await FindAsync(fleet, hub, asked.PairingId);
        Assert.Equal((PairingState.Closed, PairingReason.Cancelled), (closed.State, closed.Reason));
        Assert.Equal(PairingState.Asked, (await StartAsync(fleet, hub)).State);
    }

    [Theory]
    [InlineData(PairingReason.TableFull)]
    [InlineData(PairingReason.NotAuthentic)]
    [InlineData(PairingReason.AlreadyOpen)]
    [InlineData(PairingReason.CodeNeeded)]
    public async Task What_the_hub_refuses_is_told_with_its_reason(PairingReason reason)
    {
        await using TestFleet fleet = await TestFleet.StartAsync();
        HubDouble hub = await HubDouble.AddAsync(fleet);
        PairingView asked = await StartAsync(fleet, hub);
        await hub.AnswerAsync(hub.Requests[0], AcknowledgementResult.Refused);
        await hub.TellAsync(asked.PairingId, PairingStep.Refused, reason: reason, secondsLeft: 0);
        PairingView refused = await FindAsync(fleet, hub, asked.PairingId);
        Assert.Equal((PairingState.Refused, reason), (refused.State, refused.Reason));
    }

    [Fact]
    public async Task A_neighbours_device_and_a_wrong_code_leave_the_window_open_and_say_why()
    {
        await using TestFleet fleet = await TestFleet.StartAsync();
        HubDouble hub = await HubDouble.AddAsync(fleet);
        PairingView asked = await StartAsync(fleet, hub);
        await hub.TellAsync(asked.PairingId, PairingStep.Opened, secondsLeft: 120);
        await hub.TellAsync(asked.PairingId, PairingStep.Heard, 77);
        await hub.TellAsync(asked.PairingId, PairingStep.Refused, 77, PairingReason.OtherDevice);
        PairingView open = await FindAsync(fleet, hub, asked.PairingId);
        Assert.Equal((PairingState.Open, PairingReason.OtherDevice), (open.State, open.Reason));
        Assert.Equal((Button, null, null), (open.DeviceId, open.MarginDb, open.BatteryPercent));

        await hub.TellAsync(asked.PairingId, PairingStep.Heard, Button);
        Assert.Equal(PairingState.Interview, (await FindAsync(fleet, hub, asked.PairingId)).State);
        await hub.TellAsync(asked.PairingId, PairingStep.Refused, Button, PairingReason.WrongCode);
        open = await FindAsync(fleet, hub, asked.PairingId);
        Assert.Equal((PairingState.Open, PairingReason.WrongCode), (open.State, open.Reason));
        Assert.Null(open.TimeOf(PairingStep.KeysExchanged));
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task A_pairing_opened_at_the_hub_is_followed_too(StoreProvider provider)
    {
        await using TestFleet fleet = await TestFleet.StartAsync(provider);
        HubDouble hub = await HubDouble.AddAsync(fleet);
        await hub.JoinAsync(0, Button);
        await hub.TellAsync(0, PairingStep.PressReceived, Button);
        await hub.TellAsync(0, PairingStep.Finished, Button);
        await hub.TellAsync(0, PairingStep.Opened, secondsLeft: 120);
        await fleet.ProjectAsync();

        IReadOnlyList<PairingView> all = await Pairings(fleet).ListAsync(
            fleet.Operator, hub.Hub.HubId, 10, default);
        Assert.Equal([PairingState.Open, PairingState.Finished], all.Select(one => one.State));
        Assert.All(all, one => Assert.Null(one.ActorName));
        Assert.Equal(Button, all[1].DeviceId);
        await Pairings(fleet).CancelAsync(fleet.Operator, hub.Hub.HubId, all[0].PairingId, default);
        Assert.Equal(0u, Assert.Single(hub.Requests).DeviceId);
    }

    [Fact]
    public async Task A_replaced_device_must_be_one_that_the_hub_has()
    {
        await using TestFleet fleet = await TestFleet.StartAsync();
        HubDouble hub = await HubDouble.AddAsync(fleet);
        var order = new PairingOrder(HubDouble.Label(Button), ReplacesDeviceId: 9);
        PairingStart start = await Pairings(fleet).StartAsync(fleet.Operator, hub.Hub.HubId, order, default);
        Assert.Equal(PairingStartResult.UnknownReplaced, start.Result);
        Assert.Empty(hub.Requests);

        await hub.StateAsync(9);
        await fleet.ProjectAsync();
        await StartAsync(fleet, hub, order);
        Assert.Equal(9u, Assert.Single(hub.Requests).ReplacesDeviceId);
    }

    [Fact]
    public async Task Another_vendors_device_is_named_by_its_number_and_description()
    {
        await using TestFleet fleet = await TestFleet.StartAsync();
        HubDouble hub = await HubDouble.AddAsync(fleet);
        await StartAsync(fleet, hub, new PairingOrder(null, VendorDeviceId: 4711, Description: 3));
        PairRequestMessage request = Assert.Single(hub.Requests);
        Assert.Equal((4711u, 3), (request.DeviceId, request.Argument));
        Assert.Equal([], hub.Open(request)!);
    }

    [Fact]
    public async Task Another_municipality_sees_and_opens_nothing()
    {
        await using TestFleet fleet = await TestFleet.StartAsync();
        HubDouble hub = await HubDouble.AddAsync(fleet);
        PairingView asked = await StartAsync(fleet, hub);
        Actor neighbour = await fleet.AddTenantAsync("Grannkommun");
        string hubId = hub.Hub.HubId;
        IPairings pairings = Pairings(fleet);
        Assert.Equal(
            PairingStartResult.NotFound,
            (await pairings.StartAsync(neighbour, hubId, new PairingOrder(HubDouble.Label(1)), default)).Result);
        Assert.Null(await pairings.FindAsync(neighbour, hubId, asked.PairingId, default));
        Assert.Empty(await pairings.ListAsync(neighbour, hubId, 10, default));
        Assert.Equal(
            RequestResult.NotFound, (await pairings.CancelAsync(neighbour, hubId, asked.PairingId, default)).Result);
        Assert.Null(await fleet.Get<IHubDevices>().ListAsync(neighbour, hubId, false, default));
    }

    private static string Mistype(string label)
    {
        char last = label[^1] == '7' ? '8' : '7';
        return label[..^1] + last;
    }
}
