// Turns committed messages into what is known of the hubs.
using System;
using System.Collections.Generic;
using System.Threading;
using Fleet.Server.Gateway;
using Fleet.Server.Store;
using Hub.Protocols.Alarms;
using Hub.Protocols.Messages;

namespace Fleet.Server.Hubs;

/// <summary>
/// Applies committed messages to the hubs in memory and gathers what is to be written lazily: hubs that changed,
/// history lines. Fed by the commit thread, or by the replay before that thread starts.
/// </summary>
internal sealed class HubProjection : IHubProjection, IHubHistory
{
    /// <summary>The name of the checkpoint in the store.</summary>
    public const string Checkpoint = "projection";

    private readonly HubRegistry _registry;
    private readonly SilenceWatch _watch;
    private readonly HubFeed _feed;
    private readonly long _sampleMilliseconds;
    private readonly object _sync = new();
    private readonly List<LiveHub> _newDirty = [];
    private readonly List<HistoryLine> _newHistory = [];
    private PendingProjection _pending = new();
    private long _writtenUpTo;

    public HubProjection(HubRegistry registry, SilenceWatch watch, HubFeed feed, HubOptions options)
    {
        _registry = registry;
        _watch = watch;
        _feed = feed;
        _sampleMilliseconds = options.HeartbeatHistoryMinutes * 60_000L;
    }

    public long WrittenUpTo => Volatile.Read(ref _writtenUpTo);

    public long ReadCheckpoint(StoreSession session)
    {
        long checkpoint = ProjectionStore.ReadCheckpoint(session, Checkpoint);
        Volatile.Write(ref _writtenUpTo, checkpoint);
        return checkpoint;
    }

    public HubPrincipal? FindRow(long rowId)
    {
        return _registry.FindRow(rowId);
    }

    public void Apply(HubPrincipal principal, HeartbeatMessage message, in Moment moment)
    {
        var hub = (LiveHub)principal;
        string? sample = null;
        bool wasSilent;
        bool isFirst;
        lock (hub.Guard)
        {
            ref HubFacts facts = ref hub.Guarded;
            bool hadFault = facts.HasFault;
            Heard(ref facts, message, moment, out wasSilent, out isFirst);
            facts.UptimeSeconds = message.UptimeSeconds;
            facts.Bearer = (byte)message.Bearer;
            facts.SignalDbm = message.SignalDbm;
            facts.PowerSource = (byte)message.PowerSource;
            facts.BatteryPercent = (byte)message.BatteryPercent;
            facts.PendingAlarms = message.PendingAlarmCount;
            facts.SettingsVersion = message.SettingsVersion;
            facts.FaultFlags = message.FaultFlags;
            facts.LinkFlags = message.LinkFlags;
            facts.NetworkCode = message.NetworkCode == 0 ? facts.NetworkCode : message.NetworkCode;
            bool changed = hadFault != facts.HasFault;
            if (changed)
            {
                facts.WellSince = moment.At;
            }

            if (changed || moment.At - facts.LastSampleAt >= _sampleMilliseconds)
            {
                facts.LastSampleAt = moment.At;
                sample = HistoryText.Heartbeat(message);
            }
        }

        if (sample is not null)
        {
            AddHistory(hub, moment, HistoryKinds.Heartbeat, sample);
        }

        Changed(hub, wasSilent, isFirst);
    }

    public void Apply(HubPrincipal principal, HelloMessage message, in Moment moment)
    {
        var hub = (LiveHub)principal;
        bool wasSilent;
        bool isFirst;
        bool isOtherInterval;
        lock (hub.Guard)
        {
            ref HubFacts facts = ref hub.Guarded;
            Heard(ref facts, message, moment, out wasSilent, out isFirst);
            isOtherInterval = facts.HeartbeatIntervalSeconds != message.HeartbeatIntervalSeconds;
            facts.HeartbeatIntervalSeconds = message.HeartbeatIntervalSeconds;
            facts.FirmwareVersion = Same(facts.FirmwareVersion, message.FirmwareVersion);
            facts.HardwareModel = Same(facts.HardwareModel, message.HardwareModel);
            facts.PendingAlarms = message.PendingAlarmCount;
            facts.SettingsVersion = message.SettingsVersion;
            facts.UptimeSeconds = message.UptimeMilliseconds / 1_000;
        }

        AddHistory(hub, moment, HistoryKinds.Hello, HistoryText.Hello(message));
        Changed(hub, wasSilent, isFirst || isOtherInterval);
    }

