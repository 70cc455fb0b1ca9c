// A restart does not give the hub another hour of air time.
using Hub.Simulator.Checks;
using Hub.Simulator.Scenarios;
using Hub.Simulator.World.OnAir;

namespace Simulator.Tests.Scenarios;

public sealed class AirTimeRestartTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void Presses_before_and_after_a_restart_keep_the_hubs_air_time_together(int restarts)
    {
        VirtualHome home = new(9, null, [new DutyCycleKept()]);
        home.SwitchOn();
        home.RunFor(70 * 60_000);
        for (int i = 0; i <= restarts; i++)
        {
            for (uint press = 0; press < 200; press++)
            {
                home.Push(1 + (press % 8));
                home.RunFor(1_500);
            }

            home.SwitchOff();
            home.RunFor(1_000);
            home.SwitchOn();
            home.RunFor(5_000);
        }

        long most = home.Home.Radio.Hub.Station.Meter.MostMicroseconds;
        TestContext.Current.TestOutputHelper!.WriteLine($"{restarts} restarts: the hub's fullest hour has {most} us");
        Assert.InRange(most, 1_000_000, AirTimeMeter.LimitMicroseconds);
    }
}
