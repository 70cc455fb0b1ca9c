// Makes a technical case of a silent hub, and clears it when the hub returns.
using System;
using System.Collections.Generic;
using System.Data.Common;
using System.Globalization;
using System.Threading;
using System.Threading.Tasks;
using Fleet.Server.Alarms;
using Fleet.Server.Gateway;
using Fleet.Server.Hubs;
using Fleet.Server.Store;
using Fleet.Server.Time;
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

    private readonly FleetStore _store;
    private readonly ICaseIntake _intake;
    private readonly IHubSilence _silence;
    private readonly IIngestHealth _health;
    private readonly SteadyClock _clock;
    private readonly FlapMemory _flaps;
    private readonly ILogger _logger;
    private readonly List<QuietHub> _toRaise = [];
    private readonly List<QuietHub> _toClear = [];
    private readonly List<QuietHub> _returned = [];

    public HubSupervisor(
        FleetStore store,
        ICaseIntake intake,
        IHubSilence silence,
        IIngestHealth health,
        SteadyClock clock,
        SupervisionOptions options,
        ILogger<HubSupervisor> logger)
    {
        _store = store;
        _intake = intake;
        _silence = silence;
        _health = health;
        _clock = clock;
        _flaps = new FlapMemory(options);
        _logger = logger;
    }

    private delegate List<Noted> Change(StoreSession session, List<QuietHub> hubs);

    /// <summary>Learns which hubs have an open silence case and begins to watch the others.</summary>
    public void Start(StoreSession session)
    {
        var silentSince = new Dictionary<long, long>();
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
                silentSince[reader.GetInt64(0)] = reader.GetInt64(1);
            }
        }

        _silence.Begin(silentSince);
    }

    /// <summary>One round; called every second.</summary>
    public async Task RoundAsync(CancellationToken cancellationToken)
    {
        if (_health.Fault is not null)
        {
            // Nothing can be heard while nothing can be committed: that is this server's silence, not the hubs'.
            _silence.ListenAnew();
        }

        int raised = _toRaise.Count;
        _returned.Clear();
        _silence.Look(_toRaise, _returned);
        for (int i = raised; i < _toRaise.Count; i++)
        {
            _flaps.FellSilent(_toRaise[i], _clock.Now);
        }

        foreach (QuietHub hub in _returned)
        {
            if (!_flaps.IsHeldBack(hub, _clock.Now))
            {
                _toClear.Add(hub);
            }
        }

        _flaps.TakeReleased(_clock.Now, _toClear);
        await WriteAsync(_toRaise, Raise, isSilent: true, cancellationToken).ConfigureAwait(false);
        await WriteAsync(_toClear, Clear, isSilent: false, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Writes in portions; what the store does not take stays in the list for the next round.</summary>
    private async Task WriteAsync(
        List<QuietHub> hubs, Change change, bool isSilent, CancellationToken cancellationToken)
    {
        while (hubs.Count > 0)
        {
            List<QuietHub> part = hubs.GetRange(0, Math.Min(Limits.Store.RowsPerBackgroundWrite, hubs.Count));
            List<Noted> notes;
            try
            {
                notes = await _store.WriteAsync(session => change(session, part), cancellationToken)
                    .ConfigureAwait(false);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                SupervisionLog.NotWritten(_logger, hubs.Count, exception.GetType().Name);
                return;
            }

            hubs.RemoveRange(0, part.Count);
            foreach (Noted note in notes)
            {
                _silence.Note(note.RowId, note.At, isSilent, note.Detail, note.CaseId);
            }
        }
    }

    private List<Noted> Raise(StoreSession session, List<QuietHub> hubs)
    {
        var notes = new List<Noted>(hubs.Count);
        long now = _clock.UnixNow;
        foreach (QuietHub hub in hubs)
        {
            long quiet = Math.Max(0, (now - hub.LastHeardAt) / 1_000);
            string detail = string.Create(CultureInfo.InvariantCulture, $"silent for {quiet} s");
            Guid caseId = _intake.RaiseFault(session, FaultOf(hub), hub.LastHeardAt, now, detail);
            notes.Add(new Noted(hub.RowId, now, detail, caseId));
        }

        return notes;
    }

    private List<Noted> Clear(StoreSession session, List<QuietHub> hubs)
    {
        var notes = new List<Noted>(hubs.Count);
        long now = _clock.UnixNow;
        foreach (QuietHub hub in hubs)
        {
            if (!_silence.IsSilent(hub.RowId))
            {
                _intake.ClearFault(session, FaultOf(hub), now, "heard again");
                notes.Add(new Noted(hub.RowId, now, "", null));
            }
        }

        return notes;
    }

    private static Fault FaultOf(QuietHub hub)
    {
        return new Fault(new AlarmSource(hub.RowId, hub.TenantId), DeviceType, StatusCode);
    }

    private readonly record struct Noted(long RowId, long At, string Detail, Guid? CaseId);
}
