// Lists and changes rotas.
using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Fleet.Server.Access;
using Fleet.Server.Audit;
using Fleet.Server.Http;
using Fleet.Server.Residents;
using Fleet.Server.Store;

namespace Fleet.Server.Dispatch;

/// <inheritdoc cref="IRotas"/>
internal sealed class RotaBook : IRotas
{
    private const string Topic = "rota";
    private readonly FleetStore _store;
    private readonly DispatchWrites _writes;
    private readonly IHomeIndex _homes;
    private readonly ITenantLog _log;
    private readonly TimeProvider _time;

    public RotaBook(FleetStore store, DispatchWrites writes, IHomeIndex homes, ITenantLog log, TimeProvider time)
    {
        _store = store;
        _writes = writes;
        _homes = homes;
        _log = log;
        _time = time;
    }

    public Task<IReadOnlyList<RotaView>> ListAsync(Actor actor, CancellationToken cancellationToken)
    {
        return _store.ReadAsync<IReadOnlyList<RotaView>>(
            session => RotaStore.All(session, actor.TenantId).ConvertAll(rota => View(session, actor, rota)),
            cancellationToken);
    }

    public Task<RotaView?> FindAsync(Actor actor, Guid rotaId, CancellationToken cancellationToken)
    {
        return _store.ReadAsync(
            session => RotaStore.Find(session, actor.TenantId, rotaId) is { } rota ? View(session, actor, rota) : null,
            cancellationToken);
    }

    public Task<DispatchChange<RotaView>> AddAsync(Actor actor, RotaEntry entry, CancellationToken cancellationToken)
    {
        return _writes.RunAsync(
            actor, session => Write(session, actor, Guid.NewGuid(), 0, entry), cancellationToken);
    }

    public Task<DispatchChange<RotaView>> ChangeAsync(
        Actor actor, Guid rotaId, RotaEntry entry, long? ifVersion, CancellationToken cancellationToken)
    {
        return _writes.RunAsync(
            actor,
            session => RotaStore.Find(session, actor.TenantId, rotaId) switch
            {
                null => DispatchWrites.NotFound<RotaView>(),
                { } rota when ifVersion is { } version && version != rota.Version =>
                    DispatchWrites.Stale(View(session, actor, rota)),
                { } rota => Write(session, actor, rotaId, rota.Version, entry),
            },
            cancellationToken);
    }

    public Task<DispatchChange<RotaView>> RemoveAsync(Actor actor, Guid rotaId, CancellationToken cancellationToken)
    {
        return _writes.RunAsync(
            actor,
            session =>
            {
                if (RotaStore.Find(session, actor.TenantId, rotaId) is not { } rota)
                {
                    return DispatchWrites.NotFound<RotaView>();
                }

                RotaView view = View(session, actor, rota);
                RotaStore.Remove(session, rotaId);
                Log(session, actor, rotaId, "removed", $"rota {rota.Name}");
                return DispatchWrites.Done(view);
            },
            cancellationToken);
    }

    public Task<DispatchChange<RotaView>> CheckAsync(
        Actor actor, Guid? rotaId, RotaEntry entry, CancellationToken cancellationToken)
    {
        return _writes.RunAsync(
            actor,
            session => Write(session, actor, rotaId ?? Guid.NewGuid(), 0, entry),
            cancellationToken,
            isKept: false);
    }

    public Task<IReadOnlyList<DutyView>> OnDutyAsync(
        Actor actor, DateTimeOffset? at, CancellationToken cancellationToken)
    {
        long when = at?.ToUnixTimeMilliseconds() ?? Now;
        return _store.ReadAsync<IReadOnlyList<DutyView>>(
            session =>
            {
                List<StoredGroup> groups = GroupStore.All(session, actor.TenantId);
                return RotaStore.All(session, actor.TenantId).ConvertAll(rota => Duty(rota, groups, when));
            },
            cancellationToken);
    }

    private static DutyView Duty(StoredRota rota, List<StoredGroup> groups, long when)
    {
        StoredWindow? window = RotaRules.OnDuty(rota.Windows, RotaClock.At(when));
        StoredGroup? group = groups.Find(one => one.GroupId == window?.GroupId);
        return new DutyView(
            rota.RotaId,
            rota.Name,
            group?.GroupId,
            group?.Name ?? "",
            Rows.Time(RotaRules.NextChange(rota.Windows, when)),
            [
                .. (group?.Recipients ?? [])
                    .Where(static recipient => recipient.IsActive)
                    .Select(recipient => new DutyPhone(recipient.Name, recipient.Role, recipient.NumberAt(when))),
            ]);
    }

