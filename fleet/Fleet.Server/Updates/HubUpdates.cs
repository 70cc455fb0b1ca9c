// Shows what a hub runs, and keeps the codes of its neighbours.
using System;
using System.Threading;
using System.Threading.Tasks;
using Fleet.Server.Access;
using Fleet.Server.Audit;
using Fleet.Server.Gateway;
using Fleet.Server.Hubs;
using Fleet.Server.Store;
using Fleet.Server.Time;
using Fleet.Server.Updates.Director;
using Fleet.Server.Updates.Releases;

namespace Fleet.Server.Updates;

/// <inheritdoc cref="IHubUpdates"/>
internal sealed class HubUpdates : IHubUpdates
{
    private readonly FleetStore _store;
    private readonly IHubNames _hubs;
    private readonly ITenantLog _log;
    private readonly SteadyClock _clock;

    public HubUpdates(FleetStore store, IHubNames hubs, ITenantLog log, SteadyClock clock)
    {
        _store = store;
        _hubs = hubs;
        _log = log;
        _clock = clock;
    }

    public async Task<HubUpdateView?> FindAsync(Actor actor, string hubId, CancellationToken cancellationToken)
    {
        return _hubs.FindPrincipal(actor.TenantId, hubId) is { } hub
            ? await _store.ReadAsync(session => View(session, hub), cancellationToken).ConfigureAwait(false)
            : null;
    }

    public async Task<bool> PutAsync(
        Actor actor, string hubId, HubPlaces places, CancellationToken cancellationToken)
    {
        if (_hubs.FindPrincipal(actor.TenantId, hubId) is not { } hub)
        {
            return false;
        }

        return await _store.WriteAsync(
            session =>
            {
                Outbox.Open(session);
                HubWordStore.Put(session, hub, places);
                _log.Append(
                    session, actor.TenantId, "hub-place", hubId, "changed", "", _clock.UnixNow, actor.UserId,
                    actor.DisplayName);
                return true;
            },
            cancellationToken).ConfigureAwait(false);
    }

    private static HubUpdateView View(StoreSession session, HubPrincipal hub)
    {
        HubPlaces places = HubWordStore.PlacesOf(session, hub.RowId);
        if (HubWordStore.Find(session, hub.RowId) is not { } word)
        {
            return new HubUpdateView(
                hub.HubId, false, 0, "", default, 0, default, 0, 0, 0, 0, null, "", "", [], null, places);
        }

        return new HubUpdateView(
            hub.HubId,
            true,
            word.Running,
            ReleaseStore.Find(session, hub.TenantId, word.Running)?.Version ?? "",
            word.Phase,
            word.Release,
            word.Reason,
            word.BytesDone,
            word.BytesTotal,
            word.Resumes,
            word.SecondsLeft,
            word.HasPrevious ? word.Previous : null,
            word.Class,
            Convert.ToHexStringLower(word.RunningDigest),
            [word.KeyIds[..8], word.KeyIds[8..]],
            DateTimeOffset.FromUnixTimeMilliseconds(word.At),
            places);
    }
}
