// What a hub does by the clock, over hours and days: retries, silent tests, heartbeats, wear.
using System;
using System.Collections.Generic;
using System.Linq;
using Hub.Core.Ports;
using Hub.Protocols.Alarms;
using Hub.Protocols.Cbor;
using Hub.Protocols.Messages;
using Hub.Simulator.Scenarios;
using Hub.Simulator.World;

namespace Simulator.Tests.Scenarios;

public sealed class ScheduleTests
{
    private const long Hour = 3_600_000;
    private readonly CborReader _reader = new();
    private readonly AlarmMessage _alarm = new();

    /// <summary>Requirements 5.2: at once, 30 s sixteen times, then every 10 minutes for ever.</summary>
    [Fact]
    public void An_alarm_is_sent_at_once_then_16_times_after_30_s_then_every_10_minutes_for_ever()
    {
        VirtualHome home = Started(1);
        List<(long At, int Attempt, long Age)> sendings = [];
        Action<MessageKind, byte[]>? arrived = home.Fleet.Arrived;
        home.Fleet.Arrived = (kind, body) =>
        {
            arrived?.Invoke(kind, body);
            if (kind == MessageKind.Alarm && _alarm.Decode(_reader, body, 0, body.Length) == MessageError.None
                && _alarm.Kind == AlarmKind.Person)
            {
                sendings.Add((home.World.NowMilliseconds, _alarm.Attempt, _alarm.AgeMilliseconds));
            }
        };
        home.SetMood(FleetMood.Silent);
        Press press = home.Push(1);
        home.RunFor(24 * Hour);

        long sentAt = press.AcceptedAt + home.Link.LatencyMilliseconds;
        long[] ages = [.. sendings.Select(sending => sending.At - sentAt).Distinct()];
        IEnumerable<long> quick = Enumerable.Range(0, 17).Select(i => i * 30_000L);
        IEnumerable<long> slow = Enumerable.Range(1, 143).Select(i => (16 * 30_000L) + (i * 600_000L));
        Assert.Equal([.. quick, .. slow], ages);
        Assert.Equal(ages, sendings.Select(sending => sending.Age).Distinct());
        Assert.Equal(Enumerable.Range(1, 160), sendings.Select(sending => sending.Attempt).Distinct());
        home.HealAndEnd();
    }

    /// <summary>HBG-039: a silent test every 23 hours, whatever restarts lie between.</summary>
    [Fact]
    public void A_silent_test_is_raised_every_23_hours_over_restarts()
    {
        VirtualHome home = Started(2);
        for (int i = 0; i < 40; i++)
        {
            home.RunFor((i % 7) * Hour / 2 + 5 * Hour);
            home.SwitchOff();
            home.RunFor(i % 3 * Hour / 4 + 5_000);
            home.SwitchOn();
        }

        home.HealAndEnd();
        long[] raised =
        [
            .. home.Fleet.Held.Values.Where(alarm => alarm.Kind == AlarmKind.SilentTest)
                .Select(alarm => alarm.RaisedUnixMilliseconds).Order(),
        ];
        long[] gaps = [.. raised.Zip(raised.Skip(1), (first, second) => second - first)];
        Assert.InRange(raised.Length, 11, 15);

        // One that falls due while the hub has no power comes when it is back.
        Assert.All(gaps, gap => Assert.InRange(gap, (23 * Hour) - 120_000, (23 * Hour) + Hour));
    }

    [Fact]
    public void Wear_is_even_over_all_sectors()
    {
        VirtualHome home = new(3, null, []);
        home.SwitchOn();
        home.RunFor(10_000);
        for (uint i = 0; i < 2_000; i++)
        {
            // Faster than the law lets anybody press over the air.
            home.Home.Bridge.Push(1 + (i % 4));
            home.RunFor(1_000);
        }

        Assert.Equal(2_000, home.Fleet.Held.Count);
        Assert.InRange(home.Flash.MostErasures, 10, 40);
        Assert.InRange(home.Flash.MostErasures - home.Flash.FewestErasures, 0, 1);
        Assert.Equal(0, home.Flash.ReprogrammedBytes);
    }

    [Fact]
    public void Lamps_follow_the_network_and_the_fleet_manager()
    {
        VirtualHome home = new(4);
        home.Link.IsUp = false;
        home.SwitchOn();
        home.RunFor(SimulatedHome.BootMilliseconds + 1_000);
        AssertLamps(home, LampColour.Orange, LampColour.Off, LampColour.Off);
        home.RunFor(90_000);
        AssertLamps(home, LampColour.White, LampColour.Off, LampColour.Off);
        home.RunFor(30_000);
        AssertLamps(home, LampColour.White, LampColour.Red, LampColour.Off);
        home.RestoreLink();
        home.RunFor(70_000);
        AssertLamps(home, LampColour.White, LampColour.White, LampColour.White);
        home.SetMood(FleetMood.Silent);
        home.Push(1);
        home.RunFor(190_000);
        AssertLamps(home, LampColour.White, LampColour.White, LampColour.Off);
        home.HealAndEnd();
        AssertLamps(home, LampColour.White, LampColour.White, LampColour.White);
    }

    private static VirtualHome Started(ulong seed)
    {
        VirtualHome home = new(seed);
        home.SwitchOn();
        home.RunFor(10_000);
        return home;
    }

    private static void AssertLamps(VirtualHome home, params LampColour[] colours) =>
        Assert.Equal(colours, SimulatedPanel.Lamps.Select(home.Home.Panel.Colour));
}
