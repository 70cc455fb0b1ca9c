// What a trial works on, read from the store at once.
using System;
using System.Collections.Generic;
using System.Linq;
using Fleet.Server.Gateway;
using Fleet.Server.Store;
using Hub.Protocols.Rules;

namespace Fleet.Server.Programming.Trial;

/// <summary>A home's events of a period, with those that lead up to it, and its rules then.</summary>
/// <param name="From">The beginning of the period, unix milliseconds UTC.</param>
/// <param name="To">Its end.</param>
/// <param name="Begin">Where the replay begins, before the period when that is known.</param>
/// <param name="Reach">Of which time events are known; null for none.</param>
/// <param name="Events">From the beginning of the replay on, in order.</param>
/// <param name="Presence">Who is at home when the replay begins.</param>
/// <param name="Past">The rules that were in force.</param>
/// <param name="Entries">The same as people write them, by version.</param>
internal sealed record TrialMaterial(
    long From,
    long To,
    long Begin,
    HomeReach? Reach,
    IReadOnlyList<HomeEvent> Events,
    RulePresence Presence,
    RuleTimeline Past,
    IReadOnlyDictionary<long, RuleSetEntry> Entries)
{
    private const long DayMilliseconds = 86_400_000;

    /// <summary>Reads it.</summary>
    public static TrialMaterial Read(StoreSession session, HubPrincipal hub, long from, long to)
    {
        HomeReach? reach = HomeEventStore.FindReach(session, hub);
        long begin = Math.Max(
            from - (Limits.Trial.WarmUpDays * DayMilliseconds), Math.Min(reach?.Since ?? from, to));
        List<HomeEvent> events = HomeEventStore.Read(session, hub, begin, to);
        long? first = HomeEventStore.FindLast(session, hub, HomeEventKind.InForce, begin)?.Value;
        if (first is null && events.All(one => one.Kind != HomeEventKind.InForce))
        {
            first = ProgrammingStore.ReadReport(session, hub, DocumentKind.RuleSet)?.Version;
        }

        var entries = new Dictionary<long, RuleSetEntry>();
        foreach (long version in events.Where(one => one.Kind == HomeEventKind.InForce).Select(one => one.Value)
            .Prepend(first ?? 0).Distinct())
        {
            if (version == 0)
            {
                entries[0] = new RuleSetEntry();
            }
            else if (RuleVersions.Find(session, hub, version)?.Document is { } document)
            {
                entries[version] = document;
            }
        }

        return new TrialMaterial(
            from,
            to,
            begin,
            reach,
            events,
            (RulePresence)(HomeEventStore.FindLast(session, hub, HomeEventKind.Presence, begin)?.Value ?? 1),
            new RuleTimeline(
                first, entries.ToDictionary(one => one.Key, one => RuleSetForm.ToWire(one.Value, (uint)one.Key))),
            entries);
    }
}
