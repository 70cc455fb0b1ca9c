// One operator's open page: what it knows, kept fresh, and proof that it is.
using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Fleet.Server.Access;
using Fleet.Server.Alarms;
using Fleet.Server.Hubs;
using Microsoft.Extensions.Logging;

namespace Fleet.Server.Console.Live;

/// <summary>
/// Runs as one loop on the page's own thread of work: takes changes from the feeds, reads the whole list again now and
/// then in case a feed lost one, and gives the browser a pulse so that it can tell a calm evening from a dead page.
/// </summary>
public sealed partial class Seat : IDisposable
{
    private static readonly TimeSpan PulseEvery = TimeSpan.FromSeconds(Limits.Console.PulseSeconds);
    private static readonly TimeSpan Coalescing = TimeSpan.FromMilliseconds(Limits.Console.CoalescingMilliseconds);

    private readonly IAlarmCases _cases;
    private readonly ICaseFeed _caseFeed;
    private readonly IHubFeed _hubFeed;
    private readonly SoundMutes _mutes;
    private readonly TimeProvider _time;
    private readonly ILogger<Seat> _log;
    private readonly HubGlances _glances;
    private readonly CaseBoard _board = new();
    private readonly SemaphoreSlim _signal = new(0);
    private DateTimeOffset _readDueAt = DateTimeOffset.MinValue;
    private Actor? _actor;
    private int _isSignalled;
    private bool _haveMutesChanged;

    /// <summary>Made by the container for each circuit.</summary>
    public Seat(
        IAlarmCases cases, ICaseFeed caseFeed, IHubDirectory hubs, IHubFeed hubFeed, SoundMutes mutes,
        TimeProvider time, ILogger<Seat> log)
    {
        (_cases, _caseFeed, _hubFeed, _mutes, _time, _log) = (cases, caseFeed, hubFeed, mutes, time, log);
        _glances = new HubGlances(hubs);
        _mutes.Changed += OnMutesChanged;
    }

    /// <summary>Names the page among its colleagues'.</summary>
    public Guid SeatId { get; } = Guid.NewGuid();

    /// <summary>Who sits here. The layout sets it before any page is drawn.</summary>
    /// <exception cref="InvalidOperationException">Nobody does yet.</exception>
    public Actor Actor
    {
        get => _actor ?? throw new InvalidOperationException("Nobody sits here yet.");
        internal set => _actor = value;
    }

    /// <summary>Whether the person may claim and close cases. The layout sets it.</summary>
    public bool MayHandleCases { get; internal set; }

    /// <summary>Whether the person may send commands to hubs. The layout sets it.</summary>
    public bool MayHandleHubs { get; internal set; }

    /// <summary>Whether cases that the operators did not answer in time sound here. The layout sets it.</summary>
    public bool IsSupervisor { get; internal set; }

    /// <summary>True when the last attempt to read the list failed.</summary>
    public bool IsStale { get; private set; }

    /// <summary>True once the list has been read.</summary>
    public bool HasRead => _board.ReadAt is not null;

    /// <summary>When the list was last read.</summary>
    public DateTimeOffset? ReadAt => _board.ReadAt;

    /// <summary>The open cases, in no order.</summary>
    public IEnumerable<AlarmCaseView> Open => _board.Open;

    /// <summary>Cases that nobody has claimed, but for those that an outage keeps quiet.</summary>
    public int Waiting => _board.Open.Count(view => view.IsWaiting() && view.QuietUntil is null);

    /// <summary>
    /// Raised on the page's own thread of work after every reading and every change of cases, hubs or mutes.
    /// </summary>
    internal event Action<IReadOnlyList<BoardChange>>? Changed;

    /// <summary>The hub behind a case, or null while nothing is known of it.</summary>
    public HubView? Hub(string hubId) => _glances.Find(hubId);

    /// <summary>
    /// Puts an answer of the console's own change into the picture at once, before the feed tells it.
    /// </summary>
    public void Put(AlarmCaseView view)
    {
        _board.Offer(view);
        Signal();
    }

