// Lists and changes responder groups.
using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Fleet.Server.Access;
using Fleet.Server.Audit;
using Fleet.Server.Http;
using Fleet.Server.Store;

namespace Fleet.Server.Dispatch;

/// <inheritdoc cref="IResponderGroups"/>
internal sealed class ResponderGroups : IResponderGroups
{
    private const string Topic = "group";
    private const long Minute = 60_000;
    private readonly FleetStore _store;
    private readonly DispatchWrites _writes;
    private readonly ITenantLog _log;
    private readonly TimeProvider _time;

    public ResponderGroups(FleetStore store, DispatchWrites writes, ITenantLog log, TimeProvider time)
    {
        _store = store;
        _writes = writes;
        _log = log;
        _time = time;
    }

    public Task<IReadOnlyList<ResponderGroupView>> ListAsync(Actor actor, CancellationToken cancellationToken)
    {
        return _store.ReadAsync<IReadOnlyList<ResponderGroupView>>(
            session => GroupStore.All(session, actor.TenantId).ConvertAll(group => View(session, group)),
            cancellationToken);
    }

    public Task<ResponderGroupView?> FindAsync(Actor actor, Guid groupId, CancellationToken cancellationToken)
    {
        return _store.ReadAsync(
            session => GroupStore.Find(session, actor.TenantId, groupId) is { } group ? View(session, group) : null,
            cancellationToken);
    }

    public Task<DispatchChange<ResponderGroupView>> AddAsync(
        Actor actor, ResponderGroupEntry entry, CancellationToken cancellationToken)
    {
        return _writes.RunAsync(
            actor,
            session => Write(session, actor, new StoredGroup(Guid.NewGuid(), "", "", entry.Kind, true, 0, []), entry),
            cancellationToken);
    }

    public Task<DispatchChange<ResponderGroupView>> ChangeAsync(
        Actor actor, Guid groupId, ResponderGroupEntry entry, long? ifVersion, CancellationToken cancellationToken)
    {
        return _writes.RunAsync(
            actor,
            session => GroupStore.Find(session, actor.TenantId, groupId) switch
            {
                null => DispatchWrites.NotFound<ResponderGroupView>(),
                { } group when ifVersion is { } version && version != group.Version =>
                    DispatchWrites.Stale(View(session, group)),
                { } group => Write(session, actor, group, entry),
            },
            cancellationToken);
    }

    public Task<DispatchChange<ResponderGroupView>> SetNumberAsync(
        Actor actor, Guid groupId, Guid recipientId, NumberEntry entry, CancellationToken cancellationToken)
    {
        return _writes.RunAsync(
            actor, session => SetNumber(session, actor, groupId, recipientId, entry), cancellationToken);
    }

    private DispatchChange<ResponderGroupView> Write(
        StoreSession session, Actor actor, StoredGroup before, ResponderGroupEntry entry)
    {
        var faults = new List<FieldFault>();
        IReadOnlyList<RecipientEntry> recipients = entry.Recipients ?? [];
        string name = DispatchWrites.Text(entry.Name, "name", 1, Limits.Dispatch.NameLength, faults);
        string unit = DispatchWrites.Text(entry.UnitName, "unitName", 0, Limits.Dispatch.NameLength, faults);
        List<StoredGroup> groups = GroupStore.All(session, actor.TenantId);
        if (groups.Exists(other => other.Name == name && other.GroupId != before.GroupId))
        {
            faults.Add(new FieldFault("name", "is another group's."));
        }

        if (before.Version == 0 && groups.Count >= Limits.Dispatch.Groups)
        {
            faults.Add(new FieldFault("name", $"there are {Limits.Dispatch.Groups} groups already."));
        }

        CheckRecipients(before, recipients, faults);
        List<Guid> members = Members(session, actor, entry.Members ?? [], faults);
        if (faults.Count > 0)
        {
            return DispatchWrites.Invalid<ResponderGroupView>(faults);
        }

        var group = new StoredGroup(
            before.GroupId, name, unit, entry.Kind, entry.IsActive, before.Version + 1, before.Recipients);
        GroupStore.Save(session, actor.TenantId, group);
        SaveRecipients(session, actor, group, recipients);
        GroupStore.SetMembers(session, actor.TenantId, group.GroupId, members);
        Log(session, actor, group.GroupId, before.Version == 0 ? "added" : "changed",
            $"group {name}; active {(entry.IsActive ? "yes" : "no")}; phones {recipients.Count}; "
            + $"version {group.Version}");
        return DispatchWrites.Done(View(session, GroupStore.Find(session, actor.TenantId, group.GroupId)!));
    }

