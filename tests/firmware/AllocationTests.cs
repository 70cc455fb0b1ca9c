// The steady state allocates nothing: steps, heartbeats, presses, acknowledgements, whole days.
using System;
using Firmware.Tests.World;
using Hub.Core;
using Hub.Core.Linking;
using Hub.Core.Ports;
using Hub.Protocols.Messages;

namespace Firmware.Tests;

public sealed class AllocationTests
{
    private const long Second = 1000;
    private const long Minute = 60 * Second;

    /// <summary>Ports that do nothing, and so allocate nothing.</summary>
    private sealed class Silence : IPanel, IPower, IWatchdog, IRestart, ITriggerAcknowledger
    {
        public int PressCount { get; private set; }

        public PowerSource Source => PowerSource.Mains;

        public int BatteryPercent => 100;

        public BootReason LastReason => BootReason.PowerOn;

        public void SetLamp(Lamp lamp, LampColour colour)
        {
        }

        public void Feed()
        {
        }

        public void Request(BootReason reason) => throw new InvalidOperationException("no restart is expected");

        public void AcknowledgePress(uint triggerId, uint pressToken) => PressCount++;
    }

    private readonly LoopbackBroker _broker = new();
    private readonly HubCore _hub;
    private readonly ITestOutputHelper _output;
    private long _now;
    private uint _token;

    public static TheoryData<string> Works => ["idle steps", "heartbeats", "presses", "presses off line", "all of it"];

    public AllocationTests(ITestOutputHelper output)
    {
        _output = output;
        Silence silence = new();
        HubSettings settings = new() { HubId = "00c0ffee00c0ffee", Password = "x" };
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
        });
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
        long before = GC.GetAllocatedBytesForCurrentThread();
        RunWork(work);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        _output.WriteLine($"{work}: {allocated} bytes, {_hub.Status.StepCount} steps");
        Assert.Equal(0, allocated);
    }

    private void RunWork(string work)
    {
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
            default:
                Press(100);
                Run(48 * 60 * Minute);
                break;
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
