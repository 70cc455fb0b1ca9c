// A home with a hub in it: the very core of the board, with everything around it simulated.
using System;
using System.Collections.Generic;
using System.Linq;
using Hub.Core;
using Hub.Core.Ports;
using Hub.Protocols.Messages;
using Hub.Simulator.Firmware;
using Hub.Simulator.Hardware;
using Hub.Simulator.World.OnAir;

namespace Hub.Simulator.World;

/// <summary>
/// Wires a <see cref="HubCore"/> to simulated ports and steps it. Taking the power away drops everything but the flash;
/// giving it back starts a new core. One thread only.
/// </summary>
public sealed partial class SimulatedHome
{
    /// <summary>How long the board takes from a restart to its first step, in ms.</summary>
    public const int BootMilliseconds = 1500;

    private readonly HomeSetup _setup;
    private readonly SimFlash[] _flashes;
    private IRunningHub? _hub;
    private UplinkTap[] _taps = [];
    private SimulatedBoard? _board;
    private long _startedAt;
    private long _nextStepAt = long.MaxValue;
    private long _restartAt = long.MaxValue;
    private BootReason _restartReason;
    private BootReason _reasonOfReturn;

    /// <summary>A home whose hub has no power yet.</summary>
    public SimulatedHome(HomeSetup setup)
    {
        _setup = setup;
        Panel = new SimulatedPanel(setup.Clock);
        Power = new SimulatedPower(setup.Clock);
        Loads = new SimulatedLoads(Power, Panel, setup.Settings);
        Power.MainsReturned = OnMainsReturned;
        Speaker = new SimulatedSpeaker();
        Agenda = new Agenda(setup.Clock);
        Radio = new SimulatedRadio(Agenda, setup.Random.Fork(), setup.Kit, setup.LastCounter);
        Radio.Hub.Received = PutFrame;
        Modem = setup.MakeModem?.Invoke(Agenda);
        Bridge = new BridgedTriggers(setup.Clock, setup.LastCounter);
        setup.Settings.KitInstallCodes = [.. setup.Kit.Select(label => label.InstallCode)];
        _flashes =
        [
            .. new[] { setup.Flash, setup.DeviceFlash, setup.DocumentFlash, setup.SettingsFlash, setup.UpdateFlash }
                .Concat(setup.Slots?.Parts ?? []).OfType<SimFlash>(),
        ];
        foreach (SimFlash flash in _flashes)
        {
            flash.PowerLost = () =>
            {
                SwitchOff();
                PowerLost?.Invoke();
            };
        }
    }

    /// <summary>Called when the hub takes its first step after a start.</summary>
    public Action? Started { get; set; }

    /// <summary>Called when the hub has asked to be restarted: the code of the check that stopped it, or 0.</summary>
    public Action<int>? Stopped { get; set; }

    /// <summary>Called when the core has been given a frame.</summary>
    public Action<Transmission>? Heard { get; set; }

    /// <summary>Called when the flash part has cut the power as it was told to.</summary>
    public Action? PowerLost { get; set; }

    /// <summary>The lamps.</summary>
    public SimulatedPanel Panel { get; }

    /// <summary>Mains and battery.</summary>
    public SimulatedPower Power { get; }

    /// <summary>What takes power.</summary>
    public SimulatedLoads Loads { get; }

    /// <summary>Why the hub is off although nobody has switched it off: its battery is empty.</summary>
    public bool IsRunDown { get; private set; }

    /// <summary>The loudspeaker.</summary>
    public SimulatedSpeaker Speaker { get; }

    /// <summary>What is planned in the home: everything on the air.</summary>
    public Agenda Agenda { get; }

    /// <summary>The devices, and the air between them and the hub.</summary>
    public SimulatedRadio Radio { get; }

    /// <summary>The mobile modem; null when the home has none.</summary>
    public SimulatedModem? Modem { get; }

    /// <summary>Triggers of another vendor, heard by a bridge.</summary>
    public BridgedTriggers Bridge { get; }

    /// <summary>The hub's settings.</summary>
    public HubSettings Settings => _setup.Settings;

    /// <summary>The running hub; null without power and while the board starts.</summary>
    public IRunningHub? Hub => _hub;

    /// <summary>The core of a running hub that is of the simulator's own build; null when it runs from a slot.
    /// </summary>
    public HubCore? Core => (_hub as RunningHub)?.Core;

    /// <summary>Whether the hub has power.</summary>
    public bool IsPowered { get; private set; }

    /// <summary>How many times the hub has been started in this home.</summary>
    public int StartCount { get; private set; }

    /// <summary>How many steps the hub has taken in this home.</summary>
    public long StepCount { get; private set; }

    /// <summary>Whether the hub has a session with its fleet manager.</summary>
    public bool IsConnected => Array.Exists(_taps, tap => tap.State == UplinkState.Ready);

    /// <summary>World time at which the hub last fed its watchdog, in ms.</summary>
    public long WatchdogFedAt => _board?.FedAt ?? 0;

    /// <summary>World time of the next call of <see cref="Step"/> that is due, in ms.</summary>
    public long NextStepAt =>
        Math.Min(Math.Min(Agenda.NextAt, Bridge.NextFrameAt), Math.Min(_nextStepAt, _restartAt));

