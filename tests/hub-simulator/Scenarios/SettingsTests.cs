// Settings change while somebody presses: over two receivers and two bearers, with every check at work.
using System;
using System.Collections.Generic;
using System.Linq;
using Hub.Protocols.Alarms;
using Hub.Protocols.Messages;
using Hub.Protocols.Settings;
using Hub.Simulator.Scenarios;
using Hub.Simulator.World;

namespace Simulator.Tests.Scenarios;

public sealed class SettingsTests
{
    private const long Second = 1000;
    private const long Minute = 60 * Second;
    private const int Homes = 150;

    private static VirtualHome Started(ulong seed)
    {
        VirtualHome home = new(seed, options: new HomeOptions { HasPaths = true, HasSettings = true });
        home.SwitchOn();
        home.RunFor(Minute);
        return home;
    }

    private static HomeSettings Settings(VirtualHome home, uint version, Action<HomeSettings> fill)
    {
        HomeSettings settings = new() { Version = version, HubId = home.Home.Settings.HubId };
        fill(settings);
        return settings;
    }

    [Fact]
    public void HBG_017_a_receiver_that_is_not_there_is_gone_back_on_and_one_that_is_is_kept()
    {
        VirtualHome home = Started(1);
        List<(SettingsPhase Phase, long Version, string Reason)> told = [];
        home.Fleet.SettingsTold = state => told.Add((state.Phase, state.DocumentVersion, state.Reason));
        ReceiverAddress nowhere = new("nowhere.example", 8883);
        home.Fleet.Send(Settings(home, 1, settings => settings.Set([nowhere, HomePaths.Addresses[1]])));
        home.RunFor(12 * Minute);
        Assert.Contains((SettingsPhase.Reverted, 1, "not proved in time"), told);
        home.Fleet.Send(Settings(home, 2, settings => settings.Set([.. HomePaths.OtherAddresses])));
        home.RunFor(5 * Minute);
        Assert.Equal((SettingsPhase.InForce, 2, ""), told[^1]);
        home.SwitchOff();
        home.SwitchOn();
        home.RunFor(5 * Minute);
        Assert.Equal(2u, home.Home.Core!.Status.Settings.Version);
        home.HealAndEnd();
    }

    [Fact]
    public void HBG_017_a_press_during_a_change_is_held_as_soon_as_one_without()
    {
        long[] without = Latencies(_ => { });
        long[] during = Latencies(home => home.Fleet.Send(Settings(home, 1, settings =>
        {
            settings.Set(SettingKeys.VolumePercent, 50);
            settings.Set(SettingKeys.BytesPerDay, 3_000_000);
        })));
        TestContext.Current.TestOutputHelper!.WriteLine(
            $"press to held, ms: without {Text(without)}, during {Text(during)}");
        Assert.InRange(during[Homes / 2] - without[Homes / 2], -10, 10);
        Assert.InRange(during[^2] - without[^2], -50, 50);
    }

    [Fact]
    public void HBG_017_a_press_while_the_hub_moves_to_another_receiver_waits_for_a_connection_and_no_longer()
    {
        long[] moving = Latencies(home => home.Fleet.Send(Settings(home, 1, settings =>
            settings.Set([.. HomePaths.OtherAddresses]))));
        long[] stranded = Latencies(home => home.Fleet.Send(Settings(home, 1, settings =>
            settings.Set([new ReceiverAddress("nowhere.example", 8883), HomePaths.Addresses[1]]))));
        TestContext.Current.TestOutputHelper!.WriteLine(
            $"press to held, ms: to receivers that are there {Text(moving)}, to one that is not {Text(stranded)}");
        Assert.InRange(moving[^1], 0, Second);
        Assert.InRange(stranded[^1], 0, 2 * Second);
    }

    private static long[] Latencies(Action<VirtualHome> change)
    {
        List<long> latencies = [];
        for (ulong seed = 1; seed <= Homes; seed++)
        {
            VirtualHome home = Started(seed);
            change(home);
            home.RunFor((long)(seed * 37 % 3_000));
            Press press = home.Push(1);
            home.RunFor(Minute);
            HeldAlarm held = home.Fleet.Held.Values.Single(alarm => alarm.Kind == AlarmKind.Person);
            latencies.Add(held.ArrivedAt - press.PressedAt);
        }

        latencies.Sort();
        return [.. latencies];
    }

    private static string Text(long[] sorted) =>
        $"p50 {sorted[sorted.Length / 2]}, p99 {sorted[^2]}, most {sorted[^1]}";
}
