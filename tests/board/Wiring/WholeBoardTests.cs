// The whole board: from blank to held, over restarts, and with each of its parts dead in turn.
using System.Device.Gpio;
using System.Device.I2c;
using System.Linq;
using Hub.Esp32S3.Radio;
using Hub.Hardware;
using Hub.Loader;
using Hub.Protocols.Bench;
using Hub.Protocols.Messages;
using Restarted = nanoFramework.Runtime.Native.Power;

namespace Board.Tests.Wiring;

public sealed class WholeBoardTests
{
    private const string Orange = "(190, 65, 0)";

    public static TheoryData<string> Parts => ["radio", "lamps", "gauge", "charger", "voice", "I2C"];

    [Fact]
    public void From_blank_over_the_console_to_an_alarm_that_is_held()
    {
        WholeBoard whole = new();
        whole.Start();
        whole.Run(3_000);
        Assert.Null(whole.Board.Home);
        Assert.Equal(Orange, whole.Lamps.Shown(0).ToString());
        Assert.Contains("state=blank", whole.Console.Ask(BenchVerbs.Hello));

        whole.Console.Provision(Identity());
        whole.Until(() => Restarted.RebootCount == 1, "no restart");
        whole.Start();
        whole.Until(() => whole.Board.Home!.Core.Status.Session.IsReady, "no session");
        Assert.Equal(Slot.Factory, whole.Chosen.Slot);
        Assert.False(whole.Chosen.MustRestart);
        Assert.Equal(BootReason.CommandedRestart, whole.Board.Parts.Restart.LastReason);
        Assert.Equal(RadioState.Receiving, whole.Board.Home!.Radio!.State);
        string hello = whole.Console.Ask(BenchVerbs.Hello);
        Assert.Contains("state=provisioned", hello);
        Assert.Contains("hub=" + WholeBoard.HubId, hello);

        whole.PressAlarm();
        whole.Until(() => whole.HeldPresses == 1, "the press did not arrive");
        whole.Until(() => whole.Voice.Files.Contains(1), "nobody said that the alarm was received");
        Assert.Equal(0, whole.Board.Loop.PartFailureCount);
        Assert.Equal(0, whole.Board.Loop.TurnFailureCount);
        Assert.True(BoardPins.Get(PinMap.WatchdogFeed).EdgeCount > 10);
        Assert.Equal(0, Restarted.RebootCount);
    }

    [Fact]
    public void An_alarm_pressed_without_a_network_survives_a_restart_by_the_watchdog()
    {
        WholeBoard whole = Provisioned();
        whole.Link.IsUp = false;
        whole.PressAlarm();
        whole.Run(5_000);
        Assert.Equal(0, whole.HeldPresses);

        whole.Start();
        Assert.Equal(BootReason.Watchdog, whole.Board.Parts.Restart.LastReason);
        whole.Link.IsUp = true;
        whole.Until(() => whole.HeldPresses == 1, "the alarm did not survive");
    }

    [Theory]
    [MemberData(nameof(Parts))]
    public void HBG_001_with_one_part_dead_from_the_start_the_alarm_button_is_still_heard(string part)
    {
        WholeBoard whole = Provisioned(part);
        whole.PressAlarm();
        whole.Until(() => whole.HeldPresses == 1, "the press did not arrive without " + part);

        Assert.Equal(0, whole.Board.Loop.TurnFailureCount);
        Assert.Equal(0, Restarted.RebootCount);
    }

    [Fact]
    public void With_everything_dead_that_may_be_the_alarm_button_is_still_heard()
    {
        WholeBoard whole = Provisioned([.. Parts.Select(p => p.Data)]);
        whole.PressAlarm();
        whole.Until(() => whole.HeldPresses == 1, "the press did not arrive");
    }

    [Fact]
    public void NOR_027_with_a_dead_modem_the_alarm_button_is_heard_over_Wi_Fi()
    {
        using WifiFleet fleet = new(WholeBoard.HubId);
        WholeBoard whole = Provisioned(hasWifi: true, "modem");
        whole.PressAlarm();
        whole.Until(() => fleet.HeldCount == 1, "the press did not arrive over Wi-Fi");
        whole.Until(
            () => whole.Board.Home!.Core.Status.Memory.Alarms.PersonCount == 0,
            "the hub does not know that it is held");

        Assert.Equal(0, whole.HeldPresses);
        whole.Close();
    }

