// A pairing or a walk test as server-sent events.
using System;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Threading;
using System.Threading.Channels;
using System.Threading.Tasks;
using Fleet.Server.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;

namespace Fleet.Server.Devices;

/// <summary>
/// Sends the whole view whenever it differs from the last one sent, so that a listener that missed one needs nothing
/// else, and ends with the thing itself. A comment every few seconds shows a dead connection.
/// </summary>
internal sealed class DeviceStream
{
    /// <summary>How often it is looked for what no message tells: a time that has run out.</summary>
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(5);

    private readonly IDeviceFeed _feed;
    private readonly TimeProvider _time;
    private readonly IHostApplicationLifetime _lifetime;
    private int _open;

    public DeviceStream(IDeviceFeed feed, TimeProvider time, IHostApplicationLifetime lifetime)
    {
        _feed = feed;
        _time = time;
        _lifetime = lifetime;
    }

    /// <summary>Serves one listener until it leaves, the thing is over, or the server stops.</summary>
    /// <param name="context">The request.</param>
    /// <param name="tenantId">The listener's municipality.</param>
    /// <param name="hubId">The hub.</param>
    /// <param name="name">The events' name.</param>
    /// <param name="notFound">The sentence for when there is no such thing.</param>
    /// <param name="read">Reads the view; null when there is no such thing.</param>
    /// <param name="isOver">True for the last view.</param>
    public async Task RunAsync<T>(
        HttpContext context,
        Guid tenantId,
        string hubId,
        string name,
        string notFound,
        Func<CancellationToken, Task<T?>> read,
        Func<T, bool> isOver)
        where T : class
    {
        if (Interlocked.Increment(ref _open) > Limits.Http.EventStreams)
        {
            Interlocked.Decrement(ref _open);
            await Problems.TooMany.Answer("Too many event streams are open.")
                .ExecuteAsync(context).ConfigureAwait(false);
            return;
        }

        try
        {
            using var ends = CancellationTokenSource.CreateLinkedTokenSource(
                context.RequestAborted, _lifetime.ApplicationStopping);
            var changes = Channel.CreateBounded<bool>(
                new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
            using IDisposable subscription = _feed.Subscribe(tenantId, changed =>
            {
                if (changed == hubId)
                {
                    changes.Writer.TryWrite(true);
                }
            });
            if (await read(ends.Token).ConfigureAwait(false) is not { } first)
            {
                await Problems.NotFound.Answer(notFound).ExecuteAsync(context).ConfigureAwait(false);
                return;
            }

            context.Response.ContentType = "text/event-stream";
            context.Response.Headers.CacheControl = "no-store";
            context.Response.Headers["X-Accel-Buffering"] = "no";
            await ServeAsync(context.Response, changes.Reader, name, first, read, isOver, ends.Token)
                .ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // The listener left, or the server stops: both are how a stream ends.
        }
        finally
        {
            Interlocked.Decrement(ref _open);
        }
    }

    private async Task ServeAsync<T>(
        HttpResponse response,
        ChannelReader<bool> changes,
        string name,
        T? view,
        Func<CancellationToken, Task<T?>> read,
        Func<T, bool> isOver,
        CancellationToken cancellationToken)
        where T : class
    {
        string sent = "";
        int number = 0;
        while (view is not null)
        {
            string data = JsonSerializer.Serialize(view, JsonSettings.Options);
            string text = data == sent
                ? ": alive\n\n"
                : string.Create(CultureInfo.InvariantCulture, $"id: {++number}\nevent: {name}\ndata: {data}\n\n");
            sent = data;
            await response.Body.WriteAsync(Encoding.UTF8.GetBytes(text), cancellationToken).ConfigureAwait(false);
            await response.Body.FlushAsync(cancellationToken).ConfigureAwait(false);
            if (isOver(view))
            {
                return;
            }

            try
            {
                await changes.ReadAsync(cancellationToken).AsTask().WaitAsync(LookEvery, _time, cancellationToken)
                    .ConfigureAwait(false);
            }
            catch (TimeoutException)
            {
                // Nothing was told; the next look may see that a time has run out.
            }

            view = await read(cancellationToken).ConfigureAwait(false);
        }
    }
}
