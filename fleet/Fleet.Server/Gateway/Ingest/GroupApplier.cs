// Applies a committed group to memory and sends what the hubs are to hear at once.
using System;
using System.Collections.Generic;
using Fleet.Server.Alarms;
using Fleet.Server.Commands;
using Fleet.Server.Devices;
using Fleet.Server.Hubs;
using Fleet.Server.Programming;
using Fleet.Server.Time;
using Fleet.Server.Updates;
using Hub.Protocols.Messages;

namespace Fleet.Server.Gateway.Ingest;

/// <summary>After the commit: what is known of the hubs, acknowledgements of alarms, and the time.</summary>
internal sealed class GroupApplier
{
    /// <summary>A hub's clock that is further off is corrected.</summary>
    private const long ClockToleranceMilliseconds = 2_000;

    private readonly IHubProjection _projection;
    private readonly IDeviceProjection _devices;
    private readonly IDocumentProjection _documents;
    private readonly IHomeEventProjection _events;
    private readonly ICommandProjection _commands;
    private readonly IUpdateProjection _updates;
    private readonly DownMessages _down;
    private readonly SteadyClock _clock;
    private readonly FrameDecoder _decoder;
    private readonly DeviceFrames _deviceFrames;

    public GroupApplier(
        IHubProjection projection,
        IDeviceProjection devices,
        IDocumentProjection documents,
        IHomeEventProjection events,
        ICommandProjection commands,
        IUpdateProjection updates,
        DownMessages down,
        SteadyClock clock,
        FrameDecoder decoder)
    {
        _projection = projection;
        _devices = devices;
        _documents = documents;
        _events = events;
        _commands = commands;
        _updates = updates;
        _down = down;
        _clock = clock;
        _decoder = decoder;
        _deviceFrames = new DeviceFrames(projection, devices);
    }

    /// <summary>Applies a group that is held.</summary>
    public void Apply(IngestGroup group, GroupFindings findings, long batchId, long receivedAt)
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
            }
            else if (slot.Outcome == PublishOutcome.PayloadFormatInvalid)
            {
                MessageError error = findings.Refused[refused++].Error;
                _projection.ApplyRefused(slot.Hub, (UplinkKind)slot.Kind, error, moment);
            }
            else if (slot.Kind == (byte)UplinkKind.Alarm)
            {
                _decoder.Decode(slot.Kind, group.Bytes, slot.Offset, slot.Length);
                ApplyAlarm(ref slot, findings.Alarms, alarm++, moment);
            }
            else
            {
                _decoder.Decode(slot.Kind, group.Bytes, slot.Offset, slot.Length);
                ApplyOther(ref slot, moment);
            }
        }

        // The others first: the hubs' checkpoint passes the batch only when what was published is written.
        _devices.Publish();
        _documents.Publish();
        _events.Publish();
        _commands.Publish();
        _updates.Publish();
        _projection.Publish(batchId);
    }

    private void ApplyOther(ref FrameSlot slot, in Moment moment)
    {
        bool flushNow = slot.Receipt is null;
        switch ((UplinkKind)slot.Kind)
        {
            case UplinkKind.Heartbeat:
                _projection.Apply(slot.Hub, _decoder.Heartbeat, moment);
                _documents.Apply(slot.Hub, _decoder.Heartbeat, moment);
                _events.Apply(slot.Hub, _decoder.Heartbeat, moment);
                _updates.Apply(slot.Hub, _decoder.Heartbeat, moment);
                if (Math.Abs(_decoder.Heartbeat.HubUnixMilliseconds - moment.At) > ClockToleranceMilliseconds)
                {
                    _down.SendTime(slot.Hub, _clock.UnixNow, flushNow);
                }

                break;
            case UplinkKind.Hello:
                _projection.Apply(slot.Hub, _decoder.Hello, moment);
                _documents.Apply(slot.Hub, _decoder.Hello, moment);
                _events.Apply(slot.Hub, _decoder.Hello, moment);
                _updates.Apply(slot.Hub, _decoder.Hello, moment);
                _commands.Apply(slot.Hub, _decoder.Hello, moment);
                _down.SendTime(slot.Hub, _clock.UnixNow, flushNow);
                break;
            case UplinkKind.Event:
                _projection.Apply(slot.Hub, _decoder.Event, !_decoder.IsLinkLostWill, moment);
                _documents.Apply(slot.Hub, _decoder.Event, moment);
                _events.Apply(slot.Hub, _decoder.Event, moment);
                break;
            case UplinkKind.Acknowledgement:
                _projection.Apply(slot.Hub, _decoder.Answer, moment);
                _devices.Apply(slot.Hub, _decoder.Answer, moment);
                _documents.Apply(slot.Hub, _decoder.Answer, moment);
                _commands.Apply(slot.Hub, _decoder.Answer, moment);
                _updates.Apply(slot.Hub, _decoder.Answer, moment);
                break;
            case UplinkKind.Diagnostics:
                _projection.Apply(slot.Hub, _decoder.Diagnostics, moment);
                _commands.Apply(slot.Hub, _decoder.Diagnostics, moment);
                break;
            case UplinkKind.Settings:
                _projection.Apply(slot.Hub, _decoder.Settings, moment);
                _documents.Apply(slot.Hub, _decoder.Settings, moment);
                break;
            case UplinkKind.Update:
                _projection.Apply(slot.Hub, _decoder.Update, moment);
                _updates.Apply(slot.Hub, _decoder.Update, moment);
                break;
            default:
                _deviceFrames.Apply(slot.Hub, (UplinkKind)slot.Kind, _decoder, moment);
                break;
        }
    }

    private void ApplyAlarm(ref FrameSlot slot, List<TakenAlarm> alarms, int index, in Moment moment)
    {
        if (slot.Outcome != PublishOutcome.Accepted)
        {
            return;
        }

        TakenAlarm taken = alarms[index];
        AlarmMessage message = _decoder.Alarm;
        bool isRepeat = taken.Intake.Result == IntakeResult.Repeated;
        _projection.Apply(slot.Hub, message, taken.MakesCase ? taken.Intake.CaseId : null, isRepeat, moment);
        _events.Apply(slot.Hub, message, moment);
        _updates.Apply(slot.Hub, message, isRepeat, moment);
        taken.Sequence = message.Sequence;
        taken.TenantId = slot.Hub.TenantId;
        taken.IsAnswered = _down.SendHeld(slot.Hub, message.Sequence, message.BootCount, slot.Receipt is null);
        alarms[index] = taken;
    }
}
