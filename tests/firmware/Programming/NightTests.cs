// Lamps and voice by day and by night, and the numbers that a hub calls.
using System;
using Firmware.Tests.World;
using Hub.Protocols.Settings;

namespace Firmware.Tests.Programming;

public sealed class NightTests
{
    private const long Second = SettingsHome.Second;
    private const long Minute = SettingsHome.Minute;

    private static SettingsHome At(DateTime utc)
    {
        SettingsHome home = new();
        home.Uplink.UnixAtZero = RuleHome.ToUnix(utc);
        home.Hub.Run(10 * Second);
        home.Send(SettingsHome.Settings(1, told =>
        {
            told.Set(SettingKeys.LampPercent, 60);
            told.Set(SettingKeys.NightStartMinute, 22 * 60);
            told.Set(SettingKeys.NightEndMinute, 7 * 60);
            told.Set(SettingKeys.NightLampPercent, 5);
            told.Set(SettingKeys.VolumePercent, 80);
            told.Set(SettingKeys.NightVolumePercent, 30);
            told.Set(SettingKeys.Language, 1);
        }));
        home.Hub.Run(10 * Second);
        Assert.Equal(1u, home.Status.Settings.Version);
        return home;
    }

    [Fact]
    public void HUL_153_lamps_and_voice_are_softer_from_the_nights_first_minute_to_its_last()
    {
        // 21:30 and 06:30 of Swedish summer.
        SettingsHome home = At(new DateTime(2026, 7, 1, 19, 30, 0));
        Assert.Equal((80, 1), home.Audio.Configured);
        Assert.Equal(60, home.Loads.Brightness[^1]);
        home.Hub.Run(29 * Minute);
        Assert.Equal(60, home.Loads.Brightness[^1]);
        home.Hub.Run(2 * Minute);
        Assert.Equal(((30, 1), 5), (home.Audio.Configured, home.Loads.Brightness[^1]));
        home.Hub.Run(8 * 60 * Minute);
        Assert.Equal(((30, 1), 5), (home.Audio.Configured, home.Loads.Brightness[^1]));
        home.Hub.Run(61 * Minute);
        Assert.Equal(((80, 1), 60), (home.Audio.Configured, home.Loads.Brightness[^1]));
    }

    [Fact]
    public void HUL_153_whoever_calls_for_help_at_night_is_spoken_to_as_by_day()
    {
        SettingsHome home = At(new DateTime(2026, 7, 1, 23, 0, 0));
        Assert.Equal((30, 1), home.Audio.Configured);
        home.Uplink.HoldsAlarms = false;
        home.Hub.Press();
        home.Hub.Run(Second);
        Assert.Equal((80, 1), home.Audio.Configured);
        home.Uplink.HoldsAlarms = true;
        home.Hub.Run(Minute);
        Assert.Equal((30, 1), home.Audio.Configured);
    }

    [Fact]
    public void A_hub_that_does_not_know_the_time_takes_it_for_day()
    {
        SettingsHome home = At(new DateTime(2026, 7, 1, 23, 0, 0));
        home.Uplink.TellsTime = false;
        home.Reboot();
        home.Hub.Run(Minute);
        Assert.False(home.Status.DayAndNight.IsNight);
        Assert.Equal(80, home.Audio.Configured.VolumePercent);
    }

    [Fact]
    public void HBG_017_numbers_that_are_told_take_the_place_of_those_from_the_bench_at_once()
    {
        SettingsHome home = At(new DateTime(2026, 7, 1, 10, 0, 0));
        home.Send(SettingsHome.Settings(2, told => told.Set(SettingKeys.ShortMessageNumbers, ["+46700000002"])));
        home.Hub.Run(10 * Second);
        home.Uplink.IsReachable = false;
        home.Uplink.Drop();
        home.Hub.Press();
        home.Hub.Run(2 * Minute);
        Assert.Equal("+46700000002", home.Modem.Sent[0].Number);
        Assert.All(home.Modem.Sent, message => Assert.Equal("+46700000002", message.Number));
    }
}
