// A hundred thousand hubs that lose their receiver together do not come back together.
using System.Linq;
using Firmware.Tests.World;
using Hub.Core;
using Hub.Core.Linking;
using Hub.Core.Programming;

namespace Firmware.Tests.Linking;

public sealed class ReconnectSpreadTests(ITestOutputHelper output)
{
    private const int Hubs = 100_000;
    private const int MostPerSecond = 3_000;
    private const long Second = 1000;

    private static SettingsInForce Spread(int seconds) =>
        new(new HubSettings { Link = new LinkSettings { ReconnectSpreadSeconds = seconds } });

    [Fact]
    public void HBG_042_hubs_that_lost_their_sessions_together_come_back_over_a_minute()
    {
        int[] perSecond = new int[Limits.DefaultReconnectSpreadSeconds + 1];
        for (int i = 0; i < Hubs; i++)
        {
            Backoff backoff = new(new SeededRandom(i), Spread(Limits.DefaultReconnectSpreadSeconds));
            perSecond[backoff.First() / Second]++;
        }

        output.WriteLine($"sessions lost: {perSecond.Max()} of {Hubs} in the fullest second");
        Assert.InRange(perSecond.Max(), Hubs / Limits.DefaultReconnectSpreadSeconds, 2_000);
        Assert.Equal(0, perSecond[^1]);
    }

    [Theory]
    [InlineData(90)]
    [InlineData(600)]
    [InlineData(3_600)]
    public void HBG_042_hubs_that_find_a_receiver_again_after_an_outage_come_back_over_a_minute(int outageSeconds)
    {
        int[] perSecond = new int[120];
        for (int i = 0; i < Hubs; i++)
        {
            Backoff backoff = new(new SeededRandom(i), Spread(Limits.DefaultReconnectSpreadSeconds));
            long at = backoff.First();
            while (at < outageSeconds * Second)
            {
                at += 200 + backoff.Next(false);
            }

            perSecond[(at / Second) - outageSeconds]++;
        }

        output.WriteLine($"after {outageSeconds} s: {perSecond.Max()} of {Hubs} in the fullest second");
        Assert.InRange(perSecond.Max(), 1_500, MostPerSecond);
    }

    [Fact]
    public void HBG_046_a_press_waits_for_none_of_this()
    {
        TestHub hub = new(s => s.Link.ReconnectSpreadSeconds = Limits.MaxReconnectSpreadSeconds);
        hub.Step();
        hub.Now += Limits.MinReconnectMilliseconds;
        hub.Press();
        hub.Run(Second);
        Assert.Equal(0, hub.Status.Memory.Alarms.PersonCount);
    }

    [Fact]
    public void HUL_142_at_its_widest_the_spread_is_kept_and_at_none_the_hub_connects_at_once()
    {
        TestHub hub = new(s => s.Link.ReconnectSpreadSeconds = 0);
        hub.Step();
        Assert.Equal([0L], hub.Uplink.ConnectTimes);
        SettingsInForce settings = Spread(Limits.MaxReconnectSpreadSeconds);
        for (int i = 0; i < 1_000; i++)
        {
            int wait = new Backoff(new SeededRandom(i), settings).First();
            Assert.InRange(wait, 0, (Limits.MaxReconnectSpreadSeconds * Second) - 1);
        }
    }
}
