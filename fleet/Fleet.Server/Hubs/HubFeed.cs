// Gathers changes of hubs and tells listeners once a second.
using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Threading;
using Microsoft.Extensions.Logging;

namespace Fleet.Server.Hubs;

/// <summary>Tells listeners that hubs changed, at most once per <see cref="Drain"/> and hub.</summary>
internal sealed class HubFeed : IHubFeed
{
    private readonly ConcurrentQueue<LiveHub> _changed = new();
    private readonly Dictionary<Guid, Action<string>[]> _listeners = [];
    private readonly ILogger _logger;
    private volatile int _listenerCount;

    public HubFeed(ILogger<HubFeed> logger)
    {
        _logger = logger;
    }

    public IDisposable Subscribe(Guid tenantId, Action<string> listener)
    {
        lock (_listeners)
        {
            Action<string>[] present = _listeners.GetValueOrDefault(tenantId, []);
            if (present.Length >= Limits.Hubs.FeedListeners)
            {
                throw new InvalidOperationException("Too many listeners to hub changes.");
            }

            _listeners[tenantId] = [.. present, listener];
            _listenerCount++;
        }

        return new Subscription(this, tenantId, listener);
    }

    /// <summary>Notes a change. Cheap, from any thread.</summary>
    public void Changed(LiveHub hub)
    {
        if (_listenerCount > 0 && Interlocked.Exchange(ref hub.FeedMark, 1) == 0)
        {
            _changed.Enqueue(hub);
        }
    }

    /// <summary>Tells the listeners; called once a second.</summary>
    public void Drain()
    {
        for (int left = _changed.Count; left > 0 && _changed.TryDequeue(out LiveHub? hub); left--)
        {
            Volatile.Write(ref hub.FeedMark, 0);
            Action<string>[] listeners;
            lock (_listeners)
            {
                listeners = _listeners.GetValueOrDefault(hub.TenantId, []);
            }

            foreach (Action<string> listener in listeners)
            {
                try
                {
                    listener(hub.HubId);
                }
                catch (Exception exception)
                {
                    // One page's fault must not keep the others from hearing.
                    HubLog.ListenerFailed(_logger, exception);
                }
            }
        }
    }

    private void Remove(Guid tenantId, Action<string> listener)
    {
        lock (_listeners)
        {
            var left = new List<Action<string>>(_listeners.GetValueOrDefault(tenantId, []));
            if (left.Remove(listener))
            {
                _listeners[tenantId] = [.. left];
                _listenerCount--;
            }
        }
    }

    private sealed class Subscription : IDisposable
    {
        private readonly HubFeed _feed;
        private readonly Guid _tenantId;
        private Action<string>? _listener;

        public Subscription(HubFeed feed, Guid tenantId, Action<string> listener)
        {
            _feed = feed;
            _tenantId = tenantId;
            _listener = listener;
        }

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _listener, null) is { } listener)
            {
                _feed.Remove(_tenantId, listener);
            }
        }
    }
}
