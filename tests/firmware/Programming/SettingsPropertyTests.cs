// Whatever happens between a fleet manager and a hub, the hub runs a document that was issued, and they agree at last.
using System;
using System.Linq;
using Firmware.Tests.World;
using Hub.Core;
using Hub.Core.Programming;
using Hub.Protocols.Messages;
using Hub.Protocols.Settings;

namespace Firmware.Tests.Programming;

public sealed class SettingsPropertyTests(ITestOutputHelper output)
{
    private const long Second = SettingsHome.Second;
    private const long Minute = SettingsHome.Minute;
    private const int Happenings = 40;

    private int _cuts;
    private int _confirmed;
    private int _reverted;
    private int _refused;

    [Fact]
    public void HBG_017_the_hub_always_runs_settings_that_were_issued_and_agrees_with_the_fleet_manager_at_the_end()
    {
        const int Seeds = 1_000;
        for (int seed = 1; seed <= Seeds; seed++)
        {
            try
            {
                Live(seed);
            }
            catch (Exception exception)
            {
                throw new InvalidOperationException($"seed {seed}: {exception.Message}", exception);
            }
        }

        output.WriteLine(
            $"{Seeds} lives, {Seeds * Happenings} happenings, {_cuts} power cuts, {_confirmed} confirmed, "
            + $"{_reverted} reverted, {_refused} refused");
        Assert.True(_cuts > Seeds && _confirmed > Seeds && _reverted > Seeds / 2 && _refused > Seeds / 2);
    }

    private void Live(int seed)
    {
        var random = new Random(seed);
        var supply = new Supply();
        SettingsHome home = new(new NorFlash(2, 4096, seed) { EraseLeavesNoise = seed % 2 == 0 }, supply: supply);
        SettingsOffice office = new(home, random);
        home.Hub.Run(10 * Second);
        for (int i = 0; i < Happenings; i++)
        {
            Happen(random, home, office, supply);
            if (supply.IsCut)
            {
                Restart(home, supply);
            }

            RunsWhatWasIssued(home, office);
        }

        supply.Restore();
        End(home, office);
    }

    private void Happen(Random random, SettingsHome home, SettingsOffice office, Supply supply)
    {
        switch (random.Next(10))
        {
            case 0 or 1:
                office.Issue(mayBreak: true);
                break;
            case 2 or 3:
                office.Send(office.Newest, isReliable: false);
                break;
            case 4:
                office.Send((uint)random.Next(1, (int)office.Newest + 2), isReliable: random.Next(2) == 0);
                break;
            case 5:
                supply.CutAtWork = supply.Work + random.Next(6_000);
                break;
            case 6:
                home.Uplink.Drop();
                break;
            case 7:
                // The time of day jumps, and the board is suspended.
                home.Uplink.UnixAtZero += random.Next(-90, 90) * Minute;
                home.Hub.Now += random.Next(20) * Minute;
                break;
            case 8:
                home.Uplink.HoldsAlarms = random.Next(3) > 0;
                break;
            default:
                home.Hub.Press();
                break;
        }

        home.Hub.Run(random.Next(1, 240) * Second);
    }

    private void Restart(SettingsHome home, Supply supply)
    {
        _cuts++;
        Count(home);
        supply.Restore();
        home.Reboot();
        home.Hub.Run(10 * Second);
    }

    private void Count(SettingsHome home)
    {
        _confirmed += (int)home.Status.SettingsTransfer.ConfirmedCount;
        _reverted += (int)home.Status.SettingsTransfer.RevertedCount;
        _refused += (int)home.Status.SettingsTransfer.RefusedCount;
    }

    private static void RunsWhatWasIssued(SettingsHome home, SettingsOffice office)
    {
        SettingsInForce inForce = home.Status.Settings;
        Assert.True(inForce.Version == 0 || office.Issued.ContainsKey(inForce.Version));
        bool isStanding = IsAs(inForce, office, inForce.Version);
        bool isOnTrial = home.Status.SettingsTransfer.IsOnTrial
            && office.Issued.Keys.Any(version => version > inForce.Version && IsAs(inForce, office, version));
        Assert.True(isStanding || isOnTrial, $"settings that nobody issued, version {inForce.Version}");
    }

    private static bool IsAs(SettingsInForce inForce, SettingsOffice office, uint version)
    {
        HomeSettings told = version == 0 ? new HomeSettings() : office.Issued[version];
        return inForce.HeartbeatIntervalSeconds == told.NumberOr(SettingKeys.HeartbeatIntervalSeconds, 120)
            && inForce.SilentTestIntervalSeconds == told.NumberOr(SettingKeys.SilentTestIntervalSeconds, 82_800)
            && inForce.BytesPerDay == told.NumberOr(SettingKeys.BytesPerDay, Limits.DefaultBytesPerDay)
            && inForce.LampPercent == told.NumberOr(SettingKeys.LampPercent, 100)
            && inForce.VolumePercent == told.NumberOr(SettingKeys.VolumePercent, 100)
            && inForce.Language == told.NumberOr(SettingKeys.Language, 0)
            && inForce.Receivers[0].IsSameAs(told.ReceiversOr([SettingsHome.Provisioned(0)])[0]);
    }

    // The link is good again and the fleet manager goes on asking for the newest.
    private void End(SettingsHome home, SettingsOffice office)
    {
        office.Issue(mayBreak: false);
        home.Uplink.HoldsAlarms = true;
        for (int i = 0; i < 6; i++)
        {
            home.Hub.Run(6 * Minute);
            office.Send(office.Newest, isReliable: true);
        }

        home.Hub.Run(Minute);
        Count(home);
        Assert.Equal(office.Newest, home.Status.Settings.Version);
        Assert.True(IsAs(home.Status.Settings, office, office.Newest));
        SettingsStateMessage told = home.Told[^1];
        Assert.Equal((office.Newest, SettingsPhase.InForce), ((uint)told.DocumentVersion, told.Phase));
        home.Hub.Run(61 * Minute);
        Assert.Equal(office.Newest, home.Uplink.Of(MessageKind.Heartbeat).Last().Heartbeat.SettingsVersion);
    }
}