    private static void CheckRecipients(
        StoredGroup group, IReadOnlyList<RecipientEntry> recipients, List<FieldFault> faults)
    {
        if (recipients.Count > Limits.Dispatch.RecipientsPerGroup)
        {
            faults.Add(new FieldFault("recipients", $"must be at most {Limits.Dispatch.RecipientsPerGroup}."));
            return;
        }

        for (int i = 0; i < recipients.Count; i++)
        {
            RecipientEntry recipient = recipients[i];
            string field = $"recipients[{i}]";
            string name = DispatchWrites.Text(
                recipient.Name, field + ".name", 1, Limits.Dispatch.RecipientNameLength, faults);
            if (recipients.Take(i).Any(other => other.Name?.Trim() == name))
            {
                faults.Add(new FieldFault(field + ".name", $"{name} stands twice in the group."));
            }

            if (recipient.RecipientId is { } id
                && (group.Recipients.All(other => other.RecipientId != id)
                    || recipients.Take(i).Any(other => other.RecipientId == id)))
            {
                faults.Add(new FieldFault(field + ".recipientId", "is no phone of the group, or stands twice."));
            }

            if (recipient is { RecipientId: not null, PhoneNumber: not null })
            {
                faults.Add(new FieldFault(
                    field + ".phoneNumber", "is changed apart, with the time from which it holds (HBG-079)."));
            }
            else if (!string.IsNullOrWhiteSpace(recipient.PhoneNumber)
                && PhoneNumbers.Normal(recipient.PhoneNumber) is null)
            {
                faults.Add(new FieldFault(field + ".phoneNumber", PhoneNumbers.Rule));
            }
        }
    }

    private static List<Guid> Members(
        StoreSession session, Actor actor, IReadOnlyList<string> names, List<FieldFault> faults)
    {
        var members = new List<Guid>();
        if (names.Count > Limits.Dispatch.MembersPerGroup)
        {
            faults.Add(new FieldFault("members", $"must be at most {Limits.Dispatch.MembersPerGroup}."));
            return members;
        }

        for (int i = 0; i < names.Count; i++)
        {
            string name = names[i]?.Trim().ToLowerInvariant() ?? "";
            if (GroupStore.FindResponder(session, actor.TenantId, name) is not { } user)
            {
                faults.Add(new FieldFault($"members[{i}]", $"{name} is no responder of the tenant."));
            }
            else if (!members.Contains(user))
            {
                members.Add(user);
            }
        }

        return members;
    }

    private void SaveRecipients(
        StoreSession session, Actor actor, StoredGroup group, IReadOnlyList<RecipientEntry> entries)
    {
        foreach (StoredRecipient gone in group.Recipients
            .Where(known => entries.All(entry => entry.RecipientId != known.RecipientId)))
        {
            GroupStore.RemoveRecipient(session, gone.RecipientId);
        }

        for (int i = 0; i < entries.Count; i++)
        {
            RecipientEntry entry = entries[i];
            var recipient = new StoredRecipient(
                entry.RecipientId ?? Guid.NewGuid(), group.GroupId, i + 1, entry.Role, entry.Name!.Trim(),
                entry.Channel, entry.IsActive, []);
            GroupStore.SaveRecipient(session, actor.TenantId, recipient);
            if (entry.RecipientId is null && PhoneNumbers.Normal(entry.PhoneNumber) is { } number)
            {
                long now = Now;
                AddNumber(session, actor, group, recipient, new StoredNumber(
                    now - (now % Minute), "", number, now, actor.DisplayName));
            }
        }
    }

