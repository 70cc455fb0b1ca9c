// Power cuts at every byte of a change of settings, and again in the recovery: the old ones or the new.
using Firmware.Tests.World;
using Hub.Protocols.Messages;
using Hub.Protocols.Settings;

namespace Firmware.Tests.Programming;

public sealed class SettingsCutTests(ITestOutputHelper output)
{
    private const long Second = SettingsHome.Second;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void HBG_017_settings_are_the_old_or_the_new_whatever_byte_the_power_goes_at_twice(bool isNoisy)
    {
        long work = Change(new SettingsHome(Flash(isNoisy), supply: new Supply()), long.MaxValue, out _);
        int olds = 0;
        int seconds = 0;
        for (long at = 0; at < work; at++)
        {
            SettingsHome home = new(Flash(isNoisy), supply: new Supply());
            Change(home, at, out Supply supply);
            Assert.True(supply.IsCut, $"nothing was cut at {at}");
            uint left = Restart(home, supply);
            Assert.InRange(left, 1u, 2u);
            olds += left == 1 ? 1 : 0;

            // The fleet manager sends it again, and the power goes again.
            supply.CutAtWork = supply.Work + ((at * 37) % work);
            Send(home, 2);
            if (supply.IsCut)
            {
                seconds++;
                Assert.InRange(Restart(home, supply), left, 2u);
                Send(home, 2);
            }

            Assert.Equal((2u, 60), (home.Status.Settings.Version, home.Status.Settings.HeartbeatIntervalSeconds));
            Assert.Equal((2L, SettingsPhase.InForce), (home.Told[^1].DocumentVersion, home.Told[^1].Phase));
        }

        output.WriteLine($"{work} first cuts, {seconds} second cuts, {olds} left the old settings");

        // The record that puts the new ones in force is the last that is written, and counts from its last byte on.
        Assert.True(work > 1_000 && seconds > work / 2 && olds > work / 2);
    }

    private static NorFlash Flash(bool isNoisy) => new(2, 4096) { EraseLeavesNoise = isNoisy, EraseStepBytes = 4 };

    private static long Change(SettingsHome home, long cutAfter, out Supply supply)
    {
        supply = home.Flash.Supply!;
        home.Hub.Run(10 * Second);
        Send(home, 1);
        Assert.Equal(1u, home.Status.Settings.Version);
        long begun = supply.Work;
        supply.CutAtWork = cutAfter == long.MaxValue ? cutAfter : begun + cutAfter;
        Send(home, 2);
        return supply.Work - begun;
    }

    private static void Send(SettingsHome home, uint version)
    {
        HomeSettings settings = SettingsHome.Settings(
            version, told => told.Set(SettingKeys.HeartbeatIntervalSeconds, 30 * (int)version));
        home.Send(settings);
        home.Hub.Run(5 * Second);
    }

    private static uint Restart(SettingsHome home, Supply supply)
    {
        supply.Restore();
        home.Reboot();
        home.Hub.Run(10 * Second);
        uint version = home.Status.Settings.Version;
        Assert.Equal((int)version * 30, home.Status.Settings.HeartbeatIntervalSeconds);
        Assert.Equal(0, home.Flash.OverwriteCount);
        return version;
    }
}
