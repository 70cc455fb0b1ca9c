// A home with a hub in it: the very core of the board, with everything around it simulated.
using System;
using Hub.Core;
using Hub.Core.Ports;
using Hub.Protocols.Messages;

namespace Hub.Simulator.World;

/// <summary>
/// Wires a <see cref="HubCore"/> to simulated ports and steps it. Taking the power away drops everything but the flash;
/// giving it back starts a new core. One thread only.
/// </summary>
public sealed class SimulatedHome
{
    /// <summary>How long the board takes from a restart to its first step, in ms.</summary>
    public const int BootMilliseconds = 1500;

    private readonly HomeSetup _setup;
    private HubCore? _core;
    private UplinkTap? _tap;
    private SimulatedBoard? _board;
    private long _startedAt;
    private long _nextStepAt = long.MaxValue;
    private long _restartAt = long.MaxValue;
    private BootReason _restartReason;

    /// <summary>A home whose hub has no power yet.</summary>
    public SimulatedHome(HomeSetup setup)
    {
        _setup = setup;
        Panel = new SimulatedPanel(setup.Clock);
        Power = new SimulatedPower(setup.Clock);
        Radio = new SimulatedRadio(setup.Clock, setup.LastToken);
        if (setup.Flash is SimFlash flash)
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

    /// <summary>Called when the flash part has cut the power as it was told to.</summary>
    public Action? PowerLost { get; set; }

    /// <summary>The lamps.</summary>
    public SimulatedPanel Panel { get; }

    /// <summary>Mains and battery.</summary>
    public SimulatedPower Power { get; }

    /// <summary>The triggers.</summary>
    public SimulatedRadio Radio { get; }

    /// <summary>The hub's settings.</summary>
    public HubSettings Settings => _setup.Settings;

    /// <summary>The running core; null without power and while the board starts.</summary>
    public HubCore? Core => _core;

    /// <summary>Whether the hub has power.</summary>
    public bool IsPowered { get; private set; }

    /// <summary>How many times the hub has been started in this home.</summary>
    public int StartCount { get; private set; }

    /// <summary>Whether the hub has a session with its fleet manager.</summary>
    public bool IsConnected => _tap?.State == UplinkState.Ready;

    /// <summary>World time at which the hub last fed its watchdog, in ms.</summary>
    public long WatchdogFedAt => _board?.FedAt ?? 0;

    /// <summary>World time of the next call of <see cref="Step"/> that is due, in ms.</summary>
    public long NextStepAt => Math.Min(Radio.NextFrameAt, Math.Min(_nextStepAt, _restartAt));

    /// <summary>Gives the hub power; its first step comes after <see cref="BootMilliseconds"/>.</summary>
    public void SwitchOn(BootReason reason = BootReason.PowerOn)
    {
        if (IsPowered)
        {
            return;
        }

        IsPowered = true;
        (_setup.Flash as SimFlash)?.RestorePower();
        _restartAt = _setup.Clock.NowMilliseconds + BootMilliseconds;
        _restartReason = reason;
    }

    /// <summary>Takes all power from the hub, at this very moment, also from within a flash operation.</summary>
    public void SwitchOff()
    {
        IsPowered = false;
        Panel.IsPowered = false;
        Radio.IsHubPowered = false;
        if (_tap != null)
        {
            _tap.IsPowered = false;
        }

        _core = null;
        _nextStepAt = long.MaxValue;
        _restartAt = long.MaxValue;
    }

    /// <summary>The hub has something new to look at: bytes have arrived, or its power has changed.</summary>
    public void Wake()
    {
        if (_core != null)
        {
            _nextStepAt = _setup.Clock.NowMilliseconds;
        }
    }

    /// <summary>Does what is due: starts the board, sends the triggers' frames, steps the hub.</summary>
    public void Step()
    {
        long now = _setup.Clock.NowMilliseconds;
        if (now >= _restartAt)
        {
            Start(_restartReason);
        }

        if (Radio.Send(_core, now - _startedAt))
        {
            _nextStepAt = now;
        }

        HubCore? core = _core;
        if (core == null || now < _nextStepAt)
        {
            return;
        }

        long next = core.Step(now - _startedAt);
        if (_core == null)
        {
            return; // The power went during the step.
        }

        _nextStepAt = next == long.MaxValue ? next : Math.Max(next + _startedAt, now + 1);
        if (_board!.IsRestartRequested)
        {
            Restart(_board.RequestedReason);
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
        Radio.IsHubPowered = true;
        _board = new SimulatedBoard(_setup.Clock, reason);
        _tap = new UplinkTap(_setup.MakeUplink(_setup.Settings), _setup.Observers);
        _core = new HubCore(_setup.Settings, new HubPorts
        {
            Flash = _setup.Flash,
            Uplink = _tap,
            Panel = Panel,
            Power = Power,
            Random = _setup.Random,
            Watchdog = _board,
            Restart = _board,
            Triggers = Radio,
        });
        Started?.Invoke();
    }
}
