// One hub of the demonstration: a simulated home on real time, with a real connection.
using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Threading;
using Hub.Core;
using Hub.Core.Linking;
using Hub.Core.Ports;
using Hub.Simulator.App.Page;
using Hub.Simulator.World;
using Hub.Simulator.World.Devices;

namespace Hub.Simulator.App;

/// <summary>Used by the stepping thread only, but for <see cref="Woken"/> and <see cref="TryMarkWoken"/>.</summary>
internal sealed class DemoHub : IDisposable
{
    private const int FlashSectors = 4;
    private const int FlashSectorBytes = 4096;
    private const int DeviceSectors = 2;
    private const uint FirstTriggerId = 0x0A000000;
    private readonly TcpBearer _bearer;
    private readonly HubTally _tally = new();
    private readonly Action<string> _say;
    private readonly IWorldClock _clock;
    private int _isWoken;
    private int _pressCount;
    private int _acceptedCount;
    private int _pendingAlarmCount;
    private bool _isConnected;

    internal DemoHub(
        int number, Credentials credentials, DemoOptions options, IWorldClock clock, Action<string> say,
        Action<DemoHub> wake)
    {
        Number = number;
        HubId = credentials.HubId;
        _clock = clock;
        _say = say;
        Woken = wake;
        Network = new NetworkSwitch { Changed = () => Woken(this) };
        _bearer = new TcpBearer(options.Server.EndPoint, options.Tls, Network, () => Woken(this));
        Diary = new HubDiary(clock);

        // A device's frame counter outlives this program: seconds since 1970 are above all it has used.
        uint lastCounter = (uint)(clock.UnixMilliseconds / 1000);
        SeededRandom random = new((ulong)Random.Shared.NextInt64());
        SimFlash journal = new(FlashSectors, FlashSectorBytes, random.Fork());
        SimFlash devices = new(DeviceSectors, Limits.MinDeviceSectorBytes, random.Fork());
        SimFlash rules = new(Limits.MinDocumentSectors, Limits.MinSectorBytes, random.Fork());
        SimFlash settings = new(Limits.MinSectors, Limits.MinSectorBytes, random.Fork());
        Home = new SimulatedHome(new HomeSetup
        {
            Clock = clock,
            Random = random,
            Flash = new FlashFile(journal, Path.Combine(options.StateDirectory, HubId + ".flash")),
            DeviceFlash = new FlashFile(devices, Path.Combine(options.StateDirectory, HubId + ".devices.flash")),
            DocumentFlash = new FlashFile(rules, Path.Combine(options.StateDirectory, HubId + ".rules.flash")),
            SettingsFlash = new FlashFile(settings, Path.Combine(options.StateDirectory, HubId + ".settings.flash")),
            Receivers = _bearer,
            Kit = MakeKit(number, HubId),
            MakeUplink = MakeUplink,
            Observers = [_tally, Diary],
            LastCounter = lastCounter,
            Settings = new HubSettings
            {
                HubId = credentials.HubId,
                Password = credentials.Password,
                PairingKey = credentials.PairingKey,
                DocumentKey = credentials.DocumentKey,
                FirmwareVersion = "0.1.0-simulated",
                HardwareModel = "simulator",
                Link = new LinkSettings
                {
                    ReconnectSpreadSeconds = 5,
                    Receivers = [options.Server.Receiver],
                },
                HeartbeatIntervalSeconds = options.HeartbeatIntervalSeconds,
            },
        });
        Listen();
        Diary.Attach(Home);
        HomeFile kept = new(Path.Combine(options.StateDirectory, HubId + ".devices.json"), lastCounter);
        Devices = new HomeDevices(Home, Diary, kept);
    }

    internal int Number { get; }

    internal string HubId { get; }

    internal SimulatedHome Home { get; }

    /// <summary>The devices in the home.</summary>
    internal HomeDevices Devices { get; }

    /// <summary>What has happened lately.</summary>
    internal HubDiary Diary { get; }

    /// <summary>Called on the stepping thread after each step.</summary>
    internal Action? Stepped { get; set; }

    internal NetworkSwitch Network { get; }

    /// <summary>Called from any thread when there is something to look at.</summary>
    internal Action<DemoHub> Woken { get; }

    /// <summary>World time for which the next step is planned, in ms.</summary>
    internal long PlannedAt { get; set; } = long.MaxValue;

    /// <summary>Marks the hub as waiting for the stepping thread.</summary>
    /// <returns>False when it was marked already.</returns>
    internal bool TryMarkWoken() => Interlocked.Exchange(ref _isWoken, 1) == 0;

    internal void ClearWoken() => Volatile.Write(ref _isWoken, 0);

    /// <summary>Presses the button of the home.</summary>
    internal void Press() => Press(FirstTriggerId + (uint)Number);

