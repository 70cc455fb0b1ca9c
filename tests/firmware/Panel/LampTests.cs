// The three lamps over time: what they show at a start, in faults, and that white is never a lie.
using System.Linq;
using Firmware.Tests.World;
using Hub.Core.Ports;

namespace Firmware.Tests.Panel;

public sealed class LampTests
{
    private const long Second = 1000;
    private const long Minute = 60 * Second;

    [Fact]
    public void HUL_141_142_143_all_lamps_are_white_soon_after_a_start_with_a_working_network()
    {
        TestHub hub = new();
        hub.Step();
        Assert.Equal(LampColour.Orange, hub.LampsNow[Lamp.Power]);
        Assert.Equal(LampColour.Off, hub.LampsNow[Lamp.Internet]);
        Assert.Equal(LampColour.Off, hub.LampsNow[Lamp.Service]);
        hub.RunTo(10 * Second);
        Assert.All(hub.LampsNow.Values, colour => Assert.Equal(LampColour.White, colour));
    }

    [Fact]
    public void HUL_141_Power_is_orange_while_starting_and_white_at_90_s_at_the_latest()
    {
        TestHub hub = new();
        hub.Uplink.IsReachable = false;
        hub.RunTo((90 * Second) - 1);
        Assert.Equal(LampColour.Orange, hub.LampsNow[Lamp.Power]);
        hub.RunTo(90 * Second);
        Assert.Equal(LampColour.White, hub.LampsNow[Lamp.Power]);
        Assert.Equal(90 * Second, hub.LampChanges.Last(c => c.Lamp == Lamp.Power).At);
    }

    [Fact]
    public void HUL_142_Internet_gives_its_verdict_at_120_s_at_the_latest()
    {
        TestHub hub = new();
        hub.Uplink.IsReachable = false;
        hub.RunTo((120 * Second) - 1);
        Assert.Equal(LampColour.Off, hub.LampsNow[Lamp.Internet]);
        hub.RunTo(120 * Second);
        Assert.Equal(LampColour.Red, hub.LampsNow[Lamp.Internet]);
        Assert.Equal(LampColour.Off, hub.LampsNow[Lamp.Service]);
        hub.Uplink.IsReachable = true;
        hub.Run(2 * Minute);
        Assert.Equal(LampColour.White, hub.LampsNow[Lamp.Internet]);
    }

    [Fact]
    public void HUL_142_143_a_lost_session_turns_Internet_red_and_Service_off_at_once()
    {
        TestHub hub = new();
        hub.RunTo(Minute);
        hub.Uplink.IsReachable = false;
        hub.Uplink.Drop();
        hub.Step();
        Assert.Equal(LampColour.Red, hub.LampsNow[Lamp.Internet]);
        Assert.Equal(LampColour.Off, hub.LampsNow[Lamp.Service]);
        Assert.Equal(LampColour.White, hub.LampsNow[Lamp.Power]);
    }

    [Fact]
    public void HUL_143_Service_goes_off_180_s_after_the_last_proof_though_the_connection_stands()
    {
        TestHub hub = new();
        hub.RunTo(Minute);
        long provenAt = hub.Status.Heartbeats.ProvenAtMilliseconds;
        hub.Uplink.AnswerReason = 0x97;
        hub.RunTo(provenAt + (180 * Second) - 1);
        Assert.Equal(LampColour.White, hub.LampsNow[Lamp.Service]);
        hub.RunTo(provenAt + (180 * Second));
        Assert.Equal(LampColour.Off, hub.LampsNow[Lamp.Service]);
        Assert.Equal(LampColour.White, hub.LampsNow[Lamp.Internet]);
    }

    [Fact]
    public void HUL_143_Service_goes_off_within_180_s_when_nobody_answers_any_more()
    {
        TestHub hub = new();
        hub.RunTo(Minute);
        long provenAt = hub.Status.Heartbeats.ProvenAtMilliseconds;
        hub.Uplink.Answers = false;
        hub.RunTo(provenAt + (180 * Second));
        Assert.Equal(LampColour.Off, hub.LampsNow[Lamp.Service]);
        hub.Uplink.Answers = true;
        hub.Run(3 * Minute);
        Assert.Equal(LampColour.White, hub.LampsNow[Lamp.Service]);
    }

    [Theory]
    [InlineData(0x10)]
    [InlineData(0x80)]
    [InlineData(0x97)]
    public void HUL_143_an_answer_that_nobody_listened_or_that_refuses_proves_nothing(int reasonCode)
    {
        TestHub hub = new();
        hub.Uplink.AnswerReason = reasonCode;
        hub.RunTo(10 * Minute);
        Assert.True(hub.Status.Session.IsReady);
        Assert.Equal(LampColour.Off, hub.LampsNow[Lamp.Service]);
        Assert.DoesNotContain(hub.LampChanges, c => c is { Lamp: Lamp.Service, Colour: LampColour.White });
    }

    [Fact]
    public void HUL_143_Service_goes_off_when_an_alarm_is_not_acknowledged_for_180_s_though_heartbeats_are()
    {
        TestHub hub = new();
        hub.RunTo(Minute);
        hub.Uplink.HoldsAlarms = false;
        long pressedAt = hub.Now;
        hub.Press();
        hub.RunTo(pressedAt + (180 * Second) - 1);
        Assert.Equal(LampColour.White, hub.LampsNow[Lamp.Service]);
        hub.RunTo(pressedAt + (180 * Second));
        Assert.Equal(LampColour.Off, hub.LampsNow[Lamp.Service]);
        hub.Uplink.HoldsAlarms = true;
        hub.Run(10 * Minute);
        Assert.Equal(LampColour.White, hub.LampsNow[Lamp.Service]);
    }

    [Fact]
    public void Lamps_are_set_only_when_they_change()
    {
        TestHub hub = new();
        hub.RunTo(60 * Minute);
        Assert.Equal(6, hub.LampChanges.Count);
    }
}