    private DispatchChange<RotaView> Write(
        StoreSession session, Actor actor, Guid rotaId, long version, RotaEntry entry)
    {
        var faults = new List<FieldFault>();
        string name = DispatchWrites.Text(entry.Name, "name", 1, Limits.Dispatch.NameLength, faults);
        List<StoredRota> rotas = RotaStore.All(session, actor.TenantId);
        if (rotas.Exists(other => other.Name == name && other.RotaId != rotaId))
        {
            faults.Add(new FieldFault("name", "is another rota's."));
        }

        if (version == 0 && rotas.Count >= Limits.Dispatch.Rotas)
        {
            faults.Add(new FieldFault("name", $"there are {Limits.Dispatch.Rotas} rotas already."));
        }

        IReadOnlyList<RotaWindow> entries = entry.Windows ?? [];
        if (entries.Count is 0 or > Limits.Dispatch.WindowsPerRota)
        {
            faults.Add(new FieldFault("windows", $"must be 1 to {Limits.Dispatch.WindowsPerRota}."));
            return DispatchWrites.Invalid<RotaView>(faults);
        }

        List<StoredWindow> windows = RotaRules.Read(entries, faults);
        if (faults.Count == 0)
        {
            CheckWindows(session, actor, windows, faults);
        }

        if (faults.Count > 0)
        {
            return DispatchWrites.Invalid<RotaView>(faults);
        }

        var rota = new StoredRota(rotaId, name, entry.IsDefault, version + 1, windows);
        RotaStore.Save(session, actor.TenantId, rota);
        Log(session, actor, rotaId, version == 0 ? "added" : "changed",
            $"rota {name}; windows {windows.Count}; default {(entry.IsDefault ? "yes" : "no")}; "
            + $"version {rota.Version}");
        return DispatchWrites.Done(View(session, actor, rota));
    }

    /// <summary>Every minute is covered once, by a group in use that has a number in force now and later.</summary>
    private void CheckWindows(StoreSession session, Actor actor, List<StoredWindow> windows, List<FieldFault> faults)
    {
        Dictionary<Guid, StoredGroup> groups = GroupStore.All(session, actor.TenantId)
            .ToDictionary(static group => group.GroupId);
        for (int i = 0; i < windows.Count; i++)
        {
            CheckGroup(groups, windows[i].GroupId, $"windows[{i}].groupId", faults);
            if (windows[i].BackupGroupId is { } backup)
            {
                CheckGroup(groups, backup, $"windows[{i}].backupGroupId", faults);
            }
        }

        (List<string> gaps, List<string> overlaps) = RotaRules.Check(windows, RotaClock.At(Now).Day);
        foreach (string gap in gaps)
        {
            faults.Add(new FieldFault("windows", $"cover nothing {gap}."));
        }

        foreach (string overlap in overlaps)
        {
            faults.Add(new FieldFault("windows", $"overlap {overlap}."));
        }
    }

    private void CheckGroup(
        Dictionary<Guid, StoredGroup> groups, Guid id, string field, List<FieldFault> faults)
    {
        if (!groups.TryGetValue(id, out StoredGroup? group) || !group.IsActive)
        {
            faults.Add(new FieldFault(field, group is null ? "is no group." : $"{group.Name} is not in use."));
        }
        else if (DispatchProblemFinder.WithoutNumberFrom(group, Now) is { } from)
        {
            faults.Add(new FieldFault(
                field, $"{group.Name} has no number in force from {Rows.Time(from):yyyy-MM-dd HH:mm'Z'}."));
        }
    }

    private long Now => _time.GetUtcNow().ToUnixTimeMilliseconds();

    private RotaView View(StoreSession session, Actor actor, StoredRota rota)
    {
        return new RotaView(
            rota.RotaId,
            rota.Name,
            rota.IsDefault,
            [.. rota.Windows.Select(RotaRules.Show)],
            _homes.CountByRota(session, actor.TenantId).GetValueOrDefault(rota.RotaId),
            rota.Version);
    }

    private void Log(StoreSession session, Actor actor, Guid rotaId, string step, string detail)
    {
        _log.Append(
            session, actor.TenantId, Topic, rotaId.ToString(), step, detail, Now, actor.UserId, actor.DisplayName);
    }
}
