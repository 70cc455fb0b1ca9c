// Tries rules on what has happened.
using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Fleet.Server.Access;
using Fleet.Server.Alarms;
using Fleet.Server.Audit;
using Fleet.Server.Gateway;
using Fleet.Server.Http;
using Fleet.Server.Hubs;
using Fleet.Server.Store;
using Fleet.Server.WrongAlarms;

namespace Fleet.Server.Programming.Trial;

/// <inheritdoc cref="IRuleTrial"/>
internal sealed class RuleTrial : IRuleTrial
{
    private const string Topic = "home";
    private readonly FleetStore _store;
    private readonly IHubNames _hubs;
    private readonly IRuleSummaries _summaries;
    private readonly ICaseIntake _intake;
    private readonly IAlarmCases _cases;
    private readonly IWrongAlarms _wrong;
    private readonly ITenantLog _log;
    private readonly TimeProvider _time;

    public RuleTrial(
        FleetStore store,
        IHubNames hubs,
        IRuleSummaries summaries,
        ICaseIntake intake,
        IAlarmCases cases,
        IWrongAlarms wrong,
        ITenantLog log,
        TimeProvider time)
    {
        _store = store;
        _hubs = hubs;
        _summaries = summaries;
        _intake = intake;
        _cases = cases;
        _wrong = wrong;
        _log = log;
        _time = time;
    }

    public async Task<TrialAnswer> TryAsync(
        Actor actor,
        string hubId,
        TrialRequest request,
        CultureInfo language,
        CancellationToken cancellationToken)
    {
        if (_hubs.FindPrincipal(actor.TenantId, hubId) is not { } hub)
        {
            return new TrialAnswer(RulesResult.NotFound, null, []);
        }

        DateTimeOffset now = _time.GetUtcNow();
        List<FieldFault> faults = TrialRequestCheck.Find(request, now);
        RuleSetEntry? entry = request.Document;
        if (faults.Count == 0 && request.Version is { } version)
        {
            entry = version == 0 ? new RuleSetEntry() : await _store.ReadAsync(
                session => RuleVersions.Find(session, hub, version)?.Document, cancellationToken)
                .ConfigureAwait(false);
            if (entry is null)
            {
                return new TrialAnswer(RulesResult.NotFound, null, []);
            }
        }

        if (faults.Count == 0)
        {
            // The highest version, which takes the most room, as when rules are only looked through.
            faults.AddRange(RuleDocument.Make(entry!, uint.MaxValue, HubRules.DocumentPrefix).Faults);
        }

        if (faults.Count > 0)
        {
            return new TrialAnswer(RulesResult.Invalid, null, faults);
        }

        long to = (request.Until ?? now).ToUnixTimeMilliseconds();
        int days = request.Days ?? Limits.Trial.Days;
        long from = DateTimeOffset.FromUnixTimeMilliseconds(to).AddDays(-days).ToUnixTimeMilliseconds();
        await _store.WriteAsync(session => Note(session, actor, hub, days, now), cancellationToken)
            .ConfigureAwait(false);

        // Apart from the writing, for which alarms wait.
        TrialMaterial material = await _store.ReadAsync(
            session => TrialMaterial.Read(session, hub, from, to), cancellationToken).ConfigureAwait(false);
        IReadOnlyList<Firing> tried = HomeEvents.Replay(
            material.Events,
            material.Past,
            RuleSetForm.ToWire(entry!, uint.MaxValue),
            material.Begin,
            material.To,
            material.Presence);
        if (tried.Count >= Limits.Trial.Firings)
        {
            return new TrialAnswer(RulesResult.Invalid, null,
            [
                new FieldFault(
                    HubRules.DocumentPrefix + "rules",
                    $"do something {Limits.Trial.Firings} times in that time, which nobody can mean."),
            ]);
        }

        TrialView view = await CompareAsync(
            actor, hub, material, Alarms(material, tried), entry!, language, cancellationToken).ConfigureAwait(false);
        return new TrialAnswer(RulesResult.Done, view, []);
    }

    private static bool IsIn(TrialMaterial material, long at)
    {
        return at >= material.From && at <= material.To;
    }

    private static List<Firing> Alarms(TrialMaterial material, IEnumerable<Firing> firings)
    {
        return [.. firings.Where(one => one.Kind == FiringKind.Alarm && IsIn(material, one.At))];
    }

    // How somebody lives is looked at: who did is written down with it.
    private bool Note(StoreSession session, Actor actor, HubPrincipal hub, int days, DateTimeOffset now)
    {
        Outbox.Open(session);
        _log.Append(
            session,
            actor.TenantId,
            Topic,
            hub.HubId,
            "seen",
            string.Create(CultureInfo.InvariantCulture, $"rule trial on the events of {days} days"),
            now.ToUnixTimeMilliseconds(),
            actor.UserId,
            actor.DisplayName);
        return true;
    }

