// A week in which receivers, bearers and the modem fail at random while buttons are pressed.
using Hub.Protocols.Messages;
using Hub.Simulator.Scenarios;
using Hub.Simulator.World;

namespace Simulator.Tests.World;

internal static class Chaos
{
    private const long Minute = 60_000;
    private const long Week = 7 * 24 * 60 * Minute;
    private const int FaultBits = 8;

    /// <summary>Presses about every two hours, changes what is wrong about every hour, and mends all in the end.
    /// </summary>
    internal static void Run(LinkHome home, ulong seed)
    {
        SeededRandom random = new(seed + 1000);
        home.SwitchOn();
        long end = home.World.NowMilliseconds + Week;
        while (home.World.NowMilliseconds < end)
        {
            LinkFault fault = LinkFault.None;
            for (int bit = 0; bit < FaultBits; bit++)
            {
                fault |= random.Chance(20) ? (LinkFault)(1 << bit) : LinkFault.None;
            }

            home.Set(random.Chance(40) ? LinkFault.None : fault);
            home.RunFor(random.Next(1, 60 * Minute));
            Press press = home.Push();
            home.RunFor(random.Next(1, 120 * Minute));
            Assert.True(press.IsAccepted);
            if (random.Chance(5))
            {
                home.Home.SwitchOff();
                home.Home.SwitchOn(BootReason.PowerOn);
            }
        }

        home.Set(LinkFault.None);
        home.RunFor(3 * 60 * Minute);
    }
}
