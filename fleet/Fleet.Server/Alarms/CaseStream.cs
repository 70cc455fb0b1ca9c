// The live stream of case changes as server-sent events.
using System;
using System.Collections.Generic;
using System.Globalization;
using System.Security.Claims;
using System.Text;
using System.Text.Json;
using System.Threading;
using System.Threading.Channels;
using System.Threading.Tasks;
using Fleet.Server.Access;
using Fleet.Server.Http;
using Fleet.Server.Store;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;

namespace Fleet.Server.Alarms;

/// <summary>
/// Events: <c>ready</c> when the stream listens (its id is the place to resume from), <c>case</c> with the case as it
/// is now, <c>reset</c> when events were missed and the list must be read anew. A comment every 15 s keeps the
/// connection alive and shows a dead one.
/// </summary>
internal static class CaseStream
{
    private static readonly TimeSpan KeepAlive = TimeSpan.FromSeconds(15);
    private static int s_open;

    /// <summary>Serves one listener until it leaves, lags too far behind, or the server stops.</summary>
    public static async Task RunAsync(
        HttpContext context,
        ClaimsPrincipal user,
        CaseFeed feed,
        FleetStore store,
        TimeProvider time,
        IHostApplicationLifetime lifetime,
        string? after = null)
    {
        string? position = context.Request.Headers["Last-Event-ID"].Count > 0
            ? context.Request.Headers["Last-Event-ID"].ToString()
            : after;
        long? resume = null;
        if (!string.IsNullOrEmpty(position))
        {
            if (!long.TryParse(position, NumberStyles.None, CultureInfo.InvariantCulture, out long number))
            {
                await Problems.InvalidField("Last-Event-ID", "must be the id of an event of this stream.")
                    .ExecuteAsync(context).ConfigureAwait(false);
                return;
            }

            resume = number;
        }

        if (Interlocked.Increment(ref s_open) > Limits.Http.EventStreams)
        {
            Interlocked.Decrement(ref s_open);
            await Problems.TooMany.Answer("Too many event streams are open.")
                .ExecuteAsync(context).ConfigureAwait(false);
            return;
        }

        try
        {
            using var ends = CancellationTokenSource.CreateLinkedTokenSource(
                context.RequestAborted, lifetime.ApplicationStopping);
            Guid tenantId = ActorClaims.Require(user).TenantId;
            await ServeAsync(context.Response, tenantId, resume, feed, store, time, ends.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // The listener left, or the server stops: both are how a stream ends.
        }
        finally
        {
            Interlocked.Decrement(ref s_open);
        }
    }

    private static async Task ServeAsync(
        HttpResponse response,
        Guid tenantId,
        long? resume,
        CaseFeed feed,
        FleetStore store,
        TimeProvider time,
        CancellationToken cancellationToken)
    {
        var queue = Channel.CreateBounded<CaseEvent>(new BoundedChannelOptions(Limits.Alarms.FeedLag)
        {
            SingleReader = true,
            FullMode = BoundedChannelFullMode.Wait,
        });
        bool hasLagged = false;
        using IDisposable subscription = feed.SubscribeEvents(tenantId, change =>
        {
            if (!queue.Writer.TryWrite(change))
            {
                Volatile.Write(ref hasLagged, true);
                queue.Writer.TryComplete();
            }
        });

        response.ContentType = "text/event-stream";
        response.Headers.CacheControl = "no-store";
        response.Headers["X-Accel-Buffering"] = "no";
        Missed missed = await store.WriteAsync(
            session => ReadMissed(session, feed, tenantId, resume), cancellationToken).ConfigureAwait(false);
        await WriteAsync(response, missed.IsComplete ? "ready" : "reset", missed.Newest, "{}", cancellationToken)
            .ConfigureAwait(false);
        foreach (CaseEvent change in missed.Events)
        {
            await WriteAsync(response, change, cancellationToken).ConfigureAwait(false);
        }

        await response.Body.FlushAsync(cancellationToken).ConfigureAwait(false);
        long sent = missed.Newest;
        while (await WaitAsync(queue.Reader, response, time, cancellationToken).ConfigureAwait(false))
        {
            while (queue.Reader.TryRead(out CaseEvent? change))
            {
                if (change.Id > sent)
                {
                    await WriteAsync(response, change, cancellationToken).ConfigureAwait(false);
                    sent = change.Id;
                }
            }

            await response.Body.FlushAsync(cancellationToken).ConfigureAwait(false);
        }

        if (Volatile.Read(ref hasLagged))
        {
            await WriteAsync(response, "reset", sent, "{}", cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>
    /// What happened since the place the listener resumes from; each case once, in the order of its last change.
    /// </summary>
    private static Missed ReadMissed(StoreSession session, CaseFeed feed, Guid tenantId, long? resume)
    {
        long newest = Outbox.Newest(session);
        if (resume is not { } position)
        {
            return new Missed(true, newest, []);
        }

        // The event after the one last seen must still be there, or events in between may be gone.
        if (position > newest || newest - position > Limits.Alarms.FeedReplay
            || (position < newest && Outbox.Oldest(session) > position + 1))
        {
            return new Missed(false, newest, []);
        }

        var last = new Dictionary<string, OutboxEvent>(StringComparer.Ordinal);
        foreach (OutboxEvent change in Outbox.ReadAfter(session, position, Limits.Alarms.FeedReplay))
        {
            if (change.TenantId == tenantId && change.Topic == Outbox.CaseTopic)
            {
                last[change.Subject] = change;
            }
        }

        var order = new List<OutboxEvent>(last.Values);
        order.Sort(static (left, right) => left.Id.CompareTo(right.Id));
        var events = new List<CaseEvent>(order.Count);
        foreach (OutboxEvent change in order)
        {
            if (feed.Read(session, change) is { } made)
            {
                events.Add(made);
            }
        }

        return new Missed(true, newest, events);
    }

    /// <summary>Waits for events; sends a comment when none come for a while.</summary>
    private static async Task<bool> WaitAsync(
        ChannelReader<CaseEvent> reader, HttpResponse response, TimeProvider time, CancellationToken cancellationToken)
    {
        Task<bool> ready = reader.WaitToReadAsync(cancellationToken).AsTask();
        while (true)
        {
            try
            {
                return await ready.WaitAsync(KeepAlive, time, cancellationToken).ConfigureAwait(false);
            }
            catch (TimeoutException)
            {
                await response.Body.WriteAsync(": alive\n\n"u8.ToArray(), cancellationToken).ConfigureAwait(false);
                await response.Body.FlushAsync(cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private static Task WriteAsync(HttpResponse response, CaseEvent change, CancellationToken cancellationToken)
    {
        string data = JsonSerializer.Serialize(change.Case, JsonSettings.Options);
        return WriteAsync(response, "case", change.Id, data, cancellationToken);
    }

    private static Task WriteAsync(
        HttpResponse response, string name, long id, string data, CancellationToken cancellationToken)
    {
        string text = string.Create(CultureInfo.InvariantCulture, $"id: {id}\nevent: {name}\ndata: {data}\n\n");
        return response.Body.WriteAsync(Encoding.UTF8.GetBytes(text), cancellationToken).AsTask();
    }

    private sealed record Missed(bool IsComplete, long Newest, IReadOnlyList<CaseEvent> Events);
}
