// A hub on its transceiver, and one of its home's devices that speaks to it over the air.
using System;
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

/// <summary>The hub has no network: what is pressed stays with it. The device seals with the managed cipher.</summary>
internal sealed class RadioHome : IDisposable
{
    private readonly M2MqttHome _home = new();
    private readonly DeviceLabel _label = HomeKit.Buttons[0];
    private readonly RadioFrame _frame = new();
    private readonly Ccm _ccm = new(new Aes128());

    /// <summary>Starts both.</summary>
    /// <param name="kind">The hub's transceiver.</param>
    /// <param name="device">The device's.</param>
    /// <param name="cipher">The hub's cipher; null is the managed one.</param>
    internal RadioHome(string kind = "SX1262", string device = "SX1262", IBlockCipher? cipher = null)
    {
        byte[] key = new byte[RadioLimits.KeyBytes];
        byte[] none = new byte[RadioLimits.JoinNonceBytes];
        new RadioKeys().DeriveLink(_label.Secret, none, none, _label.DeviceId, key, 0);
        _ccm.SetKey(key, 0);

        Bench = new RadioBench(kind);
        Far = Bench.AddDevice(device);
        HubSettings settings = new()
        {
            HubId = M2MqttHome.HubId,
            Password = "not-a-secret",
            KitInstallCodes = [_label.InstallCode],
        };
        QuietBoard board = new();
        _home.Network.IsUp = false;
        HubPorts ports = board.Ports(_home.Uplink);
        ports.Radio = Bench.Hub.Radio;
        ports.Cipher = cipher;
        ports.DeviceFlash = new SimFlash(2, 16 * 1024, new SeededRandom(2));
        ports.Triggers = null;
        Core = new HubCore(settings, ports);
        Bench.Hub.Radio.Received = Core.PutFrame;
        Bench.Loop = new HubLoop(Core.Step, [Bench.Hub.Radio], Bench, Bench.Hub.Signal, board);
        Bench.Start();
        Bench.Run(200);
    }

    internal RadioBench Bench { get; }

    /// <summary>The device's transceiver.</summary>
    internal RadioBench.Station Far { get; }

    internal HubCore Core { get; }

    /// <summary>Alarms of persons that the hub holds.</summary>
    internal int PressCount => Core.Status.Memory.Alarms.PersonCount;

    public void Dispose() => _home.Dispose();

    /// <summary>Puts a press on the air.</summary>
    internal void SendPress(uint counter)
    {
        _frame.Start(RadioFrameKind.Report, _label.DeviceId, counter, 0);
        new DeviceReport
        {
            Cause = DeviceCause.Triggered,
            BatteryPercent = 90,
            HubSignalDbm = -80,
            EventNumber = (int)counter,
        }.Put(_frame.Buffer, _frame.TextOffset);
        Assert.True(_frame.Seal(_ccm));
        Assert.True(Far.Radio.Send(_frame.Buffer, 0, _frame.Length, Bench.Milliseconds));
        _frame.Clear();
    }

    /// <summary>Runs until the device has heard the acknowledgement of a press.</summary>
    internal bool RunUntilAcknowledged(uint counter, int milliseconds)
    {
        for (int i = 0; i < milliseconds; i++)
        {
            Bench.Run(1);
            if (Far.Received.Any(r => IsAcknowledgement(r.Frame, counter)))
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
