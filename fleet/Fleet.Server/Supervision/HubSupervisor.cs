// Makes a technical case of a silent hub, and clears it when the hub returns.
using System;
using System.Collections.Generic;
using System.Data.Common;
using System.Globalization;
using System.Threading;
using System.Threading.Tasks;
using Fleet.Server.Alarms;
using Fleet.Server.Gateway.Ingest;
using Fleet.Server.Hubs;
using Fleet.Server.Store;
using Hub.Protocols.Alarms;
using Microsoft.Extensions.Logging;

namespace Fleet.Server.Supervision;

/// <summary>
/// Silence is a fault (HBG-018, HBG-081): three missed heartbeats raise a technical case within 10 s; a message clears
/// it. A hub that falls silent again and again keeps its one case until it has been heard for a while.
/// </summary>
internal sealed class HubSupervisor
{
    /// <summary>The device type of a silence case: the hub itself.</summary>
    public const int DeviceType = DeviceTypes.LocalUnitAndController;

    /// <summary>The status code of a silence case.</summary>
    public const int StatusCode = StatusCodes.Offline;

    private const long HourMilliseconds = 3_600_000;
    private readonly FleetStore _store;
    private readonly CaseIntake _intake;
    private readonly HubRegistry _registry;
    private readonly HubProjection _projection;
    private readonly HubFeed _feed;
    private readonly SilenceQueue _queue;
    private readonly SilenceWatch _watch;
    private readonly SteadyClock _clock;
    private readonly IngestHealth _health;
    private readonly SupervisionOptions _options;
    private readonly ILogger _logger;
    private readonly List<LiveHub> _late = [];
    private readonly List<LiveHub> _silent = [];
    private readonly List<LiveHub> _held = [];
    private readonly List<LiveHub> _toRaise = [];
    private readonly List<LiveHub> _toClear = [];

    public HubSupervisor(
        FleetStore store,
        CaseIntake intake,
        HubRegistry registry,
        HubProjection projection,
        HubFeed feed,
        SilenceQueue queue,
        SilenceWatch watch,
        SteadyClock clock,
        IngestHealth health,
        SupervisionOptions options,
        ILogger<HubSupervisor> logger)
    {
        _store = store;
        _intake = intake;
        _registry = registry;
        _projection = projection;
        _feed = feed;
        _queue = queue;
        _watch = watch;
        _clock = clock;
        _health = health;
        _options = options;
        _logger = logger;
    }

    /// <summary>Marks the hubs that have an open silence case and begins to watch the others.</summary>
    public void Start(StoreSession session)
    {
        using (DbDataReader reader = session.Sql(
            """
            SELECT hub_row_id, raised_at FROM care.alarm_case
            WHERE state <> 9 AND kind = 1 AND device_type = @device AND status_code = @status
              AND is_condition_active = @active
            """)
            .With("@device", (long)DeviceType)
            .With("@status", (long)StatusCode)
            .With("@active", true)
            .Read())
        {
            while (reader.Read())
            {
                LiveHub? hub = _registry.FindRow(reader.GetInt64(0));
                hub?.TryFallSilent(hub.Facts.HeardTick, reader.GetInt64(1));
            }
        }

        _watch.ListenAnew(_clock.Now);
        foreach (LiveHub hub in _registry.All())
        {
            _watch.Watch(hub);
        }
    }

    /// <summary>One round; called every second.</summary>
    public async Task RoundAsync(CancellationToken cancellationToken)
    {
        if (_health.Fault is not null)
        {
            // Nothing can be heard while nothing can be committed: that is this server's silence, not the hubs'.
            _watch.ListenAnew(_clock.Now);
        }

        while (_queue.TryTakeUnwatched(out LiveHub? hub))
        {
            _watch.Watch(hub!);
        }

        TakeReturned();
        _late.Clear();
        _silent.Clear();
        _watch.Look(_clock.Now, _late, _silent);
        foreach (LiveHub hub in _late)
        {
            _feed.Changed(hub);
        }

        foreach (LiveHub hub in _silent)
        {
            FallSilent(hub);
        }

        await WriteAsync(_toRaise, Raise, cancellationToken).ConfigureAwait(false);
        await WriteAsync(_toClear, Clear, cancellationToken).ConfigureAwait(false);
    }

