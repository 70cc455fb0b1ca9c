// Watches deadlines being executed, as an operator's page would notice it.
using System;
using System.Collections.Generic;
using System.IO;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;

namespace Benchmarks.Load;

/// <summary>
/// Follows the case stream on a thread of its own. When a case comes again after its deadline with a later one, the
/// deadline has been executed; how late is counted until the event stood in the stream.
/// </summary>
internal sealed class DeadlineWatch : IDisposable
{
    private readonly Dictionary<Guid, DateTimeOffset> _deadlines = [];
    private readonly HttpClient _http;
    private readonly CancellationTokenSource _end = new();
    private readonly ManualResetEventSlim _ready = new();
    private readonly Task _reading;
    private readonly Lock _lock = new();
    private Histogram _lateness = new();
    private int _resets;

    public DeadlineWatch(int httpPort, string token)
    {
        _http = new HttpClient
        {
            BaseAddress = new Uri($"http://127.0.0.1:{httpPort}"),
            Timeout = Timeout.InfiniteTimeSpan,
        };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        _reading = Task.Factory.StartNew(Read, TaskCreationOptions.LongRunning);
        if (!_ready.Wait(TimeSpan.FromSeconds(30)))
        {
            throw new BenchmarkException("the server gives no case stream");
        }
    }

    /// <summary>Cases that have been seen.</summary>
    public int Known
    {
        get
        {
            lock (_lock)
            {
                return _deadlines.Count;
            }
        }
    }

    /// <summary>Takes what was measured so far and begins anew.</summary>
    public Histogram Take()
    {
        lock (_lock)
        {
            Histogram taken = _lateness;
            _lateness = new Histogram();
            return taken;
        }
    }

    public void Dispose()
    {
        _end.Cancel();
        try
        {
            _reading.Wait();
        }
        catch (AggregateException)
        {
            // The stream ends by being left.
        }

        _http.Dispose();
        _ready.Dispose();
        _end.Dispose();
        if (_resets > 0)
        {
            throw new BenchmarkException("the watcher of the case stream was too slow: the figure would prove nothing");
        }
    }

    private void Read()
    {
        using HttpResponseMessage answer = _http.Send(
            new HttpRequestMessage(HttpMethod.Get, "/api/cases/stream"),
            HttpCompletionOption.ResponseHeadersRead,
            _end.Token);
        using var lines = new StreamReader(answer.Content.ReadAsStream(_end.Token));
        using CancellationTokenRegistration left = _end.Token.Register(answer.Dispose);
        while (!_end.IsCancellationRequested && lines.ReadLine() is { } line)
        {
            if (line is "event: ready")
            {
                _ready.Set();
            }
            else if (line is "event: reset")
            {
                _resets++;
            }
            else if (line.StartsWith("data: {\"", StringComparison.Ordinal))
            {
                Take(line.AsMemory("data: ".Length), TimeProvider.System.GetUtcNow());
            }
        }
    }

    private void Take(ReadOnlyMemory<char> text, DateTimeOffset now)
    {
        using JsonDocument body = JsonDocument.Parse(text);
        if (!body.RootElement.TryGetProperty("caseId", out JsonElement id)
            || body.RootElement.GetProperty("nextDeadlineAt").ValueKind != JsonValueKind.String)
        {
            return;
        }

        DateTimeOffset next = body.RootElement.GetProperty("nextDeadlineAt").GetDateTimeOffset();
        lock (_lock)
        {
            if (_deadlines.TryGetValue(id.GetGuid(), out DateTimeOffset before) && before <= now && next > before)
            {
                _lateness.Record((long)((now - before).TotalMilliseconds * 1e6));
            }

            _deadlines[id.GetGuid()] = next;
        }
    }
}
