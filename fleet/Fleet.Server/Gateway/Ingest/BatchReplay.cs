// Applies, at start, the batches that were committed but not yet written into what is known of the hubs.
using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using Fleet.Server.Alarms;
using Fleet.Server.Commands;
using Fleet.Server.Devices;
using Fleet.Server.Hubs;
using Fleet.Server.Programming;
using Fleet.Server.Store;
using Fleet.Server.Updates;
using Hub.Protocols.Alarms;
using Hub.Protocols.Messages;

namespace Fleet.Server.Gateway.Ingest;

/// <summary>Replays raw frames. Nothing is sent: whoever was not answered asks again.</summary>
internal sealed class BatchReplay
{
    private readonly IHubProjection _projection;
    private readonly IDeviceProjection _devices;
    private readonly IDocumentProjection _documents;
    private readonly IHomeEventProjection _events;
    private readonly ICommandProjection _commands;
    private readonly IUpdateProjection _updates;
    private readonly ICaseIntake _intake;
    private readonly FrameDecoder _decoder = new();
    private readonly DeviceFrames _deviceFrames;

    public BatchReplay(
        IHubProjection projection,
        IDeviceProjection devices,
        IDocumentProjection documents,
        IHomeEventProjection events,
        ICommandProjection commands,
        IUpdateProjection updates,
        ICaseIntake intake)
    {
        _projection = projection;
        _devices = devices;
        _documents = documents;
        _events = events;
        _commands = commands;
        _updates = updates;
        _intake = intake;
        _deviceFrames = new DeviceFrames(projection, devices);
    }

    /// <summary>Replays everything after the checkpoint.</summary>
    /// <returns>How many messages were applied.</returns>
    public long Run(StoreSession session)
    {
        long after = _projection.ReadCheckpoint(session);
        long applied = 0;
        while (true)
        {
            IReadOnlyList<(long Id, long At, byte[] Frames)> batches = BatchStore.ReadAfter(session, after, 64);
            if (batches.Count == 0)
            {
                return applied;
            }

            foreach ((long id, long at, byte[] frames) in batches)
            {
                applied += Apply(session, id, at, frames);
                _devices.Publish();
                _documents.Publish();
                _events.Publish();
                _commands.Publish();
                _updates.Publish();
                _projection.Publish(id);
                after = id;
            }
        }
    }

    private int Apply(StoreSession session, long batchId, long at, byte[] frames)
    {
        int offset = 0;
        int frame = 0;
        while (offset + IngestGroup.HeadBytes <= frames.Length)
        {
            ReadOnlySpan<byte> head = frames.AsSpan(offset);
            int length = BinaryPrimitives.ReadUInt16LittleEndian(head);
            byte kind = head[2];
            HubPrincipal? hub = _projection.FindRow(BinaryPrimitives.ReadInt64LittleEndian(head[4..]));
            var moment = new Moment(at, 0, batchId, frame++);
            offset += IngestGroup.HeadBytes;
            if (hub is not null)
            {
                Apply(session, hub, kind, new ArraySegment<byte>(frames, offset, length), moment);
            }

            offset += length;
        }

        return frame;
    }

    private void Apply(
        StoreSession session, HubPrincipal hub, byte kind, ArraySegment<byte> body, in Moment moment)
    {
        if (kind >= IngestGroup.LinkKind)
        {
            _projection.ApplyLink(hub, (LinkChangeReason)(kind - IngestGroup.LinkKind), moment);
            return;
        }

        MessageError error = _decoder.Decode(kind, body.Array!, body.Offset, body.Count);
        if (error != MessageError.None)
        {
            _projection.ApplyRefused(hub, (UplinkKind)kind, error, moment);
            return;
        }

        switch ((UplinkKind)kind)
        {
            case UplinkKind.Heartbeat:
                _projection.Apply(hub, _decoder.Heartbeat, moment);
                _documents.Apply(hub, _decoder.Heartbeat, moment);
                _events.Apply(hub, _decoder.Heartbeat, moment);
                _updates.Apply(hub, _decoder.Heartbeat, moment);
                break;
            case UplinkKind.Hello:
                _projection.Apply(hub, _decoder.Hello, moment);
                _documents.Apply(hub, _decoder.Hello, moment);
                _events.Apply(hub, _decoder.Hello, moment);
                _updates.Apply(hub, _decoder.Hello, moment);
                break;
            case UplinkKind.Alarm:
                ApplyAlarm(session, hub, moment);
                break;
            case UplinkKind.Event:
                _projection.Apply(hub, _decoder.Event, !_decoder.IsLinkLostWill, moment);
                _documents.Apply(hub, _decoder.Event, moment);
                _events.Apply(hub, _decoder.Event, moment);
                break;
            case UplinkKind.Acknowledgement:
                _projection.Apply(hub, _decoder.Answer, moment);
                _devices.Apply(hub, _decoder.Answer, moment);
                _documents.Apply(hub, _decoder.Answer, moment);
                _commands.Apply(hub, _decoder.Answer, moment);
                _updates.Apply(hub, _decoder.Answer, moment);
                break;
            case UplinkKind.Diagnostics:
                _projection.Apply(hub, _decoder.Diagnostics, moment);
                _commands.Apply(hub, _decoder.Diagnostics, moment);
                break;
            case UplinkKind.Settings:
                _projection.Apply(hub, _decoder.Settings, moment);
                _documents.Apply(hub, _decoder.Settings, moment);
                break;
            case UplinkKind.Update:
                _projection.Apply(hub, _decoder.Update, moment);
                _updates.Apply(hub, _decoder.Update, moment);
                break;
            default:
                _deviceFrames.Apply(hub, (UplinkKind)kind, _decoder, moment);
                break;
        }
    }

    private void ApplyAlarm(StoreSession session, HubPrincipal hub, in Moment moment)
    {
        AlarmMessage alarm = _decoder.Alarm;
        Guid? caseId = null;
        bool isRepeat = false;
        switch (alarm.Kind)
        {
            case AlarmKind.SilentTest:
                break;
            case AlarmKind.Presence:
                // Of a message that came in several batches the first is the one that counted.
                isRepeat = _intake.FindPresence(session, hub.RowId, alarm.Sequence) != moment.At;
                break;
            default:
                caseId = _intake.FindCase(session, hub.RowId, alarm.Sequence);
                isRepeat = caseId is null;
                break;
        }

        _projection.Apply(hub, alarm, caseId, isRepeat, moment);
        _events.Apply(hub, alarm, moment);
        _updates.Apply(hub, alarm, isRepeat, moment);
    }
}
