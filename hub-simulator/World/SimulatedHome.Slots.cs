// Which firmware a simulated board runs.
using System;
using Hub.Core;
using Hub.Loader;
using Hub.Protocols.Messages;
using Hub.Simulator.Firmware;
using Hub.Simulator.Hardware;
using Hub.Simulator.World.Slots;
using Hub.Updating;

namespace Hub.Simulator.World;

/// <content>The loader's start, and what firmware from a slot may do wrong.</content>
public sealed partial class SimulatedHome
{
    /// <summary>How long firmware from a slot may leave its watchdog unfed, in ms.</summary>
    public const int WatchdogMilliseconds = 120_000;

    private bool _isFromSlot;

    /// <summary>What the loader has started; null for a hub without slots.</summary>
    public SlotStart? Firmware { get; private set; }

    /// <summary>The boot record as the last start left it; null for a hub without slots.</summary>
    public BootRecord? BootRecord { get; private set; }

    // Null when the board must start once more.
    private IRunningHub? MakeHub(HubPorts ports)
    {
        _isFromSlot = false;
        if (_setup.Slots == null)
        {
            return new RunningHub(new HubCore(_setup.Settings, ports));
        }

        BootLoader loader = new(_setup.Slots, _setup.Slots, _setup.Slots, new SlotCodeLoader(), _setup.Slots);
        SlotStart start = loader.Start();
        Firmware = start;
        BootRecord = loader.Record;
        ports.UpdateFlash = _setup.UpdateFlash;
        if (start.MustRestart)
        {
            return null;
        }

        if (start.Application == null)
        {
            ports.Firmware = new SlotFirmware(
                _setup.Slots, start, new BoardSlots(_setup.Slots), _setup.Slots, _setup.Slots);
            return new RunningHub(new HubCore(_setup.Settings, ports));
        }

        _isFromSlot = true;
        try
        {
            return (start.Application as IHubFirmware)?.Make(
                new BoardSocket(_setup.Settings, ports, _setup.Slots), start);
        }
        catch (Exception)
        {
            // Firmware that cannot be made is on a board an exception that nobody catches: it starts anew.
            return null;
        }
    }

    private long StepHub(IRunningHub hub, long now)
    {
        if (!_isFromSlot)
        {
            return hub.Step(now - _startedAt);
        }

        long next;
        try
        {
            next = hub.Step(now - _startedAt);
        }
        catch (Exception)
        {
            _board!.Request(BootReason.Fault);
            return now;
        }

        if (now - _board!.FedAt >= WatchdogMilliseconds)
        {
            _board.Request(BootReason.Watchdog);
        }

        return Math.Min(next, _board.FedAt + WatchdogMilliseconds - _startedAt);
    }
}
