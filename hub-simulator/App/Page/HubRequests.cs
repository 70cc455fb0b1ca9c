// What the page asks the simulator to do to a hub and to the devices of its home.
using System;
using System.Threading.Tasks;
using Hub.Protocols.Devices;
using Hub.Simulator.World;
using Hub.Simulator.World.Devices;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Hub.Simulator.App.Page;

/// <summary>Whether something is on, in or open.</summary>
internal sealed record SwitchRequest(bool? IsOn);

/// <summary>Charge of the hub's own battery.</summary>
internal sealed record BatteryRequest(int? Percent);

/// <summary>Which device to take from its box.</summary>
internal sealed record BoxRequest(DeviceKind? Kind, DeviceVariant? Variant);

/// <summary>What to change about a device; what is left out stays as it is.</summary>
/// <param name="Metres">Its distance from the hub.</param>
/// <param name="WallDb">What walls take away.</param>
/// <param name="BatteryPercent">Charge of its battery.</param>
/// <param name="HasPower">Whether its battery is in.</param>
/// <param name="IsCaseOpen">Whether its case is open.</param>
/// <param name="Temperature">At a thermometer, in 0.1 °C.</param>
internal sealed record DeviceRequest(
    int? Metres, int? WallDb, int? BatteryPercent, bool? HasPower, bool? IsCaseOpen, int? Temperature);

/// <summary>
/// POST buttons/{alarm|checkIn|checkOut|pair|cancel|reset}; PUT mains, network, power {isOn}; PUT battery {percent};
/// POST devices {kind, variant}; and for a device
/// PATCH and DELETE devices/{id}, POST devices/{id}/join, POST devices/{id}/causes/{cause}, GET devices/{id}/label.svg.
/// Answers are the hub afterwards, or a problem.
/// </summary>
internal sealed class HubRequests
{
    private readonly DemoTown _town;

    internal HubRequests(DemoTown town)
    {
        _town = town;
    }

    internal void Map(RouteGroupBuilder group)
    {
        group.MapPost("/buttons/{button}", (int number, string button) =>
            Enum.TryParse(button, true, out FrontButton which) && PageJson.Word(which.ToString()) == button
                ? Press(number, which)
                : Task.FromResult(PageProblem.Of(
                    404, "noSuchButton", "The buttons are alarm, checkIn, checkOut, pair, cancel and reset.")));
        group.MapPut("/battery", SetBattery);
        MapSwitch(group, "/mains", (hub, isOn) => hub.SetMains(isOn));
        MapSwitch(group, "/network", (hub, isOn) => hub.SetNetwork(isOn));
        MapSwitch(group, "/power", (hub, isOn) => hub.SetPower(isOn));
        group.MapPost("/devices", TakeFromBox);
        group.MapPatch("/devices/{id}", Change);
        group.MapDelete("/devices/{id}", (int number, string id) => Do(number, id, (hub, device) =>
            hub.Devices.Remove(device)
                ? null
                : PageProblem.Of(409, "belongsToHub", "What was delivered with the hub stays in the home.")));
        group.MapPost("/devices/{id}/join", (int number, string id) => Do(number, id, (hub, device) =>
            hub.Devices.StartJoining(device)
                ? null
                : PageProblem.Of(409, "noPower", "The device has no power.")));
        group.MapPost("/devices/{id}/causes/{cause}", Happen);
        group.MapGet("/devices/{id}/label.svg", Label);
    }

    private void MapSwitch(RouteGroupBuilder group, string path, Action<DemoHub, bool> set) =>
        group.MapPut(path, async (int number, HttpRequest request) =>
            await PageJson.Read<SwitchRequest>(request) is { IsOn: { } isOn }
                ? await Do(number, hub =>
                {
                    set(hub, isOn);
                    return null;
                })
                : PageProblem.BadInput("The body is {\"isOn\": true} or {\"isOn\": false}."));

    private Task<IResult> Press(int number, FrontButton which) => Do(number, hub => hub.PressFront(which)
        ? null
        : PageProblem.Of(409, "notRunning", "The hub does not run, so its buttons do nothing."));

    private async Task<IResult> SetBattery(int number, HttpRequest request) =>
        await PageJson.Read<BatteryRequest>(request) is { Percent: { } percent and >= 0 and <= 100 }
            ? await Do(number, hub =>
            {
                hub.Home.Power.SetCharge(percent);
                hub.Home.Wake();
                return null;
            })
            : PageProblem.BadInput("The body is {\"percent\": 0 to 100}.");

