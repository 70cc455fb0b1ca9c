// Who is told of a case, in which order.
using System;
using System.Collections.Generic;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using Fleet.Server.Residents;
using Fleet.Server.Store;

namespace Fleet.Server.Dispatch;

/// <summary>A phone to be told.</summary>
internal sealed record DispatchTarget(
    Guid RecipientId,
    string Name,
    bool IsRelative,
    Guid? GroupId,
    string GroupName,
    string PhoneNumber,
    RecipientChannel Channel);

/// <summary>
/// The order: the first and second phones of the group on duty at the same time, its support phones one by one, then
/// the same of the group behind it; the home's relatives before or after them, when the home says so.
/// </summary>
/// <param name="GroupId">The group on duty; null when there is none.</param>
/// <param name="GroupName">Its name.</param>
/// <param name="Waves">Who is told together, in order; each has at least one phone.</param>
/// <param name="Why">Why nobody was found in the first place; empty when somebody was.</param>
internal sealed record DispatchPlan(
    Guid? GroupId, string GroupName, IReadOnlyList<IReadOnlyList<DispatchTarget>> Waves, string Why)
{
    /// <summary>The plan at this moment: rota and numbers in force now.</summary>
    public static DispatchPlan Make(StoreSession session, DispatchOrder order, Home? home)
    {
        StoredGroup? group;
        StoredGroup? backup = null;
        string why = "";
        if (order.GroupId is { } asked)
        {
            group = GroupStore.Find(session, order.TenantId, asked);
            why = group is null ? "no such group" : "";
        }
        else
        {
            (group, backup, why) = OnDuty(session, order, home);
        }

        var waves = new List<IReadOnlyList<DispatchTarget>>();
        IReadOnlyList<DispatchTarget>[] relatives = home is null ? [] : Relatives(home);
        if (home?.RelativesTurn == RelativesTurn.BeforeStaff)
        {
            waves.AddRange(relatives);
        }

        int staff = Add(waves, group, order.Now) + Add(waves, backup, order.Now);
        if (home?.RelativesTurn == RelativesTurn.AfterStaff)
        {
            waves.AddRange(relatives);
        }

        if (staff == 0 && group is not null)
        {
            why = $"group {group.Name} has no number in force";
        }

        return new DispatchPlan(group?.GroupId, group?.Name ?? "", waves, why);
    }

    private static (StoredGroup? Group, StoredGroup? Backup, string Why) OnDuty(
        StoreSession session, DispatchOrder order, Home? home)
    {
        StoredRota? rota = home?.RotaId is { } own ? RotaStore.Find(session, order.TenantId, own) : null;
        rota ??= RotaStore.Default(session, order.TenantId);
        if (rota is null)
        {
            return (null, null, "no rota");
        }

        if (RotaRules.OnDuty(rota.Windows, RotaClock.At(order.Now)) is not { } window)
        {
            return (null, null, $"nobody on duty by rota {rota.Name}");
        }

        return (
            GroupStore.Find(session, order.TenantId, window.GroupId),
            window.BackupGroupId is { } backup ? GroupStore.Find(session, order.TenantId, backup) : null,
            "");
    }

    private static int Add(List<IReadOnlyList<DispatchTarget>> waves, StoredGroup? group, long now)
    {
        if (group is null || !group.IsActive)
        {
            return 0;
        }

        DispatchTarget Target(StoredRecipient recipient)
        {
            return new DispatchTarget(
                recipient.RecipientId, recipient.Name, false, group.GroupId, group.Name, recipient.NumberAt(now),
                recipient.Channel);
        }

        StoredRecipient[] told =
            [.. group.Recipients.Where(recipient => recipient.IsActive && recipient.NumberAt(now).Length > 0)];
        DispatchTarget[] together =
            [.. told.Where(static recipient => recipient.Role != RecipientRole.Support).Select(Target)];
        if (together.Length > 0)
        {
            waves.Add(together);
        }

        waves.AddRange(told
            .Where(static recipient => recipient.Role == RecipientRole.Support)
            .Select(recipient => (IReadOnlyList<DispatchTarget>)[Target(recipient)]));
        return told.Length;
    }

    /// <summary>Relatives are known by their order: their names stay in the home.</summary>
    private static IReadOnlyList<DispatchTarget>[] Relatives(Home home)
    {
        return
        [
            .. home.Relatives.Select(relative => (IReadOnlyList<DispatchTarget>)
            [
                new DispatchTarget(
                    IdOf(home.HubRowId, relative.PhoneNumber),
                    MessageTexts.Of("Relative", relative.Order),
                    true,
                    null,
                    "",
                    relative.PhoneNumber,
                    RecipientChannel.Sms),
            ]),
        ];
    }

    /// <summary>The same phone of the same home is the same recipient in every round.</summary>
    private static Guid IdOf(long hubRowId, string phoneNumber)
    {
        return new Guid(SHA256.HashData(Encoding.UTF8.GetBytes($"{hubRowId} {phoneNumber}")).AsSpan(0, 16));
    }
}