    public void Apply(HubPrincipal principal, AlarmMessage message, Guid? caseId, bool isRepeat, in Moment moment)
    {
        var hub = (LiveHub)principal;
        bool wasSilent;
        bool isFirst;
        bool isNews = !isRepeat;
        lock (hub.Guard)
        {
            ref HubFacts facts = ref hub.Guarded;
            Heard(ref facts, message, moment, out wasSilent, out isFirst);
            switch (message.Kind)
            {
                case AlarmKind.SilentTest:
                    isNews = message.Sequence > facts.LastTestSequence;
                    facts.LastTestSequence = Math.Max(facts.LastTestSequence, message.Sequence);
                    facts.LastTestAt = isNews ? moment.At : facts.LastTestAt;
                    break;
                case AlarmKind.Test:
                    facts.LastTestAt = isNews ? moment.At : facts.LastTestAt;
                    break;
                case AlarmKind.Technical:
                case AlarmKind.Presence:
                    break;
                default:
                    facts.LastPersonAlarmAt = isNews ? moment.At : facts.LastPersonAlarmAt;
                    break;
            }
        }

        if (isNews)
        {
            AddHistory(hub, moment, HistoryKinds.Of(message), HistoryText.Alarm(message), caseId);
        }

        Changed(hub, wasSilent, isFirst);
    }

    public void Apply(HubPrincipal principal, EventMessage message, bool provesLife, in Moment moment)
    {
        var hub = (LiveHub)principal;
        bool wasSilent = false;
        bool isFirst = false;
        if (provesLife)
        {
            lock (hub.Guard)
            {
                Heard(ref hub.Guarded, message, moment, out wasSilent, out isFirst);
            }
        }

        AddHistory(hub, moment, HistoryKinds.Event, HistoryText.Event(message));
        if (provesLife)
        {
            Changed(hub, wasSilent, isFirst);
        }
    }

    public void Apply(HubPrincipal principal, AcknowledgementMessage message, in Moment moment)
    {
        LiveHub hub = Alive(principal, message, moment);
        AddHistory(hub, moment, HistoryKinds.Answer, HistoryText.Answer(message));
    }

    public void Apply(HubPrincipal principal, DevicePairingMessage message, in Moment moment)
    {
        AddHistory(Alive(principal, message, moment), moment, HistoryKinds.Pairing, HistoryText.Pairing(message));
    }

    public void Apply(HubPrincipal principal, DeviceStateMessage message, in Moment moment)
    {
        // What happened to a device is told by an alarm or an event; its state is kept with the devices.
        Alive(principal, message, moment);
    }

    public void Apply(HubPrincipal principal, DiagnosticsMessage message, in Moment moment)
    {
        // The figures are kept with the command that asked for them.
        Alive(principal, message, moment);
    }

    public void Apply(HubPrincipal principal, WalkTestMessage message, in Moment moment)
    {
        LiveHub hub = Alive(principal, message, moment);
        if (message.Step != WalkTestStep.Press)
        {
            AddHistory(hub, moment, HistoryKinds.Walk, HistoryText.Walk(message));
        }
    }

    public void Apply(HubPrincipal principal, SettingsStateMessage message, in Moment moment)
    {
        AddHistory(Alive(principal, message, moment), moment, HistoryKinds.Settings, HistoryText.Settings(message));
    }

    public void Apply(HubPrincipal principal, UpdateStateMessage message, in Moment moment)
    {
        // Whether the hub itself has said it, only its seal shows: its line is written by who looks at that.
        Alive(principal, message, moment);
    }

    public void ApplyLink(HubPrincipal principal, LinkChangeReason reason, in Moment moment)
    {
        var hub = (LiveHub)principal;
        string kind = reason == LinkChangeReason.Connected ? HistoryKinds.Connected : HistoryKinds.Disconnected;
        AddHistory(hub, moment, kind, HistoryText.Link(reason));
        _feed.Changed(hub);
    }

    public void ApplyRefused(HubPrincipal principal, UplinkKind kind, MessageError error, in Moment moment)
    {
        var hub = (LiveHub)principal;
        AddHistory(hub, moment, HistoryKinds.Refused, HistoryText.Refused(kind, error));
    }

