// Commits a group and then, strictly after the commit, answers everyone in it.
using System;
using System.Collections.Generic;
using System.Data.Common;
using System.Threading;
using Fleet.Server.Alarms;
using Fleet.Server.Commands;
using Fleet.Server.Devices;
using Fleet.Server.Hubs;
using Fleet.Server.Programming;
using Fleet.Server.Store;
using Fleet.Server.Time;
using Fleet.Server.Updates;
using Hub.Protocols.Alarms;
using Hub.Protocols.Messages;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Fleet.Server.Gateway.Ingest;

/// <summary>
/// One group at a time, on the commit thread: decode, write (raw frames, cases, refused bodies) in one transaction,
/// then apply to memory, send acknowledgements and times, and complete the receipts. When the commit fails, nothing
/// is applied or acknowledged.
/// </summary>
internal sealed class GroupCommitter : IDisposable
{
    private readonly IIngestStore _store;
    private readonly FleetStore _writes;
    private readonly ICaseIntake _intake;
    private readonly DownMessages _down;
    private readonly SteadyClock _clock;
    private readonly IngestHealth _health;
    private readonly IngestFaultLog _faultLog;
    private readonly FrameDecoder _decoder = new();
    private readonly GroupFindings _findings = new();
    private readonly GroupApplier _applier;
    private readonly ReceiptQueue _receipts;
    private readonly AcknowledgementNotes _notes;
    private long _committedBytes;

    public GroupCommitter(
        IIngestStore store,
        FleetStore writes,
        ICaseIntake intake,
        IHubProjection projection,
        IDeviceProjection devices,
        IDocumentProjection documents,
        IHomeEventProjection events,
        ICommandProjection commands,
        IUpdateProjection updates,
        DownMessages down,
        SteadyClock clock,
        IngestHealth health,
        ILogger<GroupCommitter> logger)
    {
        _store = store;
        _writes = writes;
        _intake = intake;
        _down = down;
        _clock = clock;
        _health = health;
        _faultLog = new IngestFaultLog(logger, clock);
        _applier = new GroupApplier(
            projection, devices, documents, events, commands, updates, down, clock, _decoder);
        _receipts = new ReceiptQueue(_faultLog);
        _notes = new AcknowledgementNotes(writes, intake, clock, _faultLog);
    }

    /// <summary>True while commits fail.</summary>
    public bool IsFailing => _health.Fault is not null;

    /// <summary>Raw bytes committed since the last question.</summary>
    public long TakeCommittedBytes()
    {
        return Interlocked.Exchange(ref _committedBytes, 0);
    }

    /// <summary>Commits a group and answers it.</summary>
    public void Commit(IngestGroup group)
    {
        long receivedAt = _clock.UnixNow;
        Check(group);
        long batchId;
        bool outboxGrew;
        try
        {
            _store.Begin();
            batchId = _store.AppendBatch(_down.NodeEpoch, receivedAt, group.Count, group.Bytes.AsSpan(0, group.Length));
            TakeAlarms(group, receivedAt);
            KeepRefused(group, receivedAt);
            outboxGrew = _store.Session.OutboxGrew;
            _store.Commit();
        }
        catch (Exception exception)
        {
            // Whatever it was: nothing of the group is held, so nobody may be told that it is.
            _store.Rollback();
            Fail(group, exception);
            return;
        }

        Recovered();
        Interlocked.Add(ref _committedBytes, group.Length);
        try
        {
            _applier.Apply(group, _findings, batchId, receivedAt);
        }
        catch (Exception exception)
        {
            // The group is held whatever memory says of it; a restart replays it from the store.
            _faultLog.ApplyFailed(exception);
        }

        _receipts.Complete(group);
        if (outboxGrew)
        {
            _writes.AnnounceOutbox();
        }

        _notes.Add(_findings.Alarms);
    }

    /// <summary>Tries whether a failing store takes writes again.</summary>
    public void Probe()
    {
        try
        {
            _store.Begin();
            _store.Session.Sql(
                """
                INSERT INTO store.checkpoint (name, value) VALUES ('probe', @now)
                ON CONFLICT (name) DO UPDATE SET value = @now
                """).With("@now", _clock.UnixNow).Run();
            _store.Commit();
            Recovered();
        }
        catch (Exception exception) when (IsStoreFault(exception))
        {
            _store.Rollback();
            _faultLog.Failed(0, exception);
        }
    }

    public void Dispose()
    {
        _store.Dispose();
    }

