// Each check is shown a home in which it does not hold, and must say so.
using System;
using System.Linq;
using Hub.Core.Ports;
using Hub.Protocols.Alarms;
using Hub.Protocols.Cbor;
using Hub.Protocols.Devices;
using Hub.Protocols.Messages;
using Hub.Simulator.Checks;
using Hub.Simulator.Scenarios;
using Hub.Simulator.World;
using Hub.Simulator.World.Devices;
using Hub.Simulator.World.OnAir;

namespace Simulator.Tests.Checks;

public sealed partial class InvariantTests
{
    private const long Minute = 60_000;

    [Fact]
    public void NoPressLost_tells_when_the_journal_forgets_what_was_acknowledged()
    {
        VirtualHome home = Started(new NoPressLost());
        home.SetMood(FleetMood.Deaf);
        home.Push(7);
        home.RunFor(1_000);
        byte[] blank = new byte[home.Flash.SectorCount * home.Flash.SectorSizeBytes];
        Array.Fill(blank, (byte)0xFF);
        home.SwitchOff();
        home.Flash.Load(blank);
        home.SwitchOn();
        AssertBroken(home, () => home.RunFor(Minute), "trigger 7 had 1 presses acknowledged, 0 of them");
    }

    [Fact]
    public void NoPressLost_tells_when_an_acknowledged_press_never_gets_through()
    {
        VirtualHome home = Started(new NoPressLost());
        home.SetMood(FleetMood.Deaf);
        home.Push(7);
        home.RunFor(1_000);
        NoPressLost check = (NoPressLost)home.Invariants[0];
        check.AtEnd();
        Assert.Contains("0 of them can be found", check.Violation);
    }

    [Fact]
    public void NoPressMultiplied_tells_when_the_fleet_manager_holds_a_press_nobody_made()
    {
        VirtualHome home = Started(new NoPressMultiplied());
        home.Push(7);
        home.RunFor(1_000);
        HeldAlarm held = home.Fleet.Held.Values.Single();
        home.Fleet.Held.Add(1, held with { Sequence = 1 });
        AssertBroken(home, () => home.RunFor(Minute), "trigger 7 was pressed 1 times, the fleet manager holds 2");
    }

    [Fact]
    public void AcknowledgedOnce_tells_when_an_alarm_is_sent_after_its_acknowledgement()
    {
        AcknowledgedOnce check = new();
        VirtualHome home = Started(check);
        byte[] alarm = [];
        home.Fleet.Arrived = (kind, body) => alarm = kind == MessageKind.Alarm ? body : alarm;
        home.Push(7);
        home.RunFor(1_000);
        check.OnPublished(MessageKind.Alarm, alarm);
        AssertBroken(home, () => home.RunFor(Minute), "was sent again after its acknowledgement");
    }

    [Fact]
    public void AcknowledgedOnce_tells_when_an_alarm_stays_pending()
    {
        AcknowledgedOnce check = new();
        VirtualHome home = Started(check);
        home.SetMood(FleetMood.Silent);
        home.Push(7);
        home.RunFor(Minute);
        check.AtEnd();
        Assert.Contains("1 alarms are pending", check.Violation);
    }

    [Fact]
    public void SequenceNeverRepeats_tells_when_the_flash_goes_back_in_time()
    {
        VirtualHome home = Started(new SequenceNeverRepeats());
        home.SwitchOff();
        byte[] before = Image(home.Flash);
        home.SwitchOn();
        home.RunFor(Minute);
        home.SwitchOff();
        home.Flash.Load(before);
        home.SwitchOn();
        AssertBroken(home, () => home.RunFor(10 * Minute), "was used for");
    }

    [Theory]
    [InlineData("00", "is refused as NotAMap")]
    [InlineData("", "is refused as Truncated")]
    public void SequenceNeverRepeats_tells_of_a_body_that_is_no_message(string body, string expected)
    {
        SequenceNeverRepeats check = new();
        VirtualHome home = Started(check);
        check.OnPublished(MessageKind.Heartbeat, Convert.FromHexString(body));
        AssertBroken(home, () => home.RunFor(Minute), expected);
    }

