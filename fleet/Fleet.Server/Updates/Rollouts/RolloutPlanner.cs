// Works out which hubs a rollout is for, in which order, and why others are not part.
using System;
using System.Collections.Generic;
using System.Linq;
using Fleet.Server.Access;
using Fleet.Server.Gateway;
using Fleet.Server.Http;
using Fleet.Server.Hubs;
using Fleet.Server.Programming;
using Fleet.Server.Store;
using Fleet.Server.Time;
using Fleet.Server.Updates.Director;
using Fleet.Server.Updates.Releases;

namespace Fleet.Server.Updates.Rollouts;

/// <summary>A plan with what is needed to carry it out.</summary>
/// <param name="Plan">The plan.</param>
/// <param name="WaveEnds">The number of hubs at the end of each wave.</param>
/// <param name="Hubs">The hubs in their order, with the index of each one's image.</param>
internal sealed record PlannedRollout(
    RolloutPlan Plan, IReadOnlyList<int> WaveEnds, IReadOnlyList<(HubPrincipal Hub, int ImageIndex)> Hubs);

/// <summary>Plans; everything within a session.</summary>
internal sealed class RolloutPlanner
{
    private readonly IHubNames _names;
    private readonly ICommandSender _sender;
    private readonly SteadyClock _clock;

    public RolloutPlanner(IHubNames names, ICommandSender sender, SteadyClock clock)
    {
        _names = names;
        _sender = sender;
        _clock = clock;
    }

    /// <summary>Plans a rollout.</summary>
    public PlannedRollout Plan(StoreSession session, Actor actor, RolloutOrder order)
    {
        if (ReleaseStore.Find(session, actor.TenantId, order.Release) is not { } release)
        {
            return Refused([new FieldFault("release", "must be the sequence of a release that is kept.")]);
        }

        List<FieldFault> faults = [.. RolloutCheck.Find(order)];
        IReadOnlyList<HubPrincipal>? targets = Targets(session, actor, order.Target, faults);
        if (faults.Count > 0 || targets is null)
        {
            return Refused(faults);
        }

        List<Sorted> sorted = Sort(session, actor, order, release, targets);
        List<Sorted> parts = sorted.FindAll(static one => one.Exclusion == RolloutExclusion.None);
        IReadOnlyList<int>? ends = Waves.Read(order.Waves ?? Waves.Standard, parts.Count);
        if (ends is null)
        {
            faults.Add(new FieldFault(
                "waves",
                $"must be 1 to {Limits.Campaigns.Waves} ascending numbers of hubs, parts such as 10%, or a factor "
                + "such as x3 at the end."));
        }

        if (parts.Count is 0 or > Limits.Updates.Hubs)
        {
            faults.Add(new FieldFault(
                "target", $"has {parts.Count} hubs to update; a rollout is for 1 to {Limits.Updates.Hubs}."));
        }

        int[] sizes = ends is null ? [] : [.. ends.Select((end, i) => i == 0 ? end : end - ends[i - 1])];
        PlannedUpdate[] shown = [.. parts.Select((one, i) => View(one, Waves.Of(i, ends ?? [parts.Count]) + 1))
            .Concat(sorted.Where(static one => one.Exclusion != RolloutExclusion.None).Select(one => View(one, 0)))
            .Take(Limits.Updates.HubsPerPage)];
        var plan = new RolloutPlan(
            faults.Count == 0 ? UpdateResult.Done : UpdateResult.Invalid,
            sizes,
            shown,
            sorted.Count - parts.Count,
            RehearsalStore.HasPassed(session, actor.TenantId, order.Release),
            faults);
        return new PlannedRollout(plan, ends ?? [], [.. parts.Select(static one => (one.Hub, one.ImageIndex))]);
    }

    private static PlannedRollout Refused(IReadOnlyList<FieldFault> faults)
    {
        return new PlannedRollout(new RolloutPlan(UpdateResult.Invalid, [], [], 0, false, faults), [], []);
    }