    /// <summary>Presses a device of the home, or whatever makes it call for help.</summary>
    internal void Press(uint deviceId)
    {
        _pressCount++;
        Home.Radio.Push(deviceId);
        string what = deviceId == FirstTriggerId + Number ? "button" : $"device {deviceId:X8}";
        Say(what + " pressed" + (Home.IsPowered ? "" : "; the hub has no power, the button goes on trying"));
    }

    /// <summary>Presses a button on the hub's front.</summary>
    /// <returns>False when the hub does not run: nothing hears it.</returns>
    internal bool PressFront(FrontButton button)
    {
        if (!Home.PressFront(button))
        {
            return false;
        }

        Diary.Note("button", PageJson.Word(button.ToString()));
        Say($"{button} pressed on the front");
        return true;
    }

    /// <summary>What follows a step.</summary>
    internal void OnStepped()
    {
        Devices.Keep();
        Stepped?.Invoke();
    }

    internal void SetPower(bool isOn)
    {
        if (isOn != Home.IsPowered)
        {
            Diary.Note(isOn ? "powerOn" : "powerOff");
            Say(isOn ? "power on" : "power cut");
        }

        if (isOn)
        {
            Home.SwitchOn();
        }
        else
        {
            PendingAlarmCount();
            _isConnected = false;
            Home.SwitchOff();
            _bearer.Abandon();
        }
    }

    internal void SetNetwork(bool isOn)
    {
        if (isOn != Network.IsOn)
        {
            Diary.Note(isOn ? "networkOn" : "networkOff");
            Say(isOn ? "network plugged in" : "network pulled out");
        }

        Network.IsOn = isOn;
    }

    internal void SetMains(bool isOn)
    {
        if (isOn != Home.Power.IsMainsOn)
        {
            Diary.Note(isOn ? "mainsOn" : "mainsOff");
            Say(isOn ? "mains is back" : "mains lost, on battery");
        }

        Home.Power.IsMainsOn = isOn;
        Home.Wake();
    }

    internal HubStatus Status() => new(
        Number,
        HubId,
        Home.IsPowered,
        Home.Power.IsMainsOn,
        Network.IsOn,
        Home.IsConnected,
        new LampStatus(Colour(Lamp.Power), Colour(Lamp.Internet), Colour(Lamp.Service)),
        _pressCount,
        _acceptedCount,
        PendingAlarmCount(),
        _tally.AcknowledgedAlarmCount,
        _tally.HeartbeatCount,
        Home.StartCount);

    /// <summary>A fault of the simulator itself: this hub stops, the others go on.</summary>
    internal void StopFor(Exception exception)
    {
        Say($"stopped by a fault: {exception.Message}");
        SetPower(false);
    }

    public void Dispose() => _bearer.Dispose();

    // The same at each start of the program: the button's key follows from it. It is a toy's key and no secret.
    private static IReadOnlyList<DeviceLabel> MakeKit(int number, string hubId) => HomeKit.MakeButtons(
        FirstTriggerId + (uint)number,
        1,
        new SeededRandom(ulong.Parse(hubId, NumberStyles.HexNumber, CultureInfo.InvariantCulture)));

    // Without power, what the journal held when it went.
    private int PendingAlarmCount()
    {
        _pendingAlarmCount = Home.Core?.Status.Memory.Alarms.Count ?? _pendingAlarmCount;
        return _pendingAlarmCount;
    }

    private IUplink MakeUplink(HubSettings settings)
    {
        _bearer.Abandon();
        return new MqttUplink(settings, _bearer);
    }

    private void Listen()
    {
        _tally.ConnectionChanged = OnConnectionChanged;
        _tally.AlarmSent = alarm => Say(string.Create(
            CultureInfo.InvariantCulture, $"{alarm.Kind} alarm {alarm.Sequence} sent, attempt {alarm.Attempt}"));
        _tally.AlarmHeld = sequence => Say(string.Create(
            CultureInfo.InvariantCulture, $"alarm {sequence} is held by the fleet manager"));
        Home.Radio.Accepted = press =>
        {
            _acceptedCount++;
            Say(string.Create(
                CultureInfo.InvariantCulture,
                $"press is safe in the journal after {_clock.NowMilliseconds - press.PressedAt} ms"));
        };
        Home.Panel.Changed = (lamp, colour) =>
        {
            // Radio flashes with every frame.
            if (lamp != Lamp.Radio)
            {
                Say($"lamp {lamp} {Name(colour)}");
            }
        };
    }

    private void OnConnectionChanged(bool isConnected)
    {
        // Attempts that come to nothing end as sessions do.
        if (isConnected != _isConnected)
        {
            _isConnected = isConnected;
            Diary.Note(isConnected ? "connected" : "disconnected");
            Say(isConnected ? "connected" : "connection lost");
        }
    }

    private void Say(string what) => _say($"hub {Number} ({HubId}): {what}");

    private string Colour(Lamp lamp) => Name(Home.Panel.Colour(lamp));

    private static string Name(LampColour colour) => colour.ToString().ToLowerInvariant();
}
