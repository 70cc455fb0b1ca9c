// Carries events from the outbox to those who react, in the order of the commits.
using System;
using System.Collections.Generic;
using System.Threading;
using Microsoft.Extensions.Logging;

namespace Fleet.Server.Store;

/// <summary>Reacts to committed events; called on the pump's thread with a session of its own.</summary>
public interface IOutboxReader
{
    /// <summary>Takes events, oldest first.</summary>
    void Take(StoreSession session, IReadOnlyList<OutboxEvent> events);
}

/// <summary>
/// A thread that reads the outbox as soon as a commit has grown it, and once a second for the commits of other nodes.
/// </summary>
public sealed partial class OutboxPump : IDisposable
{
    private const int Portion = 500;
    private readonly FleetStore _store;
    private readonly IOutboxReader _reader;
    private readonly ILogger _logger;
    private readonly AutoResetEvent _grown = new(false);
    private Thread? _thread;
    private volatile bool _isStopping;
    private long _position;

    /// <summary>Creates the pump.</summary>
    public OutboxPump(FleetStore store, IOutboxReader reader, ILogger<OutboxPump> logger)
    {
        _store = store;
        _reader = reader;
        _logger = logger;
    }

    /// <summary>Starts with the events after the newest there is now.</summary>
    public void Start(StoreSession session)
    {
        _position = Outbox.Newest(session);
        _store.OutboxGrew += Wake;
        _thread = new Thread(Run) { Name = "outbox", IsBackground = true };
        _thread.Start();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_isStopping)
        {
            // The container owns the pump under two names and disposes of it for each.
            return;
        }

        _store.OutboxGrew -= Wake;
        _isStopping = true;
        _grown.Set();
        _thread?.Join();
        _grown.Dispose();
    }

    private void Wake()
    {
        _grown.Set();
    }

    private void Run()
    {
        StoreSession? session = null;
        while (!_isStopping)
        {
            _grown.WaitOne(TimeSpan.FromSeconds(1));
            try
            {
                session ??= _store.OpenSession();
                IReadOnlyList<OutboxEvent> events;
                while ((events = Outbox.ReadAfter(session, _position, Portion)).Count > 0)
                {
                    _reader.Take(session, events);
                    _position = events[^1].Id;
                }
            }
            catch (Exception exception)
            {
                // The position stays, so nothing is skipped; the next round reads again with a fresh connection.
                RoundFailed(_logger, exception);
                session?.Dispose();
                session = null;
            }
        }

        session?.Dispose();
    }

    [LoggerMessage(2003, LogLevel.Error, "Events of the outbox could not be handed on; they are read again")]
    private static partial void RoundFailed(ILogger logger, Exception exception);
}