    [Theory]
    [InlineData(Lamp.Power, LampColour.Orange, "Power shows Orange where White is true")]
    [InlineData(Lamp.Internet, LampColour.Red, "Internet shows Red where White is true")]
    [InlineData(Lamp.Service, LampColour.Red, "Service shows Red")]
    public void LampsTellTheTruth_tells_when_a_lamp_lies(Lamp lamp, LampColour lie, string expected)
    {
        VirtualHome home = Started(new LampsTellTheTruth());
        home.Home.Panel.SetLamp(lamp, lie);
        AssertBroken(home, () => home.RunFor(Minute), expected);
    }

    [Fact]
    public void LampsTellTheTruth_tells_when_a_lamp_shines_without_power()
    {
        LampsTellTheTruth check = new();
        VirtualHome home = Started(check);
        home.SwitchOff();
        home.Home.Panel.IsPowered = true;
        home.Home.Panel.SetLamp(Lamp.Internet, LampColour.White);
        check.AfterStep();
        Assert.Contains("without power", check.Violation);
    }

    [Fact]
    public void LampsTellTheTruth_tells_when_everything_works_and_Service_is_dark()
    {
        LampsTellTheTruth check = new();
        VirtualHome home = Started(check);
        home.Home.Panel.SetLamp(Lamp.Service, LampColour.Off);
        check.AtEnd();
        Assert.Contains("Service is Off", check.Violation);
    }

    [Fact]
    public void LampsTellTheTruth_tells_when_Service_shines_though_nothing_was_heard()
    {
        VirtualHome home = Started(new LampsTellTheTruth());
        home.Fleet.Arrived = null;
        AssertBroken(home, () => home.RunFor(10 * Minute), "Service shows White");
    }

    [Fact]
    public void AlarmsAreRepeated_tells_when_an_alarm_is_not_sent_again()
    {
        AlarmsAreRepeated check = new();
        VirtualHome home = Started(check);
        byte[] alarm = Alarm(home);
        check.OnPublished(MessageKind.Alarm, alarm);
        AssertBroken(home, () => home.RunFor(11 * Minute), "has not been sent again for");
    }

    [Fact]
    public void AlarmsAreRepeated_tells_when_an_alarm_is_sent_again_too_soon()
    {
        AlarmsAreRepeated check = new();
        VirtualHome home = Started(check);
        byte[] alarm = Alarm(home);
        check.OnPublished(MessageKind.Alarm, alarm);
        check.OnPublished(MessageKind.Alarm, alarm);
        AssertBroken(home, () => home.RunFor(Minute), "was sent again after 0 ms");
    }

    [Fact]
    public void HeartbeatsKeepTime_tells_when_one_is_missing()
    {
        HeartbeatsKeepTime check = new();
        VirtualHome home = Started(check);
        home.Home.Settings.HeartbeatIntervalSeconds = 60;
        AssertBroken(home, () => home.RunFor(5 * Minute), "no heartbeat for");
    }

    [Fact]
    public void BoardIsTreatedWell_tells_when_flash_is_programmed_twice()
    {
        VirtualHome home = Started(new BoardIsTreatedWell());
        Assert.Equal(FlashResult.Ok, home.Flash.Program(0, 0, [0x00], 0, 1));
        AssertBroken(home, () => home.RunFor(Minute), "1 bytes of flash were programmed twice");
    }

    [Fact]
    public void BoardIsTreatedWell_tells_when_the_watchdog_starves()
    {
        VirtualHome home = Started(new BoardIsTreatedWell());
        home.World.After(0, () => home.World.Stall(5 * Minute));
        AssertBroken(home, () => home.RunFor(Minute), "the watchdog has not been fed");
    }

