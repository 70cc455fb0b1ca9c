// Applies, at start, the batches that were committed but not yet projected when the server ended.
using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using Fleet.Server.Hubs;
using Fleet.Server.Store;
using Hub.Protocols.Messages;

namespace Fleet.Server.Gateway.Ingest;

/// <summary>Replays raw frames. Nothing is sent: whoever was not answered asks again.</summary>
internal static class ProjectionReplay
{
    /// <summary>Replays everything after the checkpoint.</summary>
    /// <returns>How many messages were applied.</returns>
    public static long Run(StoreSession session, HubRegistry registry, HubProjection projection)
    {
        var decoder = new FrameDecoder();
        long after = ProjectionStore.ReadCheckpoint(session);
        long applied = 0;
        while (true)
        {
            IReadOnlyList<(long Id, long At, byte[] Frames)> batches = ProjectionStore.ReadBatches(session, after, 64);
            if (batches.Count == 0)
            {
                return applied;
            }

            foreach ((long id, long at, byte[] frames) in batches)
            {
                applied += Apply(session, registry, projection, decoder, id, at, frames);
                projection.Publish(id, 0);
                after = id;
            }
        }
    }

    private static int Apply(
        StoreSession session,
        HubRegistry registry,
        HubProjection projection,
        FrameDecoder decoder,
        long batchId,
        long at,
        byte[] frames)
    {
        int offset = 0;
        int frame = 0;
        while (offset + IngestGroup.HeadBytes <= frames.Length)
        {
            ReadOnlySpan<byte> head = frames.AsSpan(offset);
            int length = BinaryPrimitives.ReadUInt16LittleEndian(head);
            byte kind = head[2];
            LiveHub? hub = registry.FindRow(BinaryPrimitives.ReadInt64LittleEndian(head[4..]));
            var moment = new Moment(at, 0, batchId, frame++);
            offset += IngestGroup.HeadBytes;
            if (hub is not null)
            {
                Apply(session, projection, decoder, hub, kind, frames, offset, length, moment);
            }

            offset += length;
        }

        return frame;
    }

    private static void Apply(
        StoreSession session,
        HubProjection projection,
        FrameDecoder decoder,
        LiveHub hub,
        byte kind,
        byte[] frames,
        int offset,
        int length,
        in Moment moment)
    {
        if (kind >= IngestGroup.LinkKind)
        {
            projection.ApplyLink(hub, (LinkChangeReason)(kind - IngestGroup.LinkKind), moment);
            return;
        }

        MessageError error = decoder.Decode(kind, frames, offset, length);
        if (error != MessageError.None)
        {
            projection.ApplyRefused(hub, kind, error, moment);
            return;
        }

        switch ((UplinkKind)kind)
        {
            case UplinkKind.Heartbeat:
                projection.Apply(hub, decoder.Heartbeat, moment);
                break;
            case UplinkKind.Hello:
                projection.Apply(hub, decoder.Hello, moment);
                break;
            case UplinkKind.Alarm:
                Guid? caseId = decoder.IsSilentTest
                    ? null
                    : ProjectionStore.CaseOf(session, hub.RowId, decoder.Alarm.Sequence);
                bool isUnhandled = caseId is null && !decoder.IsSilentTest;
                projection.Apply(hub, decoder.Alarm, caseId, isRepeat: isUnhandled, moment);
                break;
            case UplinkKind.Event:
                projection.Apply(hub, decoder.Event, !decoder.IsLinkLostWill, moment);
                break;
            default:
                projection.Apply(hub, decoder.Answer, moment);
                break;
        }
    }
}
