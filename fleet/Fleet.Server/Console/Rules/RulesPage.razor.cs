// What the page of a home's rules does.
using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using Fleet.Server.Access;
using Fleet.Server.Console.Live;
using Fleet.Server.Http;
using Fleet.Server.Hubs;
using Fleet.Server.Programming;
using Hub.Protocols.Rules;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace Fleet.Server.Console.Rules;

/// <summary>A home's rules.</summary>
public sealed partial class RulesPage
{
    private static readonly IReadOnlyList<string> ShownFields =
        ["delaySeconds", "presence", "start", "actions", "reminder", "window"];

    private readonly CancellationTokenSource _left = new();
    private readonly List<RuleDraft> _rules = [];
    private IReadOnlyList<RuleHistory> _changes = [];
    private IReadOnlyList<RulesVersionView> _versions = [];
    private IReadOnlyList<FieldFault> _faults = [];
    private RulesSummary _summary = new([], []);
    private RulesView? _view;
    private string? _hubName;
    private string? _refusal;
    private string _answer = "";
    private string _why = "";
    private long? _caseNumber;
    private int _template;
    private TrialView? _trial;
    private string _tried = "";
    private string _triedRules = "";
    private bool _isTrying;
    private bool _mayChange;
    private bool _isLoaded;

    /// <summary>The home's hub, from the address.</summary>
    [Parameter]
    public string HubId { get; set; } = "";

    [CascadingParameter]
    private Task<AuthenticationState> Authentication { get; set; } = null!;

    [Inject]
    private Seat Seat { get; set; } = null!;

    [Inject]
    private IHubRules Rules { get; set; } = null!;

    [Inject]
    private IRuleTrial Trials { get; set; } = null!;

    [Inject]
    private IRuleSummaries Summaries { get; set; } = null!;

    [Inject]
    private IHubDirectory Hubs { get; set; } = null!;

    [Inject]
    private IAuthorizationService Authorization { get; set; } = null!;

    [Inject]
    private TimeProvider Clock { get; set; } = null!;

    private static CultureInfo Language => CultureInfo.CurrentUICulture;

    private string StateText => _view?.Newest is { } newest
        ? newest.Reason.Length == 0
            ? R[$"State_{newest.State}_Means"]
            : R[$"State_{newest.State}_Reason", newest.Reason]
        : R["State_None_Means"];

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _left.CancelAsync();
        _left.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task OnParametersSetAsync()
    {
        var user = (await Authentication).User;
        _mayChange = (await Authorization.AuthorizeAsync(user, Policies.DecideSettings)).Succeeded;
        await ReadAsync();
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
        if (_view?.Newest?.State is not (DocumentState.Waiting or DocumentState.Sent))
        {
            return;
        }

        RulesView? now = await Rules.FindAsync(Seat.Actor, HubId, _left.Token);
        if (now is not null && now.Version == _view.Version && now != _view)
        {
            _view = now;
            StateHasChanged();
        }
    }

    private async Task ReadAsync()
    {
        _hubName = (await Hubs.FindAsync(Seat.Actor, HubId, _left.Token))?.Name;
        Take(await Rules.FindAsync(Seat.Actor, HubId, _left.Token));
        _changes = await Rules.ChangesAsync(Seat.Actor, HubId, _left.Token) ?? [];
        _versions = await Rules.VersionsAsync(
            Seat.Actor, HubId, null, Limits.Programming.VersionsPerPage, _left.Token) ?? [];
        _isLoaded = true;
    }

    private void Take(RulesView? view)
    {
        _view = view;
        _faults = [];
        _refusal = null;
        _trial = null;
        _tried = "";
        _summary = Summaries.Of(view?.Newest?.Document ?? new RuleSetEntry(), Language);
        _rules.Clear();
        _rules.AddRange((view?.Newest?.Document?.Rules ?? []).Select(rule => new RuleDraft(rule)));
    }

    private void AddTemplate()
    {
        RuleEntry rule = Rules.Templates[_template].Rule;
        int id = rule.Id;
        while (_rules.Any(one => one.Id == id))
        {
            id = id % RuleLimits.MaxRuleId + 1;
        }

        int place = _rules.FindIndex(one => one.Id > id);
        _rules.Insert(place < 0 ? _rules.Count : place, new RuleDraft(rule with { Id = id }));
    }

    private RuleSetEntry Wanted()
    {
        RuleSetEntry present = _view!.Newest?.Document ?? new RuleSetEntry();
        return present with { Rules = [.. _rules.Select(rule => rule.Entry())] };
    }

    private string Drafted() => JsonSerializer.Serialize(Wanted());

    /// <summary>Tries the rules as they stand in the fields; nothing is saved or sent.</summary>
    private async Task TryAsync()
    {
        _isTrying = true;
        _tried = R["Trial_Working"];
        _trial = null;
        _triedRules = Drafted();
        TrialAnswer answer = await Trials.TryAsync(
            Seat.Actor, HubId, new TrialRequest(Wanted()), Language, _left.Token);
        _isTrying = false;
        _faults = answer.Faults;
        _trial = answer.Trial;
        _tried = answer.Trial is { } trial
            ? R["Trial_Done", trial.Counts.Vanish]
            : R[$"Trial_Refused_{answer.Result}"];
    }

    private async Task SaveAsync()
    {
        await AnswerAsync(await Rules.SetAsync(
            Seat.Actor, HubId, Wanted(), new ChangeCause(_why, _caseNumber), _view!.Version, _left.Token));
    }

    private async Task RestoreAsync(long version)
    {
        await AnswerAsync(await Rules.RestoreAsync(
            Seat.Actor, HubId, version, new ChangeCause(_why, _caseNumber), _view!.Version, _left.Token));
    }

    private async Task AnswerAsync(RulesChange change)
    {
        _answer = "";
        _faults = change.Faults;
        _refusal = change.Result switch
        {
            RulesResult.Done => null,
            RulesResult.Stale => R["Refused_Stale", change.Newest?.Version ?? 0, change.Newest?.ActorName ?? ""].Value,
            _ => R[$"Refused_{change.Result}"].Value,
        };
        if (change.Result == RulesResult.Done)
        {
            await ReadAsync();
            _answer = R["Saved", _view?.Version ?? 0];
            _why = "";
            _caseNumber = null;
        }
    }

    /// <summary>What is wrong with the rule in a place, by place within the rule.</summary>
    private List<FieldFault> FaultsOf(int index)
    {
        string prefix = string.Create(CultureInfo.InvariantCulture, $"document.rules[{index}].");
        return [.. _faults.Where(one => one.Field.StartsWith(prefix, StringComparison.Ordinal))
            .Select(one => one with { Field = one.Field[prefix.Length..] })];
    }

    /// <summary>What is wrong with fields that the page does not show.</summary>
    private static string Elsewhere(IReadOnlyList<FieldFault> faults) => string.Join(' ', faults
        .Where(one => !ShownFields.Contains(one.Field.Split('.', '[')[0]))
        .Select(one => $"{one.Field}: {one.Sentence}"));

    private string SentenceOf(string field) =>
        string.Join(' ', _faults.Where(one => one.Field == field).Select(one => one.Sentence));
}