    private DispatchChange<ResponderGroupView> SetNumber(
        StoreSession session, Actor actor, Guid groupId, Guid recipientId, NumberEntry entry)
    {
        StoredGroup? group = GroupStore.Find(session, actor.TenantId, groupId);
        StoredRecipient? recipient = group?.Recipients.FirstOrDefault(one => one.RecipientId == recipientId);
        if (group is null || recipient is null)
        {
            return DispatchWrites.NotFound<ResponderGroupView>();
        }

        var faults = new List<FieldFault>();
        long now = Now;
        long from = entry.From?.ToUnixTimeMilliseconds() ?? now;
        from -= from % Minute;
        string? number = entry.PhoneNumber?.Trim() is { Length: 0 } ? "" : PhoneNumbers.Normal(entry.PhoneNumber);
        if (number is null)
        {
            faults.Add(new FieldFault("phoneNumber", PhoneNumbers.Rule + " Empty for none."));
        }

        if (from < now - (now % Minute) || from > now + (Limits.Dispatch.NumberDaysAhead * 86_400_000L))
        {
            faults.Add(new FieldFault(
                "from", $"must be from now on and at most {Limits.Dispatch.NumberDaysAhead} days ahead."));
        }

        // What is in force already stands in the way of nothing, and neither does a change that is changed.
        long[] ahead = [.. recipient.Numbers.Select(static one => one.FromAt).Where(at => at > now).Distinct()];
        if (from > now && ahead.Length >= Limits.Dispatch.NumbersAhead && !ahead.Contains(from))
        {
            faults.Add(new FieldFault(
                "from", $"there are {Limits.Dispatch.NumbersAhead} changes of this number to come already."));
        }

        if (faults.Count > 0)
        {
            return DispatchWrites.Invalid<ResponderGroupView>(faults);
        }

        AddNumber(session, actor, group, recipient, new StoredNumber(
            from, recipient.NumberAt(from), number!, now, actor.DisplayName));
        GroupStore.Save(session, actor.TenantId, group with { Version = group.Version + 1 });
        return DispatchWrites.Done(View(session, GroupStore.Find(session, actor.TenantId, groupId)!));
    }

    /// <summary>Group, old number, new number, date and time: what HBG-079 asks to be told.</summary>
    private void AddNumber(
        StoreSession session, Actor actor, StoredGroup group, StoredRecipient recipient, StoredNumber number)
    {
        GroupStore.AddNumber(session, actor.TenantId, recipient.RecipientId, number, actor.UserId);
        string from = Rows.Time(number.FromAt).ToString("yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture);
        Log(session, actor, group.GroupId, "number",
            $"group {group.Name}; phone {recipient.Name}; old {number.OldNumber}; new {number.PhoneNumber}; "
            + $"from {from}");
    }

    private long Now => _time.GetUtcNow().ToUnixTimeMilliseconds();

    private void Log(StoreSession session, Actor actor, Guid groupId, string step, string detail)
    {
        _log.Append(
            session, actor.TenantId, Topic, groupId.ToString(), step, detail, Now, actor.UserId, actor.DisplayName);
    }

    private static IEnumerable<StoredNumber> Shown(IReadOnlyList<StoredNumber> numbers, long now)
    {
        return numbers.Where(number => number.FromAt > now)
            .Concat(numbers.Where(number => number.FromAt <= now).Take(Limits.Dispatch.NumbersShown));
    }

    private ResponderGroupView View(StoreSession session, StoredGroup group)
    {
        long now = Now;
        return new ResponderGroupView(
            group.GroupId,
            group.Name,
            group.UnitName,
            group.Kind,
            group.IsActive,
            [
                .. group.Recipients.Select((recipient, index) => new RecipientView(
                    recipient.RecipientId,
                    index + 1,
                    recipient.Role,
                    recipient.Name,
                    recipient.Channel,
                    recipient.IsActive,
                    recipient.NumberAt(now),
                    [
                        .. Shown(recipient.Numbers, now).Select(static number => new NumberChange(
                            number.OldNumber, number.PhoneNumber, Rows.Time(number.FromAt),
                            Rows.Time(number.ChangedAt), number.ActorName)),
                    ])),
            ],
            GroupStore.Members(session, group.GroupId),
            group.Version);
    }
}