    /// <summary>Gives the hub power; its first step comes after <see cref="BootMilliseconds"/>.</summary>
    public void SwitchOn(BootReason reason = BootReason.PowerOn)
    {
        if (IsPowered)
        {
            return;
        }

        IsPowered = true;
        IsRunDown = false;
        Array.ForEach(_flashes, flash => flash.RestorePower());
        _restartAt = _setup.Clock.NowMilliseconds + BootMilliseconds;
        _restartReason = reason;
    }

    /// <summary>Takes all power from the hub, at this very moment, also from within a flash operation.</summary>
    public void SwitchOff()
    {
        // The core may be in the middle of a step: nothing that it still does may change anything.
        IsPowered = false;
        Array.ForEach(_flashes, flash => flash.LosePower());
        Panel.IsPowered = false;
        Radio.Hub.IsPowered = false;
        Bridge.IsHubPowered = false;
        Array.ForEach(_taps, tap => tap.IsPowered = false);

        _hub = null;
        _nextStepAt = long.MaxValue;
        _restartAt = long.MaxValue;
        Loads.Update(false);
    }

    /// <summary>Presses a button on the hub's front.</summary>
    /// <returns>False when the hub does not run: nothing hears it.</returns>
    public bool PressFront(FrontButton button)
    {
        if (_hub == null)
        {
            return false;
        }

        _hub.PressFront((int)button, _setup.Clock.NowMilliseconds - _startedAt);
        Wake();
        return true;
    }

    /// <summary>The hub has something new to look at: bytes have arrived, or its power has changed.</summary>
    public void Wake()
    {
        if (_hub != null)
        {
            _nextStepAt = _setup.Clock.NowMilliseconds;
        }
    }

    /// <summary>Does what is due: starts the board, lets things happen on the air, steps the hub.</summary>
    /// <returns>Whether the hub has been stepped.</returns>
    public bool Step()
    {
        long now = _setup.Clock.NowMilliseconds;
        if (now >= _restartAt)
        {
            Start(_restartReason);
        }

        Agenda.RunDue();
        if (Bridge.Send(_hub, now - _startedAt))
        {
            _nextStepAt = now;
        }

        IRunningHub? hub = _hub;
        if (hub == null || now < _nextStepAt)
        {
            return false;
        }

        if (Power.IsDead)
        {
            RunDown(BootReason.BrownOut);
            return false;
        }

        StepCount++;
        long next = StepHub(hub, now);
        if (_hub == null)
        {
            return true; // The power went during the step.
        }

        _nextStepAt = next == long.MaxValue ? next : Math.Max(next + _startedAt, now + 1);
        Loads.Update(true);
        if (Loads.IsPowerOffRequested)
        {
            RunDown(BootReason.PowerOn);
            return true;
        }

        if (_board!.IsRestartRequested)
        {
            Stopped?.Invoke(hub.Figures.StoppedByCheckCode);
            Restart(_board.RequestedReason);
        }

        return true;
    }

    private UplinkPath[] TapPaths()
    {
        IReadOnlyList<UplinkPath> paths = _setup.MakePaths?.Invoke(_setup.Settings)
            ?? [new UplinkPath(0, _setup.MakeUplink(_setup.Settings))];
        SessionWatch watch = new([Loads, .. _setup.Observers]);
        _taps = [.. paths.Select(path => new UplinkTap(path.Uplink, watch))];
        return [.. paths.Select((path, i) => new UplinkPath(path.Receiver, _taps[i]))];
    }

    private void PutFrame(Transmission heard, int signalDbm)
    {
        long now = _setup.Clock.NowMilliseconds;
        byte[] frame = heard.Frame;
        if (_hub != null && _hub.PutFrame(frame, 0, frame.Length, signalDbm, now - _startedAt))
        {
            _nextStepAt = now;
            Heard?.Invoke(heard);
        }
    }

    private void RunDown(BootReason reasonOfReturn)
    {
        SwitchOff();
        IsRunDown = true;
        _reasonOfReturn = reasonOfReturn;
    }

    private void OnMainsReturned()
    {
        if (IsRunDown)
        {
            SwitchOn(_reasonOfReturn);
        }
    }

    private void Restart(BootReason reason)
    {
        SwitchOff();
        SwitchOn(reason);
    }

    private void Start(BootReason reason)
    {
        _restartAt = long.MaxValue;
        _startedAt = _setup.Clock.NowMilliseconds;
        _nextStepAt = _startedAt;
        StartCount++;
        Panel.IsPowered = true;
        Radio.Hub.IsPowered = true;
        Bridge.IsHubPowered = true;
        _board = new SimulatedBoard(_setup.Clock, reason);
        Loads.Start();
        _hub = MakeHub(MakePorts(TapPaths()));
        if (!IsPowered)
        {
            // The power went while the loader wrote its record.
            _hub = null;
            _nextStepAt = long.MaxValue;
            return;
        }

        if (_hub == null)
        {
            Restart(BootReason.Fault);
            return;
        }

        Started?.Invoke();
    }

    private HubPorts MakePorts(UplinkPath[] paths) => new()
    {
        Flash = _setup.Flash,
        Paths = paths,
        Modem = Modem,
        Panel = Panel,
        Power = Power,
        Random = _setup.Random,
        Watchdog = _board,
        Restart = _board,
        Triggers = Bridge,
        Radio = Radio.Hub,
        DeviceFlash = _setup.DeviceFlash,
        DocumentFlash = _setup.DocumentFlash,
        SettingsFlash = _setup.SettingsFlash,
        Receivers = _setup.Receivers,
        Audio = Speaker,
        Loads = Loads,
    };
}
