// What the page of a hub's devices does.
using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Fleet.Server.Console.Live;
using Fleet.Server.Console.Parts;
using Fleet.Server.Devices;
using Fleet.Server.Hubs;
using Hub.Protocols.Radio;
using Microsoft.AspNetCore.Components;

namespace Fleet.Server.Console.Pages;

/// <summary>A hub's devices.</summary>
public sealed partial class HubDevicesPage
{
    private DeviceWatch? _watch;
    private DeviceDialog _dialog = null!;
    private HubView? _hub;
    private DeviceList _list = new([], null);
    private string _answer = "";
    private bool _isLoaded;

    /// <summary>The hub's id, from the address.</summary>
    [Parameter]
    public string HubId { get; set; } = "";

    [Inject]
    private Seat Seat { get; set; } = null!;

    [Inject]
    private IHubDirectory Hubs { get; set; } = null!;

    [Inject]
    private IHubDevices Devices { get; set; } = null!;

    [Inject]
    private IDeviceFeed Feed { get; set; } = null!;

    private int Untested => _list.Items.Count(device => !device.IsTested);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_watch is not null)
        {
            await _watch.DisposeAsync();
        }
    }

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        _watch = new DeviceWatch(Feed, Seat.Actor.TenantId, HubId);
        await ReadAsync();
    }

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            await _watch!.RunAsync(
                async () =>
                {
                    await ReadAsync();
                    StateHasChanged();
                },
                () => TimeSpan.FromSeconds(Limits.Console.ReadEverySeconds));
        }
    }

    private async Task ReadAsync()
    {
        CancellationToken left = _watch!.Left;
        _hub = await Hubs.FindAsync(Seat.Actor, HubId, left);
        _list = await Devices.ListAsync(Seat.Actor, HubId, includeRemoved: false, left) ?? new DeviceList([], null);
        _isLoaded = true;
    }

    private async Task AssignAsync((DeviceView Device, int Location, int Occupant) change) => Say(
        await Devices.AssignAsync(
            Seat.Actor, HubId, change.Device.DeviceId, change.Location, change.Occupant, _watch!.Left));

    private async Task RemoveAsync(DeviceView device) =>
        Say(await Devices.RemoveAsync(Seat.Actor, HubId, device.DeviceId, _watch!.Left));

    private async Task OrderAsync(DeviceView device) => Say(await Devices.OrderAsync(
        Seat.Actor,
        HubId,
        device.DeviceId,
        device.IsActive ? OrderKind.SwitchOff : OrderKind.SwitchOn,
        _watch!.Left));

    private void Say(SentRequest sent) => _answer = T[$"DeviceAsk_{sent.Result}"];
}
