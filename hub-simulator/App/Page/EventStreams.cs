// Server-sent events: what the page shows, sent anew whenever it has changed.
using System;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Http;

namespace Hub.Simulator.App.Page;

/// <summary>
/// Each stream sends the whole state, so nothing is lost by a listener that comes back. There are so many listeners at
/// most; a further one is told to come again later.
/// </summary>
internal sealed class EventStreams
{
    /// <summary>Listeners at a time.</summary>
    internal const int Most = 32;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(60);
    private static readonly TimeSpan SignOfLife = TimeSpan.FromSeconds(10);
    private static readonly byte[] Hello = "retry: 2000\n\n"u8.ToArray();
    private static readonly byte[] StillHere = ": here\n\n"u8.ToArray();

    private readonly TimeProvider _time;
    private readonly CancellationToken _stopping;
    private int _open;

    internal EventStreams(TimeProvider time, CancellationToken stopping)
    {
        _time = time;
        _stopping = stopping;
    }

    /// <summary>Serves one listener until it or the program goes.</summary>
    /// <param name="context">The request.</param>
    /// <param name="look">Sees the state as JSON, on one line.</param>
    /// <param name="changed">Waits until the state may have changed, or until the token says so.</param>
    internal async Task Serve(
        HttpContext context, Func<Task<byte[]>> look, Func<CancellationToken, Task> changed)
    {
        if (Interlocked.Increment(ref _open) > Most)
        {
            Interlocked.Decrement(ref _open);
            context.Response.Headers.RetryAfter = "5";
            await PageProblem.Of(503, "tooManyListeners", "Too many pages are open; close some and come again.")
                .ExecuteAsync(context);
            return;
        }

        using CancellationTokenSource ended = CancellationTokenSource.CreateLinkedTokenSource(
            _stopping, context.RequestAborted);
        try
        {
            await Send(context.Response, look, changed, ended.Token);
        }
        catch (OperationCanceledException)
        {
            // The listener has gone, or the program ends.
        }
        finally
        {
            Interlocked.Decrement(ref _open);
        }
    }

    private async Task Send(
        HttpResponse response, Func<Task<byte[]>> look, Func<CancellationToken, Task> changed, CancellationToken ended)
    {
        response.ContentType = "text/event-stream";
        await response.Body.WriteAsync(Hello, ended);
        byte[] sent = [];
        while (true)
        {
            byte[] state = await look();
            bool isNew = !state.AsSpan().SequenceEqual(sent);
            await response.Body.WriteAsync(isNew ? Event(state) : StillHere, ended);
            await response.Body.FlushAsync(ended);
            sent = state;
            await Task.Delay(Pause, _time, ended);
            await Wait(changed, ended);
        }
    }

    private async Task Wait(Func<CancellationToken, Task> changed, CancellationToken ended)
    {
        using CancellationTokenSource soon = new(SignOfLife, _time);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(ended, soon.Token);
        try
        {
            await changed(either.Token);
        }
        catch (OperationCanceledException) when (!ended.IsCancellationRequested)
        {
            // Nothing has changed; the listener is told that it has not been forgotten.
        }
    }

    // The time goes along so that the page can count down by this clock; it does not make the state a new one.
    private byte[] Event(byte[] state)
    {
        long now = _time.GetUtcNow().ToUnixTimeMilliseconds();
        return [.. Encoding.UTF8.GetBytes($"event: state\nid: {now}\ndata: "), .. state, .. "\n\n"u8];
    }
}