    /// <summary>Runs until cancelled.</summary>
    /// <param name="pulse">Reaches the browser; may take its time, but not for ever.</param>
    /// <param name="cancellationToken">The page is closed.</param>
    internal async Task RunAsync(Func<SeatPulse, Task> pulse, CancellationToken cancellationToken)
    {
        var actor = Actor;
        using var cases = _caseFeed.Subscribe(actor.TenantId, OnCase);
        using var hubs = _hubFeed.Subscribe(actor.TenantId, OnHub);
        while (true)
        {
            Volatile.Write(ref _isSignalled, 0);
            List<BoardChange> changes = [.. _board.Apply(_time.GetUtcNow())];
            var (wasStale, readAt) = (IsStale, _board.ReadAt);
            if (_board.HasLostChanges || _time.GetUtcNow() >= _readDueAt)
            {
                changes.AddRange(await ReadAsync(actor, cancellationToken));
            }

            var haveHubsChanged = await RefreshHubsAsync(actor, cancellationToken);
            var hasRead = wasStale != IsStale || readAt != _board.ReadAt;
            if (changes.Count > 0 || haveHubsChanged || _haveMutesChanged || hasRead)
            {
                _haveMutesChanged = false;
                Changed?.Invoke(changes);
            }

            await pulse(Pulse());
            await Task.Delay(Coalescing, _time, cancellationToken);
            await _signal.WaitAsync(PulseEvery - Coalescing, cancellationToken);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _mutes.Changed -= OnMutesChanged;
        _mutes.End(SeatId);
        _signal.Dispose();
    }

    private SeatPulse Pulse() => new(
        _time.GetUtcNow().ToUnixTimeMilliseconds(),
        IsStale ? _board.ReadAt?.ToUnixTimeMilliseconds() ?? 0 : -1,
        AlarmSounds.For(_board.Open, IsSupervisor).Code(),
        Waiting);

    private async Task<IReadOnlyList<BoardChange>> ReadAsync(Actor actor, CancellationToken cancellationToken)
    {
        var askedAt = _time.GetUtcNow();
        try
        {
            var filter = new CaseFilter(Limit: Limits.Console.CasesRead);
            var list = await _cases.ListAsync(actor, filter, cancellationToken);
            var now = _time.GetUtcNow();
            _readDueAt = now.AddSeconds(Limits.Console.ReadEverySeconds);
            IsStale = false;
            return _board.Reconcile(list, askedAt, isWhole: list.Count < filter.Limit, now);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // Whatever the store's trouble is, the operator must see that the list is old; it is tried again soon.
            LogReadFailed(exception);
            _readDueAt = _time.GetUtcNow().AddSeconds(Limits.Console.ReadAgainAfterFailureSeconds);
            IsStale = true;
            return [];
        }
    }

    private async Task<bool> RefreshHubsAsync(Actor actor, CancellationToken cancellationToken)
    {
        try
        {
            return await _glances.RefreshAsync(actor, _board.Open.Select(view => view.HubId), cancellationToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            LogReadFailed(exception);
            return false;
        }
    }

    private void OnCase(AlarmCaseView view)
    {
        _board.Offer(view);
        Signal();
    }

    private void OnHub(string hubId)
    {
        if (_glances.Offer(hubId))
        {
            Signal();
        }
    }

    private void OnMutesChanged()
    {
        _haveMutesChanged = true;
        Signal();
    }

    private void Signal()
    {
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

    [LoggerMessage(
        EventId = 5001, Level = LogLevel.Warning, Message = "An operator's page could not read from the store")]
    private partial void LogReadFailed(Exception exception);
}

/// <summary>What the browser is told at least every <see cref="Limits.Console.PulseSeconds"/>.</summary>
/// <param name="ServerUnixMilliseconds">The server's clock, from which ages are counted.</param>
/// <param name="StaleSinceUnixMilliseconds">
/// When the list was last read, if it can't be read now; 0 never; -1 when it can.
/// </param>
/// <param name="Sound">Which sound to loop.</param>
/// <param name="Waiting">Cases nobody has claimed, for title and favicon.</param>
internal sealed record SeatPulse(
    long ServerUnixMilliseconds, long StaleSinceUnixMilliseconds, string Sound, int Waiting);
