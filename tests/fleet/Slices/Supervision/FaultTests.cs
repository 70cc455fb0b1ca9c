// Technical cases: what stays wrong is raised once, what they are due by, and that a repair is proved.
using System;
using System.Linq;
using System.Threading.Tasks;
using Fleet.Server.Access;
using Fleet.Server.Alarms;
using Fleet.Server.Hubs;
using Fleet.Server.Store;
using Fleet.Server.Supervision;
using Hub.Protocols.Alarms;
using Hub.Protocols.Devices;
using Hub.Protocols.Messages;
using Slices.Tests.World;

namespace Slices.Tests.Supervision;

public sealed class FaultTests
{
    public static TheoryData<StoreProvider> Providers => TestFleet.Providers;

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task HBG_086_a_fault_is_due_on_the_first_whole_weekday_and_a_late_one_is_a_breach(
        StoreProvider provider)
    {
        await using TestFleet fleet = await TestFleet.StartAsync(provider);
        LiveHub hub = await fleet.AddHubAsync();
        await PowerAsync(fleet, hub, PowerSource.Battery);
        await LookAsync(fleet, minutes: 31, hub, PowerSource.Battery);
        FaultView fault = Assert.Single(await FaultsAsync(fleet));
        Assert.Equal(FaultKind.MainsLost, fault.Kind);
        Assert.Equal(FaultComponent.Power, fault.Component);
        Assert.False(fault.IsUrgent);

        // A Monday: the first whole weekday is Tuesday, which ends at 23:00 UTC.
        Assert.Equal(new DateTimeOffset(2026, 11, 24, 23, 0, 0, TimeSpan.Zero), fault.DueAt);
        Assert.Null(fault.BreachedAt);
        fleet.Time.Advance(fault.DueAt - fleet.Time.GetUtcNow() - TimeSpan.FromMilliseconds(1));
        await fleet.Get<FaultDesk>().RunAsync(default);
        Assert.Null(Assert.Single(await FaultsAsync(fleet)).BreachedAt);
        fleet.Time.Advance(TimeSpan.FromMilliseconds(1));
        await fleet.Get<FaultDesk>().RunAsync(default);
        Assert.Equal(fault.DueAt, Assert.Single(await FaultsAsync(fleet)).BreachedAt);
    }

    [Fact]
    public async Task HBG_087_what_stops_alarms_is_urgent_and_due_in_hours_on_any_day()
    {
        await using TestFleet fleet = await TestFleet.StartAsync();
        LiveHub hub = await fleet.AddHubAsync();
        await fleet.SendAsync(hub, Messages.Heartbeat(fleet.Time.GetUtcNow().ToUnixTimeMilliseconds()));
        await fleet.SuperviseAsync(361);
        await fleet.Get<FaultDesk>().RunAsync(default);
        FaultView fault = Assert.Single(await FaultsAsync(fleet));
        Assert.Equal(FaultKind.NoContact, fault.Kind);
        Assert.True(fault.IsUrgent);
        Assert.Equal(fault.DetectedAt.AddHours(8), fault.DueAt);
    }

    [Fact]
    public async Task HBG_020_a_fault_that_comes_and_goes_is_one_case()
    {
        await using TestFleet fleet = await TestFleet.StartAsync();
        LiveHub hub = await fleet.AddHubAsync();
        await LookAsync(fleet, 31, hub, PowerSource.Battery);
        for (int i = 0; i < 20; i++)
        {
            await LookAsync(fleet, 5, hub, PowerSource.Mains);
            await LookAsync(fleet, 5, hub, PowerSource.Battery);
        }

        AlarmCaseView one = Assert.Single(await fleet.OpenCasesAsync());
        Assert.True(one.IsConditionActive);
        Assert.DoesNotContain("cleared", await fleet.StepsAsync(one.CaseId));
        await LookAsync(fleet, 12, hub, PowerSource.Mains);
        Assert.False(Assert.Single(await fleet.OpenCasesAsync()).IsConditionActive);
    }

    [Fact]
    public async Task HBG_021_a_low_battery_of_the_hub_is_raised_and_a_short_loss_of_mains_is_not()
    {
        await using TestFleet fleet = await TestFleet.StartAsync();
        LiveHub hub = await fleet.AddHubAsync();
        await LookAsync(fleet, 20, hub, PowerSource.Battery, battery: 90);
        Assert.Empty(await FaultsAsync(fleet));
        await LookAsync(fleet, 3, hub, PowerSource.Mains, battery: 15);
        FaultView fault = Assert.Single(await FaultsAsync(fleet));
        Assert.Equal((FaultKind.BatteryLow, FaultComponent.Hub, true), (fault.Kind, fault.Component, fault.IsUrgent));
    }

