// Homes without a store, for tests of the console's pages alone.
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Fleet.Server.Access;
using Fleet.Server.Http;
using Fleet.Server.Residents;

namespace EndToEnd.Tests.Console.Fakes;

/// <summary>Keeps homes in memory and the looks at them.</summary>
internal sealed class InMemoryHomes : IHomeRecords
{
    public ConcurrentDictionary<string, Home> Homes { get; } = new();

    /// <summary>Who looked at what, and why.</summary>
    public ConcurrentQueue<(string Who, string HubId, string Why)> Looks { get; } = new();

    /// <summary>A home with two who live there.</summary>
    public Home Put(string hubId) => Homes[hubId] = new Home(
        1, "Söder 14", "Söder", null, "Ekbacken 12", "252 21 Helsingborg", "+46421112233", "+467190000001", "K 17",
        true,
        "Ring på. Gå in med nyckel om ingen öppnar. Astrid går med rollator.",
        [new Resident(1, "Astrid Ek"), new Resident(2, "Bertil Ek")],
        [new Relative(1, "Cecilia Ek", "+46700000077", true)], 3, "På sjukhus till fredag",
        RelativesTurn.AfterStaff, [new ActionCriterion(10, "Gå dit inom 30 minuter.")]);

    public Task<IReadOnlyList<HomeSummary>> ListAsync(
        Actor actor, int limit, string? afterHubId, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<HomeSummary>>([.. Homes.Select(pair => new HomeSummary(
            pair.Key, "plats-0001", pair.Value.Area, pair.Value.UnitName, null, pair.Value.KeyNumber, 1))]);

    public Task<Home?> LookAsync(Actor actor, string hubId, string why, CancellationToken cancellationToken)
    {
        Looks.Enqueue((actor.DisplayName, hubId, why));
        return Task.FromResult(Homes.GetValueOrDefault(hubId));
    }

    public Task<HomeChange> SaveAsync(
        Actor actor, string hubId, HomeEntry entry, long? ifVersion, CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(entry.Area))
        {
            return Task.FromResult(new HomeChange(
                HomeChangeResult.Invalid, null, [new FieldFault("area", "must be given.")]));
        }

        Homes[hubId] = new Home(
            1, entry.Area, entry.UnitName!, entry.RotaId, entry.Street!, entry.Town!, entry.PhoneNumber!,
            entry.HubPhoneNumber!, entry.KeyNumber!, entry.HasDigitalLock, entry.Plan!, entry.Residents!,
            entry.Relatives!, 4, entry.Absence!, entry.RelativesTurn, entry.Criteria);
        return Task.FromResult(new HomeChange(HomeChangeResult.Done, Homes[hubId], []));
    }
}
