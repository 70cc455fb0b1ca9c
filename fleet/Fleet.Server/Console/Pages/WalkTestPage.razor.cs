// What the walk test's page does.
using System;
using System.Threading.Tasks;
using Fleet.Server.Console.Live;
using Fleet.Server.Console.Parts;
using Fleet.Server.Devices;
using Fleet.Server.Hubs;
using Microsoft.AspNetCore.Components;

namespace Fleet.Server.Console.Pages;

/// <summary>A walk test (sv: räckviddsprov): the one that goes on, or the last one.</summary>
public sealed partial class WalkTestPage
{
    private DeviceWatch? _watch;
    private HubView? _hub;
    private WalkTestView? _test;
    private string _answer = "";
    private string _said = "";
    private int _room;
    private bool _isAnew;
    private bool _isLoaded;

    /// <summary>The hub's id, from the address.</summary>
    [Parameter]
    public string HubId { get; set; } = "";

    [Inject]
    private Seat Seat { get; set; } = null!;

    [Inject]
    private IHubDirectory Hubs { get; set; } = null!;

    [Inject]
    private IWalkTests Tests { get; set; } = null!;

    [Inject]
    private IDeviceFeed Feed { get; set; } = null!;

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
        _hub = await Hubs.FindAsync(Seat.Actor, HubId, _watch.Left);
        var newest = await Tests.ListAsync(Seat.Actor, HubId, 1, _watch.Left);
        _test = newest.Count > 0 && newest[0].State != WalkTestState.Unanswered ? newest[0] : null;
        _isLoaded = true;
    }

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            await _watch!.RunAsync(RefreshAsync, () => TimeSpan.FromSeconds(Limits.Console.PulseSeconds));
        }
    }

    private async Task RefreshAsync()
    {
        _hub = await Hubs.FindAsync(Seat.Actor, HubId, _watch!.Left);
        if (_test is { IsOver: false } going)
        {
            var now = await Tests.FindAsync(Seat.Actor, HubId, going.WalkTestId, _watch.Left) ?? going;
            if (now.Presses is [var press, ..] && (going.Presses is not [var last, ..] || last.At != press.At))
            {
                _said = T[
                    "Walk_Said", T.RoomTitle(press.Location, press.Ordinal), press.MarginDb ?? 0,
                    T[$"Verdict_{press.Verdict}"]];
            }

            _test = now;
        }

        StateHasChanged();
    }

    private async Task StartAsync()
    {
        if (!IsRoomChosen())
        {
            return;
        }

        var start = await Tests.StartAsync(Seat.Actor, HubId, new WalkTestOrder(_room), _watch!.Left);
        if (start.WalkTest is { } test)
        {
            (_test, _isAnew, _answer, _said, _room) = (test, false, "", "", 0);
        }
        else
        {
            _answer = T[$"DeviceAsk_{start.Result}"];
        }
    }

    private async Task EnterRoomAsync()
    {
        if (!IsRoomChosen())
        {
            return;
        }

        var sent = await Tests.EnterRoomAsync(Seat.Actor, HubId, _test!.WalkTestId, _room, 0, _watch!.Left);
        (_answer, _room) = sent.Result == RequestResult.Sent ? ("", 0) : (T[$"DeviceAsk_{sent.Result}"], _room);
        _watch.Signal();
    }

    private bool IsRoomChosen()
    {
        _answer = _room == 0 ? T["Walk_ChooseRoom"] : "";
        return _room != 0;
    }

    private async Task EndAsync()
    {
        var sent = await Tests.EndAsync(Seat.Actor, HubId, _test!.WalkTestId, _watch!.Left);
        _answer = sent.Result == RequestResult.Sent ? "" : T[$"DeviceAsk_{sent.Result}"];
    }
}
