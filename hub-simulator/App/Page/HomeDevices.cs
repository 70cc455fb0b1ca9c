// The devices of one home: new ones from the box, what is done to them, and what is kept of them.
using System;
using System.Collections.Generic;
using System.Linq;
using System.Security.Cryptography;
using Hub.Protocols.Devices;
using Hub.Protocols.Radio;
using Hub.Simulator.World;
using Hub.Simulator.World.Devices;
using Hub.Simulator.World.OnAir;

namespace Hub.Simulator.App.Page;

/// <summary>Used by the stepping thread only.</summary>
internal sealed class HomeDevices
{
    /// <summary>More than a hub can have, so that a full table can be seen.</summary>
    internal const int Most = 72;

    internal const int MostMetres = 300;
    internal const int MostWallDb = 60;
    internal const int LeastDecidegrees = -200;
    internal const int MostDecidegrees = 600;

    /// <summary>At and above this a thermometer tells that it is too warm, at and below <see cref="ColdDecidegrees"/>
    /// that it is too cold, in 0.1 °C.</summary>
    internal const int WarmDecidegrees = 300;

    internal const int ColdDecidegrees = 120;

    private const int RoomDecidegrees = 210;
    private const int DecimetresPerMetre = 10;
    private const int NewDeviceDecimetres = 40;

    private readonly SimulatedHome _home;
    private readonly HomeFile _file;
    private readonly HubDiary _diary;
    private readonly HashSet<uint> _kit;
    private readonly Dictionary<uint, int> _temperatures = [];

    internal HomeDevices(SimulatedHome home, HubDiary diary, HomeFile file)
    {
        _home = home;
        _file = file;
        _diary = diary;
        _kit = [.. home.Radio.Devices.Select(device => device.Label.DeviceId)];
        _file.Load(home.Radio, _temperatures);
        foreach (SimulatedDevice device in All)
        {
            _diary.Attach(device);
        }
    }

    internal IReadOnlyList<SimulatedDevice> All => _home.Radio.Devices;

    /// <summary>The device with an id, or null.</summary>
    internal SimulatedDevice? Find(uint deviceId) => _home.Radio.Find(deviceId);

    /// <summary>Whether a device was delivered with the hub.</summary>
    internal bool IsOfKit(SimulatedDevice device) => _kit.Contains(device.Label.DeviceId);

    /// <summary>Takes a new device from its box; null when the home is full.</summary>
    internal SimulatedDevice? TakeFromBox(DeviceKind kind, DeviceVariant variant)
    {
        if (All.Count >= Most)
        {
            return null;
        }

        uint id;
        do
        {
            id = BitConverter.ToUInt32(RandomNumberGenerator.GetBytes(sizeof(uint)));
        }
        while (id == 0 || Find(id) != null);

        byte[] secret = RandomNumberGenerator.GetBytes(RadioLimits.SecretBytes);
        SimulatedDevice device = _home.Radio.Add(
            new DeviceLabel(id, kind, variant, secret), new Spot(NewDeviceDecimetres, 0, 0));
        _diary.Attach(device);
        _diary.Note("boxed", device: device);
        return device;
    }

    /// <summary>Carries a device out of the home; false for what belongs to the hub.</summary>
    internal bool Remove(SimulatedDevice device)
    {
        if (IsOfKit(device))
        {
            return false;
        }

        _diary.Note("carriedOut", device: device);
        _temperatures.Remove(device.Label.DeviceId);
        _home.Radio.Remove(device);
        return true;
    }

    /// <summary>Begins to look for a hub; false when it has no power.</summary>
    internal bool StartJoining(SimulatedDevice device)
    {
        if (device.IsAlive)
        {
            _diary.Note("joining", device: device);
            device.StartJoining();
        }

        return device.IsAlive;
    }

    /// <summary>Whether a device can notice something.</summary>
    internal static bool CanNotice(DeviceKind kind, DeviceCause cause) =>
        cause is DeviceCause.Test or DeviceCause.Fault or DeviceCause.Tamper or DeviceCause.TamperEnded
        || (kind != DeviceKind.TemperatureSensor && DeviceSkills.Of(kind).Contains(cause));

    /// <summary>The temperature at a thermometer, in 0.1 °C.</summary>
    internal int TemperatureAt(SimulatedDevice device) =>
        _temperatures.GetValueOrDefault(device.Label.DeviceId, RoomDecidegrees);

    /// <summary>It becomes warmer or colder at a thermometer, which tells it.</summary>
    internal void SetTemperature(SimulatedDevice device, int decidegrees)
    {
        _temperatures[device.Label.DeviceId] = decidegrees;
        device.Report(
            decidegrees >= WarmDecidegrees ? DeviceCause.TooHigh
                : decidegrees <= ColdDecidegrees ? DeviceCause.TooLow
                : DeviceCause.Measured,
            decidegrees);
    }

    /// <summary>Takes a battery out or puts it in.</summary>
    internal static void SetPower(SimulatedDevice device, bool isOn)
    {
        if (isOn)
        {
            device.GivePower();
        }
        else
        {
            device.LosePower();
        }
    }

    /// <summary>How far a device is from the hub, in metres.</summary>
    internal static int MetresOf(SimulatedDevice device)
    {
        Spot spot = device.Station.Spot;
        return (int)Math.Round(Math.Sqrt(((double)spot.X * spot.X) + ((double)spot.Y * spot.Y)) / DecimetresPerMetre);
    }

    /// <summary>Carries a device to another place.</summary>
    internal static void Move(SimulatedDevice device, int metres, int wallDb) =>
        device.Station.Spot = new Spot(metres * DecimetresPerMetre, 0, wallDb);

    /// <summary>Writes down what has changed, so that the home outlives the program.</summary>
    internal void Keep() => _file.Keep(All, _temperatures);
}
