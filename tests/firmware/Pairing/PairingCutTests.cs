// Power cuts at every byte of every step of a pairing, a replacement, a removal and a reset.
using System;
using System.Linq;
using Firmware.Tests.World;
using Hub.Protocols.Alarms;
using Hub.Protocols.Devices;
using Hub.Protocols.Messages;

namespace Firmware.Tests.Pairing;

public sealed class PairingCutTests(ITestOutputHelper output)
{
    private const long Second = 1000;
    private const uint Old = 0x1001;
    private const uint New = 0x1002;

    /// <summary>A home whose power can go, and what its devices and technician do about it.</summary>
    private sealed class CutHome
    {
        private readonly Action<CutHome>? _prepare;

        internal CutHome(Action<CutHome>? prepare, long cutAfter)
        {
            _prepare = prepare;
            Home.Hub.RunTo(30 * Second);
            _prepare?.Invoke(this);
            Begun = Home.Supply.Work;
            Home.Supply.CutAtWork = cutAfter == long.MaxValue ? cutAfter : Begun + cutAfter;
        }

        internal TestHome Home { get; } = new();

        internal long Begun { get; }

        internal bool IsCut => Home.Supply.IsCut;

        internal RadioDevice Device(uint id) =>
            Home.Radio.Devices.SingleOrDefault(d => d.Id == id) ?? Home.Bring(id);

        /// <summary>Nothing is half paired: who is in the list is answered and alarms, who is not is neither.</summary>
        internal void Check(params uint[] mayBePaired)
        {
            foreach (RadioDevice device in Home.Radio.Devices)
            {
                bool isPaired = Home.Devices.Find(device.Id) != null;
                Assert.True(!isPaired || mayBePaired.Contains(device.Id));
                int alarms = Home.AlarmsOf(device.Id).Count(a => a.Kind != AlarmKind.Technical);
                bool isAnswered = device.IsJoined && Home.Press(device);
                int raised = Home.AlarmsOf(device.Id).Count(a => a.Kind != AlarmKind.Technical) - alarms;
                Assert.Equal(isAnswered, raised == 1);
                Assert.True(!isAnswered || isPaired);
            }
        }
    }

    [Fact]
    public void A_cut_at_any_byte_of_a_pairing_leaves_the_device_paired_or_not_and_it_can_go_on_or_start_over() =>
        Sweep(
            null,
            cut =>
            {
                cut.Home.Open(cut.Device(New));
                cut.Home.Join(cut.Device(New));
                cut.Home.Press(cut.Device(New));
            },
            [New],
            cut => PairAgainIfMissing(cut, New));

    [Fact]
    public void HBG_001_a_cut_at_any_byte_of_a_press_leaves_one_alarm_however_often_power_goes_and_the_frame_comes() =>
        Sweep(
            cut => cut.Home.PairAndTest(Old),
            cut =>
            {
                cut.Home.Hub.Uplink.HoldsAlarms = false;
                cut.Home.Press(cut.Device(Old));
            },
            [Old],
            cut =>
            {
                cut.Home.Hub.Uplink.HoldsAlarms = true;
                cut.Home.Reboot();
                Assert.True(cut.Home.Report(cut.Device(Old), DeviceCause.Triggered, isRepeat: true));
                cut.Home.Hub.Run(Second);
                Assert.Single(cut.Home.AlarmsOf(Old), a => a.Kind == AlarmKind.Person);
            },
            isChecked: false);

    [Fact]
    public void A_cut_at_any_byte_of_a_replacement_leaves_exactly_one_of_the_two() =>
        Sweep(
            cut => cut.Home.PairAndTest(Old),
            cut =>
            {
                cut.Home.Open(cut.Device(New), r => r.ReplacesDeviceId = Old);
                cut.Home.Join(cut.Device(New));
            },
            [Old, New],
            cut =>
            {
                Assert.Equal(1, cut.Home.Devices.Count);
                if (cut.Home.Devices.Find(New) == null)
                {
                    cut.Home.Open(cut.Device(New), r => r.ReplacesDeviceId = Old);
                    Assert.True(cut.Home.Join(cut.Device(New)));
                    Assert.Null(cut.Home.Devices.Find(Old));
                }
            });

