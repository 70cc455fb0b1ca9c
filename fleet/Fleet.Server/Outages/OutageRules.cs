// Decides which hubs that are away are one outage. No clock, no store.
using System;
using System.Collections.Generic;
using System.Linq;

namespace Fleet.Server.Outages;

/// <summary>A hub that is away: silent, or without mains.</summary>
internal sealed record AwayHub(long HubRowId, string Area, long Since, Guid? CaseId);

/// <summary>An outage as it is now.</summary>
internal sealed record OpenOutage(Guid OutageId, string Area, int Peak, IReadOnlySet<long> Away);

/// <summary>What is to be done.</summary>
internal enum OutageStep
{
    /// <summary>A new outage of an area.</summary>
    Open,

    /// <summary>A home joins.</summary>
    Join,

    /// <summary>A home is back.</summary>
    Back,

    /// <summary>The outage is over.</summary>
    End,
}

/// <summary>One change of one outage.</summary>
internal sealed record OutageChange(OutageStep Step, Guid OutageId, string Area, AwayHub? Hub, long HubRowId);

/// <summary>
/// Looks at all hubs of one municipality that are away for one cause. Every change can be made again without harm, so
/// that they can be written in portions.
/// </summary>
internal sealed class OutageRules
{
    private readonly OutageOptions _options;

    public OutageRules(OutageOptions options)
    {
        _options = options;
    }

    /// <summary>What changes.</summary>
    /// <param name="away">Hubs away.</param>
    /// <param name="open">The open outages of this cause.</param>
    /// <param name="hubsOf">How many hubs an area has; the empty area is the whole municipality.</param>
    /// <param name="now">Unix milliseconds UTC.</param>
    public List<OutageChange> Decide(
        IReadOnlyList<AwayHub> away, IReadOnlyList<OpenOutage> open, Func<string, int> hubsOf, long now)
    {
        var changes = new List<OutageChange>();
        HashSet<long> held = [.. open.SelectMany(outage => outage.Away)];
        var fresh = new List<AwayHub>();
        foreach (AwayHub hub in away.Where(hub => !held.Contains(hub.HubRowId)))
        {
            OpenOutage? mine = open.FirstOrDefault(outage => outage.Area == hub.Area)
                ?? open.FirstOrDefault(outage => outage.Area.Length == 0);
            if (mine is not null)
            {
                changes.Add(new OutageChange(OutageStep.Join, mine.OutageId, mine.Area, hub, hub.HubRowId));
            }
            else if (now - hub.Since <= _options.WindowMinutes * 60_000L)
            {
                fresh.Add(hub);
            }
        }

        foreach (IGrouping<string, AwayHub> area in fresh.GroupBy(hub => hub.Area).ToList())
        {
            List<AwayHub> members = [.. area];
            if (area.Key.Length > 0 && IsEnough(members.Count, hubsOf(area.Key)))
            {
                Open(changes, area.Key, members);
                fresh.RemoveAll(hub => hub.Area == area.Key);
            }
        }

        if (IsEnough(fresh.Count, hubsOf("")))
        {
            Open(changes, "", fresh);
        }

        HashSet<long> rows = [.. away.Select(hub => hub.HubRowId)];
        foreach (OpenOutage outage in open)
        {
            List<long> back = [.. outage.Away.Where(row => !rows.Contains(row))];
            changes.AddRange(back.Select(row => new OutageChange(
                OutageStep.Back, outage.OutageId, outage.Area, null, row)));
            bool grows = changes.Any(change => change.Step == OutageStep.Join && change.OutageId == outage.OutageId);
            int left = outage.Away.Count - back.Count;
            if (!grows && left * 100 <= outage.Peak * _options.LeftoverPercent)
            {
                changes.Add(new OutageChange(OutageStep.End, outage.OutageId, outage.Area, null, 0));
            }
        }

        return changes;
    }

    private bool IsEnough(int count, int of)
    {
        return count >= _options.MinHubs && count * 100L >= of * (long)_options.MinPercent;
    }

    private static void Open(List<OutageChange> changes, string area, List<AwayHub> members)
    {
        Guid id = Guid.NewGuid();
        changes.Add(new OutageChange(OutageStep.Open, id, area, null, 0));
        changes.AddRange(members.Select(hub => new OutageChange(OutageStep.Join, id, area, hub, hub.HubRowId)));
    }
}
