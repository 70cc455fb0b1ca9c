// Makes versions of homes' rules, keeps them, and has them sent.
using System;
using System.Collections.Generic;
using System.Globalization;
using System.Threading;
using System.Threading.Tasks;
using Fleet.Server.Access;
using Fleet.Server.Audit;
using Fleet.Server.Gateway;
using Fleet.Server.Http;
using Fleet.Server.Hubs;
using Fleet.Server.Store;
using Fleet.Server.Time;
using Hub.Protocols.Rules;

namespace Fleet.Server.Programming;

/// <inheritdoc cref="IHubRules"/>
internal sealed class HubRules : IHubRules
{
    /// <summary>What stands before the place of a fault in the body of a change.</summary>
    public const string DocumentPrefix = "document.";

    private readonly FleetStore _store;
    private readonly IHubNames _hubs;
    private readonly VersionMaker _maker;
    private readonly IHubHistory _history;
    private readonly ITenantLog _log;
    private readonly PendingDocuments _unanswered;
    private readonly DocumentSender _sender;
    private readonly SteadyClock _clock;

    public HubRules(
        FleetStore store,
        IHubNames hubs,
        VersionMaker maker,
        IHubHistory history,
        ITenantLog log,
        PendingDocuments unanswered,
        DocumentSender sender,
        SteadyClock clock)
    {
        _store = store;
        _hubs = hubs;
        _maker = maker;
        _history = history;
        _log = log;
        _unanswered = unanswered;
        _sender = sender;
        _clock = clock;
    }

    public IReadOnlyList<RuleTemplateView> Templates => GeneralPlan.Rules;

    public async Task<RulesView?> FindAsync(Actor actor, string hubId, CancellationToken cancellationToken)
    {
        return _hubs.FindPrincipal(actor.TenantId, hubId) is { } hub
            ? await _store.ReadAsync(session => Read(session, hub), cancellationToken).ConfigureAwait(false)
            : null;
    }

    public Task<RulesChange> SetAsync(
        Actor actor,
        string hubId,
        RuleSetEntry document,
        ChangeCause cause,
        long seenVersion,
        CancellationToken cancellationToken)
    {
        return ChangeAsync(actor, hubId, _ => document, null, cause, seenVersion, cancellationToken);
    }

    public Task<RulesChange> RestoreAsync(
        Actor actor,
        string hubId,
        long version,
        ChangeCause cause,
        long seenVersion,
        CancellationToken cancellationToken)
    {
        return ChangeAsync(
            actor,
            hubId,
            found => RuleVersions.Find(found.Session, found.Hub, version)?.Document,
            version,
            cause,
            seenVersion,
            cancellationToken);
    }

    public async Task<IReadOnlyList<RulesVersionView>?> VersionsAsync(
        Actor actor, string hubId, long? before, int limit, CancellationToken cancellationToken)
    {
        return _hubs.FindPrincipal(actor.TenantId, hubId) is { } hub
            ? await _store.ReadAsync(
                session => RuleVersions.List(session, hub, before ?? long.MaxValue, limit, isWhole: false),
                cancellationToken).ConfigureAwait(false)
            : null;
    }

    public async Task<RulesVersionView?> FindVersionAsync(
        Actor actor, string hubId, long version, CancellationToken cancellationToken)
    {
        return _hubs.FindPrincipal(actor.TenantId, hubId) is { } hub
            ? await _store.ReadAsync(session => RuleVersions.Find(session, hub, version), cancellationToken)
                .ConfigureAwait(false)
            : null;
    }

    public async Task<RulesDifference?> CompareAsync(
        Actor actor, string hubId, long from, long to, CancellationToken cancellationToken)
    {
        if (_hubs.FindPrincipal(actor.TenantId, hubId) is not { } hub)
        {
            return null;
        }

        (RuleSetEntry? old, RuleSetEntry? now) = await _store.ReadAsync(
            session => (DocumentOf(session, hub, from), DocumentOf(session, hub, to)), cancellationToken)
            .ConfigureAwait(false);
        return old is null || now is null ? null : RuleComparison.Between(from, old, to, now);
    }

    public async Task<IReadOnlyList<RuleHistory>?> ChangesAsync(
        Actor actor, string hubId, CancellationToken cancellationToken)
    {
        if (_hubs.FindPrincipal(actor.TenantId, hubId) is not { } hub)
        {
            return null;
        }

        // One more than is told of, to compare the oldest of these with.
        List<RulesVersionView> versions = await _store.ReadAsync(
            session => RuleVersions.List(
                session, hub, long.MaxValue, Limits.Programming.ComparedVersions + 1, isWhole: true),
            cancellationToken).ConfigureAwait(false);
        return RuleComparison.Histories(versions);
    }

