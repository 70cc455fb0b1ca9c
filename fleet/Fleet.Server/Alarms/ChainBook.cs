// The chains in the store, and the ones in force at hand.
using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Data.Common;
using System.Globalization;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using Fleet.Server.Access;
using Fleet.Server.Audit;
using Fleet.Server.Http;
using Fleet.Server.Store;

namespace Fleet.Server.Alarms;

/// <inheritdoc cref="IEscalationChains"/>
internal sealed class ChainBook : IEscalationChains
{
    private readonly FleetStore _store;
    private readonly ITenantLog _log;
    private readonly TimeProvider _time;
    private readonly EscalationChain[] _defaults;
    private readonly ConcurrentDictionary<(Guid TenantId, CaseKind Kind), Parsed> _read = [];

    public ChainBook(FleetStore store, AlarmOptions options, ITenantLog log, TimeProvider time)
    {
        _store = store;
        _log = log;
        _time = time;
        _defaults =
        [
            ChainTemplates.Default(options, CaseKind.Person),
            ChainTemplates.Default(options, CaseKind.Technical),
            ChainTemplates.Default(options, CaseKind.Test),
        ];
        Templates =
        [
            new("default", CaseKind.Person, _defaults[0]),
            new("default", CaseKind.Technical, _defaults[1]),
            new("default", CaseKind.Test, _defaults[2]),
            new("helsingborg", CaseKind.Person, ChainTemplates.Helsingborg()),
            new("hultsfred", CaseKind.Person, ChainTemplates.Hultsfred()),
        ];
    }

    public IReadOnlyList<ChainTemplate> Templates { get; }

    /// <summary>The chain in force, of this moment whichever node has set it; parsed once per version.</summary>
    public EscalationChain Find(StoreSession session, Guid tenantId, CaseKind kind)
    {
        object key = (typeof(EscalationChain), tenantId, kind);
        return session.Kept<EscalationChain>(key) ?? session.Keep(key, Look(session, tenantId, kind));
    }

    private EscalationChain Look(StoreSession session, Guid tenantId, CaseKind kind)
    {
        long version = Version(session, tenantId, kind);
        if (version == 0)
        {
            return _defaults[(int)kind];
        }

        if (_read.TryGetValue((tenantId, kind), out Parsed known)
            && known.Version == version)
        {
            return known.Chain;
        }

        EscalationChain chain = Read(session, tenantId, kind, 1)[0].Chain;
        _read[(tenantId, kind)] = new Parsed(version, chain);
        return chain;
    }

    public Task<ChainView> FindAsync(Actor actor, CaseKind kind, CancellationToken cancellationToken)
    {
        return _store.ReadAsync(session => InForce(session, actor.TenantId, kind), cancellationToken);
    }

    public Task<IReadOnlyList<ChainView>> VersionsAsync(
        Actor actor, CaseKind kind, CancellationToken cancellationToken)
    {
        return _store.ReadAsync<IReadOnlyList<ChainView>>(
            session => Read(session, actor.TenantId, kind, Limits.Cases.ChainVersions), cancellationToken);
    }

    public async Task<ChainChange> SetAsync(
        Actor actor,
        CaseKind kind,
        EscalationChain chain,
        string reason,
        long? ifVersion,
        CancellationToken cancellationToken)
    {
        var faults = new List<ChainFault>(ChainRules.Faults(kind, chain));
        string why = (reason ?? "").Trim();
        if (why.Length is 0 or > Limits.Cases.ReasonLength)
        {
            faults.Add(new("reason", $"must have 1 to {Limits.Cases.ReasonLength} characters."));
        }

        if (faults.Count > 0)
        {
            return new ChainChange(null, faults, IsStale: false);
        }

        return await _store.WriteAsync(
            session =>
            {
                Outbox.Open(session);
                long version = Version(session, actor.TenantId, kind);
                if (ifVersion is { } seen && seen != version)
                {
                    return new ChainChange(InForce(session, actor.TenantId, kind), [], IsStale: true);
                }

                Insert(session, actor, kind, version + 1, chain, why);
                return new ChainChange(InForce(session, actor.TenantId, kind), [], IsStale: false);
            },
            cancellationToken).ConfigureAwait(false);
    }

    private void Insert(
        StoreSession session, Actor actor, CaseKind kind, long version, EscalationChain chain, string reason)
    {
        long now = _time.GetUtcNow().ToUnixTimeMilliseconds();
        session.Sql(
            """
            INSERT INTO care.escalation_chain (
                tenant_id, kind, version, document, changed_at, actor_id, actor_name, reason)
            VALUES (@tenant_id, @kind, @version, @document, @changed_at, @actor_id, @actor_name, @reason)
            """)
            .With("@tenant_id", actor.TenantId)
            .With("@kind", (long)kind)
            .With("@version", version)
            .With("@document", JsonSerializer.Serialize(chain, JsonSettings.Options))
            .With("@changed_at", now)
            .With("@actor_id", actor.UserId)
            .With("@actor_name", actor.DisplayName)
            .With("@reason", reason)
            .Run();
        string code = kind.ToString().ToLowerInvariant();
        _log.Append(
            session,
            actor.TenantId,
            "chain",
            code,
            "changed",
            string.Create(CultureInfo.InvariantCulture, $"version {version}; name {chain.Name}: {reason}"),
            now,
            actor.UserId,
            actor.DisplayName);
    }

    private ChainView InForce(StoreSession session, Guid tenantId, CaseKind kind)
    {
        List<ChainView> newest = Read(session, tenantId, kind, 1);
        return newest.Count > 0 ? newest[0] : new ChainView(kind, 0, _defaults[(int)kind]);
    }

    private static long Version(StoreSession session, Guid tenantId, CaseKind kind)
    {
        return session.Sql(
            "SELECT MAX(version) FROM care.escalation_chain WHERE tenant_id = @tenant_id AND kind = @kind")
            .With("@tenant_id", tenantId)
            .With("@kind", (long)kind)
            .Number() ?? 0;
    }

    private static List<ChainView> Read(StoreSession session, Guid tenantId, CaseKind kind, int limit)
    {
        var views = new List<ChainView>();
        using DbDataReader reader = session.Sql(
            """
            SELECT version, document, changed_at, actor_name, reason FROM care.escalation_chain
            WHERE tenant_id = @tenant_id AND kind = @kind ORDER BY version DESC LIMIT @limit
            """)
            .With("@tenant_id", tenantId)
            .With("@kind", (long)kind)
            .With("@limit", (long)limit)
            .Read();
        while (reader.Read())
        {
            views.Add(new ChainView(
                kind,
                reader.GetInt64(0),
                JsonSerializer.Deserialize<EscalationChain>(reader.GetString(1), JsonSettings.Options)!,
                DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(2)),
                reader.GetString(3),
                reader.GetString(4)));
        }

        return views;
    }

    private readonly record struct Parsed(long Version, EscalationChain Chain);
}
