// Makes groups of hubs and puts hubs into them.
using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Fleet.Server.Access;
using Fleet.Server.Audit;
using Fleet.Server.Gateway;
using Fleet.Server.Http;
using Fleet.Server.Hubs;
using Fleet.Server.Store;
using Fleet.Server.Time;

namespace Fleet.Server.Programming.Settings;

/// <inheritdoc cref="IHubGroups"/>
internal sealed class HubGroups : IHubGroups
{
    private readonly FleetStore _store;
    private readonly IHubNames _hubs;
    private readonly ITenantLog _log;
    private readonly SettingsMaker _maker;
    private readonly SettingsDispatch _dispatch;
    private readonly SteadyClock _clock;

    public HubGroups(
        FleetStore store,
        IHubNames hubs,
        ITenantLog log,
        SettingsMaker maker,
        SettingsDispatch dispatch,
        SteadyClock clock)
    {
        _store = store;
        _hubs = hubs;
        _log = log;
        _maker = maker;
        _dispatch = dispatch;
        _clock = clock;
    }

    public Task<IReadOnlyList<HubGroupView>> ListAsync(Actor actor, CancellationToken cancellationToken)
    {
        return _store.ReadAsync<IReadOnlyList<HubGroupView>>(
            session => HubGroupStore.List(session, actor.TenantId), cancellationToken);
    }

    public Task<HubGroupChange> AddAsync(Actor actor, string name, CancellationToken cancellationToken)
    {
        return _store.WriteAsync(
            session =>
            {
                Outbox.Open(session);
                List<HubGroupView> groups = HubGroupStore.List(session, actor.TenantId);
                string tidy = name.Trim();
                if (NameFault(groups, tidy, null) is { } fault)
                {
                    return new HubGroupChange(SettingsResult.Invalid, null, [fault]);
                }

                if (groups.Count >= Limits.Programming.Groups)
                {
                    var full = new FieldFault(
                        "name", $"would be one group more than the {Limits.Programming.Groups} allowed.");
                    return new HubGroupChange(SettingsResult.Invalid, null, [full]);
                }

                var groupId = Guid.NewGuid();
                HubGroupStore.Add(session, actor.TenantId, groupId, tidy, _clock.UnixNow);
                Log(session, actor, groupId, "added");
                return new HubGroupChange(SettingsResult.Done, new HubGroupView(groupId, tidy, 0), []);
            },
            cancellationToken);
    }

    public Task<HubGroupChange> RenameAsync(
        Actor actor, Guid groupId, string name, CancellationToken cancellationToken)
    {
        return _store.WriteAsync(
            session =>
            {
                Outbox.Open(session);
                List<HubGroupView> groups = HubGroupStore.List(session, actor.TenantId);
                string tidy = name.Trim();
                if (groups.Find(one => one.GroupId == groupId) is not { } group)
                {
                    return new HubGroupChange(SettingsResult.NotFound, null, []);
                }

                if (NameFault(groups, tidy, groupId) is { } fault)
                {
                    return new HubGroupChange(SettingsResult.Invalid, null, [fault]);
                }

                HubGroupStore.Rename(session, groupId, tidy);
                Log(session, actor, groupId, "renamed");
                return new HubGroupChange(SettingsResult.Done, group with { Name = tidy }, []);
            },
            cancellationToken);
    }

    public async Task<HubGroupChange> PutAsync(
        Actor actor, string hubId, Guid? groupId, ChangeCause cause, CancellationToken cancellationToken)
    {
        if (_hubs.FindPrincipal(actor.TenantId, hubId) is not { } hub)
        {
            return new HubGroupChange(SettingsResult.NotFound, null, []);
        }

        long version = 0;
        HubGroupChange change = await _store.WriteAsync(
            session =>
            {
                Outbox.Open(session);
                return Put(session, actor, hub, groupId, CauseCheck.Tidy(cause), out version);
            },
            cancellationToken).ConfigureAwait(false);
        if (version > 0)
        {
            await _dispatch.SendAsync(actor, hub, version, cancellationToken).ConfigureAwait(false);
        }

        return change;
    }

    private static FieldFault? NameFault(List<HubGroupView> groups, string name, Guid? self)
    {
        if (name.Length is 0 or > Limits.Programming.GroupNameLength
            || name.Contains('\0', StringComparison.Ordinal))
        {
            return new FieldFault("name", $"must have 1 to {Limits.Programming.GroupNameLength} characters.");
        }

        return groups.Any(one => one.GroupId != self && one.Name == name)
            ? new FieldFault("name", "is that of another group.")
            : null;
    }

    private HubGroupChange Put(
        StoreSession session, Actor actor, HubPrincipal hub, Guid? groupId, ChangeCause cause, out long version)
    {
        version = 0;
        List<FieldFault> faults = [.. CauseCheck.Find(session, actor.TenantId, cause)];
        HubGroupView? group = HubGroupStore.List(session, actor.TenantId).Find(one => one.GroupId == groupId);
        if (groupId is not null && group is null)
        {
            faults.Add(new FieldFault("groupId", "must be a group of the municipality."));
        }

        if (faults.Count > 0)
        {
            return new HubGroupChange(SettingsResult.Invalid, null, faults);
        }

        long now = _clock.UnixNow;
        Guid? before = HubGroupStore.Of(session, hub);
        HubGroupStore.Put(session, hub, groupId);
        MadeSettings made = _maker.Make(
            session, actor, hub, _maker.LevelsOf(session, hub), new RevisionCause(cause), now);
        if (made.Faults.Count > 0)
        {
            HubGroupStore.Put(session, hub, before);
            return new HubGroupChange(SettingsResult.Invalid, null, made.Faults);
        }

        version = made.IsNew ? made.Version : 0;
        _log.Append(
            session,
            actor.TenantId,
            "hub-group",
            hub.HubId,
            groupId is null ? "left" : "joined",
            groupId?.ToString() ?? "",
            now,
            actor.UserId,
            actor.DisplayName);
        return new HubGroupChange(SettingsResult.Done, group, []);
    }

    private void Log(StoreSession session, Actor actor, Guid groupId, string step)
    {
        _log.Append(
            session,
            actor.TenantId,
            "hub-group",
            groupId.ToString(),
            step,
            "",
            _clock.UnixNow,
            actor.UserId,
            actor.DisplayName);
    }
}