    public RulesCheck Check(RuleSetEntry document, string prefix)
    {
        // The highest version, which takes the most room.
        MadeDocument made = RuleDocument.Make(document, uint.MaxValue, prefix);
        bool isValid = made.Faults.Count == 0;
        return new RulesCheck(isValid, isValid ? made.Bytes.Length : null, RuleLimits.MaxDocumentBytes, made.Faults);
    }

    private static RulesView Read(StoreSession session, HubPrincipal hub)
    {
        long newest = ProgrammingStore.Newest(session, hub, DocumentKind.RuleSet);
        DocumentReport? report = ProgrammingStore.ReadReport(session, hub, DocumentKind.RuleSet);
        RulesVersionView? inForce = report is { } told ? RuleVersions.Find(session, hub, told.Version) : null;
        return new RulesView(
            hub.HubId,
            newest,
            newest == 0 ? null : RuleVersions.Find(session, hub, newest),
            inForce,
            report?.Version,
            report is { } at ? DateTimeOffset.FromUnixTimeMilliseconds(at.At) : null,
            report is { Version: > 0 } && inForce is null);
    }

    private static RuleSetEntry? DocumentOf(StoreSession session, HubPrincipal hub, long version)
    {
        return version == 0 ? new RuleSetEntry() : RuleVersions.Find(session, hub, version)?.Document;
    }

    private async Task<RulesChange> ChangeAsync(
        Actor actor,
        string hubId,
        Func<Wanted, RuleSetEntry?> document,
        long? restoredFrom,
        ChangeCause cause,
        long seenVersion,
        CancellationToken cancellationToken)
    {
        if (_hubs.FindPrincipal(actor.TenantId, hubId) is not { } hub)
        {
            return new RulesChange(RulesResult.NotFound, null, null, []);
        }

        cause = CauseCheck.Tidy(cause);
        RulesChange change = await _store.WriteAsync(
            session =>
            {
                Outbox.Open(session);
                return document(new Wanted(session, hub)) is { } entry
                    ? Change(session, actor, hub, entry, restoredFrom, cause, seenVersion)
                    : new RulesChange(RulesResult.NotFound, null, null, []);
            },
            cancellationToken).ConfigureAwait(false);
        if (change.Result != RulesResult.Done)
        {
            return change;
        }

        _unanswered.Add(hub, DocumentKind.RuleSet);
        bool isSent = await _sender.SendAsync(hub, DocumentKind.RuleSet, cancellationToken)
            .ConfigureAwait(false);
        _history.Note(hub, _clock.UnixNow, "command", string.Create(CultureInfo.InvariantCulture,
            $"Rules {change.Newest!.Version} by {actor.DisplayName}: {(isSent ? "sent" : "waiting")}"));
        RulesVersionView? newest = await FindVersionAsync(actor, hubId, change.Newest.Version, cancellationToken)
            .ConfigureAwait(false);
        return change with { Newest = newest ?? change.Newest };
    }

    private RulesChange Change(
        StoreSession session,
        Actor actor,
        HubPrincipal hub,
        RuleSetEntry entry,
        long? restoredFrom,
        ChangeCause cause,
        long seenVersion)
    {
        long newest = ProgrammingStore.Newest(session, hub, DocumentKind.RuleSet);
        if (newest != seenVersion)
        {
            return new RulesChange(
                RulesResult.Stale,
                RuleVersions.Find(session, hub, newest),
                RuleVersions.Find(session, hub, seenVersion),
                []);
        }

        uint version = VersionMaker.Next(session, hub, DocumentKind.RuleSet);
        MadeDocument made = RuleDocument.Make(entry, version, restoredFrom is null ? DocumentPrefix : "");
        List<FieldFault> faults = [.. CauseCheck.Find(session, actor.TenantId, cause), .. made.Faults];
        if (faults.Count > 0)
        {
            return new RulesChange(RulesResult.Invalid, null, null, faults);
        }

        long now = _clock.UnixNow;
        _maker.Add(
            session,
            actor,
            hub,
            new UntaggedDocument(
                DocumentKind.RuleSet, version, RuleDocument.ToText(made.Entry), made.Bytes, cause, restoredFrom),
            now);
        _log.Append(
            session,
            actor.TenantId,
            "rules",
            hub.HubId,
            restoredFrom is null ? "changed" : "restored",
            string.Create(CultureInfo.InvariantCulture, $"version {version}"),
            now,
            actor.UserId,
            actor.DisplayName);
        return new RulesChange(RulesResult.Done, RuleVersions.Find(session, hub, version), null, []);
    }

    private readonly record struct Wanted(StoreSession Session, HubPrincipal Hub);
}
