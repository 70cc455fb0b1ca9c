// The radio of a home: the air, the hub's transceiver, and the devices around it.
using System;
using System.Collections.Generic;
using System.Linq;
using Hub.Simulator.World.Devices;
using Hub.Simulator.World.OnAir;

namespace Hub.Simulator.World;

/// <summary>
/// Every press and every report of these devices goes over the simulated air as a real frame. Devices have batteries of
/// their own and so go on through the hub's power cuts.
/// </summary>
public sealed class SimulatedRadio
{
    // The kit's devices stand in a ring some metres around the hub.
    private const int KitSpacing = 25;

    private readonly Agenda _agenda;
    private readonly SeededRandom _random;
    private readonly List<SimulatedDevice> _devices = [];
    private readonly Dictionary<uint, SimulatedDevice> _byId = [];
    private bool _isAcknowledgementHeard = true;
    private uint _token;

    /// <summary>The air of a home with the kit's devices on it, already paired.</summary>
    /// <param name="agenda">The time.</param>
    /// <param name="random">All that is left to chance.</param>
    /// <param name="kit">Labels of the devices delivered with the hub.</param>
    /// <param name="lastCounter">Where the kit's frame counters stand.</param>
    public SimulatedRadio(Agenda agenda, SeededRandom random, IReadOnlyList<DeviceLabel> kit, uint lastCounter)
    {
        _agenda = agenda;
        _random = random;
        Air = new Air(agenda, random.Fork());
        Hub = new HubTransceiver(agenda, Air, random.Fork(), new Spot(0, 0, 0)) { Acknowledged = OnAcknowledged };
        for (int i = 0; i < kit.Count; i++)
        {
            Add(kit[i], new Spot(KitSpacing * (1 + (i % 4)), KitSpacing * (1 - (i % 3)), 0)).PairAtFactory(lastCounter);
        }
    }

    /// <summary>The air.</summary>
    public Air Air { get; }

    /// <summary>The hub's transceiver.</summary>
    public HubTransceiver Hub { get; }

    /// <summary>The devices in and around the home, paired or not, in the order of their coming.</summary>
    public IReadOnlyList<SimulatedDevice> Devices => _devices;

    /// <summary>Called when the hub has acknowledged a frame of a press for the first time.</summary>
    public Action<Press>? Accepted { get; set; }

    /// <summary>False makes the devices deaf to the hub, as interference close to them would.</summary>
    public bool IsAcknowledgementHeard
    {
        get => _isAcknowledgementHeard;
        set
        {
            _isAcknowledgementHeard = value;
            foreach (SimulatedDevice device in _devices)
            {
                device.Station.IsDeaf = !value;
            }
        }
    }

    /// <summary>The presses whose frames are still being sent.</summary>
    public IEnumerable<Press> Sending => _devices.Select(device => device.Sending).OfType<Press>();

    /// <summary>Brings a device into the home; nobody has paired it yet.</summary>
    public SimulatedDevice Add(DeviceLabel label, Spot spot)
    {
        SimulatedDevice device = new(_agenda, Air, _random.Fork(), label, spot);
        device.Station.IsDeaf = !_isAcknowledgementHeard;
        _devices.Add(device);
        _byId.TryAdd(label.DeviceId, device);
        return device;
    }

    /// <summary>Carries a device out of the home, for good.</summary>
    public void Remove(SimulatedDevice device)
    {
        device.LosePower();
        Air.Remove(device.Station);
        _devices.Remove(device);
        if (Find(device.Label.DeviceId) == device)
        {
            _byId.Remove(device.Label.DeviceId);
        }
    }

    /// <summary>The device with a number, or null; of two with the same, the one that came first.</summary>
    public SimulatedDevice? Find(uint deviceId) => _byId.GetValueOrDefault(deviceId);

    /// <summary>A finger presses a device; its first frame is due at once.</summary>
    public Press Push(uint deviceId) => _byId[deviceId].Push(++_token);

    // On the air under the same number there may be a clone; what the hub acknowledges is the one it has paired.
    private void OnAcknowledged(uint deviceId, uint counter)
    {
        Press? press = Find(deviceId)?.NoteAcknowledged(counter);
        if (press != null)
        {
            press.AcceptedAt = _agenda.NowMilliseconds;
            Accepted?.Invoke(press);
        }
    }
}
