// What the alarm list does.
using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Fleet.Server.Alarms;
using Fleet.Server.Console.Lists;
using Fleet.Server.Console.Live;
using Fleet.Server.Console.Parts;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Fleet.Server.Console.Pages;

/// <summary>The alarm list.</summary>
public sealed partial class AlarmListPage
{
    private static readonly IReadOnlyList<CaseKind> Kinds = [CaseKind.Person, CaseKind.Technical, CaseKind.Test];

    private readonly CaseRows _rows = new();
    private readonly HashSet<Guid> _chosen = [];
    private readonly Dictionary<Guid, AlarmCaseView> _closed = [];
    private CaseListFilter _filter = new();
    private ElementReference _list;
    private CloseDialog _dialog = null!;
    private DotNetObjectReference<AlarmListPage>? _self;
    private string _answer = "";
    private string? _hubName;
    private bool _isCut;
    private bool _isFilled;

    [Inject]
    private Seat Seat { get; set; } = null!;

    [Inject]
    private IAlarmCases Cases { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private IJSRuntime Script { get; set; } = null!;

    [Inject]
    private TimeProvider Clock { get; set; } = null!;

    [SupplyParameterFromQuery(Name = "state")]
    private string? StateInAddress { get; set; }

    [SupplyParameterFromQuery(Name = "hub")]
    private string? HubInAddress { get; set; }

    [SupplyParameterFromQuery(Name = "queue")]
    private string? QueueInAddress { get; set; }

    [SupplyParameterFromQuery(Name = "q")]
    private string? SearchInAddress { get; set; }

    private bool CanSortIn => _rows.New.Count > 0 || _rows.HasWaitingMoves;

    /// <summary>
    /// Waiting alarms that the filter hides: the page says so, for it must not look calmer than it is.
    /// </summary>
    private int HiddenWaiting => Seat.Open.Count(view => view.IsWaiting() && !Lets(view));

    /// <summary>The operator pressed a key for something that this page does.</summary>
    [JSInvokable]
    public async Task ShortcutAsync(string action, string? caseId)
    {
        if (action == "sort-in")
        {
            SortIn();
        }
        else if (!Guid.TryParse(caseId, out var id) || Find(id) is not { } view)
        {
            _answer = T["Answer_ChooseFirst"];
        }
        else if (action == "claim")
        {
            await ClaimAsync(view);
        }
        else if (action == "close")
        {
            await AskOutcomeAsync(view);
        }

        StateHasChanged();
    }

    /// <summary>The operator's pointer or focus came into the list, or left it.</summary>
    [JSInvokable]
    public void Hold(bool isHeld)
    {
        _rows.Hold(isHeld, Clock.GetUtcNow());
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
    protected override async Task OnParametersSetAsync()
    {
        var filter = CaseListFilter.From(StateInAddress, HubInAddress, SearchInAddress, QueueInAddress);
        if (filter == _filter && _isFilled)
        {
            return;
        }

        _filter = filter;
        _chosen.Clear();
        _closed.Clear();
        if (filter.ShowsClosed)
        {
            var asked = new CaseFilter(IncludeOpen: false, IncludeClosed: true, filter.HubId, Limits.Console.RowsShown);
            foreach (var view in await Cases.ListAsync(Seat.Actor, asked, CancellationToken.None))
            {
                _closed[view.CaseId] = view;
            }
        }

        Fill();
    }

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            _self = DotNetObjectReference.Create(this);
            await Script.InvokeVoidAsync("fleetConsole.enterPage", _self, _list);
        }
    }

    private void Fill()
    {
        _rows.Reset(Shown(), Clock.GetUtcNow());
        _isFilled = Seat.HasRead;
        _hubName = Shown().FirstOrDefault(view => view.HubId == _filter.HubId)?.HubName;
    }

    private void OnChanged(IReadOnlyList<BoardChange> changes)
    {
        foreach (var view in changes.Select(change => change.After).OfType<AlarmCaseView>())
        {
            if (view.State == CaseState.Closed && _filter.ShowsClosed)
            {
                _closed[view.CaseId] = view;
            }
        }

        if (!_isFilled)
        {
            // The page came before the first reading of the list: nothing in that is new.
            Fill();
        }
        else
        {
            var ended = changes.Where(change => change.After?.State == CaseState.Closed)
                .ToDictionary(change => change.After!.CaseId, change => change.After!);
            _rows.Update(Shown(), caseId => ended.GetValueOrDefault(caseId), Clock.GetUtcNow());
        }

        _isCut = Seat.Open.Count() >= Limits.Console.CasesRead;
        _chosen.IntersectWith(Seat.Open.Select(view => view.CaseId));
        StateHasChanged();
    }

    private IEnumerable<AlarmCaseView> Shown() =>
        Seat.Open.Concat(_filter.ShowsClosed ? _closed.Values : []).DistinctBy(view => view.CaseId).Where(Lets);

    private bool Lets(AlarmCaseView view) => _filter.Lets(view, T.Cause(view), Seat.Actor.UserId);

    private int InQueue(string queue)
    {
        var filter = new CaseListFilter(Queue: queue);
        return Seat.Open.Count(view => filter.Lets(view, "", Seat.Actor.UserId));
    }

    private AlarmCaseView? Find(Guid caseId) =>
        _rows.New.Concat(Kinds.SelectMany(_rows.Section)).FirstOrDefault(row => row.View.CaseId == caseId)?.View;

    private void OnSearch(ChangeEventArgs change) =>
        Navigation.NavigateTo((_filter with { Search = change.Value?.ToString()?.Trim() ?? "" }).Href);

    private void SortIn() => _rows.SortIn(Clock.GetUtcNow());

    private IEnumerable<AlarmCaseView> Choosable(CaseKind kind) =>
        _rows.Section(kind).Where(row => !row.IsGone && row.View.State != CaseState.Closed).Select(row => row.View);

    private List<AlarmCaseView> Chosen(CaseKind kind) =>
        [.. Choosable(kind).Where(view => _chosen.Contains(view.CaseId)).Take(Limits.Console.RowsShown)];

    private void Choose((Guid CaseId, bool IsChosen) choice) =>
        _ = choice.IsChosen ? _chosen.Add(choice.CaseId) : _chosen.Remove(choice.CaseId);

    private void ChooseAll(CaseKind kind, bool isChosen)
    {
        foreach (var view in Choosable(kind).Take(Limits.Console.RowsShown))
        {
            Choose((view.CaseId, isChosen));
        }
    }
}
