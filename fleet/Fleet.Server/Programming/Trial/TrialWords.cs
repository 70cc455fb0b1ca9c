// Tells of alarms as people read of them.
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Fleet.Server.Alarms;

namespace Fleet.Server.Programming.Trial;

/// <summary>Puts rules into words, each once.</summary>
internal sealed class TrialWords
{
    private readonly Dictionary<int, string> _old;
    private readonly Dictionary<int, string> _new;

    /// <summary>Takes the rules that were in force, the newest first, and at the end those that are tried.</summary>
    public TrialWords(IRuleSummaries summaries, CultureInfo language, IEnumerable<RuleSetEntry> sets)
    {
        List<RuleSetEntry> all = [.. sets];
        Dictionary<int, string> Words(IEnumerable<RuleSetEntry> some) => some
            .SelectMany(set => set.Rules ?? [])
            .GroupBy(rule => rule.Id)
            .ToDictionary(rule => rule.Key, rule => summaries.Of(rule.First(), language));
        _old = Words(all.SkipLast(1));
        _new = Words(all.TakeLast(1));
    }

    /// <summary>What became of a case.</summary>
    public static TrialCase Of(AlarmCaseView view, bool isMarkedWrong)
    {
        bool isVisited = view.Stages?.OnSiteAt is not null || view.Outcome == CaseOutcome.Visited;
        bool isActedOn = isVisited || view.Stages?.DispatchedAt is not null || view.Stages?.AcceptedAt is not null
            || view.Outcome is CaseOutcome.EmergencyServices or CaseOutcome.ActionTaken or CaseOutcome.OtherAuthority;
        return new TrialCase(
            view.CaseId,
            view.CaseNumber,
            view.State,
            view.Outcome,
            isActedOn,
            isVisited,
            isMarkedWrong || view.Outcome == CaseOutcome.WrongAlarm);
    }

    /// <summary>An alarm of a replay.</summary>
    public TriedAlarm Of(AlarmPair pair, TrialCase? told)
    {
        Firing one = (pair.Old ?? pair.New)!;
        return new TriedAlarm(
            one.RuleId,
            (pair.Old is null ? _new : _old).GetValueOrDefault(one.RuleId, ""),
            TrialTime.Of(one.At),
            pair.New is { } now ? TrialTime.Of(now.At) : null,
            one.Since is { } since ? TrialTime.Of(since) : null,
            (pair.New ?? one).IsReminded,
            told);
    }

    /// <summary>An alarm that came and that no replay gives.</summary>
    public TriedAlarm Of(HomeEvent alarm, TrialCase? told)
    {
        return new TriedAlarm(
            alarm.RuleId,
            _old.GetValueOrDefault(alarm.RuleId, ""),
            TrialTime.Of(alarm.At),
            null,
            null,
            IsReminded: false,
            told);
    }
}