    public void Publish(long batchId)
    {
        lock (_sync)
        {
            _pending.BatchId = batchId;
            _pending.Dirty.AddRange(_newDirty);
            foreach (HistoryLine line in _newHistory)
            {
                if (_pending.History.Count < Limits.Ingest.PendingHistory
                    || line.Kind is HistoryKinds.Alarm or HistoryKinds.SilentTest
                        or HistoryKinds.CheckIn or HistoryKinds.CheckOut)
                {
                    _pending.History.Add(line);
                }
            }
        }

        _newDirty.Clear();
        _newHistory.Clear();
    }

    /// <summary>Adds a line that no message is behind, from any thread.</summary>
    public void AddLine(in HistoryLine line)
    {
        bool wasClean = line.Hub.MarkDirty();
        lock (_sync)
        {
            _pending.History.Add(line);
            if (wasClean)
            {
                _pending.Dirty.Add(line.Hub);
            }
        }

        _feed.Changed(line.Hub);
    }

    void IHubHistory.Note(HubPrincipal hub, long at, string kind, string detail)
    {
        AddLine(new HistoryLine((LiveHub)hub, at, kind, detail));
    }

    /// <summary>Notes that everything up to a batch is written.</summary>
    public void NoteWritten(long batchId)
    {
        Volatile.Write(ref _writtenUpTo, Math.Max(batchId, _writtenUpTo));
    }

    /// <summary>Tells the listeners once more that hubs changed: who looked when they were first told did not find the
    /// new history lines in the store.</summary>
    public void TellWritten(List<HistoryLine> written)
    {
        foreach (HistoryLine line in written)
        {
            _feed.Changed(line.Hub);
        }
    }

    /// <summary>Takes what is to be written; empties what waits.</summary>
    public PendingProjection Take(PendingProjection spare)
    {
        lock (_sync)
        {
            PendingProjection taken = _pending;
            spare.BatchId = taken.BatchId;
            _pending = spare;
            return taken;
        }
    }

    /// <summary>Puts back what could not be written; it is older than what waits by now.</summary>
    public void PutBack(PendingProjection failed)
    {
        lock (_sync)
        {
            failed.BatchId = Math.Max(failed.BatchId, _pending.BatchId);
            failed.Dirty.AddRange(_pending.Dirty);
            failed.History.AddRange(_pending.History);
            _pending = failed;
        }
    }

    private static void Heard(
        ref HubFacts facts, HubMessage message, in Moment moment, out bool wasSilent, out bool isFirst)
    {
        wasSilent = facts.SilentSince != 0 && moment.Tick != 0;
        isFirst = facts.LastHeardAt == 0;
        if (wasSilent || isFirst || facts.WellSince == 0)
        {
            facts.WellSince = moment.At;
        }

        if (moment.Tick != 0)
        {
            facts.SilentSince = 0;
            facts.HeardTick = moment.Tick;
        }

        facts.LastHeardAt = Math.Max(facts.LastHeardAt, moment.At);
        facts.BootCount = Math.Max(facts.BootCount, message.BootCount);
    }

    private static string Same(string? present, string text)
    {
        string plain = HistoryText.Plain(text);
        return present == plain ? present : plain;
    }

    /// <summary>A message that tells nothing of the hub itself but that it lives.</summary>
    private LiveHub Alive(HubPrincipal principal, HubMessage message, in Moment moment)
    {
        var hub = (LiveHub)principal;
        bool wasSilent;
        bool isFirst;
        lock (hub.Guard)
        {
            Heard(ref hub.Guarded, message, moment, out wasSilent, out isFirst);
        }

        Changed(hub, wasSilent, isFirst);
        return hub;
    }

    private void Changed(LiveHub hub, bool wasSilent, bool isUnwatched)
    {
        if (hub.MarkDirty())
        {
            _newDirty.Add(hub);
        }

        if (wasSilent)
        {
            _watch.Returned(hub);
        }
        else if (isUnwatched)
        {
            _watch.Watch(hub);
        }

        _feed.Changed(hub);
    }

    private void AddHistory(LiveHub hub, in Moment moment, string kind, string detail, Guid? caseId = null)
    {
        _newHistory.Add(new HistoryLine(hub, moment.At, kind, detail, caseId, moment.BatchId, moment.Frame));
    }
}
