// The rooms of a random home, the devices in them, and what the people there do to them.
using System.Collections.Generic;
using System.Linq;
using Hub.Protocols.Devices;
using Hub.Simulator.World.Devices;
using Hub.Simulator.World.OnAir;

namespace Hub.Simulator.Scenarios;

/// <summary>People live among their devices: they press, open, lie down, spill water, take batteries out.</summary>
internal sealed class HomeLayout
{
    private const long Second = 1_000;
    private const long Minute = 60 * Second;
    private const long Hour = 60 * Minute;
    private const int RoomDecimetres = 60;
    private const int MostDecidegrees = 300;
    private const int FewestDecidegrees = 120;

    private readonly VirtualHome _home;
    private readonly Chance _chance;
    private readonly List<SimulatedDevice> _devices = [];
    private readonly HashSet<SimulatedDevice> _gone = [];

    internal HomeLayout(VirtualHome home, Chance chance)
    {
        _home = home;
        _chance = chance;
    }

    /// <summary>The devices in the home that have lived in it, paired or no longer.</summary>
    internal IReadOnlyList<SimulatedDevice> Devices => _devices;

    /// <summary>Presses of devices that call for help.</summary>
    internal int Presses { get; private set; }

    /// <summary>Devices that fell silent.</summary>
    internal int Deaths { get; private set; }

    /// <summary>A place in one of the rooms; some rooms are far away or behind much wall.</summary>
    internal Spot Place()
    {
        int x = (int)_chance.Random.Next(-2, 3);
        int y = (int)_chance.Random.Next(-2, 3);
        int wall = _chance.Random.Chance(15) ? (int)_chance.Random.Next(15, 34) : (int)_chance.Random.Next(0, 15);
        return new Spot((x * RoomDecimetres) + 15, (y * RoomDecimetres) + 10, wall);
    }

    /// <summary>People begin to use a device, and do not always look after it.</summary>
    internal void Use(SimulatedDevice device)
    {
        Live(device);
        _chance.Repeat(24 * Hour, 300 * Hour, () => Neglect(device));
        if (_chance.Random.Chance(25))
        {
            _home.World.After(_chance.Random.Next(Hour, 120 * Hour), () => Die(device));
        }
    }

    /// <summary>People use a device as they should.</summary>
    internal void Live(SimulatedDevice device)
    {
        _devices.Add(device);
        (long soonest, long latest) = Pace(device.Label.Kind);
        _chance.Repeat(soonest, latest, () => Touch(device));
    }

    /// <summary>Everything has its battery again and is where it belongs.</summary>
    internal void Mend()
    {
        foreach (SimulatedDevice device in _devices)
        {
            device.GivePower();
        }
    }

    /// <summary>A device that is no longer the hub's stays a while and is then taken away for good.</summary>
    internal void CarryAway(SimulatedDevice device) =>
        _home.World.After(_chance.Random.Next(Hour, 48 * Hour), () =>
        {
            _gone.Add(device);
            _devices.Remove(device);
            device.LosePower();
        });

    /// <summary>A device has power again, unless it has been taken away.</summary>
    internal void Revive(SimulatedDevice device)
    {
        if (!_gone.Contains(device))
        {
            device.GivePower();
        }
    }

    /// <summary>Somebody presses a device, once or in a hurry.</summary>
    internal void Press(SimulatedDevice device)
    {
        int presses = _chance.Random.Chance(80) ? 1 : (int)_chance.Random.Next(2, 6);
        long at = 0;
        for (int i = 0; i < presses; i++)
        {
            Presses++;
            _home.World.After(at, () => _home.Push(device));
            at += _chance.Random.Next(200, 4 * Second);
        }
    }

    /// <summary>Something happens that everybody and everything notices at the same moment.</summary>
    internal void Panic()
    {
        foreach (SimulatedDevice device in _devices)
        {
            _home.World.After(_chance.Random.Next(0, 400), () => Touch(device));
        }
    }

    private static (long Soonest, long Latest) Pace(DeviceKind kind) => kind switch
    {
        DeviceKind.SmokeDetector or DeviceKind.CarbonMonoxideDetector => (20 * Hour, 200 * Hour),
        DeviceKind.LeakDetector or DeviceKind.EpilepsyDetector => (20 * Hour, 120 * Hour),
        DeviceKind.MotionDetector or DeviceKind.DoorContact or DeviceKind.PresenceSensor => (20 * Minute, 6 * Hour),
        DeviceKind.BedMonitor or DeviceKind.ChairMonitor or DeviceKind.Mat => (30 * Minute, 8 * Hour),
        DeviceKind.TemperatureSensor => (Hour, 5 * Hour),
        _ => (Hour, 30 * Hour),
    };

    private void Touch(SimulatedDevice device)
    {
        if (_gone.Contains(device))
        {
            return;
        }

        IReadOnlyList<DeviceCause> skills = DeviceSkills.Of(device.Label.Kind);
        bool isCall = DeviceCatalogue.IsAlarm(device.Label.Kind, DeviceCause.Triggered);
        if (isCall && (skills.Count == 1 || !device.IsActive))
        {
            Press(device);
            return;
        }

        DeviceCause cause = skills[(int)_chance.Random.Next(0, skills.Count)];
        cause = isCall ? DeviceCause.Restored : cause;
        device.Report(cause, (int)_chance.Random.Next(FewestDecidegrees, MostDecidegrees));
    }

    private void Neglect(SimulatedDevice device)
    {
        switch (_chance.Random.Next(0, 4))
        {
            case 0:
                device.BatteryPercent = (int)_chance.Random.Next(3, 20);
                _home.World.After(_chance.Span(Hour, 60 * Hour), () => device.BatteryPercent = 100);
                break;
            case 1:
                device.Report(DeviceCause.Tamper);
                _home.World.After(_chance.Span(Minute, 10 * Hour), () => device.Report(DeviceCause.TamperEnded));
                break;
            case 2:
                device.Report(DeviceCause.Fault, 1);
                break;
            default:
                device.LosePower();
                _home.World.After(_chance.Span(Second, 20 * Minute), () => Revive(device));
                break;
        }
    }

    private void Die(SimulatedDevice device)
    {
        if (_chance.IsGoingOn && !_gone.Contains(device))
        {
            Deaths++;
            _home.Trace.Note($"device {device.Label.DeviceId} dies");
            device.LosePower();
            _home.World.After(_chance.Random.Next(Hour, 60 * Hour), () => Revive(device));
        }
    }

    /// <summary>A kind drawn at random, buttons more often than others.</summary>
    internal DeviceKind AnyKind() => _chance.Random.Chance(30)
        ? DeviceKind.PersonalTrigger
        : DeviceSkills.Kinds[(int)_chance.Random.Next(0, DeviceSkills.Kinds.Count)];

    /// <summary>One of the devices in use, or null.</summary>
    internal SimulatedDevice? AnyOf(System.Func<SimulatedDevice, bool> which)
    {
        SimulatedDevice[] found = [.. _devices.Where(which)];
        return found.Length == 0 ? null : found[_chance.Random.Next(0, found.Length)];
    }
}
