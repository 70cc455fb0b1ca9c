// The day's bytes over the mobile network: counted, told, and never in the way of an alarm.
using System.Linq;
using Firmware.Tests.World;
using Hub.Core;
using Hub.Core.Linking;
using Hub.Protocols.Alarms;
using Hub.Protocols.Devices;
using Hub.Protocols.Messages;

namespace Firmware.Tests.Linking;

public sealed class ByteBudgetTests(ITestOutputHelper output)
{
    private const long Second = 1000;
    private const long Minute = 60 * Second;
    private const long Hour = 60 * Minute;

    private static TestHub Made(FakeUplink uplink, int bytesPerDay)
    {
        uplink.BytesPerMessage = 1000;
        TestHub hub = new(s => s.Link.BytesPerDay = bytesPerDay, uplink: uplink);
        hub.RunTo(30 * Second);
        return hub;
    }

    [Fact]
    public void At_80_and_at_100_percent_it_is_told_once_a_day()
    {
        FakeUplink uplink = new();
        TestHub hub = Made(uplink, 100_000);
        hub.RunTo(72 * Hour - Minute);
        EventMessage[] told =
            [.. uplink.Of(MessageKind.Event).Select(p => p.Event).Where(e => e.Text == "byte budget")];
        Assert.Equal([80, 100, 80, 100, 80, 100], told.Select(e => e.Value));
        Assert.Equal(StatusCodes.HighLevel, told[0].StatusCode);
        Assert.Equal(StatusCodes.Overflow, told[1].StatusCode);
        Assert.Contains(uplink.Of(MessageKind.Heartbeat), p => p.Heartbeat.LinkFlags == LinkFlags.BudgetLow);
        HeartbeatMessage last = uplink.Of(MessageKind.Heartbeat).Last().Heartbeat;
        Assert.Equal(LinkFlags.BudgetLow | LinkFlags.BudgetSpent, last.LinkFlags);
    }

    [Fact]
    public void HBG_001_spent_it_holds_back_what_is_nice_to_know_and_no_alarm_test_or_heartbeat()
    {
        FakeUplink uplink = new();
        TestHub hub = Made(uplink, 1_000);
        hub.RunTo(Minute);
        Assert.True(hub.Status.Link.Budget.IsSpent);
        int before = uplink.Published.Count;
        uplink.SendRaw(MessageKind.Time, [0xFF]);
        hub.Press();
        hub.Run(2 * Hour);
        Assert.Single(uplink.Alarms);
        Assert.Equal(60, uplink.Published.Skip(before).Count(p => p.Kind == MessageKind.Heartbeat));
        Assert.DoesNotContain(uplink.Of(MessageKind.Event), p => p.Event.StatusCode == StatusCodes.Denied);

        // With the new day what waited goes out.
        hub.RunTo(24 * Hour + Minute);
        Assert.Contains(uplink.Of(MessageKind.Event), p => p.Event.StatusCode == StatusCodes.Denied);
    }

    [Fact]
    public void A_fixed_bearer_costs_nothing_and_a_budget_of_0_has_no_limit()
    {
        FakeUplink uplink = new() { Bearer = BearerKind.Fixed };
        TestHub hub = Made(uplink, 1_000);
        hub.RunTo(2 * Hour);
        Assert.Equal(0, hub.Status.Link.Budget.UsedBytes);
        FakeUplink other = new();
        hub = Made(other, 0);
        hub.RunTo(20 * Hour);
        Assert.True(hub.Status.Link.Budget.UsedBytes > 600_000);
        Assert.False(hub.Status.Link.Budget.IsSpent);
    }

    [Fact]
    public void HBG_018_a_quiet_day_over_mqtt_stays_well_within_the_default()
    {
        LoopbackBroker broker = new() { Kind = BearerKind.Lte };
        HubSettings settings = new() { HubId = "00c0ffee00c0ffee", Password = "x" };
        TestHub hub = new(uplink: new MqttUplink(settings, broker));
        hub.RunTo(24 * Hour - Minute);
        long used = hub.Status.Link.Budget.UsedBytes;
        output.WriteLine($"a quiet day: {used} bytes, of {Limits.DefaultBytesPerDay}");
        Assert.InRange(used, 100_000, Limits.DefaultBytesPerDay / 2);
    }

    [Fact]
    public void HBG_022_spent_it_holds_back_states_of_devices_until_the_new_day_and_never_what_a_pairing_tells()
    {
        TestHome home = new(s => s.Link.BytesPerDay = 1_000);
        home.Hub.Uplink.BytesPerMessage = 1_000;
        home.Hub.RunTo(30 * Second);
        Assert.True(home.Hub.Status.Link.Budget.IsSpent);
        home.Pair(1, DeviceKind.SmokeDetector);
        home.Hub.Run(Minute);
        Assert.NotEmpty(home.Steps);
        Assert.DoesNotContain(home.States, s => s.DeviceId == 1);
        home.Hub.RunTo((24 * Hour) + Minute);
        Assert.Contains(home.States, s => s.DeviceId == 1);
    }
}
