// The steady state allocates nothing: steps, heartbeats, presses, frames, acknowledgements, whole days.
using System;
using System.Collections.Generic;
using System.Linq;
using Firmware.Tests.World;
using Hub.Core;
using Hub.Core.Linking;
using Hub.Core.Ports;
using Hub.Protocols.Devices;
using Hub.Protocols.Messages;

namespace Firmware.Tests;

public sealed class AllocationTests
{
    private const long Second = 1000;
    private const long Minute = 60 * Second;

    /// <summary>Ports that do nothing, and so allocate nothing.</summary>
    private sealed class Silence : IPanel, IPower, IWatchdog, IRestart, ITriggerAcknowledger, IAudio
    {
        public int PressCount { get; private set; }

        public PowerSource Source => PowerSource.Mains;

        public int BatteryPercent => 100;

        public BootReason LastReason => BootReason.PowerOn;

        public void Configure(int volumePercent, int language)
        {
        }

        public void SetLamp(Lamp lamp, LampColour colour)
        {
        }

        public void Feed()
        {
        }

        public void Request(BootReason reason) => throw new InvalidOperationException("no restart is expected");

        public bool IsSpeaking => false;

        public bool Speak(Hub.Core.Panel.Phrase phrase) => true;

        public void Play(Sound sound)
        {
        }

        public void AcknowledgePress(uint triggerId, uint pressToken) => PressCount++;
    }

    private readonly LoopbackBroker _broker = new();
    private readonly HubCore _hub;
    private readonly ITestOutputHelper _output;
    private readonly TestRadio _radio = new(new Supply());
    private readonly RadioDevice[] _devices = new RadioDevice[Limits.MaxKitDevices];
    private readonly Queue<byte[]> _frames = new();
    private long _now;
    private uint _token;

    public static TheoryData<string> Works =>
        ["idle steps", "heartbeats", "presses", "presses off line", "frames", "frames off line", "all of it"];

    public AllocationTests(ITestOutputHelper output)
    {
        _output = output;
        Silence silence = new();
        for (int i = 0; i < _devices.Length; i++)
        {
            _devices[i] = new RadioDevice((uint)(100 + i), (DeviceKind)(i + 1));
            _devices[i].PairAsKit();
        }

        HubSettings settings = new()
        {
            HubId = "00c0ffee00c0ffee",
            Password = "x",
            Link = new LinkSettings { ReconnectSpreadSeconds = 5 },
            KitInstallCodes = [.. _devices.Select(d => d.Label)],
        };
        _hub = new HubCore(settings, new HubPorts
        {
            Flash = new NorFlash(),
            Uplink = new MqttUplink(settings, _broker),
            Panel = silence,
            Power = silence,
            Random = new SeededRandom(1),
            Watchdog = silence,
            Restart = silence,
            Triggers = silence,
            Radio = _radio,
            DeviceFlash = new NorFlash(2, TestHome.SectorBytes),
            Audio = silence,
        });
        _radio.IsSilent = true;
        Run(30 * Second);
        Assert.True(_hub.Status.Session.IsReady);
    }

    [Theory]
    [MemberData(nameof(Works))]
    public void HBG_018_the_steady_state_allocates_no_byte(string work)
    {
        // Once to warm up: what the runtime itself makes at first use is not the hub's.
        RunWork(work);
        RunWork(work);
        MakeFrames(work);
        int frames = _frames.Count;
        long accepted = _hub.Status.Home!.Link.AcceptedCount;
        long before = GC.GetAllocatedBytesForCurrentThread();
        RunWork(work);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        _output.WriteLine($"{work}: {allocated} bytes, {_hub.Status.StepCount} steps, {frames} frames");
        Assert.Equal(frames * 3 / 5, _hub.Status.Home.Link.AcceptedCount - accepted);
        Assert.Equal(0, allocated);
    }

    private void RunWork(string work)
    {
        if (_frames.Count == 0)
        {
            MakeFrames(work);
        }

        switch (work)
        {
            case "idle steps":
                for (int i = 0; i < 1000; i++)
                {
                    _hub.Step(_now + (i % 7));
                }

                break;
            case "heartbeats":
                Run(60 * Minute);
                break;
            case "presses":
                Press(100);
                break;
            case "presses off line":
                _broker.CannotOpen = true;
                _broker.Close();
                Press(20);
                _broker.CannotOpen = false;
                Run(10 * Minute);
                break;
            case "frames":
                PutFrames();
                break;
            case "frames off line":
                _broker.CannotOpen = true;
                _broker.Close();
                PutFrames();
                _broker.CannotOpen = false;
                Run(10 * Minute);
                break;
            default:
                PutFrames();
                Press(100);
                Run(48 * 60 * Minute);
                break;
        }
    }

    // Of each device a report, a press or event, the same again, a forged one and a neighbour's.
    private void MakeFrames(string work)
    {
        _frames.Clear();
        if (!work.StartsWith("frames", StringComparison.Ordinal) && work != "all of it")
        {
            return;
        }

        RadioDevice neighbour = new(0x9999);
        foreach (RadioDevice device in _devices.Concat(_devices))
        {
            _frames.Enqueue(device.Report(DeviceCause.Supervision));
            _frames.Enqueue(device.Report(DeviceCause.Triggered));
            byte[] again = device.Report(DeviceCause.Opened, value: 3);
            _frames.Enqueue(again);
            byte[] forged = [.. again];
            forged[^1] ^= 1;
            _frames.Enqueue(forged);
            _frames.Enqueue(neighbour.Report(DeviceCause.Triggered));
        }
    }

    private void PutFrames()
    {
        while (_frames.Count > 0)
        {
            byte[] frame = _frames.Dequeue();
            if (!_hub.PutFrame(frame, 0, frame.Length, -80, _now))
            {
                throw new InvalidOperationException("the ring is full");
            }

            Run(Second);
        }
    }

    private void Press(int count)
    {
        for (int i = 0; i < count; i++)
        {
            if (!_hub.PressTrigger((uint)(1 + (i % 3)), 3, 10, 0, ++_token, _now))
            {
                throw new InvalidOperationException("the ring is full");
            }

            Run(Second);
        }
    }

    private void Run(long milliseconds)
    {
        long end = _now + milliseconds;
        long next = _hub.Step(_now);
        while (next <= end)
        {
            _now = next > _now ? next : _now;
            next = _hub.Step(_now);
        }

        _now = end;
    }
}
