// A responder's open page: kept fresh, and proof that it is.
using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using Fleet.Server.Access;
using Fleet.Server.Alarms;
using Fleet.Server.Console.Live;

namespace Fleet.Server.Console.Respond;

/// <summary>
/// Has the page read again when a case of the municipality changes, and now and then in case the feed lost a change.
/// The page decides what it shows; nothing of other cases comes here but that something changed.
/// </summary>
public sealed class RespondSeat : IDisposable
{
    private static readonly TimeSpan PulseEvery = TimeSpan.FromSeconds(Limits.Console.PulseSeconds);
    private static readonly TimeSpan Coalescing = TimeSpan.FromMilliseconds(Limits.Pages.RespondCoalescingMilliseconds);

    private readonly ICaseFeed _feed;
    private readonly TimeProvider _time;
    private readonly ConcurrentDictionary<Guid, bool> _changed = new();
    private readonly SemaphoreSlim _signal = new(0);
    private DateTimeOffset _readDueAt = DateTimeOffset.MinValue;
    private DateTimeOffset? _readAt;
    private Actor? _actor;
    private int _isSignalled;
    private bool _isStale;

    /// <summary>Made by the container for each circuit.</summary>
    public RespondSeat(ICaseFeed feed, TimeProvider time) => (_feed, _time) = (feed, time);

    /// <summary>Who is signed in. The layout sets it before any page is drawn.</summary>
    /// <exception cref="InvalidOperationException">Nobody is.</exception>
    public Actor Actor
    {
        get => _actor ?? throw new InvalidOperationException("Nobody is signed in yet.");
        internal set => _actor = value;
    }

    /// <summary>How many answers are waited for; the page's title shows it.</summary>
    public int Waiting { get; set; }

    /// <summary>The page is to read again then at the latest, when something runs out; null for nothing.</summary>
    public DateTimeOffset? ReadBy { get; set; }

    /// <summary>
    /// Reads and draws the page that is shown; null while none is. It is given the cases that have changed since.
    /// </summary>
    internal Func<IReadOnlySet<Guid>, Task>? Page { get; set; }

    /// <summary>The page is to read again now.</summary>
    /// <param name="caseId">The case that changed; none when the page itself asks.</param>
    public void Signal(Guid caseId = default)
    {
        if (_changed.Count < Limits.Console.UnappliedChanges)
        {
            _changed[caseId] = true;
        }

        if (Interlocked.Exchange(ref _isSignalled, 1) == 1)
        {
            return;
        }

        try
        {
            _signal.Release();
        }
        catch (ObjectDisposedException)
        {
            // The page closed between the feed's telling and now.
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _signal.Dispose();

    /// <summary>Runs on the page's own thread of work until cancelled.</summary>
    internal async Task RunAsync(Func<SeatPulse, Task> pulse, CancellationToken cancellationToken)
    {
        using var subscription = _feed.Subscribe(Actor.TenantId, view => Signal(view.CaseId));
        while (true)
        {
            Volatile.Write(ref _isSignalled, 0);
            var now = _time.GetUtcNow();
            if (!_changed.IsEmpty || now >= _readDueAt || now >= ReadBy)
            {
                await ReadAsync();
            }

            var stale = _isStale ? _readAt?.ToUnixTimeMilliseconds() ?? 0 : -1;
            await pulse(new SeatPulse(_time.GetUtcNow().ToUnixTimeMilliseconds(), stale, "none", Waiting));
            await Task.Delay(Coalescing, _time, cancellationToken);
            await _signal.WaitAsync(PulseEvery - Coalescing, cancellationToken);
        }
    }

    private async Task ReadAsync()
    {
        HashSet<Guid> changed = [];
        foreach (var caseId in _changed.Keys)
        {
            _changed.TryRemove(caseId, out _);
            changed.Add(caseId);
        }

        try
        {
            ReadBy = null;
            if (Page is { } page)
            {
                await page(changed);
            }

            _readAt = _time.GetUtcNow();
            _readDueAt = _readAt.Value.AddSeconds(Limits.Console.ReadEverySeconds);
            _isStale = false;
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // Whatever the store's trouble is: the page says that it is old, and tries again soon.
            _isStale = true;
            _readDueAt = _time.GetUtcNow().AddSeconds(Limits.Console.ReadAgainAfterFailureSeconds);
        }
    }
}
