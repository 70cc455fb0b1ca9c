// A trigger repeats until it is told, outlives the hub's power, and tells the newest press.
using System.Linq;
using Hub.Core.Ports;
using Hub.Simulator.Scenarios;
using Hub.Simulator.World;
using Hub.Simulator.World.Devices;

namespace Simulator.Tests.World;

public sealed class RadioTests
{
    private const long Hour = 3_600_000;

    [Fact]
    public void A_press_while_the_hub_has_no_power_is_heard_when_it_is_back_however_late()
    {
        VirtualHome home = new(1);
        home.SwitchOn();
        home.RunFor(10_000);
        home.SwitchOff();
        Assert.All(SimulatedPanel.Lamps, lamp => Assert.Equal(LampColour.Off, home.Home.Panel.Colour(lamp)));
        Press soon = home.Push(1);
        home.RunFor(10_000);
        Assert.False(soon.IsAccepted || soon.IsGivenUp);
        Assert.Equal(DeviceLamp.Red, home.Home.Radio.Find(1)!.Lamp);
        home.SwitchOn();
        home.RunFor(10_000);
        Assert.True(soon.IsAccepted);
        Assert.InRange(soon.Tries, 13, 16);
        Assert.Equal(DeviceLamp.Green, home.Home.Radio.Find(1)!.Lamp);

        home.SwitchOff();
        Press late = home.Push(1);
        home.RunFor(5 * Hour);
        home.SwitchOn();
        home.RunFor(90_000);
        Assert.True(late.IsAccepted);
        home.HealAndEnd();
        Assert.Equal(2, home.Fleet.Held.Values.Sum(alarm => alarm.PressCount));
        Assert.InRange(home.Fleet.Held.Values.Max(alarm => alarm.AgeAtArrival), 5 * Hour, (5 * Hour) + 120_000);
    }

    [Fact]
    public void A_new_press_takes_the_place_of_the_one_before()
    {
        VirtualHome home = new(1);
        Press first = home.Push(1);
        Press other = home.Push(2);
        Press second = home.Push(1);
        home.SwitchOn();
        home.RunFor(90_000);
        Assert.True(first.IsGivenUp && !first.IsAccepted && other.IsAccepted && second.IsAccepted);
    }

    [Fact]
    public void A_bridged_trigger_repeats_gives_up_and_is_heard_without_being_paired()
    {
        VirtualHome home = new(1, null, []);
        home.SwitchOn();
        home.RunFor(10_000);
        Press heard = home.Home.Bridge.Push(900);
        home.RunFor(1_000);
        Assert.True(heard.IsAccepted);
        home.SwitchOff();
        Press unheard = home.Home.Bridge.Push(900);
        home.RunFor((BridgedTriggers.MaxTries + 1) * BridgedTriggers.RepeatMilliseconds);
        Assert.True(unheard.IsGivenUp);
        Assert.Equal(BridgedTriggers.MaxTries, unheard.Tries);
    }
}
