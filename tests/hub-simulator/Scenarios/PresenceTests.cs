// Check-ins and check-outs in a simulated home: kept once and in turn through cuts of power and network.
using System.Linq;
using Hub.Protocols.Alarms;
using Hub.Simulator.Scenarios;
using Hub.Simulator.World;

namespace Simulator.Tests.Scenarios;

public sealed class PresenceTests(ITestOutputHelper output)
{
    private const long Second = 1000;
    private const long Hour = 3_600_000;

    [Fact]
    public void HBG_077_visits_are_held_once_and_in_turn_whatever_is_cut()
    {
        int visits = 0;
        int cuts = 0;
        for (ulong seed = 1; seed <= 20; seed++)
        {
            VirtualHome home = new(seed);
            SeededRandom random = new(seed);
            home.Home.PowerLost = () =>
            {
                cuts++;
                home.World.After(Second, () => home.SwitchOn());
            };
            home.SwitchOn();
            for (int i = 0; i < 60; i++)
            {
                home.RunFor(random.Next(Second, Hour / 2));
                home.Flash.CutAfter(random.Next(0, 400));
                home.PressFront(random.Chance(50) ? FrontButton.CheckIn : FrontButton.CheckOut);
                if (random.Chance(20))
                {
                    home.CutLink();
                    home.World.After(random.Next(Second, Hour), home.RestoreLink);
                }
            }

            home.HealAndEnd();
            visits += home.Fleet.Held.Values.Count(alarm => alarm.Kind == AlarmKind.Presence);
        }

        output.WriteLine($"{visits} check-ins and check-outs held, {cuts} power cuts within a flash operation");
        Assert.True(visits > 300 && cuts > 100);
    }
}
