// Commits a group and then, strictly after the commit, answers everyone in it.
using System;
using System.Collections.Generic;
using System.Data.Common;
using System.Threading.Tasks;
using Fleet.Server.Alarms;
using Fleet.Server.Store;
using Fleet.Server.Supervision;
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
    private readonly CaseIntake _intake;
    private readonly HubProjection _projection;
    private readonly DownMessages _down;
    private readonly SteadyClock _clock;
    private readonly IngestHealth _health;
    private readonly IngestFaultLog _faultLog;
    private readonly FrameDecoder _decoder = new();
    private readonly List<IUplinkReceipt> _toFlush = [];
    private readonly List<TakenAlarm> _alarms = [];
    private readonly List<RefusedFrame> _refused = [];

    public GroupCommitter(
        IIngestStore store,
        FleetStore writes,
        CaseIntake intake,
        HubProjection projection,
        DownMessages down,
        SteadyClock clock,
        IngestHealth health,
        ILogger<GroupCommitter> logger)
    {
        _store = store;
        _writes = writes;
        _intake = intake;
        _projection = projection;
        _down = down;
        _clock = clock;
        _health = health;
        _faultLog = new IngestFaultLog(logger, clock);
    }

    /// <summary>True while commits fail.</summary>
    public bool IsFailing => _health.Fault is not null;

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
        try
        {
            Apply(group, batchId, receivedAt);
        }
        catch (Exception exception)
        {
            // The group is held whatever memory says of it; a restart replays it from the store.
            _faultLog.ApplyFailed(exception);
        }

        Answer(group);
        if (outboxGrew)
        {
            _writes.AnnounceOutbox();
        }

        NoteAcknowledged();
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

    /// <summary>Decodes every message once before the transaction, so that it is short, and notes alarms and refusals.</summary>
    private void Check(IngestGroup group)
    {
        _alarms.Clear();
        _refused.Clear();
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
                _refused.Add(new RefusedFrame(i, error));
            }
            else if (slot.Kind == (byte)UplinkKind.Alarm)
            {
                _alarms.Add(new TakenAlarm(i, _decoder.IsSilentTest));
            }
        }
    }

    private void TakeAlarms(IngestGroup group, long receivedAt)
    {
        Span<FrameSlot> slots = group.Slots;
        for (int i = 0; i < _alarms.Count; i++)
        {
            TakenAlarm taken = _alarms[i];
            if (taken.IsSilentTest)
            {
                continue;
            }

            ref FrameSlot slot = ref slots[taken.Frame];
            _decoder.Decode(slot.Kind, group.Bytes, slot.Offset, slot.Length);
            _store.Save();
            try
            {
                var source = new AlarmSource(slot.Hub.RowId, slot.Hub.TenantId);
                taken.Intake = _intake.Take(_store.Session, source, _decoder.Alarm, receivedAt);
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

            _alarms[i] = taken;
        }
    }

    private void KeepRefused(IngestGroup group, long receivedAt)
    {
        Span<FrameSlot> slots = group.Slots;
        for (int i = 0; i < Math.Min(_refused.Count, Limits.Ingest.RefusedPerGroup); i++)
        {
            ref FrameSlot slot = ref slots[_refused[i].Frame];
            int length = Math.Min((int)slot.Length, Limits.Ingest.RefusedBodyBytes);
            RefusedStore.Keep(
                _store.Session,
                slot.Hub,
                slot.Kind,
                _refused[i].Error,
                group.Bytes.AsSpan(slot.Offset, length).ToArray(),
                receivedAt);
        }
    }

    private void Apply(IngestGroup group, long batchId, long receivedAt)
    {
        long tick = _clock.Now;
        int alarm = 0;
        int refused = 0;
        Span<FrameSlot> slots = group.Slots;
        for (int i = 0; i < slots.Length; i++)
        {
            ref FrameSlot slot = ref slots[i];
            var moment = new Moment(receivedAt, tick, batchId, i);
            if (slot.Kind >= IngestGroup.LinkKind)
            {
                _projection.ApplyLink(slot.Hub, (LinkChangeReason)(slot.Kind - IngestGroup.LinkKind), moment);
                continue;
            }

            if (slot.Outcome == PublishOutcome.PayloadFormatInvalid)
            {
                _projection.ApplyRefused(slot.Hub, slot.Kind, _refused[refused++].Error, moment);
                continue;
            }

            _decoder.Decode(slot.Kind, group.Bytes, slot.Offset, slot.Length);
            bool flushNow = slot.Receipt is null;
            switch ((UplinkKind)slot.Kind)
            {
                case UplinkKind.Heartbeat:
                    _projection.Apply(slot.Hub, _decoder.Heartbeat, moment);
                    if (Math.Abs(_decoder.Heartbeat.HubUnixMilliseconds - receivedAt) > 2_000)
                    {
                        _down.SendTime(slot.Hub, _clock.UnixNow, flushNow);
                    }

                    break;
                case UplinkKind.Alarm:
                    ApplyAlarm(ref slot, alarm++, moment, flushNow);
                    break;
                case UplinkKind.Hello:
                    _projection.Apply(slot.Hub, _decoder.Hello, moment);
                    _down.SendTime(slot.Hub, _clock.UnixNow, flushNow);
                    break;
                case UplinkKind.Event:
                    _projection.Apply(slot.Hub, _decoder.Event, !_decoder.IsLinkLostWill, moment);
                    break;
                default:
                    _projection.Apply(slot.Hub, _decoder.Answer, moment);
                    break;
            }
        }

        _projection.Publish(batchId, group.Length);
    }

    private void ApplyAlarm(ref FrameSlot slot, int index, in Moment moment, bool flushNow)
    {
        if (slot.Outcome != PublishOutcome.Accepted)
        {
            return;
        }

        TakenAlarm taken = _alarms[index];
        AlarmMessage message = _decoder.Alarm;
        bool isRepeat = taken.Intake.Result == IntakeResult.Repeated;
        _projection.Apply(slot.Hub, message, taken.IsSilentTest ? null : taken.Intake.CaseId, isRepeat, moment);
        taken.Sequence = message.Sequence;
        taken.IsAnswered = _down.SendHeld(slot.Hub, message.Sequence, message.BootCount, flushNow);
        taken.TenantId = slot.Hub.TenantId;
        _alarms[index] = taken;
    }

    private void Answer(IngestGroup group)
    {
        foreach (ref FrameSlot slot in group.Slots)
        {
            if (slot.Receipt is not { } receipt)
            {
                continue;
            }

            try
            {
                receipt.Completed(slot.Token, slot.Outcome);
            }
            catch (Exception exception)
            {
                // One broken connection must not keep the others from their acknowledgements.
                _faultLog.ReceiptFailed(exception);
            }

            if (!receipt.AwaitingFlush)
            {
                receipt.AwaitingFlush = true;
                _toFlush.Add(receipt);
            }
        }

        foreach (IUplinkReceipt receipt in _toFlush)
        {
            receipt.AwaitingFlush = false;
            try
            {
                receipt.Flush();
            }
            catch (Exception exception)
            {
                _faultLog.ReceiptFailed(exception);
            }
        }

        _toFlush.Clear();
    }

    /// <summary>Writes into the cases' logs that the hubs have been told; later and by the store's own thread.</summary>
    private void NoteAcknowledged()
    {
        List<TakenAlarm>? told = null;
        foreach (TakenAlarm taken in _alarms)
        {
            if (taken.IsAnswered && !taken.IsSilentTest && taken.Intake.Result != IntakeResult.Repeated)
            {
                (told ??= []).Add(taken);
            }
        }

        if (told is null)
        {
            return;
        }

        long at = _clock.UnixNow;
        for (int start = 0; start < told.Count; start += Limits.Store.RowsPerBackgroundWrite)
        {
            List<TakenAlarm> part = told.GetRange(start, Math.Min(Limits.Store.RowsPerBackgroundWrite, told.Count - start));
            try
            {
                _ = _writes.WriteAsync(session => NoteAcknowledged(session, part, at), default)
                    .ContinueWith(_faultLog.NoteFailed, TaskContinuationOptions.OnlyOnFaulted);
            }
            catch (StoreBusyException)
            {
                // The alarm is held and the hub knows; only this line of the log is missing while the store stops.
                return;
            }
        }
    }

    private static int NoteAcknowledged(StoreSession session, List<TakenAlarm> told, long at)
    {
        Outbox.Open(session);
        foreach (TakenAlarm taken in told)
        {
            CaseIntake.NoteAcknowledged(session, taken.TenantId, taken.Intake.CaseId, taken.Sequence, at);
        }

        return told.Count;
    }

    private void Fail(IngestGroup group, Exception exception)
    {
        _health.Set(StoreFault.Sentence(exception));
        _faultLog.Failed(group.Count, exception);
        foreach (ref FrameSlot slot in group.Slots)
        {
            slot.Outcome = PublishOutcome.NotCommitted;
        }

        Answer(group);
    }

    private void Recovered()
    {
        if (IsFailing)
        {
            _health.Set(null);
            _faultLog.Recovered();
        }
    }

    private static bool IsStoreFault(Exception exception)
    {
        return exception is DbException or InvalidOperationException or TimeoutException or System.IO.IOException;
    }

    /// <summary>True for a fault of what is written (a constraint, a value), not of the store that should take it.</summary>
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

    private readonly record struct RefusedFrame(int Frame, MessageError Error);

    private record struct TakenAlarm(int Frame, bool IsSilentTest)
    {
        public Intake Intake { get; set; }

        public ulong Sequence { get; set; }

        public Guid TenantId { get; set; }

        public bool IsAnswered { get; set; }
    }
}
