// What one hub's page does.
using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using Fleet.Server.Console.Live;
using Fleet.Server.Hubs;
using Fleet.Server.Tickets;
using Microsoft.AspNetCore.Components;

namespace Fleet.Server.Console.Pages;

/// <summary>One hub.</summary>
public sealed partial class HubPage
{
    private readonly CancellationTokenSource _left = new();
    private IReadOnlyList<HubHistoryEntry> _history = [];
    private IReadOnlyList<TicketView> _tickets = [];
    private HubView? _hub;
    private IDisposable? _subscription;
    private int _isStale;
    private bool _isLoaded;

    /// <summary>The hub's id, from the address.</summary>
    [Parameter]
    public string HubId { get; set; } = "";

    [Inject]
    private Seat Seat { get; set; } = null!;

    [Inject]
    private IHubDirectory Hubs { get; set; } = null!;

    [Inject]
    private ITickets Tickets { get; set; } = null!;

    [Inject]
    private IHubFeed Feed { get; set; } = null!;

    [Inject]
    private TimeProvider Clock { get; set; } = null!;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Seat.Changed -= OnChanged;
        _subscription?.Dispose();
        await _left.CancelAsync();
        _left.Dispose();
    }

    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        Seat.Changed += OnChanged;
        _subscription = Feed.Subscribe(Seat.Actor.TenantId, changed =>
        {
            if (changed == HubId)
            {
                Volatile.Write(ref _isStale, 1);
            }
        });
    }

    /// <inheritdoc/>
    protected override Task OnParametersSetAsync() => ReadAsync();

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
        {
            return;
        }

        try
        {
            using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1), Clock);
            while (await timer.WaitForNextTickAsync(_left.Token))
            {
                if (Interlocked.Exchange(ref _isStale, 0) == 1)
                {
                    await ReadAsync();
                    StateHasChanged();
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The operator went to another page.
        }
    }

    private async Task ReadAsync()
    {
        _hub = await Hubs.FindAsync(Seat.Actor, HubId, _left.Token);
        _history = _hub is null
            ? []
            : await Hubs.HistoryAsync(Seat.Actor, HubId, Limits.Console.HistoryEntries, _left.Token);
        _tickets = _hub is null
            ? []
            : await Tickets.ListAsync(Seat.Actor, HubId, includeDone: false, _left.Token);
        _isLoaded = true;
    }

    private void OnChanged(IReadOnlyList<BoardChange> changes)
    {
        foreach (var change in changes)
        {
            if ((change.After ?? change.Before)?.HubId == HubId)
            {
                Volatile.Write(ref _isStale, 1);
            }
        }

        StateHasChanged();
    }
}
