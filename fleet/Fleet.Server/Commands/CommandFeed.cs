// Tells listeners that something about a hub's commands is written.
using System;
using System.Collections.Generic;
using System.Threading;
using Microsoft.Extensions.Logging;

namespace Fleet.Server.Commands;

/// <inheritdoc cref="ICommandFeed"/>
internal sealed partial class CommandFeed : ICommandFeed
{
    private readonly Dictionary<Guid, Action<string>[]> _listeners = [];
    private readonly ILogger _logger;

    public CommandFeed(ILogger<CommandFeed> logger)
    {
        _logger = logger;
    }

    public IDisposable Subscribe(Guid tenantId, Action<string> listener)
    {
        lock (_listeners)
        {
            Action<string>[] present = _listeners.GetValueOrDefault(tenantId, []);
            if (present.Length >= Limits.Commands.FeedListeners)
            {
                throw new InvalidOperationException("Too many listeners to changes of commands.");
            }

            _listeners[tenantId] = [.. present, listener];
        }

        return new Subscription(this, tenantId, listener);
    }

    /// <summary>Tells the tenant's listeners; called after the commit.</summary>
    public void Changed(Guid tenantId, string hubId)
    {
        Action<string>[] listeners;
        lock (_listeners)
        {
            listeners = _listeners.GetValueOrDefault(tenantId, []);
        }

        foreach (Action<string> listener in listeners)
        {
            try
            {
                listener(hubId);
            }
            catch (Exception exception)
            {
                // One page's fault must not keep the others from hearing.
                ListenerFailed(_logger, exception);
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
            }
        }
    }

    [LoggerMessage(7202, LogLevel.Error, "A listener to changes of commands failed")]
    private static partial void ListenerFailed(ILogger logger, Exception exception);

    private sealed class Subscription : IDisposable
    {
        private readonly CommandFeed _feed;
        private readonly Guid _tenantId;
        private Action<string>? _listener;

        public Subscription(CommandFeed feed, Guid tenantId, Action<string> listener)
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
