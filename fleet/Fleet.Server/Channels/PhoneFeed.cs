// Tells pages that something happened at a tenant's simulated phones.
using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using Fleet.Server.Store;
using Microsoft.Extensions.Logging;

namespace Fleet.Server.Channels;

/// <summary>The listeners to changes of simulated phones, by tenant.</summary>
internal sealed partial class PhoneFeed
{
    private readonly Dictionary<Guid, Action[]> _listeners = [];
    private readonly ILogger _logger;

    public PhoneFeed(ILogger<PhoneFeed> logger)
    {
        _logger = logger;
    }

    /// <summary>Calls the listener after each change until disposed.</summary>
    public IDisposable Subscribe(Guid tenantId, Action listener)
    {
        lock (_listeners)
        {
            Action[] present = _listeners.GetValueOrDefault(tenantId, []);
            if (present.Length >= Limits.Channels.PhoneListeners)
            {
                throw new InvalidOperationException("Too many listeners to simulated phones.");
            }

            _listeners[tenantId] = [.. present, listener];
        }

        return new Subscription(this, tenantId, listener);
    }

    /// <summary>Tells the tenant's listeners; called after the commit.</summary>
    public void Changed(Guid tenantId)
    {
        Action[] listeners;
        lock (_listeners)
        {
            listeners = _listeners.GetValueOrDefault(tenantId, []);
        }

        foreach (Action listener in listeners)
        {
            try
            {
                listener();
            }
            catch (Exception exception)
            {
                // One page's fault must not keep the others from hearing.
                ListenerFailed(_logger, exception);
            }
        }
    }

    /// <summary>Tells the listeners when the writes that are waiting now are done.</summary>
    public async Task ChangedSoonAsync(FleetStore store, Guid tenantId)
    {
        try
        {
            await store.WriteAsync(static _ => 0, CancellationToken.None).ConfigureAwait(false);
        }
        catch (StoreBusyException)
        {
            // The page looks again by itself after a while.
        }

        Changed(tenantId);
    }

    private void Remove(Guid tenantId, Action listener)
    {
        lock (_listeners)
        {
            var left = new List<Action>(_listeners.GetValueOrDefault(tenantId, []));
            if (left.Remove(listener))
            {
                _listeners[tenantId] = [.. left];
            }
        }
    }

    [LoggerMessage(8007, LogLevel.Error, "A listener to simulated phones failed")]
    private static partial void ListenerFailed(ILogger logger, Exception exception);

    private sealed class Subscription : IDisposable
    {
        private readonly PhoneFeed _feed;
        private readonly Guid _tenantId;
        private Action? _listener;

        public Subscription(PhoneFeed feed, Guid tenantId, Action listener)
        {
            (_feed, _tenantId, _listener) = (feed, tenantId, listener);
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