    private async Task<IResult> TakeFromBox(int number, HttpRequest request)
    {
        BoxRequest? asked = await PageJson.Read<BoxRequest>(request);
        bool isPersonal = asked?.Kind == DeviceKind.PersonalTrigger;
        DeviceVariant variant = asked?.Variant ?? (isPersonal ? DeviceVariant.Neck : DeviceVariant.None);
        if (asked?.Kind is not { } kind || kind == DeviceKind.Unknown || isPersonal != (variant != DeviceVariant.None))
        {
            return PageProblem.BadInput("The body names a kind of device, and a variant only for a personal trigger.");
        }

        return await Do(number, hub => hub.Devices.TakeFromBox(kind, variant) == null
            ? PageProblem.Of(409, "homeFull", $"There are {HomeDevices.Most} devices in the home; carry one out first.")
            : null);
    }

    private async Task<IResult> Change(int number, string id, HttpRequest request)
    {
        DeviceRequest? asked = await PageJson.Read<DeviceRequest>(request);
        if (asked == null || !IsInRange(asked))
        {
            return PageProblem.BadInput(
                $"The body has metres 0 to {HomeDevices.MostMetres}, wallDb 0 to {HomeDevices.MostWallDb}, "
                + "batteryPercent 0 to 100, hasPower, isCaseOpen, or "
                + $"temperature {HomeDevices.LeastDecidegrees} to {HomeDevices.MostDecidegrees}.");
        }

        return await Do(number, id, (hub, device) =>
        {
            DeviceKind kind = device.Label.Kind;
            if ((asked.Temperature != null && kind != DeviceKind.TemperatureSensor)
                || (asked.BatteryPercent != null && DeviceSkills.IsOnMains(kind)))
            {
                return PageProblem.BadInput("This kind of device has nothing of the kind.");
            }

            Apply(hub, device, asked);
            return null;
        });
    }

    private static bool IsInRange(DeviceRequest asked) =>
        asked.Metres is not (< 0 or > HomeDevices.MostMetres)
        && asked.WallDb is not (< 0 or > HomeDevices.MostWallDb)
        && asked.BatteryPercent is not (< 0 or > 100)
        && asked.Temperature is not (< HomeDevices.LeastDecidegrees or > HomeDevices.MostDecidegrees);

    private static void Apply(DemoHub hub, SimulatedDevice device, DeviceRequest asked)
    {
        if (asked.Metres != null || asked.WallDb != null)
        {
            HomeDevices.Move(
                device,
                asked.Metres ?? HomeDevices.MetresOf(device),
                asked.WallDb ?? device.Station.Spot.WallDb);
        }

        if (asked.BatteryPercent is { } battery)
        {
            device.BatteryPercent = battery;
        }

        if (asked.HasPower is { } hasPower && hasPower != device.IsAlive)
        {
            hub.Diary.Note(hasPower ? "batteryIn" : "batteryOut", device: device);
            HomeDevices.SetPower(device, hasPower);
        }

        if (asked.IsCaseOpen is { } isOpen && isOpen != device.IsTampered)
        {
            device.Report(isOpen ? DeviceCause.Tamper : DeviceCause.TamperEnded);
        }

        if (asked.Temperature is { } temperature)
        {
            hub.Devices.SetTemperature(device, temperature);
        }
    }

    private Task<IResult> Happen(int number, string id, string cause) => Do(number, id, (hub, device) =>
    {
        if (!Enum.TryParse(cause, true, out DeviceCause what) || PageJson.Word(what.ToString()) != cause
            || !HomeDevices.CanNotice(device.Label.Kind, what))
        {
            return PageProblem.Of(404, "noSuchCause", $"A device of this kind cannot notice {cause}.");
        }

        if (what == DeviceCause.Triggered)
        {
            hub.Press(device.Label.DeviceId);
        }
        else
        {
            device.Report(what);
        }

        return null;
    });

    private async Task<IResult> Label(int number, string id) => await _town.Look(
        number,
        hub => hub.Devices.Find(PageJson.ParseId(id)) is { } device
            ? Results.Text(
                LabelSymbol.Draw(Protocols.Radio.InstallCode.QrPrefix + device.Label.InstallCode), "image/svg+xml")
            : PageProblem.NoSuchDevice(id)) ?? PageProblem.NoSuchHub(_town, number);

    private Task<IResult> Do(int number, string id, Func<DemoHub, SimulatedDevice, IResult?> act) =>
        Do(number, hub => hub.Devices.Find(PageJson.ParseId(id)) is { } device
            ? act(hub, device)
            : PageProblem.NoSuchDevice(id));

    // The act first, then the step that follows it, then what can be seen.
    private async Task<IResult> Do(int number, Func<DemoHub, IResult?> act)
    {
        IResult? refusal = null;
        if (await _town.With(number, hub =>
        {
            refusal = act(hub);
            return hub;
        }) == null)
        {
            return PageProblem.NoSuchHub(_town, number);
        }

        return refusal ?? Results.Json(await _town.Look(number, HubView.Of), PageJson.Options);
    }
}
