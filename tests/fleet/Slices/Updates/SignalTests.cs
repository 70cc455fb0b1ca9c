// Updated hubs are held against what they themselves did before.
using System;
using System.Threading.Tasks;
using Fleet.Server.Gateway;
using Fleet.Server.Hubs;
using Fleet.Server.Store;
using Fleet.Server.Updates;
using Fleet.Server.Updates.Signals;
using Hub.Protocols.Alarms;
using Hub.Protocols.Messages;
using Slices.Tests.World;
using static Slices.Tests.Updates.UpdateSamples;

namespace Slices.Tests.Updates;

public sealed class SignalTests
{
    private static readonly DayFigures Before = new(
        Heartbeats: 5_000, Gaps: 70, Restarts: 7, Tests: 7, TestDelay: 7_000, BatterySeconds: 36_000, BatteryLost: 40);

    [Fact]
    public void Each_signal_counts_at_its_limit_and_not_below()
    {
        DayFigures calm = new(Heartbeats: 100, Tests: 1, TestDelay: 1_000, BatterySeconds: 3_600, BatteryLost: 4);
        Assert.Equal("", SignalRules.Worse(Before, 7, calm, 24));
        foreach ((DayFigures fine, DayFigures worse, string told) in new[]
        {
            (calm with { Gaps = 16 }, calm with { Gaps = 17 }, "heartbeats missed: 17"),
            (calm with { Restarts = 3 }, calm with { Restarts = 4 }, "restarts: 4"),
            (calm, calm with { LostTriggers = 1 }, "triggers lost: 1"),
            (calm with { TestDelay = 11_000 }, calm with { TestDelay = 11_001 }, "milliseconds to a test alarm: 11001"),
            (calm with { BatteryLost = 9 }, calm with { BatteryLost = 10 }, "percent of battery an hour: 10"),
        })
        {
            Assert.Equal("", SignalRules.Worse(Before, 7, fine, 24));
            Assert.Equal(told, SignalRules.Worse(Before, 7, worse, 24));
        }

        // A hub that was as bad before is not worse; and a part of a day is not blown up to a day.
        Assert.Equal("", SignalRules.Worse(Before with { Gaps = 700 }, 7, calm with { Gaps = 100 }, 24));
        Assert.Equal("", SignalRules.Worse(DayFigures.None, 0, calm with { Restarts = 2, Gaps = 500 }, 6));
        Assert.Equal("restarts: 3", SignalRules.Worse(DayFigures.None, 0, calm with { Restarts = 3 }, 6));
    }

    [Fact]
    public void Days_count_gaps_starts_tests_losses_and_the_battery()
    {
        var days = new HubDays();
        var hub = new HubPrincipal(1, Guid.NewGuid(), "0011223344556677");
        days.Apply(hub, Messages.Hello(100), At(0));
        days.Apply(hub, Beat(PowerSource.Battery, 90), At(0));
        days.Apply(hub, Beat(PowerSource.Battery, 88), At(100));
        days.Apply(hub, Beat(PowerSource.Battery, 87), At(449));
        days.Apply(hub, Beat(PowerSource.Mains, 86), At(550));
        days.Apply(hub, Messages.Hello(100, 9), At(560));
        AlarmMessage test = Messages.Alarm(AlarmKind.SilentTest, 1);
        test.AgeMilliseconds = 1_500;
        days.Apply(hub, test, At(600));
        AlarmMessage lost = Messages.Alarm(AlarmKind.Technical, 2);
        lost.StatusCode = StatusCodes.RadioTestTransmissionMissing;
        days.Apply(hub, lost, At(610));
        days.Apply(hub, Messages.Press(3), At(620));
        Assert.Equal(
            new DayFigures(
                Heartbeats: 4, Gaps: 2, Restarts: 0, Tests: 1, TestDelay: 1_500, BatterySeconds: 449, BatteryLost: 3,
                LostTriggers: 1),
            days.Take(hub));
        Assert.Equal(DayFigures.None, days.Take(hub));
        HelloMessage restarted = Messages.Hello(100, 10);
        restarted.BootCount += 2;
        days.Apply(hub, restarted, At(700));
        Assert.Equal(2, days.Take(hub).Restarts);
        days.Apply(hub, Beat(PowerSource.Mains, 86), At(5_000) with { Tick = 0 });
        Assert.Equal(DayFigures.None, days.Take(hub));
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task A_release_whose_hubs_restart_again_and_again_is_stopped_though_they_confirmed_it(
        StoreProvider provider)
    {
        await using TestFleet fleet = await StartAsync(provider);
        UpdateHub[] hubs = await AddAsync(fleet, 4);
        await ReleaseAsync(fleet, 17);
        await RollOutAsync(fleet, new RolloutOrder(17, "x", Waves: ["2"], SoakSeconds: 86_400));
        await RunAsync(fleet, 4, hubs);
        Assert.Equal(2, (await FindAsync(fleet)).Waves[0].Confirmed);
        for (uint i = 0; i < 5; i++)
        {
            fleet.Time.Advance(TimeSpan.FromHours(1));
            HelloMessage hello = Messages.Hello(120, 700_000 + i);
            hello.BootCount = 10 + i;
            await fleet.SendAsync(hubs[0].Hub, hello);
            await fleet.Get<SignalWatch>().RunAsync(default);
        }

        await RunAsync(fleet, 1, hubs);
        Assert.Equal(RolloutState.Running, (await FindAsync(fleet)).State);
        fleet.Time.Advance(TimeSpan.FromHours(1));
        await RunAsync(fleet, 2, hubs);
        RolloutView stopped = await FindAsync(fleet);
        Assert.Equal(RolloutState.Stopped, stopped.State);
        Assert.StartsWith("0 failed, 1 do worse than before, 0 allowed: restarts: ", stopped.Reason);
    }

    public static TheoryData<StoreProvider> Providers => TestFleet.Providers;

    private static Moment At(int seconds) => new(1_000_000_000_000 + (seconds * 1_000L), 1 + seconds, 1, 1);

    private static HeartbeatMessage Beat(PowerSource source, int percent)
    {
        HeartbeatMessage beat = Messages.Heartbeat(1);
        beat.BootCount = 3;
        beat.PowerSource = source;
        beat.BatteryPercent = percent;
        return beat;
    }
}
