// The page of a hub and its home: what is done on it happens, and what happens is seen on it.
using System;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Threading.Tasks;
using Hub.Protocols.Devices;
using Hub.Protocols.Radio;
using Hub.Simulator.App.Page;

namespace Simulator.Tests.App;

public sealed class PageTests : IDisposable
{
    private readonly DirectoryInfo _state = Directory.CreateTempSubdirectory();

    public void Dispose() => _state.Delete(true);

    [Fact]
    public async Task A_press_on_the_page_is_heard_by_the_hub_and_told_live()
    {
        await using PageSession page = await Start();
        HubView hub = await page.Until(one => one.IsRunning);
        DeviceView button = Assert.Single(hub.Devices);
        Assert.True(button is { IsOfKit: true, IsPaired: true, Kind: "personalTrigger", AtHub: not null });
        await page.Post($"/api/hubs/1/devices/{button.Id}/causes/triggered");
        hub = await page.Until(one => one.PendingAlarmCount == 1 && one.Devices[0].Lamp == "green");
        Assert.True(hub.RadioFlashes > 0);
        Assert.Contains(hub.Happenings, line => line is { What: "sound", Word: "pressHeard" });
        Assert.Contains(hub.Happenings, line => line is { What: "accepted", Value: > 0 });
        Assert.True(hub.Devices[0].AtHub is { IsTested: false, SignalDbm: < 0 });
        Assert.InRange(hub.Devices[0].AirMilliseconds, 1, RadioLimits.MaxAirMillisecondsPerHour);
    }

    [Fact]
    public async Task A_device_is_paired_again_with_the_buttons_of_the_hub_after_a_reset()
    {
        await using PageSession page = await Start();
        HubView hub = await page.Until(one => one.Devices[0].AtHub != null);
        string button = hub.Devices[0].Id;
        await page.Post("/api/hubs/1/buttons/reset");
        hub = await page.Until(one => one.PairedCount == 0);
        Assert.True(hub.Devices[0] is { IsPaired: true, AtHub: null });

        await page.Post("/api/hubs/1/buttons/pair");
        hub = await page.Until(one => one.Lamps.Pair == "whiteBlinking");
        Assert.NotNull(hub.PairingEndsAt);
        hub = await page.Post($"/api/hubs/1/devices/{button}/join");
        Assert.True(hub.Devices[0].IsJoining);
        hub = await page.Until(one => one.Devices[0] is { AtHub.IsTested: false, IsJoining: false, Lamp: "green" });
        Assert.Equal("accepted", hub.Devices[0].JoinResult);
        Assert.Null(hub.PairingEndsAt);
        Assert.Contains(hub.Happenings, line => line is { What: "sound", Word: "paired" });
    }

    [Fact]
    public async Task A_device_from_the_box_has_a_label_and_is_not_let_in_without_it()
    {
        await using PageSession page = await Start();
        await page.Until(one => one.IsRunning);
        HubView hub = await page.Post("/api/hubs/1/devices", new { kind = "personalTrigger", variant = "wrist" });
        DeviceView device = hub.Devices[^1];
        InstallCode label = new();
        Assert.Equal(InstallCodeError.None, label.Parse(device.InstallCode));
        Assert.Equal(device.Id, PageJson.Id(label.DeviceId));
        Assert.Equal(DeviceKind.PersonalTrigger, label.DeviceKind);
        Assert.True(device is { IsPaired: false, Variant: "wrist", AtHub: null, IsOfKit: false });
        using HttpResponseMessage symbol = await page.Get($"/api/hubs/1/devices/{device.Id}/label.svg");
        Assert.Equal("image/svg+xml", symbol.Content.Headers.ContentType?.MediaType);
        Assert.Equal(LabelSymbol.Draw("VH1:" + device.InstallCode), await PageSession.Text(symbol));

        await page.Post("/api/hubs/1/buttons/pair");
        await page.Post($"/api/hubs/1/devices/{device.Id}/join");
        hub = await page.Until(one => one.Happenings.Any(line => line is { What: "sound", Word: "refused" }));
        Assert.Null(hub.Devices[^1].AtHub);
        await page.Post("/api/hubs/1/buttons/cancel");
        hub = await page.Until(one => one.Lamps.Pair == "off");
        Assert.Contains(hub.Happenings, line => line is { What: "sound", Word: "pairingClosed" });
        hub = await page.Do(HttpMethod.Delete, $"/api/hubs/1/devices/{device.Id}");
        Assert.Single(hub.Devices);
    }

