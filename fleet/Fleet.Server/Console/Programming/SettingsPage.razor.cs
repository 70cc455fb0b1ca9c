// What the page of a hub's settings does.
using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Fleet.Server.Console.Live;
using Fleet.Server.Http;
using Fleet.Server.Hubs;
using Fleet.Server.Programming;
using Fleet.Server.Programming.Settings;
using Microsoft.AspNetCore.Components;

namespace Fleet.Server.Console.Programming;

/// <summary>A hub's settings.</summary>
public sealed partial class SettingsPage
{
    private readonly CancellationTokenSource _left = new();
    private IReadOnlyDictionary<string, SettingDraft> _drafts = new Dictionary<string, SettingDraft>();
    private IReadOnlyList<SettingHistory> _changes = [];
    private IReadOnlyList<SettingsVersionView> _versions = [];
    private IReadOnlyList<FieldFault> _faults = [];
    private SettingsView? _view;
    private string? _hubName;
    private string? _refusal;
    private string _answer = "";
    private string _why = "";
    private bool _hasConsent;
    private IReadOnlyList<HubGroupView> _groups = [];
    private Guid? _group;
    private string _groupWhy = "";
    private bool _isLoaded;

    /// <summary>The hub, from the address.</summary>
    [Parameter]
    public string HubId { get; set; } = "";

    [Inject]
    private Seat Seat { get; set; } = null!;

    [Inject]
    private IHubSettings Settings { get; set; } = null!;

    [Inject]
    private IHubGroups Groups { get; set; } = null!;

    [Inject]
    private IHubDirectory Hubs { get; set; } = null!;

    [Inject]
    private TimeProvider Clock { get; set; } = null!;

    private string StateText => _view?.Newest is { } newest
        ? newest.Reason.Length == 0
            ? S[$"State_{newest.State}_Means"]
            : S[$"State_{newest.State}_Reason", newest.Reason]
        : S["State_None_Means"];

    private string StateClass => _view?.Newest?.State switch
    {
        DocumentState.Refused or DocumentState.Reverted => "is-silent",
        DocumentState.Trial or DocumentState.Postponed or DocumentState.Waiting => "is-late",
        _ => "",
    };

    private string RunningText => _view?.ReportedVersion switch
    {
        null => S["Running_Unknown"],
        0 => S["AtTheBench"],
        { } version => S["Version", version],
    };

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _left.CancelAsync();
        _left.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task OnParametersSetAsync() => await ReadAsync();

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
                await FollowAsync();
            }
        }
        catch (OperationCanceledException)
        {
            // The person went to another page.
        }
    }

    /// <summary>Reads how far the newest version has come, and leaves what is being edited alone.</summary>
    private async Task FollowAsync()
    {
        if (_view?.Newest is not { } newest
            || newest.State is DocumentState.InForce or DocumentState.Refused or DocumentState.Reverted)
        {
            return;
        }

        SettingsView? now = await Settings.FindAsync(Seat.Actor, HubId, _left.Token);
        if (now?.Newest is { } next && now.Version == _view.Version
            && (next.State, next.Reason, next.TrialEndsAt) != (newest.State, newest.Reason, newest.TrialEndsAt))
        {
            _view = now;
            _versions = await Settings.VersionsAsync(
                Seat.Actor, HubId, null, Limits.Programming.VersionsPerPage, _left.Token) ?? [];
            _changes = await Settings.ChangesAsync(Seat.Actor, HubId, _left.Token) ?? [];
            StateHasChanged();
        }
    }

    private async Task ReadAsync()
    {
        _hubName = (await Hubs.FindAsync(Seat.Actor, HubId, _left.Token))?.Name;
        _view = await Settings.FindAsync(Seat.Actor, HubId, _left.Token);
        _changes = await Settings.ChangesAsync(Seat.Actor, HubId, _left.Token) ?? [];
        _versions = await Settings.VersionsAsync(
            Seat.Actor, HubId, null, Limits.Programming.VersionsPerPage, _left.Token) ?? [];
        _groups = await Groups.ListAsync(Seat.Actor, _left.Token);
        _group = _view?.Group?.GroupId;
        _faults = [];
        _refusal = null;
        _hasConsent = false;
        _drafts = (_view?.Settings ?? [])
            .Where(one => one.MayChange)
            .ToDictionary(one => one.Name, one => new SettingDraft(
                SettingWords.Rule(one.Name)!, one.Level == SettingLevel.Home ? one.Value : null));
        _isLoaded = true;
    }

    private async Task PutAsync()
    {
        HubGroupChange change = await Groups.PutAsync(
            Seat.Actor, HubId, _group, new ChangeCause(_groupWhy), _left.Token);
        if (change.Result == SettingsResult.Done)
        {
            await ReadAsync();
            _answer = S["Group_Done"];
            _groupWhy = "";
        }
        else
        {
            _refusal = string.Join(' ', change.Faults.Select(one => $"{one.Field} {one.Sentence}"));
        }
    }

    private async Task SaveAsync()
    {
        var values = _drafts.Values.Where(draft => draft.IsChanged)
            .ToDictionary(draft => draft.Rule.Name, draft => draft.Value());
        var order = new SettingsOrder(values, new ChangeCause(_why), _hasConsent);
        await AnswerAsync(await Settings.SetAsync(Seat.Actor, HubId, order, _view!.Version, _left.Token));
    }

    private async Task RestoreAsync(long version)
    {
        await AnswerAsync(await Settings.RestoreAsync(
            Seat.Actor, HubId, version, new ChangeCause(_why), _hasConsent, _view!.Version, _left.Token));
    }

    private async Task AnswerAsync(SettingsChange change)
    {
        _answer = "";
        _faults = change.Faults;
        _refusal = change.Result switch
        {
            SettingsResult.Done => null,
            SettingsResult.Stale =>
                S["Refused_Stale", change.Newest?.Version ?? 0, change.Newest?.ActorName ?? ""].Value,
            SettingsResult.NotYours => S["Refused_NotYours"].Value,
            _ => S[$"Refused_{change.Result}"].Value,
        };
        if (change.Result == SettingsResult.Done)
        {
            await ReadAsync();
            _answer = S["Saved", _view?.Version ?? 0];
            _why = "";
        }
    }

    private string SentenceOf(string field) =>
        string.Join(' ', _faults.Where(one => one.Field == field).Select(one => one.Sentence));
}
