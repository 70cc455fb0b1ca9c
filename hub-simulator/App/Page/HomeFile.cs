// Keeps the devices of a home in a file, so that they outlive the program that simulates them.
using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using Hub.Protocols.Devices;
using Hub.Protocols.Radio;
using Hub.Simulator.World;
using Hub.Simulator.World.Devices;
using Hub.Simulator.World.OnAir;

namespace Hub.Simulator.App.Page;

/// <summary>
/// There is a file only when a home has more than the kit as it was delivered. Counters are not in it: after a start
/// they stand at the seconds since 1970, above all that was used. It holds the devices' keys, as a home would.
/// </summary>
internal sealed class HomeFile
{
    private const int EventNumbers = 65_536;

    private readonly string _path;
    private readonly uint _counter;
    private readonly Dictionary<uint, KeptDevice> _delivered = [];
    private KeptDevice[] _kept = [];

    /// <summary>A file that need not be there.</summary>
    /// <param name="path">Where.</param>
    /// <param name="counter">Where the devices' counters stand after a start.</param>
    internal HomeFile(string path, uint counter)
    {
        _path = path;
        _counter = counter;
    }

    /// <summary>Puts the devices into the home, and those of the kit into the state they were left in.</summary>
    /// <exception cref="InvalidDataException">The file is no list of devices.</exception>
    internal void Load(SimulatedRadio radio, Dictionary<uint, int> temperatures)
    {
        foreach (SimulatedDevice device in radio.Devices)
        {
            _delivered[device.Label.DeviceId] = KeptDevice.Of(device, null);
        }

        foreach (KeptDevice kept in Read())
        {
            DeviceLabel label = new(kept.DeviceId, (DeviceKind)kept.Kind, (DeviceVariant)kept.Variant, kept.Secret);
            SimulatedDevice device = radio.Find(kept.DeviceId) ?? radio.Add(label, default);
            Restore(device, kept);
            if (kept.Temperature is { } temperature)
            {
                temperatures[kept.DeviceId] = temperature;
            }
        }

        _kept = Choose(radio.Devices, temperatures);
    }

    /// <summary>Writes the file when something in it has changed.</summary>
    internal void Keep(IReadOnlyList<SimulatedDevice> devices, Dictionary<uint, int> temperatures)
    {
        if (IsKept(devices, temperatures))
        {
            return;
        }

        _kept = Choose(devices, temperatures);
        string part = _path + ".part";
        File.WriteAllBytes(part, JsonSerializer.SerializeToUtf8Bytes(_kept));
        File.Move(part, _path, true);
    }

    private KeptDevice[] Read()
    {
        try
        {
            KeptDevice[] kept = File.Exists(_path)
                ? JsonSerializer.Deserialize<KeptDevice[]>(File.ReadAllBytes(_path)) ?? []
                : [];
            return kept.All(one => one.IsSound())
                ? kept
                : throw new InvalidDataException($"{_path} does not hold the devices of a home.");
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException($"{_path} does not hold the devices of a home: {exception.Message}");
        }
    }

    private void Restore(SimulatedDevice device, KeptDevice kept)
    {
        // Unpaired at first, so that nothing of this is told.
        DeviceMemory memory = device.Memory;
        memory.IsPaired = false;
        device.Station.Spot = new Spot(kept.X, kept.Y, kept.WallDb);
        device.BatteryPercent = kept.BatteryPercent;
        memory.IsPaired = kept.IsPaired;
        kept.LinkKey.CopyTo(memory.LinkKey, 0);
        memory.HomeId = kept.HomeId;
        memory.SupervisionMinutes = kept.SupervisionMinutes;
        memory.LastOrder = kept.LastOrder;
        memory.CounterCeiling = _counter;
        memory.EventCeiling = (int)(_counter % EventNumbers);
        device.Recall();
        if (!kept.IsAlive)
        {
            device.LosePower();
        }
    }

    private bool IsKept(IReadOnlyList<SimulatedDevice> devices, Dictionary<uint, int> temperatures)
    {
        int kept = 0;
        foreach (SimulatedDevice device in devices)
        {
            int? temperature = TemperatureOf(device, temperatures);
            if (kept < _kept.Length && _kept[kept].IsOf(device, temperature))
            {
                kept++;
            }
            else if (!IsAsDelivered(device, temperature))
            {
                return false;
            }
        }

        return kept == _kept.Length;
    }

    private KeptDevice[] Choose(IReadOnlyList<SimulatedDevice> devices, Dictionary<uint, int> temperatures) =>
    [
        .. devices
            .Where(device => !IsAsDelivered(device, TemperatureOf(device, temperatures)))
            .Select(device => KeptDevice.Of(device, TemperatureOf(device, temperatures))),
    ];

    private bool IsAsDelivered(SimulatedDevice device, int? temperature) =>
        _delivered.TryGetValue(device.Label.DeviceId, out KeptDevice? kept) && kept.IsOf(device, temperature);

    private static int? TemperatureOf(SimulatedDevice device, Dictionary<uint, int> temperatures) =>
        temperatures.TryGetValue(device.Label.DeviceId, out int temperature) ? temperature : null;
}

/// <summary>What is kept of one device.</summary>
internal sealed record KeptDevice
{
    public required uint DeviceId { get; init; }

    public required int Kind { get; init; }

    public required int Variant { get; init; }

    public required byte[] Secret { get; init; }

    public required int X { get; init; }

    public required int Y { get; init; }

    public required int WallDb { get; init; }

    public required int BatteryPercent { get; init; }

    public required bool IsAlive { get; init; }

    public required bool IsPaired { get; init; }

    public required byte[] LinkKey { get; init; }

    public required uint HomeId { get; init; }

    public required int SupervisionMinutes { get; init; }

    public required uint LastOrder { get; init; }

    public int? Temperature { get; init; }

    internal static KeptDevice Of(SimulatedDevice device, int? temperature) => new()
    {
        DeviceId = device.Label.DeviceId,
        Kind = (int)device.Label.Kind,
        Variant = (int)device.Label.Variant,
        Secret = device.Label.Secret,
        X = device.Station.Spot.X,
        Y = device.Station.Spot.Y,
        WallDb = device.Station.Spot.WallDb,
        BatteryPercent = device.BatteryPercent,
        IsAlive = device.IsAlive,
        IsPaired = device.Memory.IsPaired,
        LinkKey = [.. device.Memory.LinkKey],
        HomeId = device.Memory.HomeId,
        SupervisionMinutes = device.Memory.SupervisionMinutes,
        LastOrder = device.Memory.LastOrder,
        Temperature = temperature,
    };

    internal bool IsSound() => DeviceId != 0 && Secret?.Length == RadioLimits.SecretBytes
        && LinkKey?.Length == RadioLimits.KeyBytes && BatteryPercent is >= 0 and <= RadioLimits.BatteryUnknown;

    internal bool IsOf(SimulatedDevice device, int? temperature) =>
        DeviceId == device.Label.DeviceId
        && new Spot(X, Y, WallDb) == device.Station.Spot
        && BatteryPercent == device.BatteryPercent
        && IsAlive == device.IsAlive
        && IsPaired == device.Memory.IsPaired
        && HomeId == device.Memory.HomeId
        && SupervisionMinutes == device.Memory.SupervisionMinutes
        && LastOrder == device.Memory.LastOrder
        && Temperature == temperature
        && LinkKey.AsSpan().SequenceEqual(device.Memory.LinkKey);
}
