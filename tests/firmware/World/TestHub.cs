// A whole hub on a manual clock with every port in the test's hands.
using System;
using System.Collections.Generic;
using System.Linq;
using Hub.Core;
using Hub.Core.Ports;
using Hub.Protocols.Alarms;
using Hub.Protocols.Messages;

namespace Firmware.Tests.World;

internal sealed class TestHub : IPanel, IPower, IWatchdog, IRestart
{
    private readonly HubPorts _ports;
    private uint _lastToken;
    private long _next;

    internal TestHub(
        Action<HubSettings>? change = null,
        NorFlash? flash = null,
        IUplink? uplink = null,
        Action<HubPorts>? ports = null)
    {
        change?.Invoke(Settings);
        Flash = flash ?? new NorFlash();
        _ports = new HubPorts
        {
            Flash = Flash,
            Uplink = uplink ?? Uplink,
            Panel = this,
            Power = this,
            Random = new SeededRandom(1),
            Watchdog = this,
            Restart = this,
            Triggers = Triggers,
        };
        ports?.Invoke(_ports);
        Hub = new HubCore(Settings, _ports);
    }

    /// <summary>The key that the fleet manager shares with the hub for commands and requests about devices.</summary>
    internal static byte[] Key { get; } = [.. Enumerable.Range(1, 16).Select(i => (byte)i)];

    internal HubSettings Settings { get; } = new()
    {
        HubId = "00c0ffee00c0ffee",
        Password = "not-a-secret",
        FirmwareVersion = "1.2.3",
        HardwareModel = "test",
        SettingsVersion = 4,
        PairingKey = Key,
        Link = new LinkSettings { ReconnectSpreadSeconds = 5 },
    };

    internal NorFlash Flash { get; }

    internal FakeUplink Uplink { get; } = new();

    internal TriggerRecorder Triggers { get; } = new();

    internal HubCore Hub { get; private set; }

    internal HubStatus Status => Hub.Status;

    internal long Now { get; set; }

    internal List<(long At, Lamp Lamp, LampColour Colour)> LampChanges { get; } = [];

    internal Dictionary<Lamp, LampColour> LampsNow { get; } = [];

    internal List<BootReason> RestartRequests { get; } = [];

    internal List<long> FeedTimes { get; } = [];

    public BootReason LastReason { get; set; } = BootReason.PowerOn;

    public PowerSource Source { get; set; } = PowerSource.Mains;

    public int BatteryPercent { get; set; } = 90;

    /// <summary>The board starts anew on the same flash; its monotonic time starts over.</summary>
    internal void Reboot(BootReason reason = BootReason.PowerOn)
    {
        LastReason = reason;
        Uplink.UnixAtZero += Now;
        Uplink.PowerOff();
        Now = 0;
        _next = 0;
        Hub = new HubCore(Settings, _ports);
    }

    /// <summary>Steps the hub as it asks for, up to a time.</summary>
    internal void RunTo(long milliseconds)
    {
        Step();
        while (_next <= milliseconds)
        {
            Now = Math.Max(Now, _next);
            Step();
        }

        Now = Math.Max(Now, milliseconds);
        Step();
    }

    internal void Run(long milliseconds) => RunTo(Now + milliseconds);

    internal long Step()
    {
        // A hub that asks to be stepped at once again and again would never sleep.
        int steps = 0;
        do
        {
            _next = Hub.Step(Now);
            steps++;
        }
        while (_next <= Now && steps < 100);

        Assert.True(_next > Now, "the hub wants to be stepped for ever at one time");
        Assert.True(_next <= Now + Limits.MaxStepIntervalMilliseconds);
        return _next;
    }

    internal uint Press(uint trigger = 7, uint? token = null)
    {
        uint used = token ?? ++_lastToken;
        Assert.True(Hub.PressTrigger(
            trigger, DeviceTypes.PersonalTrigger, StatusCodes.ManualAlarm, LocationCodes.BathRoom, used, Now));
        Step();
        return used;
    }

    internal bool IsAcknowledged(uint trigger, uint token) => Triggers.Acknowledged.Contains((trigger, token));

    public void SetLamp(Lamp lamp, LampColour colour)
    {
        LampChanges.Add((Now, lamp, colour));
        LampsNow[lamp] = colour;
    }

    public void Feed() => FeedTimes.Add(Now);

    public void Request(BootReason reason) => RestartRequests.Add(reason);
}
