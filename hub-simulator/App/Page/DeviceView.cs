// What the page shows of one device: the thing itself, and what the hub knows of it.
using System.Collections.Generic;
using System.Linq;
using Hub.Core;
using Hub.Core.Pairing;
using Hub.Protocols.Devices;
using Hub.Protocols.Radio;
using Hub.Simulator.World.Devices;
using Hub.Simulator.World.OnAir;

namespace Hub.Simulator.App.Page;

/// <summary>One device in the home.</summary>
/// <param name="Id">Its id, eight hexadecimal digits.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Variant">What tells it from others of its kind.</param>
/// <param name="InstallCode">What is printed on it.</param>
/// <param name="IsOfKit">Whether it was delivered with the hub.</param>
/// <param name="HasPower">Whether its battery is in.</param>
/// <param name="IsPaired">Whether it belongs to a hub by its own memory.</param>
/// <param name="IsJoining">Whether it looks for a hub.</param>
/// <param name="JoinResult">The hub's answer to its last request to join.</param>
/// <param name="Lamp">Its own lamp.</param>
/// <param name="Telling">What it tells the hub now and is not yet answered.</param>
/// <param name="IsActive">Open, occupied, on, wet.</param>
/// <param name="IsCaseOpen">Whether its case is open.</param>
/// <param name="BatteryPercent">Charge of its battery; null when it has none.</param>
/// <param name="Metres">How far it is from the hub.</param>
/// <param name="WallDb">What walls around it take away, in dB.</param>
/// <param name="SignalDbm">The level at which the hub hears it there.</param>
/// <param name="MarginDb">That level above the limit of reception.</param>
/// <param name="Temperature">At a thermometer, in 0.1 °C.</param>
/// <param name="AirMilliseconds">Its time on the air within the last hour.</param>
/// <param name="Causes">What can be made to happen to it.</param>
/// <param name="AtHub">What the hub has in its table; null when it is not in there, or the hub does not run.</param>
internal sealed record DeviceView(
    string Id,
    string Kind,
    string Variant,
    string InstallCode,
    bool IsOfKit,
    bool HasPower,
    bool IsPaired,
    bool IsJoining,
    string? JoinResult,
    string Lamp,
    string? Telling,
    bool IsActive,
    bool IsCaseOpen,
    int? BatteryPercent,
    int Metres,
    int WallDb,
    int SignalDbm,
    int MarginDb,
    int? Temperature,
    long AirMilliseconds,
    IReadOnlyList<string> Causes,
    DeviceAtHub? AtHub)
{
    internal static DeviceView Of(DemoHub hub, SimulatedDevice device, HomeStatus? core)
    {
        DeviceKind kind = device.Label.Kind;
        int level = Air.LevelDbm(device.Station, hub.Home.Radio.Hub.Station);
        return new DeviceView(
            PageJson.Id(device.Label.DeviceId),
            PageJson.Word(kind.ToString()),
            PageJson.Word(device.Label.Variant.ToString()),
            device.Label.InstallCode,
            hub.Devices.IsOfKit(device),
            device.IsAlive,
            device.Memory.IsPaired,
            device.IsJoining,
            device.LastJoinResult is { } result ? PageJson.Word(result.ToString()) : null,
            PageJson.Word(device.Lamp.ToString()),
            device.Pending is { } pending ? PageJson.Word(pending.Cause.ToString()) : null,
            device.IsActive,
            device.IsTampered,
            DeviceSkills.IsOnMains(kind) ? null : device.BatteryPercent,
            HomeDevices.MetresOf(device),
            device.Station.Spot.WallDb,
            level,
            level - RadioLimits.SensitivityDbm,
            kind == DeviceKind.TemperatureSensor ? hub.Devices.TemperatureAt(device) : null,
            device.Station.Meter.LastHourMicroseconds / 1000,
            [.. CausesOf(kind)],
            DeviceAtHub.Of(core?.Devices.Find(device.Label.DeviceId)));
    }

    private static IEnumerable<string> CausesOf(DeviceKind kind) => DeviceSkills.Of(kind)
        .Where(cause => HomeDevices.CanNotice(kind, cause))
        .Select(cause => PageJson.Word(cause.ToString()));
}

/// <summary>What the hub has in its table of one device.</summary>
/// <param name="IsTested">Whether a press of it has been seen at the reception centre.</param>
/// <param name="IsLost">Whether it has not been heard in time.</param>
/// <param name="IsBatteryLow">Whether its battery is low.</param>
/// <param name="IsTampered">Whether its case is open.</param>
/// <param name="Location">SCAIP location code; 0 when not known.</param>
/// <param name="Occupant">Whose it is; 0 when not told apart.</param>
/// <param name="SignalDbm">How strong its last frame was; null before the first.</param>
internal sealed record DeviceAtHub(
    bool IsTested, bool IsLost, bool IsBatteryLow, bool IsTampered, int Location, int Occupant, int? SignalDbm)
{
    internal static DeviceAtHub? Of(PairedDevice? device) => device == null ? null : new DeviceAtHub(
        device.IsTested,
        device.IsLost,
        device.IsBatteryLow,
        device.IsTampered,
        device.LocationCode,
        device.Occupant,
        device.SignalDbm == 0 ? null : device.SignalDbm);
}