    [Fact]
    public async Task Cables_are_pulled_and_put_back()
    {
        await using PageSession page = await Start();
        await page.Until(one => one.IsRunning, 2);
        Assert.False((await page.Do(HttpMethod.Put, "/api/hubs/2/mains", new { isOn = false })).IsOnMains);
        Assert.False((await page.Do(HttpMethod.Put, "/api/hubs/2/network", new { isOn = false })).HasNetwork);
        HubView hub = await page.Do(HttpMethod.Put, "/api/hubs/2/power", new { isOn = false });
        Assert.True(hub is { IsPowered: false, IsRunning: false, Lamps.Power: "off", PairedCount: null });
        using HttpResponseMessage refusal = await page.Send(HttpMethod.Post, "/api/hubs/2/buttons/pair");
        Assert.Equal(HttpStatusCode.Conflict, refusal.StatusCode);
        await page.Do(HttpMethod.Put, "/api/hubs/2/power", new { isOn = true });
        hub = await page.Until(one => one is { IsRunning: true, Lamps.Power: "orange" }, 2);
        Assert.Equal(
            ["powerOn", "powerOff", "networkOff", "mainsOff"],
            hub.Happenings.Select(line => line.What).Where(what => what.StartsWith("power") || what.EndsWith("Off")));
    }

    [Fact]
    public async Task Every_kind_comes_from_the_box_and_lives_as_its_kind_does()
    {
        await using PageSession page = await Start();
        await page.Until(one => one.IsRunning);
        foreach (DeviceKind kind in Enum.GetValues<DeviceKind>().Where(kind => kind != DeviceKind.Unknown))
        {
            HubView hub = await page.Post("/api/hubs/1/devices", new { kind = PageJson.Word(kind.ToString()) });
            DeviceView device = hub.Devices[^1];
            string path = $"/api/hubs/1/devices/{device.Id}";
            foreach (string cause in (string[])[.. device.Causes, "test", "fault", "tamper", "tamperEnded"])
            {
                hub = await page.Post($"{path}/causes/{cause}");
            }

            Assert.False(hub.Devices[^1].IsCaseOpen);
            hub = await page.Do(HttpMethod.Patch, path, new { metres = 120, wallDb = 25, isCaseOpen = true });
            Assert.True(hub.Devices[^1] is { Metres: 120, WallDb: 25, IsCaseOpen: true });
            Assert.Equal(hub.Devices[^1].SignalDbm + 110, hub.Devices[^1].MarginDb);
            bool isPlug = kind == DeviceKind.SmartPlug;
            Assert.Equal(isPlug ? null : 100, hub.Devices[^1].BatteryPercent);
            using HttpResponseMessage battery = await page.Send(HttpMethod.Patch, path, new { batteryPercent = 5 });
            Assert.Equal(isPlug ? HttpStatusCode.BadRequest : HttpStatusCode.OK, battery.StatusCode);
            using HttpResponseMessage warmth = await page.Send(HttpMethod.Patch, path, new { temperature = 350 });
            bool isThermometer = kind == DeviceKind.TemperatureSensor;
            Assert.Equal(isThermometer ? HttpStatusCode.OK : HttpStatusCode.BadRequest, warmth.StatusCode);
            hub = await page.Do(HttpMethod.Patch, path, new { hasPower = false });
            Assert.False(hub.Devices[^1].HasPower);
            Assert.Equal(isThermometer ? 350 : null, hub.Devices[^1].Temperature);
        }
    }

    [Fact]
    public async Task The_home_outlives_the_program()
    {
        DeviceView before;
        await using (PageSession page = await Start())
        {
            await page.Until(one => one.Devices[0].AtHub != null);
            HubView hub = await page.Post("/api/hubs/1/devices", new { kind = "doorContact" });
            string path = $"/api/hubs/1/devices/{hub.Devices[1].Id}";
            hub = await page.Do(HttpMethod.Patch, path, new { metres = 77, wallDb = 10, batteryPercent = 44 });
            before = hub.Devices[1];
            string kit = hub.Devices[0].Id;
            await page.Post("/api/hubs/1/buttons/reset");
            await page.Post("/api/hubs/1/buttons/pair");
            await page.Post($"/api/hubs/1/devices/{kit}/join");
            await page.Until(one => one.Devices[0] is { IsJoining: false, AtHub: not null, Lamp: "green" });
        }

        await using (PageSession page = await Start())
        {
            HubView hub = await page.Until(one => one.Devices[0].AtHub != null);
            Assert.Equal((before.Id, before.InstallCode), (hub.Devices[1].Id, hub.Devices[1].InstallCode));
            Assert.True(hub.Devices[1] is { Metres: 77, WallDb: 10, BatteryPercent: 44, IsPaired: false });

            // The kit's button has the key of its new pairing, not the one it was delivered with.
            await page.Post($"/api/hubs/1/devices/{hub.Devices[0].Id}/causes/triggered");
            await page.Until(one => one is { PendingAlarmCount: > 0 } && one.Devices[0].Lamp == "green");
        }
    }

    private Task<PageSession> Start() => PageSession.Start(_state.FullName);
}
