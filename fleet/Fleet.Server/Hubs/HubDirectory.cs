// Registers, lists and describes hubs.
using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Fleet.Server.Access;
using Fleet.Server.Gateway;
using Fleet.Server.Store;
using Fleet.Server.Time;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Fleet.Server.Hubs;

/// <inheritdoc cref="IHubDirectory"/>
internal sealed class HubDirectory : IHubDirectory
{
    private static readonly int[] StatusOrder = Ranks();
    private readonly FleetStore _store;
    private readonly HubRegistry _registry;
    private readonly HubMaker _maker;
    private readonly HubStatusRules _rules;
    private readonly SilenceWatch _watch;
    private readonly SteadyClock _clock;
    private readonly ICommandSender _commands;
    private readonly ILogger _logger;

    public HubDirectory(
        FleetStore store,
        HubRegistry registry,
        HubMaker maker,
        HubStatusRules rules,
        SilenceWatch watch,
        SteadyClock clock,
        ICommandSender commands,
        ILogger<HubDirectory> logger)
    {
        _store = store;
        _registry = registry;
        _maker = maker;
        _rules = rules;
        _watch = watch;
        _clock = clock;
        _commands = commands;
        _logger = logger;
    }

    public Task<IReadOnlyList<HubView>> ListAsync(
        Actor actor, int limit, string? afterHubId, CancellationToken cancellationToken)
    {
        limit = Math.Clamp(limit, 1, Limits.Hubs.PerPage);
        LiveHub? after = afterHubId is null ? null : _registry.Find(actor.TenantId, afterHubId);
        var found = new List<HubView>(Math.Min(limit, 256));
        if (afterHubId is not null && after is null)
        {
            return Task.FromResult<IReadOnlyList<HubView>>(found);
        }

        // One pass over the hubs sorted by name; within a status the order stays.
        LiveHub[] hubs = _registry.OfTenant(actor.TenantId);
        var byStatus = new List<LiveHub>[StatusOrder.Length];
        int afterRank = after is null ? -1 : StatusOrder[(int)StatusOf(after).Status];
        foreach (LiveHub hub in hubs)
        {
            int rank = StatusOrder[(int)StatusOf(hub).Status];
            if (rank < afterRank
                || (rank == afterRank && string.CompareOrdinal(hub.Name, after!.Name) <= 0))
            {
                continue;
            }

            List<LiveHub> bucket = byStatus[rank] ??= [];
            if (bucket.Count < limit)
            {
                bucket.Add(hub);
            }
        }

        foreach (List<LiveHub>? bucket in byStatus)
        {
            for (int i = 0; bucket is not null && i < bucket.Count && found.Count < limit; i++)
            {
                found.Add(View(bucket[i]));
            }
        }

        return Task.FromResult<IReadOnlyList<HubView>>(found);
    }

    public Task<HubView?> FindAsync(Actor actor, string hubId, CancellationToken cancellationToken)
    {
        LiveHub? hub = _registry.Find(actor.TenantId, hubId);
        return Task.FromResult(hub is null ? null : View(hub));
    }

    public async Task<IReadOnlyList<HubHistoryEntry>> HistoryAsync(
        Actor actor, string hubId, int limit, CancellationToken cancellationToken)
    {
        if (_registry.Find(actor.TenantId, hubId) is not { } hub)
        {
            return [];
        }

        limit = Math.Clamp(limit, 1, Limits.Hubs.HistoryPerPage);
        await using FleetDbContext context = _store.CreateContext();
        List<HubHistoryRow> rows = await context.Set<HubHistoryRow>()
            .Where(row => row.HubRowId == hub.RowId)
            .OrderByDescending(row => row.At).ThenByDescending(row => row.Id)
            .Take(limit)
            .ToListAsync(cancellationToken)
            .ConfigureAwait(false);
        return rows.ConvertAll(row =>
            new HubHistoryEntry(DateTimeOffset.FromUnixTimeMilliseconds(row.At), row.Kind, row.Detail, row.CaseId));
    }

    public async Task<IReadOnlyList<NewHub>> AddAsync(
        Actor actor, int count, string? namePrefix, CancellationToken cancellationToken, bool withKeys = false)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, Limits.Hubs.PerAdd);
        string prefix = HubMaker.Prefix(namePrefix);
        if (!HubMaker.IsPrefix(prefix))
        {
            throw new ArgumentException("Not a name prefix.", nameof(namePrefix));
        }

        var added = new List<NewHub>(count);
        while (added.Count < count)
        {
            int portion = Math.Min(Limits.Store.RowsPerBackgroundWrite, count - added.Count);
            List<MadeHub> made = _maker.Make(portion, withKeys);
            List<LiveHub> live = await _store.WriteAsync(
                session => _maker.Insert(session, actor.TenantId, prefix, made), cancellationToken)
                .ConfigureAwait(false);
            for (int i = 0; i < live.Count; i++)
            {
                _registry.Add(live[i]);
                string hubId = live[i].HubId;
                added.Add(new NewHub(hubId, live[i].Name, hubId, made[i].Password, made[i].Key));
            }
        }

        HubLog.Registered(_logger, added.Count, actor.UserId);
        return added;
    }

    private static int[] Ranks()
    {
        int[] ranks = new int[Enum.GetValues<HubStatus>().Length];
        ranks[(int)HubStatus.Silent] = 0;
        ranks[(int)HubStatus.Late] = 1;
        ranks[(int)HubStatus.Unknown] = 2;
        ranks[(int)HubStatus.Degraded] = 3;
        ranks[(int)HubStatus.NeverHeard] = 4;
        ranks[(int)HubStatus.Ok] = 5;
        return ranks;
    }

    private (HubStatus Status, long Since) StatusOf(LiveHub hub)
    {
        HubFacts facts = hub.Facts;
        return _rules.Judge(facts, hub.CreatedAt, _clock.Now, _watch.ListeningSince, _clock.UnixNow);
    }

    private HubView View(LiveHub hub)
    {
        HubFacts facts = hub.Facts;
        long nowTick = _clock.Now;
        long nowUnix = _clock.UnixNow;
        (HubStatus status, long since) = _rules.Judge(facts, hub.CreatedAt, nowTick, _watch.ListeningSince, nowUnix);
        bool wasHeard = facts.LastHeardAt != 0;
        long dueAt = nowUnix + _rules.DueTick(facts, _watch.ListeningSince) - nowTick;
        return new HubView(
            hub.HubId,
            hub.Name,
            status,
            Time(since),
            wasHeard ? Time(facts.LastHeardAt) : null,
            wasHeard && status != HubStatus.Silent ? Time(dueAt) : null,
            _commands.IsConnected(hub),
            facts.LastTestAt == 0 ? null : Time(facts.LastTestAt),
            facts.LastPersonAlarmAt == 0 ? null : Time(facts.LastPersonAlarmAt),
            facts.FirmwareVersion,
            facts.HardwareModel,
            facts.BootCount,
            facts.PowerSource switch { 0 => false, 1 => true, _ => null },
            facts.BatteryPercent <= 100 ? facts.BatteryPercent : null,
            facts.SignalDbm == 0 ? null : facts.SignalDbm);
    }

    private static DateTimeOffset Time(long unixMilliseconds)
    {
        return DateTimeOffset.FromUnixTimeMilliseconds(unixMilliseconds);
    }
}
