// What the pairing page does.
using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading.Tasks;
using Fleet.Server.Console.Live;
using Fleet.Server.Console.Parts;
using Fleet.Server.Devices;
using Fleet.Server.Hubs;
using Hub.Protocols.Devices;
using Hub.Protocols.Messages;
using Hub.Protocols.Radio;
using Microsoft.AspNetCore.Components;

namespace Fleet.Server.Console.Pages;

/// <summary>
/// Pairing at a hub. A pairing that goes on when the page is opened is taken up, so that a technician who goes back, or
/// whose phone has slept, finds it again.
/// </summary>
public sealed partial class HubPairPage
{
    private readonly InstallCode _code = new();
    private DeviceWatch? _watch;
    private HubView? _hub;
    private IReadOnlyList<DeviceView> _devices = [];
    private PairingView? _pairing;
    private DeviceKind? _kind;
    private string _label = "";
    private string _shortId = "";
    private string _fault = "";
    private string _answer = "";
    private string _said = "";
    private int _characters;
    private int _room;
    private int _occupant;
    private long _replaces;
    private bool _isLoaded;

    /// <summary>The hub's id, from the address.</summary>
    [Parameter]
    public string HubId { get; set; } = "";

    /// <summary>The device to be replaced, from the address.</summary>
    [SupplyParameterFromQuery(Name = "replaces")]
    private long? ReplacesInAddress { get; set; }

    [Inject]
    private Seat Seat { get; set; } = null!;

    [Inject]
    private IHubDirectory Hubs { get; set; } = null!;

    [Inject]
    private IHubDevices Devices { get; set; } = null!;

    [Inject]
    private IPairings PairingHandler { get; set; } = null!;

    [Inject]
    private IDeviceFeed Feed { get; set; } = null!;

    /// <summary>What the technician is to do now, or has got.</summary>
    private string Means => _pairing is { State: PairingState.Interview, IsPressProven: false } pairing
        && pairing.TimeOf(PairingStep.Supervised) is not null
        ? "Pairing_Press_Means"
        : $"Pairing_{_pairing!.State}_Means";

    private string Refusal => _pairing!.State == PairingState.Finished ? "" : T.Reason(_pairing.Reason);

    private string DeviceText => string.Join(
        ", ",
        new[]
        {
            T.Kind(_pairing!.Kind, _pairing.Variant), T.Room(_pairing.Location),
            T.For(_pairing.Occupant == 0 ? [] : [_pairing.Occupant]),
        }.Where(word => word.Length > 0));

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Forget();
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
        _devices = (await Devices.ListAsync(Seat.Actor, HubId, includeRemoved: false, _watch.Left))?.Items ?? [];
        if (_devices.FirstOrDefault(device => device.DeviceId == ReplacesInAddress) is { } replaced)
        {
            (_replaces, _room, _occupant) = (replaced.DeviceId, replaced.Location, replaced.Occupant);
        }

        var newest = await PairingHandler.ListAsync(Seat.Actor, HubId, 1, _watch.Left);
        if (newest is [{ IsOver: false } going])
        {
            await FollowAsync(going.PairingId);
        }

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
        if (_pairing is { IsOver: false } going)
        {
            await FollowAsync(going.PairingId);
        }
        else if (_pairing is null && _label.Length == 0
            && await PairingHandler.ListAsync(Seat.Actor, HubId, 1, _watch.Left) is [{ IsOver: false } opened])
        {
            // Somebody has held the button on the hub.
            await FollowAsync(opened.PairingId);
        }

        StateHasChanged();
    }

    private async Task FollowAsync(long pairingId)
    {
        var before = _pairing;
        _pairing = await PairingHandler.FindAsync(Seat.Actor, HubId, pairingId, _watch!.Left) ?? _pairing;
        if (_pairing is { } now
            && (before is null || before.Steps.Count != now.Steps.Count || before.State != now.State))
        {
            // One sentence for a screen reader: the newest step, or how it ended.
            var newest = DeviceWords.Interview.LastOrDefault(step => now.TimeOf(step) is not null);
            _said = now.IsOver || newest == PairingStep.None
                ? $"{T[$"Pairing_{now.State}"]}. {T[Means]} {Refusal}"
                : $"{T[$"PairingStep_{newest}"]}: {T["StepMark_Done"]}. {T[Means]}";
        }
    }

    /// <summary>Says at once what the label is of, or what is wrong with it; nothing of it is kept.</summary>
    private void ReadLabel(ChangeEventArgs change)
    {
        _label = change.Value?.ToString() ?? "";
        _characters = _label.Count(char.IsLetterOrDigit);
        (_kind, _fault, _answer) = (null, "", "");
        if (_characters < InstallCode.CodeLength)
        {
            return;
        }

        var error = _code.Parse(_label);
        _fault = T.Fault(error);
        if (error == InstallCodeError.None)
        {
            _kind = _code.DeviceKind;
            _shortId = (_code.DeviceId & 0xFFFF).ToString("X4", CultureInfo.InvariantCulture);
        }

        _code.Clear();
    }

    private void ChooseReplaced(ChangeEventArgs change)
    {
        _replaces = long.TryParse(change.Value?.ToString(), CultureInfo.InvariantCulture, out var id) ? id : 0;
        if (_devices.FirstOrDefault(device => device.DeviceId == _replaces) is { } replaced)
        {
            (_room, _occupant) = (replaced.Location, replaced.Occupant);
        }
    }

    private async Task StartAsync()
    {
        var order = new PairingOrder(_label, _room, _occupant, _replaces);
        var start = await PairingHandler.StartAsync(Seat.Actor, HubId, order, _watch!.Left);
        switch (start.Result)
        {
            case PairingStartResult.Asked or PairingStartResult.AlreadyOpen when start.Pairing is { } pairing:
                Forget();
                _pairing = pairing;
                await FollowAsync(pairing.PairingId);
                _answer = start.Result == PairingStartResult.Asked ? "" : T["PairingReason_AlreadyOpen"];
                break;
            case PairingStartResult.BadCode:
                _fault = T.Fault(start.CodeError);
                break;
            case PairingStartResult.UnknownReplaced:
                _answer = T["DeviceAsk_NotFound"];
                break;
            case PairingStartResult.NotReachable:
                _answer = T["DeviceAsk_NotReachable"];
                break;
            default:
                _answer = T["Hub_Missing"];
                break;
        }
    }

    private async Task StopAsync()
    {
        var sent = await PairingHandler.CancelAsync(Seat.Actor, HubId, _pairing!.PairingId, _watch!.Left);
        _answer = sent.Result == RequestResult.Sent ? "" : T[$"DeviceAsk_{sent.Result}"];
    }

    private async Task Again()
    {
        _pairing = null;
        (_answer, _said, _replaces, _room) = ("", "", 0, 0);
        _devices = (await Devices.ListAsync(Seat.Actor, HubId, includeRemoved: false, _watch!.Left))?.Items ?? [];
    }

    private void Forget()
    {
        _code.Clear();
        (_label, _kind, _shortId, _fault, _characters) = ("", null, "", "", 0);
    }
}