    [Fact]
    public void A_cut_at_any_byte_of_pairing_again_leaves_the_device_with_its_old_key_or_its_new_one() =>
        Sweep(
            cut => cut.Home.PairAndTest(New),
            cut =>
            {
                cut.Home.Open(cut.Device(New));
                cut.Home.Join(cut.Device(New));
            },
            [New],
            cut =>
            {
                Assert.Equal(1, cut.Home.Devices.Count);
                if (!cut.Home.Press(cut.Device(New)))
                {
                    PairAgain(cut, New);
                }
            });

    [Fact]
    public void A_cut_at_any_byte_of_a_removal_leaves_the_device_or_nothing_and_the_request_can_come_again()
    {
        PairRequestMessage? request = null;
        Sweep(
            cut => cut.Home.PairAndTest(Old),
            cut => request = cut.Home.Send(cut.Home.Request(PairAction.RemoveDevice, cut.Device(Old))),
            [Old],
            cut =>
            {
                cut.Home.Hub.Uplink.Send(MessageKind.PairRequest, request!, request!.Sequence);
                cut.Home.Hub.Run(Second);
                AcknowledgementResult result = cut.Home.AnswerTo(request).Result;
                Assert.True(result is AcknowledgementResult.Done or AcknowledgementResult.Refused);
                Assert.Equal(0, cut.Home.Devices.Count);
                Assert.False(cut.Home.Press(cut.Device(Old)));
            });
    }

    [Fact]
    public void A_cut_at_any_byte_of_a_reset_leaves_all_devices_or_none() =>
        Sweep(
            cut =>
            {
                cut.Home.PairAndTest(Old);
                cut.Home.PairAndTest(New);
            },
            cut =>
            {
                cut.Home.Hub.Hub.HoldResetButton();
                cut.Home.Hub.Run(Second);
            },
            [Old, New],
            cut => Assert.True(cut.Home.Devices.Count is 0 or 2));

    [Fact]
    public void UPP_036_a_cut_at_any_byte_of_the_first_start_leaves_the_whole_kit_or_a_start_that_is_still_the_first()
    {
        RadioDevice[] kit = [.. Enumerable.Range(1, 4).Select(i => new RadioDevice((uint)i))];
        string[] labels = [.. kit.Select(d => d.Label)];
        int cuts = 0;
        for (long after = 0; ; after++)
        {
            TestHome home = new(s => s.KitInstallCodes = labels);
            home.Supply.CutAtWork = after;
            home.Hub.RunTo(10 * Second);
            if (!home.Supply.IsCut)
            {
                break;
            }

            cuts++;
            home.Reboot();
            Assert.Equal(4, home.Devices.Count);
            RadioDevice button = new(1);
            button.PairAsKit();
            home.Radio.Devices.Add(button);
            Assert.True(home.Press(button));
        }

        output.WriteLine($"{cuts} cuts");
        Assert.True(cuts > 100);
    }

    private static void PairAgainIfMissing(CutHome cut, uint id)
    {
        if (!cut.Device(id).IsJoined || cut.Home.Devices.Find(id) == null)
        {
            PairAgain(cut, id);
        }
    }

    private static void PairAgain(CutHome cut, uint id)
    {
        cut.Home.Open(cut.Device(id));
        Assert.True(cut.Home.Join(cut.Device(id)));
        Assert.True(cut.Home.Press(cut.Device(id)));
        Assert.Equal(1, cut.Home.Devices.Count);
    }

    private void Sweep(
        Action<CutHome>? prepare,
        Action<CutHome> act,
        uint[] mayBePaired,
        Action<CutHome> goOn,
        bool isChecked = true)
    {
        CutHome whole = new(prepare, long.MaxValue);
        act(whole);
        long work = whole.Home.Supply.Work - whole.Begun;
        int cuts = 0;
        for (long after = 0; after < work; after++)
        {
            CutHome cut = new(prepare, after);
            act(cut);
            Assert.True(cut.IsCut);
            cuts++;
            cut.Home.Reboot();
            Assert.Equal(0, cut.Home.DeviceFlash.OverwriteCount);
            if (isChecked)
            {
                cut.Check(mayBePaired);
            }

            goOn(cut);
        }

        output.WriteLine($"{cuts} cuts in {work} bytes of work");
        Assert.True(cuts > 20);
    }
}
