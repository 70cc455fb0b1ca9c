// What one case's page does.
using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Fleet.Server.Alarms;
using Fleet.Server.Console.Cases;
using Fleet.Server.Console.Live;
using Fleet.Server.Console.Parts;
using Fleet.Server.Devices;
using Fleet.Server.Dispatch;
using Fleet.Server.Hubs;
using Fleet.Server.Residents;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Fleet.Server.Console.Pages;

/// <summary>One case.</summary>
public sealed partial class CasePage
{
    private IReadOnlyList<CaseLogEntryView> _log = [];
    private AlarmCaseView? _view;
    private HubView? _hub;
    private DeviceView? _device;
    private EscalationChain? _chain;
    private IReadOnlyList<DispatchMessageView> _messages = [];
    private IReadOnlyList<AlarmCaseView> _linked = [];
    private IReadOnlyList<Resident> _residents = [];
    private CaseDialogs? _dialogs;
    private CloseDialog _dialog = null!;
    private DotNetObjectReference<CasePage>? _self;
    private DateTimeOffset? _readAt;
    private string _answer = "";
    private bool _isLoaded;

    /// <summary>The case's id, from the address.</summary>
    [Parameter]
    public Guid CaseId { get; set; }

    [Inject]
    private Seat Seat { get; set; } = null!;

    [Inject]
    private IAlarmCases Cases { get; set; } = null!;

    [Inject]
    private IEscalationChains Chains { get; set; } = null!;

    [Inject]
    private IDispatchHistory History { get; set; } = null!;

    [Inject]
    private IHubDirectory Hubs { get; set; } = null!;

    [Inject]
    private IHubDevices Devices { get; set; } = null!;

    [Inject]
    private IJSRuntime Script { get; set; } = null!;

    private bool IsMine => _view?.OwnerId == Seat.Actor.UserId;

    private EscalationAction? NextAction => _view is null ? null : CaseWay.NextAction(_view, _chain);

    /// <summary>The operator pressed a key for something that this page does.</summary>
    [JSInvokable]
    public async Task ShortcutAsync(string action, string? caseId)
    {
        if (_view is not null)
        {
            await (action switch
            {
                "claim" => ActAsync(CaseAct.Claim),
                "close" => ActAsync(CaseAct.Close),
                "dispatch" => ActAsync(CaseAct.Dispatch),
                "note" => ActAsync(CaseAct.Remark),
                _ => Task.CompletedTask,
            });
        }

        StateHasChanged();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Seat.Changed -= OnChanged;
        if (_self is not null)
        {
            try
            {
                await Script.InvokeVoidAsync("fleetConsole.leavePage", _self);
            }
            catch (Exception exception) when (exception is JSDisconnectedException or OperationCanceledException)
            {
                // The browser is gone and its listeners with it.
            }

            _self.Dispose();
        }
    }

    /// <inheritdoc/>
    protected override void OnInitialized() => Seat.Changed += OnChanged;

    /// <inheritdoc/>
    protected override Task OnParametersSetAsync() => ReadAsync();

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            _self = DotNetObjectReference.Create(this);
            await Script.InvokeVoidAsync("fleetConsole.enterPage", _self, null);
        }
    }

    private async Task ReadAsync()
    {
        _view = await Cases.FindAsync(Seat.Actor, CaseId, CancellationToken.None);
        if (_view is not null)
        {
            _log = await Cases.LogAsync(Seat.Actor, CaseId, CancellationToken.None);
            _linked = await Cases.LinkedAsync(Seat.Actor, CaseId, CancellationToken.None);
            _messages = await History.ListAsync(Seat.Actor, CaseId, CancellationToken.None);
            _chain ??= (await Chains.FindAsync(Seat.Actor, _view.Kind, CancellationToken.None)).Chain;
            _hub = await Hubs.FindAsync(Seat.Actor, _view.HubId, CancellationToken.None);
            _device = _view.TriggerId == 0
                ? null
                : await Devices.FindAsync(Seat.Actor, _view.HubId, _view.TriggerId, CancellationToken.None);
        }

        _isLoaded = true;
    }

    private void OnChanged(IReadOnlyList<BoardChange> changes)
    {
        if (_view is null)
        {
            return;
        }

        _hub = Seat.Hub(_view.HubId) ?? _hub;
        // The log also grows by lines that are not told as changes, such as the hub's acknowledgement.
        if (_readAt != Seat.ReadAt || changes.Any(change => (change.After ?? change.Before)?.CaseId == CaseId))
        {
            _readAt = Seat.ReadAt;
            _ = InvokeAsync(ReadAndDrawAsync);
        }

        StateHasChanged();
    }

    private async Task ReadAndDrawAsync()
    {
        try
        {
            await ReadAsync();
        }
        catch (Exception exception)
        {
            await DispatchExceptionAsync(exception);
        }

        StateHasChanged();
    }
}
