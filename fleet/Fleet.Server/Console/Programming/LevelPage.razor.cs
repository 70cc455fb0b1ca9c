// What the page of a level does.
using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Fleet.Server.Http;
using Fleet.Server.Programming;
using Fleet.Server.Programming.Campaigns;
using Fleet.Server.Programming.Settings;
using Hub.Protocols.Settings;
using Microsoft.AspNetCore.Components;

namespace Fleet.Server.Console.Programming;

/// <summary>What a level tells.</summary>
public sealed partial class LevelPage
{
    private const int SecondsPerMinute = 60;

    private IReadOnlyDictionary<string, SettingDraft> _drafts = new Dictionary<string, SettingDraft>();
    private IReadOnlyList<SettingView> _settings = [];
    private IReadOnlyList<LevelRevisionView> _revisions = [];
    private IReadOnlyList<FieldFault> _faults = [];
    private LevelView? _view;
    private CampaignPlan? _plan;
    private string? _refusal;
    private string _answer = "";
    private string _why = "";
    private string _campaignWhy = "";
    private string _waves = "2, 10%, 50%, 100%";
    private int _soakMinutes = 5;
    private int _allowed;
    private bool _isLoaded;

    /// <summary>The level, from the address.</summary>
    [Parameter]
    public string Level { get; set; } = "";

    /// <summary>Which one of it, from the address.</summary>
    [Parameter]
    public string Scope { get; set; } = "";

    private SettingLevel? Known => EnumWord.TryRead(Level, out SettingLevel level) ? level : null;

    /// <inheritdoc/>
    protected override async Task OnParametersSetAsync() => await ReadAsync();

    private async Task ReadAsync()
    {
        _isLoaded = true;
        if (Known is not { } level)
        {
            return;
        }

        _view = await Levels.FindAsync(Seat.Actor, level, Scope, CancellationToken.None);
        _revisions = await Levels.RevisionsAsync(Seat.Actor, level, Scope, CancellationToken.None) ?? [];
        _faults = [];
        _refusal = null;
        _plan = null;
        if (_view is { } view)
        {
            _settings = [.. Enumerable.Range(0, SettingsSchema.Count).Select(i => Shown(view, SettingsSchema.At(i)))];
            _drafts = view.MayChange.ToDictionary(
                name => name,
                name => new SettingDraft(SettingWords.Rule(name)!, view.Told.GetValueOrDefault(name)?.Value));
        }
    }

    private static SettingView Shown(LevelView view, SettingRule rule)
    {
        ToldSetting? told = view.Told.GetValueOrDefault(rule.Name);
        return new SettingView(
            rule.Name,
            rule.Kind,
            rule.Unit,
            rule.Min,
            rule.Max,
            rule.Default,
            rule.Owner,
            rule.NeedsConsent,
            told?.Value,
            told is null ? null : view.Level,
            view.Name,
            told,
            null,
            null,
            view.MayChange.Contains(rule.Name));
    }

    private async Task SaveAsync()
    {
        var values = _drafts.Values.Where(draft => draft.IsChanged)
            .ToDictionary(draft => draft.Rule.Name, draft => draft.Value());
        LevelChange change = await Levels.SetAsync(
            Seat.Actor, _view!.Level, Scope, new SettingsOrder(values, new ChangeCause(_why)), _view.Revision,
            CancellationToken.None);
        _answer = "";
        if (change.Result == SettingsResult.Done)
        {
            await ReadAsync();
            _answer = S["Level_Saved", _view?.Revision ?? 0];
            _why = "";
            return;
        }

        _faults = change.Faults;
        _refusal = change.IsUnderWay ? S["Refused_UnderWay"] : S[$"Refused_{change.Result}",
            change.Newest?.Revision ?? 0, change.Newest?.Told.Values.MaxBy(one => one.At)?.ActorName ?? ""];
    }

    private CampaignOrder Order() => new(
        _view!.Level,
        Scope,
        _campaignWhy,
        [.. _waves.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)],
        _soakMinutes * SecondsPerMinute,
        _allowed);

    private async Task PlanAsync()
    {
        CampaignPlan plan = await Campaigns.PlanAsync(Seat.Actor, Order(), CancellationToken.None);
        _plan = plan.Result == SettingsResult.Done ? plan : null;
        _refusal = Refusal(plan.Result, plan.Faults);
    }

    private async Task StartAsync()
    {
        CampaignChange change = await Campaigns.StartAsync(Seat.Actor, Order(), CancellationToken.None);
        _refusal = Refusal(change.Result, change.Faults);
        if (change.Campaign is { } campaign)
        {
            Navigation.NavigateTo($"campaigns/{campaign.Number}");
        }
    }

    private string? Refusal(SettingsResult result, IReadOnlyList<FieldFault> faults) => result switch
    {
        SettingsResult.Done => null,
        SettingsResult.Stale => S["Refused_UnderWay"].Value,
        SettingsResult.NotYours => S["Refused_NotYours"].Value,
        _ => string.Join(' ', faults.Select(one => $"{S[$"Fault_{one.Field}"].Value}: {one.Sentence}")),
    };
}
