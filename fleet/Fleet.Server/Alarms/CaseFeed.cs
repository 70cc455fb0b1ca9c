// The live stream of case changes.
using System;
using System.Collections.Generic;
using System.Threading;
using Fleet.Server.Store;
using Microsoft.Extensions.Logging;

namespace Fleet.Server.Alarms;

/// <summary>A change of a case as listeners get it.</summary>
/// <param name="Id">The event's place in the stream; a listener resumes after it.</param>
/// <param name="Case">The case as it was when the event was read: as new as the event, or newer.</param>
public sealed record CaseEvent(long Id, AlarmCaseView Case);

/// <summary>Hands committed case changes to listeners in this process, tenant by tenant.</summary>
internal sealed partial class CaseFeed : ICaseFeed, IOutboxReader
{
    private readonly Dictionary<Guid, Action<CaseEvent>[]> _listeners = [];
    private readonly CaseViews _views;
    private readonly ILogger _logger;

    public CaseFeed(CaseViews views, ILogger<CaseFeed> logger)
    {
        _views = views;
        _logger = logger;
    }

    public IDisposable Subscribe(Guid tenantId, Action<AlarmCaseView> listener)
    {
        return SubscribeEvents(tenantId, change => listener(change.Case));
    }

    /// <summary>As <see cref="Subscribe"/>, with the place in the stream.</summary>
    public IDisposable SubscribeEvents(Guid tenantId, Action<CaseEvent> listener)
    {
        lock (_listeners)
        {
            Action<CaseEvent>[] present = _listeners.GetValueOrDefault(tenantId, []);
            if (present.Length >= Limits.Alarms.FeedListeners)
            {
                throw new InvalidOperationException("Too many listeners to case changes.");
            }

            _listeners[tenantId] = [.. present, listener];
        }

        return new Subscription(this, tenantId, listener);
    }

    public void Take(StoreSession session, IReadOnlyList<OutboxEvent> events)
    {
        foreach (OutboxEvent change in events)
        {
            Action<CaseEvent>[] listeners;
            lock (_listeners)
            {
                listeners = _listeners.GetValueOrDefault(change.TenantId, []);
            }

            if (listeners.Length == 0 || change.Topic != Outbox.CaseTopic
                || Read(session, change) is not { } made)
            {
                continue;
            }

            foreach (Action<CaseEvent> listener in listeners)
            {
                try
                {
                    listener(made);
                }
                catch (Exception exception)
                {
                    // One page's fault must not keep the others from hearing.
                    ListenerFailed(_logger, exception);
                }
            }
        }
    }

    /// <summary>The event with its case; null when the case is gone.</summary>
    public CaseEvent? Read(StoreSession session, OutboxEvent change)
    {
        AlarmCaseRow? row = CaseStore.Find(session, change.TenantId, Guid.Parse(change.Subject));
        return row is null ? null : new CaseEvent(change.Id, _views.Of(row));
    }

    private void Remove(Guid tenantId, Action<CaseEvent> listener)
    {
        lock (_listeners)
        {
            var left = new List<Action<CaseEvent>>(_listeners.GetValueOrDefault(tenantId, []));
            if (left.Remove(listener))
            {
                _listeners[tenantId] = [.. left];
            }
        }
    }

    [LoggerMessage(5002, LogLevel.Error, "A listener to case changes failed")]
    private static partial void ListenerFailed(ILogger logger, Exception exception);

    private sealed class Subscription : IDisposable
    {
        private readonly CaseFeed _feed;
        private readonly Guid _tenantId;
        private Action<CaseEvent>? _listener;

        public Subscription(CaseFeed feed, Guid tenantId, Action<CaseEvent> listener)
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
