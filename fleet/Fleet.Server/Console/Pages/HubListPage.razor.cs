// What the hub list does.
using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Fleet.Server.Console.Live;
using Fleet.Server.Hubs;
using Microsoft.AspNetCore.Components;

namespace Fleet.Server.Console.Pages;

/// <summary>The hub list. Rows keep their places while the page is open; their contents follow the hubs.</summary>
public sealed partial class HubListPage
{
    private static readonly IReadOnlyList<HubStatus> Statuses =
        [HubStatus.Silent, HubStatus.Late, HubStatus.Degraded, HubStatus.Unknown, HubStatus.NeverHeard, HubStatus.Ok];

    private readonly CancellationTokenSource _left = new();
    private readonly ConcurrentDictionary<string, bool> _stale = new(StringComparer.Ordinal);
    private readonly OrderedDictionary<string, HubView> _hubs = new(StringComparer.Ordinal);
    private IDisposable? _subscription;
    private HubStatus? _status;
    private string _search = "";
    private int _shown = Limits.Console.HubsShown;
    private DateTimeOffset _readAt;
    private bool _isRead;
    private bool _isCut;

    [Inject]
    private Seat Seat { get; set; } = null!;

    [Inject]
    private IHubDirectory Hubs { get; set; } = null!;

    [Inject]
    private IHubFeed Feed { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private TimeProvider Clock { get; set; } = null!;

    [SupplyParameterFromQuery(Name = "status")]
    private string? StatusInAddress { get; set; }

    [SupplyParameterFromQuery(Name = "q")]
    private string? SearchInAddress { get; set; }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _subscription?.Dispose();
        await _left.CancelAsync();
        _left.Dispose();
    }

    /// <inheritdoc/>
    protected override void OnInitialized() =>
        _subscription = Feed.Subscribe(Seat.Actor.TenantId, hubId => _stale[hubId] = true);

    /// <inheritdoc/>
    protected override async Task OnParametersSetAsync()
    {
        _status = Statuses.Cast<HubStatus?>().FirstOrDefault(status => status.ToString() == StatusInAddress);
        _search = SearchInAddress?.Trim() ?? "";
        _shown = Limits.Console.HubsShown;
        if (!_isRead)
        {
            await ReadAsync();
        }
    }

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
        {
            return;
        }

        try
        {
            using var timer = new PeriodicTimer(TimeSpan.FromSeconds(Limits.Console.PulseSeconds), Clock);
            while (await timer.WaitForNextTickAsync(_left.Token))
            {
                await RefreshAsync();
            }
        }
        catch (OperationCanceledException)
        {
            // The operator went to another page.
        }
    }

    private async Task ReadAsync()
    {
        _hubs.Clear();
        _stale.Clear();
        string? after = null;
        while (_hubs.Count < Limits.Console.HubsRead)
        {
            var part = await Hubs.ListAsync(Seat.Actor, Limits.Console.CasesRead, after, _left.Token);
            foreach (var hub in part)
            {
                _hubs[hub.HubId] = hub;
            }

            if (part.Count < Limits.Console.CasesRead || part[^1].HubId == after)
            {
                break;
            }

            after = part[^1].HubId;
        }

        _isCut = _hubs.Count >= Limits.Console.HubsRead;
        _readAt = Clock.GetUtcNow();
        _isRead = true;
    }

    /// <summary>
    /// Asks for the hubs on the screen that changed. A hub not on the screen stays marked until it is.
    /// </summary>
    private async Task RefreshAsync()
    {
        var changed = Matching().Take(_shown).Select(hub => hub.HubId).Where(_stale.ContainsKey).ToList();
        foreach (var hubId in changed)
        {
            _stale.TryRemove(hubId, out _);
            if (await Hubs.FindAsync(Seat.Actor, hubId, _left.Token) is { } hub && _hubs.ContainsKey(hubId))
            {
                _hubs[hubId] = hub;
            }
        }

        if (changed.Count > 0)
        {
            _readAt = Clock.GetUtcNow();
            StateHasChanged();
        }
    }

    private IEnumerable<HubView> Matching() => _hubs.Values.Where(hub =>
        (_status is null || hub.Status == _status)
        && (_search.Length == 0
            || hub.Name.Contains(_search, StringComparison.CurrentCultureIgnoreCase)
            || hub.HubId.Contains(_search, StringComparison.OrdinalIgnoreCase)));

    private string Href(HubStatus? status) => Address(status, _search);

    private void OnSearch(ChangeEventArgs change) =>
        Navigation.NavigateTo(Address(_status, change.Value?.ToString()?.Trim() ?? ""));

    private static string Address(HubStatus? status, string search)
    {
        List<string> parts = [];
        if (status is not null)
        {
            parts.Add($"status={status}");
        }

        if (search.Length > 0)
        {
            parts.Add($"q={Uri.EscapeDataString(search)}");
        }

        return parts.Count == 0 ? "hubs" : $"hubs?{string.Join('&', parts)}";
    }
}