    [Fact]
    public async Task HBG_022_a_trigger_that_is_lost_is_a_case_of_that_trigger_and_cleared_when_it_is_heard()
    {
        await using TestFleet fleet = await TestFleet.StartAsync();
        HubDouble home = await HubDouble.AddAsync(fleet);
        var hub = (LiveHub)home.Hub;
        await home.StateAsync(0x1234, state => state.Flags = DeviceFlags.Lost);
        await LookAsync(fleet, 17, hub, PowerSource.Mains);
        FaultView fault = Assert.Single(await FaultsAsync(fleet));
        Assert.Equal((FaultKind.TriggerSilent, 0x1234L), (fault.Kind, fault.TriggerId));
        AlarmCaseView about = Assert.Single(await fleet.OpenCasesAsync());
        Assert.Equal(DeviceTypes.PersonalTrigger, about.DeviceType);

        // The hub's own alarm about it joins the same case.
        AlarmMessage own = Messages.Alarm(AlarmKind.Technical, 500, trigger: 0x1234);
        own.StatusCode = StatusCodes.RadioTestTransmissionMissing;
        await fleet.SendAsync(hub, own);
        Assert.Single(await fleet.OpenCasesAsync());
        await home.StateAsync(0x1234);
        await LookAsync(fleet, 12, hub, PowerSource.Mains);
        Assert.False(Assert.Single(await fleet.OpenCasesAsync()).IsConditionActive);
    }

