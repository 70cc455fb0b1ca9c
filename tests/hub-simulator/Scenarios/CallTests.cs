// A whole home with a modem: a press, the call that follows, and what the reception centre can do in it.
using System.Linq;
using Hub.Core.Ports;
using Hub.Protocols.Alarms;
using Hub.Simulator.Scenarios;
using Hub.Simulator.World;

namespace Simulator.Tests.Scenarios;

public sealed class CallTests
{
    private const long Second = 1_000;
    private const long Minute = 60 * Second;

    [Fact]
    public void HBG_046_a_press_is_followed_by_a_call_that_the_centre_ends_by_a_tone()
    {
        LinkHome home = new(1);
        home.SwitchOn();
        home.Push();
        home.RunFor(10 * Second);
        Assert.Equal(CallState.Active, home.Modem.Calls.Call);
        home.Modem.Calls.Tone(1);
        home.RunFor(Second);
        Assert.Equal(5, home.Modem.Calls.Volume);
        home.Modem.Calls.Tone(0);
        home.RunFor(Minute);
        Assert.Equal(CallState.Idle, home.Modem.Calls.Call);
        Assert.Single(home.Modem.Calls.Dialled);
    }

    [Theory]
    [InlineData(CallOutcome.Busy, 3)]
    [InlineData(CallOutcome.NoAnswer, 3)]
    [InlineData(CallOutcome.Dropped, 4)]
    public void HBG_046_a_call_that_fails_is_tried_again_a_bounded_number_of_times(CallOutcome outcome, int dials)
    {
        LinkHome home = new(2);
        home.SwitchOn();
        home.Modem.Calls.Outcome = outcome;
        home.Push();
        home.RunFor(60 * Minute);
        Assert.Equal(dials, home.Modem.Calls.Dialled.Count);
    }

    [Fact]
    public void HBG_046_a_call_under_way_delays_no_further_press()
    {
        LinkHome home = new(3);
        home.SwitchOn();
        home.Push();
        home.RunFor(20 * Second);
        Assert.Equal(CallState.Active, home.Modem.Calls.Call);
        home.Push();
        home.RunFor(5 * Second);
        Assert.Equal(2, home.Fleets[0].Held.Values.Count(held => held.Kind == AlarmKind.Person));
    }

    [Fact]
    public void HBG_039_a_week_of_silent_tests_over_all_paths_makes_no_call_and_no_short_message()
    {
        LinkHome home = new(4);
        home.SwitchOn();
        home.RunFor(7 * 24 * 60 * Minute);
        Assert.Empty(home.Modem.Calls.Dialled);
        Assert.Empty(home.Modem.Sent);
        foreach (ScriptedFleet fleet in home.Fleets)
        {
            Assert.True(fleet.Held.Values.Count(held => held.Kind == AlarmKind.SilentTest) >= 3);
        }
    }
}
