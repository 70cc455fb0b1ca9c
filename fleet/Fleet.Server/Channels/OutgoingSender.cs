// Sends what is due, through the first provider that takes it.
using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Data.Common;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Fleet.Server.Store;
using Fleet.Server.Time;
using Microsoft.Extensions.Logging;

namespace Fleet.Server.Channels;

/// <summary>
/// Takes due messages in a short write, speaks with providers outside of any transaction, and notes each answer in
/// another short write. A sender that vanishes between the two leaves a lease; when it is over the message is sent
/// again with the same id, by which the provider can know it. Runs at every growth of the outbox and every second.
/// </summary>
internal sealed partial class OutgoingSender : IRound, IStoreStartup, IDisposable
{
    private readonly FleetStore _store;
    private readonly SteadyClock _clock;
    private readonly TimeProvider _time;
    private readonly ChannelNews _news;
    private readonly ChannelIntake _intake;
    private readonly AddressesInForce _addresses;
    private readonly ILogger _logger;
    private readonly NumberRates _numbers = new();
    private readonly Line[] _lines;
    private readonly ConcurrentDictionary<Guid, Task> _inFlight = new();
    private readonly SemaphoreSlim _taking = new(1, 1);
    private StoreSession? _reading;
    private int _isWoken;
    private volatile bool _isStopping;

    public OutgoingSender(
        FleetStore store,
        SteadyClock clock,
        TimeProvider time,
        ChannelNews news,
        ChannelIntake intake,
        ChannelOptions options,
        IEnumerable<IMessageProvider> providers,
        AddressesInForce addresses,
        ILogger<OutgoingSender> logger)
    {
        (_store, _clock, _time, _news, _intake, _logger) = (store, clock, time, news, intake, logger);
        _addresses = addresses;
        _lines = [.. providers.Select(provider => Line.Of(provider, options))];
    }

    public TimeSpan Interval => TimeSpan.FromSeconds(1);

    /// <summary>
    /// What a server that was killed had taken is due at once: nobody else works with this store's messages.
    /// </summary>
    public void Start(StoreSession session)
    {
        if (session.Dialect.Provider == StoreProvider.Sqlite)
        {
            session.Sql("UPDATE care.outgoing_message SET state = 0, next_attempt_at = @now WHERE state = 1")
                .With("@now", _clock.UnixNow)
                .Run();
        }

        _store.OutboxGrew += Wake;
    }

    public void Dispose()
    {
        _isStopping = true;
        _store.OutboxGrew -= Wake;
        _reading?.Dispose();
    }