    private async Task<TrialView> CompareAsync(
        Actor actor,
        HubPrincipal hub,
        TrialMaterial material,
        List<Firing> tried,
        RuleSetEntry entry,
        CultureInfo language,
        CancellationToken cancellationToken)
    {
        List<Firing> old = Alarms(material, HomeEvents.Replay(
            material.Events, material.Past, material.Begin, material.To, material.Presence));
        List<HomeEvent> came = [.. material.Events.Where(
            one => one is { Kind: HomeEventKind.Alarm, RuleId: not 0 } && IsIn(material, one.At))];
        List<HomeEvent?> happened = TrialComparison.Happened(old, came);
        var real = new Dictionary<Firing, HomeEvent>(ReferenceEqualityComparer.Instance);
        for (int i = 0; i < old.Count; i++)
        {
            if (happened[i] is { } alarm)
            {
                real[old[i]] = alarm;
            }
        }

        Dictionary<long, TrialCase> cases = await CasesAsync(actor, hub, came, cancellationToken).ConfigureAwait(false);
        var words = new TrialWords(_summaries, language, material.Entries.Values.Reverse().Append(entry));
        List<AlarmPair> pairs = TrialComparison.Pair(old, tried);
        TriedAlarm Tell(AlarmPair pair) => words.Of(
            pair, pair.Old is { } one && real.TryGetValue(one, out HomeEvent alarm)
                ? cases.GetValueOrDefault(alarm.Sequence) : null);
        List<TriedAlarm> vanish = [.. pairs.Where(pair => pair.New is null).Select(Tell)];
        List<TriedAlarm> appear = [.. pairs.Where(pair => pair.Old is null).Select(Tell)];
        List<TriedAlarm> stay = [.. pairs.Where(pair => pair is { Old: not null, New: not null }).Select(Tell)];
        HashSet<long> explained = [.. real.Values.Select(one => one.Sequence)];
        var trust = new TrialTrust(
            came.Count,
            real.Count,
            [.. came.Where(one => !explained.Contains(one.Sequence)).Take(Limits.Trial.NamedAlarms)
                .Select(one => words.Of(one, cases.GetValueOrDefault(one.Sequence)))],
            [.. old.Where(one => !real.ContainsKey(one)).Take(Limits.Trial.NamedAlarms)
                .Select(one => words.Of(new AlarmPair(one, null), null))]);
        return View(hub, material, trust, vanish, appear, stay);
    }

    private static TrialView View(
        HubPrincipal hub,
        TrialMaterial material,
        TrialTrust trust,
        List<TriedAlarm> vanish,
        List<TriedAlarm> appear,
        List<TriedAlarm> stay)
    {
        List<TrialGap> gaps = TrialGaps.Find(material);
        bool isKnown = material.Reach is { } reach && reach.Since < material.To && reach.HeardAt > material.From;
        bool isSilent = gaps.Exists(gap => gap.Kind == TrialGapKind.Silent);
        return new TrialView(
            hub.HubId,
            TrialTime.Of(material.From),
            TrialTime.Of(material.To),
            isKnown ? TrialTime.Of(Math.Max(material.From, material.Reach!.Value.Since)) : null,
            isKnown ? TrialTime.Of(isSilent ? material.Reach!.Value.HeardAt : material.To) : null,
            material.Events.Count(one => IsIn(material, one.At) && one.Kind is
                HomeEventKind.Device or HomeEventKind.Test || (one.Kind == HomeEventKind.Alarm && one.RuleId == 0)),
            [.. gaps.Take(Limits.Trial.NamedGaps)],
            new TrialCounts(
                vanish.Count,
                vanish.Count(one => one.Case is { IsActedOn: true }),
                vanish.Count(one => one.Case is { IsVisited: true }),
                vanish.Count(one => one.Case is { IsWrong: true }),
                appear.Count,
                stay.Count),
            trust,
            [.. vanish.Take(Limits.Trial.NamedAlarms)],
            [.. appear.Take(Limits.Trial.NamedAlarms)],
            [.. stay.Take(Limits.Trial.NamedAlarms)]);
    }

    // By the sequence of the alarm.
    private async Task<Dictionary<long, TrialCase>> CasesAsync(
        Actor actor, HubPrincipal hub, IReadOnlyList<HomeEvent> alarms, CancellationToken cancellationToken)
    {
        List<(long Sequence, Guid CaseId)> found = await _store.ReadAsync(
            session => alarms
                .Select(one => (one.Sequence, CaseId: _intake.FindCase(session, hub.RowId, (ulong)one.Sequence)))
                .Where(one => one.CaseId is not null)
                .Select(one => (one.Sequence, one.CaseId!.Value))
                .ToList(),
            cancellationToken).ConfigureAwait(false);
        var cases = new Dictionary<long, TrialCase>();
        if (found.Count == 0)
        {
            return cases;
        }

        HashSet<Guid> wrong =
        [
            .. (await _wrong.ListAsync(actor, isArchive: false, cancellationToken).ConfigureAwait(false))
                .Concat(await _wrong.ListAsync(actor, isArchive: true, cancellationToken).ConfigureAwait(false))
                .Select(one => one.CaseId),
        ];
        foreach (IGrouping<Guid, long> one in found.GroupBy(one => one.CaseId, one => one.Sequence))
        {
            if (await _cases.FindAsync(actor, one.Key, cancellationToken).ConfigureAwait(false) is { } view)
            {
                TrialCase told = TrialWords.Of(view, wrong.Contains(view.CaseId));
                foreach (long sequence in one)
                {
                    cases[sequence] = told;
                }
            }
        }

        return cases;
    }
}