    [Fact]
    public void NoPressLost_tells_when_a_press_is_never_heard()
    {
        NoPressLost check = new();
        VirtualHome home = Started(check);
        home.Home.Radio.Hub.Station.IsDeaf = true;
        home.Push(7);
        home.RunFor(Minute);
        check.AtEnd();
        Assert.Contains("a press of device 7 at", check.Violation);
    }

    [Fact]
    public void DutyCycleKept_tells_when_a_transmitter_takes_more_than_its_hour()
    {
        VirtualHome home = Started(new DutyCycleKept());
        AirStation station = home.Home.Radio.Air.Add("rude", new Spot(100, 0, 0));
        for (int i = 0; i < 120; i++)
        {
            home.World.After(i * 100, () => station.Send(new byte[27]));
        }

        AssertBroken(home, () => home.RunFor(Minute), "rude has been on the air for 3610038 microseconds");
    }

    [Fact]
    public void DutyCycleKept_lets_a_stranger_be_who_has_no_part_in_the_band()
    {
        VirtualHome home = Started(new DutyCycleKept());
        AirStation station = home.Home.Radio.Air.Add("stranger", new Spot(100, 0, 0), isLawful: false);
        for (int i = 0; i < 200; i++)
        {
            home.World.After(i * 100, () => station.Send(new byte[27]));
        }

        home.RunFor(Minute);
    }

    [Fact]
    public void SilentTriggerReported_tells_when_nobody_is_told_of_a_silent_device()
    {
        VirtualHome home = Started(new SilentTriggerReported());
        home.RunFor(120 * Minute);

        // Somebody who knows its key goes on in its name, so the hub has nothing to tell.
        home.Home.Radio.Find(7)!.LosePower();
        home.Home.Radio.Add(HomeKit.Buttons[6], new Spot(10, 10, 0)).PairAtFactory(1_000);
        AssertBroken(home, () => home.RunFor(600 * Minute), "device 7 has been silent since");
    }

    [Fact]
    public void SilentTriggerReported_tells_when_a_device_that_is_heard_is_called_lost()
    {
        SilentTriggerReported check = new();
        VirtualHome home = Started(check);
        home.RunFor(120 * Minute);
        AlarmMessage alarm = new()
        {
            BootCount = 1,
            Sequence = 77,
            Kind = AlarmKind.Technical,
            StatusCode = StatusCodes.RadioTestTransmissionMissing,
            TriggerId = 7,
            Priority = 6,
            PressCount = 1,
            Attempt = 1,
        };
        byte[] body = new byte[100];
        int length = alarm.Encode(new CborWriter(), body, 0, body.Length);
        check.OnArrived(MessageKind.Alarm, body[..length]);
        AssertBroken(home, () => home.RunFor(Minute), "device 7 is called lost");
    }

    [Fact]
    public void SilentTriggerReported_is_content_when_the_hub_tells()
    {
        VirtualHome home = Started(new SilentTriggerReported());
        home.RunFor(120 * Minute);
        home.Home.Radio.Find(7)!.LosePower();
        home.RunFor(600 * Minute);
        Assert.Contains(home.Fleet.Held.Values, alarm => alarm.TriggerId == 7 && alarm.Kind == AlarmKind.Technical);
    }

    [Fact]
    public void PairingNeverCrosses_tells_when_the_hub_answers_a_device_that_is_not_its_own()
    {
        VirtualHome home = Started(new PairingNeverCrosses());
        home.Ledger.Remove(7);
        AssertBroken(home, () => home.RunFor(Minute), "device 7 is in the hub's list");
    }

    [Fact]
    public void PairingNeverCrosses_tells_when_the_hub_sends_to_a_strange_device()
    {
        VirtualHome home = Started(new PairingNeverCrosses());
        byte[] frame = new byte[18];
        frame[0] = 0x12;
        frame[1] = 99;
        home.Home.Radio.Hub.Station.Send(frame);
        AssertBroken(home, () => home.RunFor(Minute), "the hub has sent Acknowledge to device 99");
    }