    private IReadOnlyList<HubPrincipal>? Targets(
        StoreSession session, Actor actor, RolloutTarget? target, List<FieldFault> faults)
    {
        IEnumerable<HubPrincipal> hubs = _names.OfTenant(actor.TenantId);
        if (target?.GroupId is { } group)
        {
            HashSet<long>? members = TargetStore.Members(session, actor.TenantId, group);
            if (members is null)
            {
                faults.Add(new FieldFault("target.groupId", "must be a group of the municipality."));
                return null;
            }

            hubs = hubs.Where(hub => members.Contains(hub.RowId));
        }

        if (target?.HubIds is { } named)
        {
            HashSet<string> wanted = [.. named];
            string? unknown = wanted.FirstOrDefault(id => _names.FindPrincipal(actor.TenantId, id) is null);
            if (unknown is not null)
            {
                faults.Add(new FieldFault("target.hubIds", "must be hubs of the municipality."));
                return null;
            }

            hubs = hubs.Where(hub => wanted.Contains(hub.HubId));
        }

        return [.. hubs];
    }

    // Hubs that could be updated at once come first: the first wave is to say something. Ids are random, so neighbours
    // are apart.
    private List<Sorted> Sort(
        StoreSession session,
        Actor actor,
        RolloutOrder order,
        StoredRelease release,
        IReadOnlyList<HubPrincipal> targets)
    {
        Dictionary<long, HubWord> words = HubWordStore.All(session, actor.TenantId);
        List<StoredImage> images = ReleaseStore.Images(session, actor.TenantId, order.Release);
        var scene = TenantScene.Read(session, actor.TenantId, _names, _sender);
        var brought = new Dictionary<long, HashSet<long>>();
        var window = new LocalWindow(order.WindowFrom, order.WindowTo);
        var sorted = new List<Sorted>();
        foreach (HubPrincipal hub in targets)
        {
            HubWord? word = words.GetValueOrDefault(hub.RowId);
            if (order.Target?.ClassId is { } only && word?.Class != only)
            {
                continue;
            }

            StoredImage? image = word is null ? null : images.Find(one => one.Class == word.Class);
            RolloutExclusion exclusion = ExclusionOf(word, image, release, Covered);
            HubCondition condition = scene.Of(hub, word, null);
            RolloutWait wait = image is null
                ? RolloutWait.None
                : condition.InstallWait(image.RequiresSequence, image.MinimumBattery);
            if (wait == RolloutWait.None && !window.IsOpen(_clock.UnixNow))
            {
                wait = RolloutWait.Window;
            }

            sorted.Add(new Sorted(
                hub, image?.Index ?? 0, exclusion, wait, word?.Running, image?.RequiresSequence ?? 0));

            bool Covered(long requires)
            {
                if (!brought.TryGetValue(requires, out HashSet<long>? rows))
                {
                    brought[requires] = rows = RolloutStore.BroughtTo(
                        session, actor.TenantId, requires, order.Release);
                }

                return rows.Contains(hub.RowId);
            }
        }

        return [.. sorted.OrderBy(static one => one.Wait is RolloutWait.None or RolloutWait.Window ? 0 : 1)
            .ThenBy(static one => one.Hub.HubId, StringComparer.Ordinal)];
    }

    private static RolloutExclusion ExclusionOf(
        HubWord? word, StoredImage? image, StoredRelease release, Func<long, bool> isCovered)
    {
        return word is null
            ? RolloutExclusion.NeverReported
            : word.Running >= release.Sequence
            ? RolloutExclusion.RunsIt
            : image is null
            ? RolloutExclusion.OtherClass
            : !word.Trusts(release.KeyId)
            ? RolloutExclusion.OtherKey
            : word.Running < image.RequiresSequence && !isCovered(image.RequiresSequence)
            ? RolloutExclusion.NeedsEarlier
            : RolloutExclusion.None;
    }

    private PlannedUpdate View(Sorted one, int wave)
    {
        return new PlannedUpdate(
            one.Hub.HubId,
            _names.Find(one.Hub.RowId).Name,
            wave,
            one.Exclusion,
            one.Exclusion == RolloutExclusion.None ? one.Wait : RolloutWait.None,
            one.Running,
            one.Running < one.Requires ? one.Requires : 0);
    }

    private sealed record Sorted(
        HubPrincipal Hub, int ImageIndex, RolloutExclusion Exclusion, RolloutWait Wait, long? Running, long Requires);
}
