// What the page shows of one hub and its home.
using System.Collections.Generic;
using System.Linq;
using Hub.Core;
using Hub.Core.Ports;
using Hub.Simulator.World;

namespace Hub.Simulator.App.Page;

/// <summary>The colours of the lamps on the box, in the words of <see cref="LampColour"/>.</summary>
internal sealed record LampsView(string Power, string Internet, string Service, string Pair, string Radio);

/// <summary>One hub at one moment; equal moments are equal bytes.</summary>
/// <param name="Number">From 1, the place in the list of hubs.</param>
/// <param name="HubId">Its id.</param>
/// <param name="IsPowered">Whether it has power at all.</param>
/// <param name="IsRunning">Whether its software runs; not while it starts.</param>
/// <param name="IsOnMains">Whether its plug is in.</param>
/// <param name="BatteryPercent">Charge of its battery.</param>
/// <param name="LoadStage">How far it saves its battery, in the words of <c>LoadStage</c>; null while it does not run.
/// </param>
/// <param name="MinutesLeft">How long the battery lasts, as the hub estimates it; null on mains.</param>
/// <param name="IsCheckedIn">Whether a responder is checked in.</param>
/// <param name="HasNetwork">Whether its network is plugged in.</param>
/// <param name="IsConnected">Whether it has a session with the fleet manager.</param>
/// <param name="CanBeAskedToPair">Whether it has a key with which the fleet manager can ask it to pair.</param>
/// <param name="Lamps">Its lamps.</param>
/// <param name="RadioFlashes">How often the lamp Radio has flashed; it may be too short to be seen here.</param>
/// <param name="PairingEndsAt">When the pairing window closes, in ms since 1970 UTC; null while it is not open.</param>
/// <param name="IsWalkTest">Whether a walk test is going on.</param>
/// <param name="PendingAlarmCount">Alarms in its journal that the fleet manager does not hold.</param>
/// <param name="HeldAlarmCount">Alarms held since the simulator started.</param>
/// <param name="PairedCount">Devices in its table; null while it does not run.</param>
/// <param name="AirMilliseconds">Its time on the air within the last hour.</param>
/// <param name="Devices">The devices in the home.</param>
/// <param name="Happenings">What has happened lately, the newest first.</param>
internal sealed record HubView(
    int Number,
    string HubId,
    bool IsPowered,
    bool IsRunning,
    bool IsOnMains,
    int BatteryPercent,
    string? LoadStage,
    int? MinutesLeft,
    bool IsCheckedIn,
    bool HasNetwork,
    bool IsConnected,
    bool CanBeAskedToPair,
    LampsView Lamps,
    long RadioFlashes,
    long? PairingEndsAt,
    bool IsWalkTest,
    int PendingAlarmCount,
    int HeldAlarmCount,
    int? PairedCount,
    long AirMilliseconds,
    IReadOnlyList<DeviceView> Devices,
    IReadOnlyCollection<Happening> Happenings)
{
    internal static HubView Of(DemoHub hub)
    {
        SimulatedHome home = hub.Home;
        HubStatus status = hub.Status();
        HomeStatus? core = home.Core?.Status.Home;
        return new HubView(
            hub.Number,
            hub.HubId,
            home.IsPowered,
            home.Core != null,
            home.Power.IsMainsOn,
            home.Power.BatteryPercent,
            home.Core == null ? null : PageJson.Word(home.Core.Status.Shedding.Stage.ToString()),
            home.Core?.Status.Estimate.MinutesLeft is { } minutes and >= 0 ? minutes : null,
            home.Core?.Status.Presence.IsCheckedIn == true,
            hub.Network.IsOn,
            home.IsConnected,
            home.Settings.PairingKey.Length > 0,
            new LampsView(
                Colour(home, Lamp.Power), Colour(home, Lamp.Internet), Colour(home, Lamp.Service),
                Colour(home, Lamp.Pair), Colour(home, Lamp.Radio)),
            hub.Diary.RadioFlashes,
            hub.Diary.PairingEndsAt,
            core?.WalkTest.IsOpen == true,
            status.PendingAlarmCount,
            status.AcknowledgedAlarmCount,
            core?.Devices.Count,
            home.Radio.Hub.Station.Meter.LastHourMicroseconds / 1000,
            [.. hub.Devices.All.Select(device => DeviceView.Of(hub, device, core))],
            [.. hub.Diary.Lines]);
    }

    private static string Colour(SimulatedHome home, Lamp lamp) => PageJson.Word(home.Panel.Colour(lamp).ToString());
}