    /// <summary>Begins to send what is due; does not wait for providers.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await _taking.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            int places;
            IReadOnlyList<OutgoingRow> taken;
            do
            {
                places = Limits.Channels.InFlight - _inFlight.Count;
                if (places <= 0 || !IsAnyDue())
                {
                    return;
                }

                await _store.WriteAsync(_news.TellAgain, cancellationToken).ConfigureAwait(false);
                taken = await _store.WriteAsync(session => Take(session, places), cancellationToken)
                    .ConfigureAwait(false);
                foreach (OutgoingRow row in taken)
                {
                    Begin(row);
                }
            }
            while (taken.Count == places);
        }
        finally
        {
            _taking.Release();
        }
    }

    /// <summary>Waits until everything that is being sent now has its answer.</summary>
    public async Task SettledAsync()
    {
        while (!_inFlight.IsEmpty)
        {
            await Task.WhenAll(_inFlight.Values).ConfigureAwait(false);
        }
    }

    private void Wake()
    {
        if (_isStopping || Interlocked.Exchange(ref _isWoken, 1) == 1)
        {
            return;
        }

        _ = Task.Run(WokenAsync);
    }

    private async Task WokenAsync()
    {
        Volatile.Write(ref _isWoken, 0);
        try
        {
            await RunAsync(CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception exception) when (IsStoreAway(exception))
        {
            // The next round tries it again.
        }
    }

    private bool IsAnyDue()
    {
        // A read, so that waking up for other slices' events writes nothing.
        try
        {
            _reading ??= _store.OpenSession();
            return OutgoingStore.IsAnyDue(_reading, _clock.UnixNow);
        }
        catch (Exception exception) when (exception is DbException or InvalidOperationException)
        {
            _reading?.Dispose();
            _reading = null;
            throw;
        }
    }

    private List<OutgoingRow> Take(StoreSession session, int places)
    {
        Outbox.Open(session);
        long now = _clock.UnixNow;
        var taken = new List<OutgoingRow>();
        foreach (OutgoingRow due in OutgoingStore.Due(session, now, places))
        {
            Guid id = due.Message.MessageId;
            if (_inFlight.ContainsKey(id))
            {
                OutgoingStore.Take(session, id, now + Limits.Channels.LeaseMilliseconds);
                continue;
            }

            OutgoingRow row = _addresses.Of(session, due, now);
            if (row.Message.ExpiresAt <= now)
            {
                string detail = row.Detail.Length > 0 ? row.Detail : "its time was over";
                OutgoingStore.End(session, id, MessageState.Expired, row.Attempts, detail, now);
                _news.Tell(session, id);
            }
            else if (row.Message.Address.Length == 0)
            {
                OutgoingStore.End(session, id, MessageState.Failed, row.Attempts, "no number in force", now);
                _news.Tell(session, id);
            }
            else
            {
                OutgoingStore.Take(session, id, now + Limits.Channels.LeaseMilliseconds);
                taken.Add(row);
            }
        }

        return taken;
    }

    private void Begin(OutgoingRow row)
    {
        Guid id = row.Message.MessageId;
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        if (_inFlight.TryAdd(id, ended.Task))
        {
            _ = Task.Run(async () =>
            {
                try
                {
                    await SendAsync(row).ConfigureAwait(false);
                }
                catch (Exception exception) when (IsStoreAway(exception))
                {
                    // The lease stays, and with it the message: it is sent again when the lease is over.
                    NotNoted(_logger, exception.GetType().Name);
                }
                finally
                {
                    _inFlight.TryRemove(id, out _);
                    ended.SetResult();
                }
            });
        }
    }

    private async Task SendAsync(OutgoingRow row)
    {
        OutgoingMessage message = row.Message;
        long wait = _numbers.Take(message.Address, _clock.Now);
        if (wait > 0)
        {
            await ReturnAsync(row, row.Attempts, wait, row.Detail).ConfigureAwait(false);
            return;
        }

        var pass = new Pass();
        foreach (Line line in _lines.Where(line => line.Provider.Carries(message.Kind)))
        {
            if (await TryAsync(line, message, pass).ConfigureAwait(false) is { } result)
            {
                await NoteAsync(line.Provider, row, result).ConfigureAwait(false);
                return;
            }
        }

        int attempts = row.Attempts + (pass.Tried > 0 ? 1 : 0);
        if (pass.Tried == pass.Refused && pass.ShortestWait == 0)
        {
            string detail = pass.Tried == 0 ? "no provider carries it" : pass.Detail;
            await EndAsync(row, attempts, detail).ConfigureAwait(false);
            return;
        }

        long retry = pass.Tried > 0
            ? Math.Min(
                Limits.Channels.LongestRetryMilliseconds,
                (long)Limits.Channels.FirstRetryMilliseconds << Math.Min(attempts - 1, 10))
            : pass.ShortestWait;
        string last = pass.Detail.Length > 0 ? pass.Detail : row.Detail;
        await ReturnAsync(row, attempts, retry, last).ConfigureAwait(false);
    }

    private async Task<SendResult?> TryAsync(Line line, OutgoingMessage message, Pass pass)
    {
        long wait = line.Gate.TryEnter(_clock.Now);
        if (wait > 0)
        {
            pass.ShortestWait = pass.ShortestWait == 0 ? wait : Math.Min(pass.ShortestWait, wait);
            return null;
        }

        SendResult result;
        using (var limit = new CancellationTokenSource(line.Timeout, _time))
        {
            try
            {
                result = await line.Provider.SendAsync(message, limit.Token).ConfigureAwait(false);
            }
            catch (Exception exception)
            {
                // Whatever a provider's adapter throws, the message has other ways and another time.
                result = SendResult.Failed(exception is OperationCanceledException or TimeoutException
                    ? "no answer in time"
                    : exception.GetType().Name);
            }
        }

        if (line.Gate.Leave(result.Outcome != SendOutcome.Failed, _clock.Now))
        {
            Broken(_logger, line.Provider.Name, Limits.Channels.BreakMilliseconds / 1000);
        }

        if (result.Outcome == SendOutcome.Taken)
        {
            return result;
        }

        NotTaken(_logger, line.Provider.Name, result.Outcome, result.Detail, DialledNumber.Mask(message.Address));
        pass.Tried++;
        pass.Refused += result.Outcome == SendOutcome.Refused ? 1 : 0;
        string detail = $"{line.Provider.Name}: {result.Detail}";
        pass.Detail = Short(pass.Detail.Length == 0 ? detail : pass.Detail + "; " + detail);
        return null;
    }

    private Task NoteAsync(IMessageProvider provider, OutgoingRow row, SendResult result)
    {
        OutgoingMessage message = row.Message;
        return _store.WriteAsync(
            session =>
            {
                Outbox.Open(session);
                if (OutgoingStore.HandOver(
                    session, message.MessageId, provider.Name, result.Reference, row.Attempts + 1, _clock.UnixNow))
                {
                    _news.Tell(session, message.MessageId);
                }

                if (result.Reference is { } reference)
                {
                    _intake.MatchReports(session, provider.Name, reference, message.MessageId);
                }

                provider.Noted(session, message, result.Reference);
                return 0;
            },
            CancellationToken.None);
    }

    private Task EndAsync(OutgoingRow row, int attempts, string detail)
    {
        Guid id = row.Message.MessageId;
        return _store.WriteAsync(
            session =>
            {
                Outbox.Open(session);
                if (OutgoingStore.End(session, id, MessageState.Failed, attempts, detail, _clock.UnixNow))
                {
                    _news.Tell(session, id);
                }

                return 0;
            },
            CancellationToken.None);
    }

    private Task ReturnAsync(OutgoingRow row, int attempts, long wait, string detail)
    {
        long at = Math.Min(_clock.UnixNow + wait, Math.Max(row.Message.ExpiresAt, _clock.UnixNow));
        return _store.WriteAsync(
            session =>
            {
                OutgoingStore.Return(session, row.Message.MessageId, attempts, at, detail);
                return 0;
            },
            CancellationToken.None);
    }

    private static string Short(string detail)
    {
        return detail.Length <= Limits.Channels.DetailLength ? detail : detail[..Limits.Channels.DetailLength];
    }

    private static bool IsStoreAway(Exception exception)
    {
        return exception is DbException or StoreBusyException or InvalidOperationException or ObjectDisposedException;
    }

    [LoggerMessage(8003, LogLevel.Warning, "{Provider} did not take a message to {Number}: {Outcome}, {Detail}")]
    private static partial void NotTaken(
        ILogger logger, string provider, SendOutcome outcome, string detail, string number);

    [LoggerMessage(8004, LogLevel.Error, "{Provider} fails again and again; it is left alone for {Seconds} s")]
    private static partial void Broken(ILogger logger, string provider, int seconds);

    [LoggerMessage(8005, LogLevel.Warning, "What a provider answered could not be noted ({Fault}); it is sent again")]
    private static partial void NotNoted(ILogger logger, string fault);

    /// <summary>A provider with its gate.</summary>
    private sealed record Line(IMessageProvider Provider, ProviderGate Gate, TimeSpan Timeout)
    {
        public static Line Of(IMessageProvider provider, ChannelOptions options)
        {
            ProviderOptions its = options.Providers.FirstOrDefault(one => one.Name == provider.Name)
                ?? new ProviderOptions(provider.Name, ProviderKind.Simulator);
            return new Line(
                provider, new ProviderGate(its.InFlight, its.PerSecond), TimeSpan.FromSeconds(its.TimeoutSeconds));
        }
    }

    /// <summary>What one pass over the providers came to.</summary>
    private sealed class Pass
    {
        public int Tried { get; set; }

        public int Refused { get; set; }

        public long ShortestWait { get; set; }

        public string Detail { get; set; } = "";
    }
}