    [Fact]
    public async Task HBG_039_a_silent_test_that_does_not_come_within_a_day_is_a_fault()
    {
        await using TestFleet fleet = await TestFleet.StartAsync();
        LiveHub hub = await fleet.AddHubAsync();
        AlarmMessage test = Messages.Alarm(AlarmKind.SilentTest, 1);
        await fleet.SendAsync(hub, test);
        await LookAsync(fleet, 1, hub, PowerSource.Mains);
        fleet.Time.Advance(TimeSpan.FromHours(23));
        await LookAsync(fleet, 30, hub, PowerSource.Mains);
        Assert.DoesNotContain(await FaultsAsync(fleet), fault => fault.Kind == FaultKind.TestMissing);
        await LookAsync(fleet, 32, hub, PowerSource.Mains);
        Assert.Contains(await FaultsAsync(fleet), fault => fault.Kind == FaultKind.TestMissing);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task HBG_083_an_exchange_is_not_closed_before_a_test_has_come_through(StoreProvider provider)
    {
        await using TestFleet fleet = await TestFleet.StartAsync(provider);
        LiveHub hub = await fleet.AddHubAsync();
        IFaults faults = fleet.Get<IFaults>();
        Guid caseId = (await faults.ReportAsync(
            fleet.Operator, hub.HubId, FaultKind.PartBroken, "cover", default))!.Value;
        Assert.True(await faults.MarkExchangedAsync(fleet.Operator, caseId, default));
        await fleet.Cases.ClaimAsync(fleet.Operator, caseId, default);
        Assert.Equal(CaseChangeResult.NotTested, (await CloseAsync(fleet, caseId)).Result);
        fleet.Time.Advance(TimeSpan.FromMinutes(1));
        await fleet.SendAsync(hub, Messages.Press(1));
        Assert.Equal(CaseChangeResult.NotTested, (await CloseAsync(fleet, caseId)).Result);
        await fleet.SendAsync(hub, Messages.Alarm(AlarmKind.Test, 2));
        Assert.Equal(CaseChangeResult.Done, (await CloseAsync(fleet, caseId)).Result);
        await fleet.Get<FaultDesk>().RunAsync(default);
        Assert.Empty(await FaultsAsync(fleet));
    }

    [Fact]
    public async Task HBG_085_staff_report_by_kind_and_one_kind_of_a_hub_is_one_case()
    {
        await using TestFleet fleet = await TestFleet.StartAsync();
        LiveHub hub = await fleet.AddHubAsync();
        IFaults faults = fleet.Get<IFaults>();
        FaultKind[] kinds = [FaultKind.NoContact, FaultKind.PoorSound, FaultKind.Misplaced, FaultKind.PartBroken];
        foreach (FaultKind kind in kinds.Concat(kinds))
        {
            Assert.NotNull(await faults.ReportAsync(fleet.Operator, hub.HubId, kind, "", default));
        }

        Assert.Equal(kinds, (await FaultsAsync(fleet)).Select(fault => fault.Kind).Order());
        Actor other = await fleet.AddTenantAsync("Annan");
        Assert.Null(await faults.ReportAsync(other, hub.HubId, FaultKind.PoorSound, "", default));
        Assert.Empty(await faults.ListAsync(other, null, true, default));
    }

    [Fact]
    public async Task HBG_084_a_home_that_never_alarms_is_no_fault()
    {
        await using TestFleet fleet = await TestFleet.StartAsync();
        LiveHub hub = await fleet.AddHubAsync();
        for (ulong day = 1; day <= 60; day++)
        {
            await fleet.SendAsync(hub, Messages.Alarm(AlarmKind.SilentTest, day));
            await LookAsync(fleet, 1, hub, PowerSource.Mains);
            fleet.Time.Advance(TimeSpan.FromHours(23));
        }

        Assert.Empty(await FaultsAsync(fleet));
    }

    [Fact]
    public async Task HUL_121_each_component_has_its_own_contact_and_a_case_can_be_moved_to_another()
    {
        await using TestFleet fleet = await TestFleet.StartAsync();
        LiveHub hub = await fleet.AddHubAsync();
        IFaults faults = fleet.Get<IFaults>();
        var router = new SupportContact(FaultComponent.Network, "Nätet", "+4680000", "nat@exempel.se", "08-18");
        await faults.SetContactAsync(fleet.Operator, router, default);
        await faults.SetContactAsync(fleet.Operator, router with { Name = "Nätet AB" }, default);
        Assert.Equal("Nätet AB", Assert.Single(await faults.ContactsAsync(fleet.Operator, default)).Name);
        Guid caseId = (await faults.ReportAsync(
            fleet.Operator, hub.HubId, FaultKind.PoorSound, "", default))!.Value;
        Assert.True(await faults.SetComponentAsync(fleet.Operator, caseId, FaultComponent.Network, default));
        Assert.Equal(FaultComponent.Network, (await faults.FindAsync(fleet.Operator, caseId, default))!.Component);
    }

    [Fact]
    public async Task NOR_024_triggers_never_tried_since_their_pairing_are_listed_the_next_day()
    {
        await using TestFleet fleet = await TestFleet.StartAsync();
        HubDouble home = await HubDouble.AddAsync(fleet);
        await home.StateAsync(0x77, state => state.Flags = DeviceFlags.Untested);
        await home.StateAsync(0x78);
        await fleet.ProjectAsync();
        Assert.Empty(await fleet.Get<IFaults>().UntestedAsync(fleet.Operator, default));
        fleet.Time.Advance(TimeSpan.FromHours(25));
        Assert.Equal(0x77, Assert.Single(await fleet.Get<IFaults>().UntestedAsync(fleet.Operator, default)).DeviceId);
    }

    private static Task<CaseChange> CloseAsync(TestFleet fleet, Guid caseId) =>
        fleet.Cases.CloseAsync(fleet.Operator, caseId, CaseOutcome.FaultCleared, null, default);

    private static async Task<FaultView[]> FaultsAsync(TestFleet fleet) =>
        [.. await fleet.Get<IFaults>().ListAsync(fleet.Operator, null, true, default)];

    private static async Task PowerAsync(TestFleet fleet, LiveHub hub, PowerSource power, int battery = 100)
    {
        HeartbeatMessage beat = Messages.Heartbeat(fleet.Time.GetUtcNow().ToUnixTimeMilliseconds());
        beat.PowerSource = power;
        beat.BatteryPercent = battery;
        await fleet.SendAsync(hub, beat);
    }

    /// <summary>Lets minutes pass with a heartbeat and a look in each.</summary>
    private static async Task LookAsync(
        TestFleet fleet, int minutes, LiveHub hub, PowerSource power, int battery = 100)
    {
        for (int i = 0; i < minutes; i++)
        {
            await PowerAsync(fleet, hub, power, battery);
            await fleet.ProjectAsync();
            await fleet.Get<ConditionWatch>().RunAsync(default);
            await fleet.Get<FaultDesk>().RunAsync(default);
            fleet.Time.Advance(TimeSpan.FromMinutes(1));
        }
    }
}
