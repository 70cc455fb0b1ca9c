// Tells the listeners what became of messages and what came in.
using System;
using System.Collections.Generic;
using Fleet.Server.Store;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Fleet.Server.Channels;

/// <summary>
/// Each listener's part is undone when it fails, and what was kept stays kept: the news is told again by the next
/// round. So a fault in one slice neither loses a report nor has a message sent twice.
/// </summary>
internal sealed partial class ChannelNews
{
    private readonly IServiceProvider _services;
    private readonly ILogger _logger;
    private IChannelListener[]? _listeners;

    public ChannelNews(IServiceProvider services, ILogger<ChannelNews> logger)
    {
        _services = services;
        _logger = logger;
    }

    /// <summary>Listeners may themselves send messages, so they are asked for when first needed.</summary>
    private IChannelListener[] Listeners => _listeners ??= [.. _services.GetServices<IChannelListener>()];

    /// <summary>Tells of a message's state as it is now.</summary>
    public void Tell(StoreSession session, Guid messageId)
    {
        if (OutgoingStore.Find(session, messageId) is { } row)
        {
            Tell(session, row);
        }
    }

    /// <summary>Tells of a message's state.</summary>
    public void Tell(StoreSession session, OutgoingRow row)
    {
        DeliveryStep? step = row.State switch
        {
            MessageState.HandedOver => DeliveryStep.HandedOver,
            MessageState.Delivered => DeliveryStep.Delivered,
            MessageState.Failed or MessageState.Expired => DeliveryStep.Failed,
            _ => null,
        };
        if (step is not { } reached || Guarded(session, () =>
        {
            var delivery = new Delivery(row.Message, reached, row.Provider, row.Detail, row.StateAt);
            foreach (IChannelListener listener in Listeners)
            {
                listener.Take(session, delivery);
            }

            return true;
        }) is not null)
        {
            OutgoingStore.SetTold(session, row.Message.MessageId);
        }
    }

    /// <summary>Tells of something that came in and is kept.</summary>
    public void Tell(StoreSession session, IncomingRow row)
    {
        var incoming = new Incoming(row.Provider, row.Subject, row.Text, row.MessageId, row.At, row.TenantId);
        bool? isMatched = Guarded(session, () =>
        {
            bool isTaken = false;
            foreach (IChannelListener listener in Listeners)
            {
                isTaken |= listener.Take(session, incoming);
            }

            return isTaken;
        });
        if (isMatched is { } matched)
        {
            IncomingStore.SetTold(session, row.IncomingId, matched);
            if (!matched)
            {
                Unmatched(_logger, row.Provider, DialledNumber.Mask(row.Subject));
            }
        }
    }

    /// <summary>Tells again what a listener could not take.</summary>
    public int TellAgain(StoreSession session)
    {
        Outbox.Open(session);
        IReadOnlyList<OutgoingRow> messages = OutgoingStore.Untold(session, Limits.Store.RowsPerBackgroundWrite);
        foreach (OutgoingRow row in messages)
        {
            Tell(session, row);
        }

        IReadOnlyList<IncomingRow> incoming = IncomingStore.Untold(session, Limits.Store.RowsPerBackgroundWrite);
        foreach (IncomingRow row in incoming)
        {
            Tell(session, row);
        }

        return messages.Count + incoming.Count;
    }

    private bool? Guarded(StoreSession session, Func<bool> tell)
    {
        session.Sql("SAVEPOINT channel_news").Run();
        try
        {
            bool result = tell();
            session.Sql("RELEASE SAVEPOINT channel_news").Run();
            return result;
        }
        catch (Exception exception)
        {
            // Whatever a listener throws is its own; what is kept must stay kept.
            session.Sql("ROLLBACK TO SAVEPOINT channel_news").Run();
            session.Forget();
            session.Sql("RELEASE SAVEPOINT channel_news").Run();
            ListenerFailed(_logger, exception);
            return null;
        }
    }

    [LoggerMessage(8001, LogLevel.Error, "A listener to messages failed; it is told again")]
    private static partial void ListenerFailed(ILogger logger, Exception exception);

    [LoggerMessage(8002, LogLevel.Warning, "A message through {Provider} from {Number} was for nobody; it is kept")]
    private static partial void Unmatched(ILogger logger, string provider, string number);
}
