// A trigger repeats until it is told, gives up after a while, and outlives the hub's power.
using System.Linq;
using Hub.Core.Ports;
using Hub.Simulator.Scenarios;
using Hub.Simulator.World;

namespace Simulator.Tests.World;

public sealed class RadioTests
{
    [Fact]
    public void A_press_while_the_hub_has_no_power_is_heard_when_it_is_back_in_time()
    {
        VirtualHome home = new(1);
        home.SwitchOn();
        home.RunFor(10_000);
        home.SwitchOff();
        Assert.All(SimulatedPanel.Lamps, lamp => Assert.Equal(LampColour.Off, home.Home.Panel.Colour(lamp)));
        Press heard = home.Push(1);
        home.RunFor(10_000);
        Assert.False(heard.IsAccepted || heard.IsGivenUp);
        home.SwitchOn();
        home.RunFor(5_000);
        Assert.True(heard.IsAccepted);
        Assert.InRange(heard.Tries, 20, 25);

        home.SwitchOff();
        Press unheard = home.Push(1);
        home.RunFor((SimulatedRadio.MaxTries + 1) * SimulatedRadio.RepeatMilliseconds);
        Assert.True(unheard.IsGivenUp);
        Assert.Equal(SimulatedRadio.MaxTries, unheard.Tries);
        home.HealAndEnd();
        Assert.False(unheard.IsAccepted);
        Assert.Equal(1, home.Fleet.Held.Values.Sum(alarm => alarm.PressCount));
    }

    [Fact]
    public void A_new_press_takes_the_place_of_the_one_before()
    {
        VirtualHome home = new(1);
        Press first = home.Push(1);
        Press other = home.Push(2);
        Press second = home.Push(1);
        home.SwitchOn();
        home.RunFor(5_000);
        Assert.True(first.IsGivenUp && !first.IsAccepted && other.IsAccepted && second.IsAccepted);
    }
}
