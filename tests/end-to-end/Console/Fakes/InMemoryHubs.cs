// Hubs without a store, for tests of the console's pages alone.
using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Fleet.Server.Access;
using Fleet.Server.Hubs;

namespace EndToEnd.Tests.Console.Fakes;

/// <summary>Keeps hubs in memory and tells every change.</summary>
internal sealed class InMemoryHubs(TimeProvider time) : IHubDirectory, IHubFeed
{
    private readonly ConcurrentDictionary<string, HubView> _hubs = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, List<HubHistoryEntry>> _histories = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<Guid, Action<string>> _listeners = new();

    /// <summary>Adds or replaces a hub and tells it.</summary>
    public HubView Put(string hubId, string name, HubStatus status, Func<HubView, HubView>? change = null)
    {
        var now = time.GetUtcNow();
        var hasBeenHeard = status != HubStatus.NeverHeard;
        var view = new HubView(
            hubId, name, status, now.AddMinutes(-12), hasBeenHeard ? now.AddSeconds(-40) : null,
            hasBeenHeard ? now.AddSeconds(320) : null, status is HubStatus.Ok or HubStatus.Degraded,
            hasBeenHeard ? now.AddHours(-5) : null, null, hasBeenHeard ? "1.0.0" : null, hasBeenHeard ? "vh-sim" : null,
            hasBeenHeard ? 3 : 0, hasBeenHeard ? status != HubStatus.Degraded : null, hasBeenHeard ? 92 : null,
            hasBeenHeard ? -71 : null);
        view = change?.Invoke(view) ?? view;
        _hubs[hubId] = view;
        _histories.GetOrAdd(hubId, _ => hasBeenHeard
            ?
            [
                new HubHistoryEntry(now.AddSeconds(-40), "heartbeat", "", null),
                new HubHistoryEntry(now.AddHours(-5), "silent-test", "", null),
                new HubHistoryEntry(now.AddHours(-9), "hello", "1.0.0", null),
            ]
            : []);
        foreach (var listener in _listeners.Values)
        {
            listener(hubId);
        }

        return view;
    }

    public Task<IReadOnlyList<HubView>> ListAsync(
        Actor actor, int limit, string? afterHubId, CancellationToken cancellationToken)
    {
        var ordered = _hubs.Values
            .OrderByDescending(hub => hub.Status).ThenBy(hub => hub.Name, StringComparer.Ordinal).ToList();
        var skip = afterHubId is null ? 0 : ordered.FindIndex(hub => hub.HubId == afterHubId) + 1;
        return Task.FromResult<IReadOnlyList<HubView>>([.. ordered.Skip(skip).Take(limit)]);
    }

    public Task<HubView?> FindAsync(Actor actor, string hubId, CancellationToken cancellationToken) =>
        Task.FromResult(_hubs.GetValueOrDefault(hubId));

    public Task<IReadOnlyList<HubHistoryEntry>> HistoryAsync(
        Actor actor, string hubId, int limit, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<HubHistoryEntry>>([.. _histories.GetValueOrDefault(hubId)?.Take(limit) ?? []]);

    public Task<IReadOnlyList<NewHub>> AddAsync(
        Actor actor, int count, string? namePrefix, CancellationToken cancellationToken, bool withKeys = false) =>
        throw new NotSupportedException("The console registers no hubs yet.");

    public IDisposable Subscribe(Guid tenantId, Action<string> listener)
    {
        var key = Guid.NewGuid();
        _listeners[key] = listener;
        return new Unsubscriber(() => _listeners.TryRemove(key, out _));
    }
}