    [Fact]
    public void With_no_way_out_at_all_the_hub_keeps_the_alarm_and_says_that_it_waits()
    {
        WholeBoard whole = Given(false, "modem");
        whole.Run(10_000);
        whole.PressAlarm();
        whole.Until(() => whole.Voice.Files.Contains(5), "nothing was said");

        Assert.Equal(1, whole.Board.Home!.Core.Status.Memory.Alarms.PersonCount);
        Assert.Equal(0, Restarted.RebootCount);
    }

    [Fact]
    public void A_memory_that_dies_while_the_hub_runs_does_not_keep_an_alarm_from_being_held()
    {
        WholeBoard whole = Provisioned();
        whole.Fram.Stuck = 0;
        whole.PressAlarm();
        whole.Until(() => whole.HeldPresses == 1, "the press did not arrive");
    }

    [Fact]
    public void A_memory_that_is_dead_at_the_start_makes_no_hub_until_it_answers()
    {
        WholeBoard whole = Provisioned();
        whole.Fram.Stuck = 0xFF;
        whole.Start();
        whole.Run(5_000);
        Assert.Null(whole.Board.Home);
        Assert.Equal(0, whole.Board.Loop.TurnFailureCount);
        Assert.StartsWith("=", whole.Console.Ask(BenchVerbs.Hello));

        whole.Fram.Stuck = null;
        whole.Until(() => Restarted.RebootCount == 1, "the board did not find its memory again");
        whole.Start();
        whole.Until(() => whole.Board.Home!.Core.Status.Session.IsReady, "no session");
        whole.PressAlarm();
        whole.Until(() => whole.HeldPresses == 1, "the press did not arrive");
    }

    [Fact]
    public void Mains_that_go_are_told_and_the_lamp_blinks()
    {
        WholeBoard whole = Provisioned();
        whole.Run(5_000);
        whole.Charger.HasMains = false;
        whole.Until(() => whole.Board.Home!.Core.Status.Power.Source == PowerSource.Battery, "not noticed");
        whole.Run(3_000);
        string[] shown = [.. Enumerable.Range(0, 20).Select(_ =>
        {
            whole.Run(100);
            return whole.Lamps.Shown(0).ToString();
        }).Distinct()];

        Assert.Equal(2, shown.Length);
        Assert.Contains("(0, 0, 0)", shown);
    }

    [Fact]
    public void A_bus_that_hangs_later_is_left_alone_and_the_hub_goes_on()
    {
        WholeBoard whole = Provisioned();
        I2cParts.IsStuck = true;
        int before = I2cParts.TransferCount;
        whole.Run(300_000);

        Assert.InRange(I2cParts.TransferCount - before, 5, 11);
        whole.PressAlarm();
        whole.Until(() => whole.HeldPresses == 1, "the press did not arrive");
    }

    private static HubIdentity Identity(bool hasWifi = false) => new()
    {
        HubId = WholeBoard.HubId,
        Key = [.. Enumerable.Range(1, 32).Select(i => (byte)i)],
        Model = "reference-board-a",
        Receivers =
        [
            new IdentityReceiver { Host = "hub.example.org", Port = 8883, Authority = Der() },
            new IdentityReceiver { Host = "reserve.example.org", Port = 8883, Authority = Der() },
        ],
        AccessPoint = "iot",
        WifiName = hasWifi ? "home" : "",
        WifiPassphrase = hasWifi ? "passphrase" : "",
    };

    // The outer form of a certificate; the scripted modem checks none.
    private static byte[] Der() => [0x30, 0x82, 0x01, 0x00, .. Enumerable.Range(0, 256).Select(i => (byte)i)];

    private static WholeBoard Provisioned(params string[] absent) => Provisioned(false, absent);

    private static WholeBoard Provisioned(bool hasWifi, params string[] absent)
    {
        WholeBoard whole = Given(hasWifi, absent);
        whole.Until(() => whole.Board.Home!.Core.Status.Session.IsReady, "no session");
        return whole;
    }

    /// <summary>A board without some of its parts that has been given an identity and started with it.</summary>
    internal static WholeBoard Given(bool hasWifi, params string[] absent)
    {
        WholeBoard whole = new(absent);
        whole.Start();
        whole.Console.Provision(Identity(hasWifi));
        whole.Until(() => Restarted.RebootCount == 1, "no restart");
        whole.Start();
        Assert.NotNull(whole.Board.Home);
        return whole;
    }
}
