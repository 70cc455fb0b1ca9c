// Finds by day what would leave an alarm with nobody to tell at night.
using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Fleet.Server.Residents;
using Fleet.Server.Store;

namespace Fleet.Server.Dispatch;

/// <summary>Looks through groups, rotas and homes of a tenant (HBG-065).</summary>
internal sealed class DispatchProblemFinder
{
    public const string NoDefaultRota = "no-default-rota";
    public const string Gap = "gap";
    public const string NoNumber = "no-number";
    public const string GroupInactive = "group-inactive";
    public const string RotaMissing = "rota-missing";

    private readonly IHomeIndex _homes;

    public DispatchProblemFinder(IHomeIndex homes)
    {
        _homes = homes;
    }

    /// <summary>Everything that is missing, now or from a coming time.</summary>
    public List<DispatchProblem> Find(StoreSession session, Guid tenantId, long now)
    {
        var problems = new List<DispatchProblem>();
        Dictionary<Guid, StoredGroup> groups = GroupStore.All(session, tenantId)
            .ToDictionary(static group => group.GroupId);
        List<StoredRota> rotas = RotaStore.All(session, tenantId);
        if (!rotas.Exists(static rota => rota.IsDefault))
        {
            problems.Add(new DispatchProblem(
                NoDefaultRota, "rota", "", "",
                "No rota is the default: alarms of homes without a rota of their own find nobody."));
        }

        DateOnly today = RotaClock.At(now).Day;
        foreach (StoredRota rota in rotas)
        {
            foreach (string gap in RotaRules.Check(rota.Windows, today).Gaps)
            {
                problems.Add(new DispatchProblem(
                    Gap, "rota", rota.RotaId.ToString(), rota.Name, $"Nobody is on duty {gap}."));
            }

            IEnumerable<Guid> used = rota.Windows
                .Where(window => window.LastDay is not { } last || last.AddDays(1) >= today)
                .SelectMany(static window => window.BackupGroupId is { } backup
                    ? new[] { window.GroupId, backup }
                    : [window.GroupId])
                .Distinct();
            foreach (Guid id in used)
            {
                problems.AddRange(FaultsOf(rota, groups.GetValueOrDefault(id), id, now));
            }
        }

        foreach ((Guid rotaId, int homes) in _homes.CountByRota(session, tenantId))
        {
            if (!rotas.Exists(rota => rota.RotaId == rotaId))
            {
                problems.Add(new DispatchProblem(
                    RotaMissing, "rota", rotaId.ToString(), "",
                    string.Create(CultureInfo.InvariantCulture, $"{homes} home(s) have a rota that does not exist.")));
            }
        }

        return problems;
    }

    /// <summary>As many as one answer names. Changes are compared by all of them.</summary>
    public static List<DispatchProblem> Shown(List<DispatchProblem> problems)
    {
        return problems.Count > Limits.Dispatch.ProblemsShown
            ? problems[..Limits.Dispatch.ProblemsShown]
            : problems;
    }

    /// <summary>Those that were not there before: what a change would leave behind.</summary>
    public static List<DispatchProblem> Added(List<DispatchProblem> before, List<DispatchProblem> after)
    {
        return [.. after.Where(problem => !before.Contains(problem))];
    }

    /// <summary>From when a group has no number in force; null when it always has one.</summary>
    public static long? WithoutNumberFrom(StoredGroup group, long now)
    {
        IEnumerable<long> times = group.Recipients
            .SelectMany(static recipient => recipient.Numbers)
            .Select(static number => number.FromAt)
            .Where(at => at > now)
            .Append(now)
            .Distinct()
            .Order();
        foreach (long at in times)
        {
            if (!group.Recipients.Any(recipient => recipient.IsActive && recipient.NumberAt(at).Length > 0))
            {
                return at;
            }
        }

        return null;
    }

    private static IEnumerable<DispatchProblem> FaultsOf(StoredRota rota, StoredGroup? group, Guid id, long now)
    {
        if (group is null || !group.IsActive)
        {
            yield return new DispatchProblem(
                GroupInactive, "group", id.ToString(), group?.Name ?? "",
                $"The rota {rota.Name} uses the group, which is not in use.");
        }
        else if (WithoutNumberFrom(group, now) is { } from)
        {
            string when = from <= now
                ? "now"
                : "from " + Rows.Time(from).ToString("yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture);
            yield return new DispatchProblem(
                NoNumber, "group", id.ToString(), group.Name,
                $"The rota {rota.Name} uses the group, which has no number in force {when}.");
        }
    }
}
