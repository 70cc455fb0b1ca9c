// A press over the air, through chip, adapter, loop and core, and its acknowledgement back.
using System;
using System.Collections.Generic;
using System.Linq;
using Board.Tests.Linking;
using Hub.Core;
using Hub.Esp32S3;
using Hub.Protocols.Devices;
using Hub.Protocols.Radio;
using Hub.Protocols.Security;
using Hub.Simulator.World;
using Hub.Simulator.World.Devices;

namespace Board.Tests.Radio;

public sealed class RadioHubTests : IDisposable
{
    private readonly List<M2MqttHome> _homes = [];
    private readonly DeviceLabel _label = HomeKit.Buttons[0];
    private readonly RadioFrame _frame = new();
    private readonly Ccm _ccm = new(new Aes128());

    public RadioHubTests()
    {
        byte[] key = new byte[RadioLimits.KeyBytes];
        byte[] none = new byte[RadioLimits.JoinNonceBytes];
        new RadioKeys().DeriveLink(_label.Secret, none, none, _label.DeviceId, key, 0);
        _ccm.SetKey(key, 0);
    }

    public void Dispose() => _homes.ForEach(home => home.Dispose());

    [Theory]
    [InlineData("SX1262", "SX1262")]
    [InlineData("SX1262", "CC1101")]
    [InlineData("CC1101", "SX1262")]
    public void A_press_becomes_an_alarm_and_is_acknowledged_on_the_air(string hub, string device)
    {
        (RadioBench bench, RadioBench.Station far, HubCore core) = Start(hub, device);
        byte[] press = Press(1);
        Assert.True(far.Radio.Send(press, 0, press.Length, bench.Milliseconds));
        long from = bench.Milliseconds;
        Assert.True(RunUntilAcknowledged(bench, far, 1, 500), "no acknowledgement");

        // Air time both ways is 56 ms.
        Assert.InRange(bench.Milliseconds - from, 56, 75);
        Assert.Equal(1, core.Status.Memory.Alarms.PersonCount);
        Assert.Equal(1, core.Status.Home!.Link.AcceptedCount);
    }

    [Theory]
    [InlineData("SX1262")]
    [InlineData("CC1101")]
    public void A_chip_that_is_reset_at_any_time_of_a_press_costs_repeats_and_no_press(string kind)
    {
        for (int after = 0; after <= 70; after += 7)
        {
            (RadioBench bench, RadioBench.Station far, HubCore core) = Start(kind, "SX1262");
            byte[] press = Press(1);
            bool isHeard = false;
            for (int repeat = 0; repeat < 6 && !isHeard; repeat++)
            {
                Assert.True(far.Radio.Send(press, 0, press.Length, bench.Milliseconds));
                if (repeat == 0)
                {
                    bench.Run(after);
                    bench.Hub.Chip.BrownOut();
                }

                isHeard = RunUntilAcknowledged(bench, far, 1, 400);
            }

            Assert.True(isHeard, $"reset after {after} ms: no acknowledgement");
            Assert.Equal(1, core.Status.Memory.Alarms.PersonCount);
        }
    }

    [Fact]
    public void While_the_chip_does_not_answer_the_core_holds_back_and_goes_on_stepping()
    {
        (RadioBench bench, RadioBench.Station far, HubCore core) = Start("SX1262", "SX1262");
        bench.Hub.Chip.Stuck = 0xFF;
        bench.Run(60_000);
        Assert.True(bench.Hub.Radio.IsChannelBusy);
        Assert.Equal(0, core.Status.StoppedByCheckCode);

        bench.Hub.Chip.Stuck = null;
        bench.Run(61_000);
        byte[] press = Press(1);
        Assert.True(far.Radio.Send(press, 0, press.Length, bench.Milliseconds));
        Assert.True(RunUntilAcknowledged(bench, far, 1, 500));
    }

    private (RadioBench Bench, RadioBench.Station Far, HubCore Core) Start(string kind, string device)
    {
        RadioBench bench = new(kind);
        RadioBench.Station far = bench.AddDevice(device);
        HubSettings settings = new()
        {
            HubId = M2MqttHome.HubId,
            Password = "not-a-secret",
            KitInstallCodes = [_label.InstallCode],
        };
        QuietBoard board = new();
        _homes.Add(new M2MqttHome());
        _homes[^1].Network.IsUp = false;
        HubPorts ports = board.Ports(_homes[^1].Uplink);
        ports.Radio = bench.Hub.Radio;
        ports.DeviceFlash = new SimFlash(2, 16 * 1024, new SeededRandom(2));
        ports.Triggers = null;
        HubCore core = new(settings, ports);
        bench.Hub.Radio.Received = core.PutFrame;
        bench.Loop = new HubLoop(core.Step, [bench.Hub.Radio], bench, bench.Hub.Signal, board);
        bench.Start();
        bench.Run(200);
        return (bench, far, core);
    }

    private byte[] Press(uint counter)
    {
        _frame.Start(RadioFrameKind.Report, _label.DeviceId, counter, 0);
        new DeviceReport
        {
            Cause = DeviceCause.Triggered,
            BatteryPercent = 90,
            HubSignalDbm = -80,
            EventNumber = 1,
        }.Put(_frame.Buffer, _frame.TextOffset);
        Assert.True(_frame.Seal(_ccm));
        byte[] sealedFrame = _frame.Buffer[.._frame.Length];
        _frame.Clear();
        return sealedFrame;
    }

    private bool RunUntilAcknowledged(RadioBench bench, RadioBench.Station far, uint counter, int milliseconds)
    {
        for (int i = 0; i < milliseconds; i++)
        {
            bench.Run(1);
            if (far.Received.Any(r => IsAcknowledgement(r.Frame, counter)))
            {
                return true;
            }
        }

        return false;
    }

    private bool IsAcknowledgement(byte[] frame, uint counter)
    {
        RadioFrame heard = new();
        return heard.Take(frame, 0, frame.Length) && heard.Open(_ccm) && heard.Kind == RadioFrameKind.Acknowledge
            && heard.DeviceId == _label.DeviceId && heard.Counter == counter;
    }
}