    /// <summary>
    /// Decodes every message once before the transaction, so that it is short, and notes alarms and refusals.
    /// </summary>
    private void Check(IngestGroup group)
    {
        _findings.Clear();
        Span<FrameSlot> slots = group.Slots;
        for (int i = 0; i < slots.Length; i++)
        {
            ref FrameSlot slot = ref slots[i];
            if (slot.Kind >= IngestGroup.LinkKind)
            {
                continue;
            }

            MessageError error = _decoder.Decode(slot.Kind, group.Bytes, slot.Offset, slot.Length);
            if (error != MessageError.None)
            {
                slot.Outcome = PublishOutcome.PayloadFormatInvalid;
                _findings.Refused.Add(new RefusedFrame(i, error));
            }
            else if (slot.Kind == (byte)UplinkKind.Alarm)
            {
                _findings.Alarms.Add(new TakenAlarm(i, _decoder.Alarm.Kind));
            }
        }
    }

    private void TakeAlarms(IngestGroup group, long receivedAt)
    {
        Span<FrameSlot> slots = group.Slots;
        List<TakenAlarm> alarms = _findings.Alarms;
        for (int i = 0; i < alarms.Count; i++)
        {
            TakenAlarm taken = alarms[i];
            if (taken.Kind == AlarmKind.SilentTest)
            {
                continue;
            }

            ref FrameSlot slot = ref slots[taken.Frame];
            _decoder.Decode(slot.Kind, group.Bytes, slot.Offset, slot.Length);
            _store.Save();
            try
            {
                var source = new AlarmSource(slot.Hub.RowId, slot.Hub.TenantId);
                taken.Intake = Take(source, _decoder.Alarm, receivedAt);
                _store.Keep();
            }
            catch (Exception exception) when (!IsStoreFault(exception) || IsDataFault(exception))
            {
                // One alarm that cannot be handled must not keep the others from being held. It is not acknowledged,
                // so the hub goes on repeating it and nothing is lost in silence.
                _store.GoBack();
                slot.Outcome = PublishOutcome.ImplementationError;
                _faultLog.AlarmFailed(slot.Hub.HubId, exception);
            }

            alarms[i] = taken;
        }
    }

    private Intake Take(AlarmSource source, AlarmMessage message, long receivedAt)
    {
        if (message.Kind != AlarmKind.Presence)
        {
            return _intake.Take(_store.Session, source, message, receivedAt);
        }

        bool isNew = _intake.TakePresence(_store.Session, source, message, receivedAt);
        return new Intake(isNew ? IntakeResult.Raised : IntakeResult.Repeated, Guid.Empty);
    }

    private void KeepRefused(IngestGroup group, long receivedAt)
    {
        Span<FrameSlot> slots = group.Slots;
        List<RefusedFrame> refused = _findings.Refused;
        for (int i = 0; i < Math.Min(refused.Count, Limits.Ingest.RefusedPerGroup); i++)
        {
            ref FrameSlot slot = ref slots[refused[i].Frame];
            int length = Math.Min((int)slot.Length, Limits.Ingest.RefusedBodyBytes);
            RefusedStore.Keep(
                _store.Session,
                slot.Hub,
                slot.Kind,
                refused[i].Error,
                group.Bytes.AsSpan(slot.Offset, length).ToArray(),
                receivedAt);
        }
    }

    private void Fail(IngestGroup group, Exception exception)
    {
        _health.Set(StoreFault.Sentence(exception));
        _faultLog.Failed(group.Count, exception);
        foreach (ref FrameSlot slot in group.Slots)
        {
            slot.Outcome = PublishOutcome.NotCommitted;
        }

        _receipts.Complete(group);
    }

    private void Recovered()
    {
        if (IsFailing)
        {
            // First shown, then said: whoever reads in the log that it is over finds all well.
            _health.Set(null);
            _faultLog.Recovered();
        }
    }

    private static bool IsStoreFault(Exception exception)
    {
        return exception is DbException or InvalidOperationException or TimeoutException or System.IO.IOException;
    }

    /// <summary>
    /// True for a fault of what is written (a constraint, a value), not of the store that should take it.
    /// </summary>
    private static bool IsDataFault(Exception exception)
    {
        return exception switch
        {
            SqliteException sqlite => sqlite.SqliteErrorCode is SQLitePCL.raw.SQLITE_CONSTRAINT
                or SQLitePCL.raw.SQLITE_MISMATCH or SQLitePCL.raw.SQLITE_RANGE or SQLitePCL.raw.SQLITE_TOOBIG,
            PostgresException postgres => postgres.SqlState.StartsWith("22", StringComparison.Ordinal)
                || postgres.SqlState.StartsWith("23", StringComparison.Ordinal),
            DbException or System.IO.IOException or TimeoutException => false,
            _ => true,
        };
    }
}