    [Fact]
    public void PairingNeverCrosses_tells_when_a_strange_device_raises_an_alarm()
    {
        VirtualHome home = Started(new PairingNeverCrosses());
        home.Home.Bridge.Push(900);
        AssertBroken(home, () => home.RunFor(Minute), "device 900 has raised an alarm and is not the hub's");
    }

    [Fact]
    public void PairingNeverCrosses_tells_when_a_clone_is_paired()
    {
        PairingNeverCrosses check = new();
        VirtualHome home = Started(check);
        DeviceLabel label = DeviceLabel.Make(7, DeviceKind.PersonalTrigger, new SeededRandom(1));
        home.Home.Radio.Add(label, new Spot(10, 10, 0)).PairAtFactory(0);
        check.AtEnd();
        Assert.Contains("a clone of device 7", check.Violation);
    }

    [Fact]
    public void DeviceListSurvives_tells_when_the_list_is_lost()
    {
        VirtualHome home = Started(new DeviceListSurvives());
        home.Push(7);
        home.RunFor(Minute);
        byte[] blank = new byte[home.DeviceFlash.SectorCount * home.DeviceFlash.SectorSizeBytes];
        Array.Fill(blank, (byte)0xFF);
        home.DeviceFlash.Load(blank);
        AssertBroken(home, home.SwitchOff, "device 7 was acknowledged and is not in the list in flash");
    }

    [Fact]
    public void DeviceListSurvives_tells_when_a_counter_goes_back()
    {
        VirtualHome home = Started(new DeviceListSurvives());
        home.RunFor(20 * Minute);
        home.SwitchOff();
        byte[] before = Image(home.DeviceFlash);
        home.SwitchOn();
        home.RunFor(Minute);
        home.Push(7);
        home.RunFor(Minute);
        home.DeviceFlash.Load(before);
        AssertBroken(home, home.SwitchOff, "of device 7 was acknowledged, ");
    }

    [Fact]
    public void DeviceListSurvives_tells_when_a_removed_device_is_in_the_list()
    {
        VirtualHome home = Started(new DeviceListSurvives());
        home.RunFor(Minute);
        home.Ledger.Remove(7);
        AssertBroken(home, () => home.RunFor(Minute), "device 7 was removed and is in the list in flash");
    }

    [Fact]
    public void Every_check_is_run_in_every_simulation_and_has_a_test_here()
    {
        string[] checks =
        [
            .. typeof(Invariant).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Invariant)))
                .Select(type => type.Name).Order(),
        ];
        string[] ofRehearsals = [nameof(ImageIsOldOrNew), nameof(UpdateDelaysNoPress)];
        Assert.Equal(
            checks,
            VirtualHome.AllInvariants().Select(check => check.GetType().Name).Concat(ofRehearsals).Order());
        string[] tests = [.. GetType().GetMethods().Select(method => method.Name)];
        Assert.All(checks, check => Assert.Contains(tests, test => test.StartsWith(check + "_tells")));
    }

    private static VirtualHome Started(Invariant check)
    {
        VirtualHome home = new(5, null, [check]);
        home.SwitchOn();
        home.RunFor(10_000);
        return home;
    }

    private static byte[] Alarm(VirtualHome home)
    {
        byte[] alarm = [];
        Action<MessageKind, byte[]>? arrived = home.Fleet.Arrived;
        home.Fleet.Arrived = (kind, body) =>
        {
            alarm = kind == MessageKind.Alarm ? body : alarm;
            arrived?.Invoke(kind, body);
        };
        home.Push(7);
        home.RunFor(40_000);
        return alarm;
    }

    private static byte[] Image(SimFlash flash) =>
        [.. Enumerable.Range(0, flash.SectorCount).SelectMany(sector => flash.Contents(sector).ToArray())];

    private static void AssertBroken(VirtualHome home, Action action, string expected)
    {
        InvariantBrokenException broken = Assert.Throws<InvariantBrokenException>(action);
        Assert.Contains(expected, broken.Message);
        Assert.Contains($"seed {home.Seed}", broken.Message);
    }
}