    private void FallSilent(LiveHub hub)
    {
        HubFacts facts = hub.Facts;
        if (!hub.TryFallSilent(facts.HeardTick, _clock.UnixNow))
        {
            _watch.Watch(hub);
            return;
        }

        RememberSilence(hub);
        hub.ClearTick = 0;
        _toRaise.Add(hub);
    }

    private void RememberSilence(LiveHub hub)
    {
        long[] times = hub.Silences ??= new long[_options.FlapsPerHour];
        Array.Copy(times, 0, times, 1, times.Length - 1);
        times[0] = _clock.Now;
    }

    private bool IsFlapping(LiveHub hub)
    {
        return hub.Silences is { } times && times[^1] != 0 && _clock.Now - times[^1] < HourMilliseconds;
    }

    private void TakeReturned()
    {
        while (_queue.TryTakeReturned(out LiveHub? returned))
        {
            LiveHub hub = returned!;
            _watch.Watch(hub);
            if (IsFlapping(hub) && _options.FlapHoldSeconds > 0)
            {
                hub.ClearTick = _clock.Now + (_options.FlapHoldSeconds * 1_000L);
                if (!_held.Contains(hub))
                {
                    _held.Add(hub);
                }
            }
            else
            {
                _toClear.Add(hub);
            }
        }

        for (int i = _held.Count - 1; i >= 0; i--)
        {
            LiveHub hub = _held[i];
            if (hub.ClearTick == 0)
            {
                // Silent again while it was on probation: the case stays as it is.
                _held.RemoveAt(i);
            }
            else if (_clock.Now >= hub.ClearTick)
            {
                hub.ClearTick = 0;
                _held.RemoveAt(i);
                _toClear.Add(hub);
            }
        }
    }

    /// <summary>Writes in portions; what the store does not take stays in the list for the next round.</summary>
    private async Task WriteAsync(
        List<LiveHub> hubs, Func<StoreSession, List<LiveHub>, List<HistoryLine>> write, CancellationToken cancellationToken)
    {
        while (hubs.Count > 0)
        {
            List<LiveHub> part = hubs.GetRange(0, Math.Min(Limits.Store.RowsPerBackgroundWrite, hubs.Count));
            List<HistoryLine> lines;
            try
            {
                lines = await _store.WriteAsync(session => write(session, part), cancellationToken)
                    .ConfigureAwait(false);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                SupervisionLog.NotWritten(_logger, hubs.Count, exception.GetType().Name);
                return;
            }

            hubs.RemoveRange(0, part.Count);
            foreach (HistoryLine line in lines)
            {
                _projection.AddLine(line);
            }
        }
    }

    private List<HistoryLine> Raise(StoreSession session, List<LiveHub> hubs)
    {
        var lines = new List<HistoryLine>(hubs.Count);
        long now = _clock.UnixNow;
        foreach (LiveHub hub in hubs)
        {
            HubFacts facts = hub.Facts;
            long quiet = Math.Max(0, (now - facts.LastHeardAt) / 1_000);
            string detail = string.Create(CultureInfo.InvariantCulture, $"silent for {quiet} s");
            Guid caseId = _intake.RaiseFault(
                session, new AlarmSource(hub.RowId, hub.TenantId), DeviceType, StatusCode, facts.LastHeardAt, now, detail);
            lines.Add(new HistoryLine(hub, now, HistoryKinds.Silent, detail, caseId));
        }

        return lines;
    }

    private List<HistoryLine> Clear(StoreSession session, List<LiveHub> hubs)
    {
        var lines = new List<HistoryLine>(hubs.Count);
        long now = _clock.UnixNow;
        foreach (LiveHub hub in hubs)
        {
            if (hub.Facts.SilentSince != 0)
            {
                // Silent again before the store took the news of its return.
                continue;
            }

            var source = new AlarmSource(hub.RowId, hub.TenantId);
            CaseIntake.ClearFault(session, source, DeviceType, StatusCode, now, "heard again");
            lines.Add(new HistoryLine(hub, now, HistoryKinds.Returned, ""));
        }

        return lines;
    }
}
