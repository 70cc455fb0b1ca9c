// HBG-020: a device that is not heard any more is told of in time, and one that is heard is not.
using System;
using System.Collections.Generic;
using Hub.Protocols.Alarms;
using Hub.Protocols.Cbor;
using Hub.Protocols.Messages;
using Hub.Protocols.Radio;
using Hub.Simulator.Hardware;
using Hub.Simulator.Scenarios;
using Hub.Simulator.World;
using Hub.Simulator.World.OnAir;

namespace Hub.Simulator.Checks;

/// <summary>
/// A paired device of which no frame has come to the hub for 2.25 of its supervision intervals has a technical alarm in
/// the hub or in the fleet manager; a hub that has just started has 1.25 intervals or more. None is called lost whose
/// report the hub has acknowledged within the time.
/// </summary>
public sealed class SilentTriggerReported : Invariant
{
    private const long Minute = 60_000;
    private const long AnswerWithin = 30_000;
    private const long Slack = 2 * Minute;
    private const long RepeatSlack = 2 * Minute;
    private readonly CborReader _reader = new();
    private readonly AlarmMessage _alarm = new();
    private readonly Dictionary<uint, long> _heardAt = [];
    private readonly Dictionary<uint, long> _answeredAt = [];
    private readonly Dictionary<uint, uint> _answered = [];
    private readonly Dictionary<uint, uint> _highestHeard = [];
    private readonly HashSet<ulong> _sent = [];
    private readonly HashSet<ulong> _told = [];
    private readonly Dictionary<uint, long> _lossRaisedAt = [];
    private readonly Dictionary<uint, long> _untoldSince = [];
    private int _lookedHeld;
    private long _startedAt;
    private long _lookAt;

    /// <inheritdoc/>
    public override void OnStarted()
    {
        _startedAt = Home.World.NowMilliseconds;
        _lookAt = 0;
    }

    /// <inheritdoc/>
    public override void OnHeard(Transmission heard)
    {
        // A recording that somebody plays, or a clone, is no sign of life; but nobody can tell the recording of a frame
        // that never came to the hub from a frame that comes late.
        uint deviceId = heard.DeviceId;
        uint counter = heard.Counter;
        bool isOwn = deviceId != 0 && Home.Home.Radio.Find(deviceId)?.Station == heard.From;
        bool isLate = !isOwn && counter > _highestHeard.GetValueOrDefault(deviceId)
            && _sent.Contains(FrameOf(deviceId, counter));
        if (isOwn || isLate)
        {
            _heardAt[deviceId] = Home.World.NowMilliseconds;
            _highestHeard[deviceId] = counter;
        }
    }

    /// <inheritdoc/>
    public override void OnSent(Transmission sent)
    {
        uint deviceId = sent.DeviceId;
        if (deviceId == 0)
        {
            return;
        }

        if (Home.Home.Radio.Find(deviceId)?.Station == sent.From)
        {
            _sent.Add(FrameOf(deviceId, sent.Counter));
        }

        // The same frame answered again may be a recording of it, after a restart too, and is no news of the device.
        if (sent.From == Home.Home.Radio.Hub.Station && sent.Kind == RadioFrameKind.Acknowledge
            && Home.World.NowMilliseconds - HeardAt(deviceId) < AnswerWithin
            && _answered.GetValueOrDefault(deviceId, uint.MaxValue) != sent.Counter)
        {
            _answered[deviceId] = sent.Counter;
            _answeredAt[deviceId] = Home.World.NowMilliseconds;
        }
    }

    /// <inheritdoc/>
    public override void OnArrived(MessageKind kind, byte[] body)
    {
        if (kind != MessageKind.Alarm || _alarm.Decode(_reader, body, 0, body.Length) != MessageError.None
            || !IsLoss(_alarm.Kind, _alarm.StatusCode) || _alarm.TriggerId == 0 || !_told.Add(_alarm.Sequence))
        {
            return;
        }

        IHubFigures? hub = Home.Home.Hub?.Figures;
        int place = hub?.FindDevice(_alarm.TriggerId) ?? -1;
        long raisedAt = RaisedAt();
        if (place >= 0 && _answeredAt.TryGetValue(_alarm.TriggerId, out long answered) && answered < raisedAt
            && raisedAt - answered < Interval(hub!.SupervisionMinutesAt(place)) * 5 / 4)
        {
            Break($"device {_alarm.TriggerId} is called lost {raisedAt - answered} ms after its last report");
        }
    }

    /// <inheritdoc/>
    public override void AfterStep()
    {
        IHubFigures? hub = Home.Home.Hub?.Figures;
        long now = Home.World.NowMilliseconds;
        if (hub is not { HasDevices: true } || now < _lookAt)
        {
            return;
        }

        _lookAt = now + Minute;
        for (int i = 0; i < hub.DeviceCapacity; i++)
        {
            uint deviceId = hub.DeviceIdAt(i);
            int minutes = hub.SupervisionMinutesAt(i);
            bool isUntold = deviceId != 0 && minutes > 0 && now > Deadline(deviceId, minutes) + Slack
                && !IsTold(deviceId, hub);
            if (!isUntold)
            {
                _untoldSince.Remove(deviceId);
            }
            else if (_untoldSince.TryAdd(deviceId, now))
            {
                // Its alarm may just have given its place in a full table to a person: the hub tells it again.
            }
            else if (now - _untoldSince[deviceId] >= RepeatSlack)
            {
                Break($"device {deviceId} has been silent since {HeardAt(deviceId)} ms and nobody was told");
            }
        }
    }

    // What a network kept for hours arrives with the age it had when it was sent; its time is right all the same. Of an
    // alarm without a time from an earlier start nobody knows when it was: long.MinValue.
    private long RaisedAt()
    {
        if (_alarm.RaisedUnixMilliseconds > 0)
        {
            return _alarm.RaisedUnixMilliseconds - VirtualHome.StartUnixMilliseconds;
        }

        bool isOfThisStart = _alarm.BootCount == Home.Home.Hub?.Figures.BootCount;
        return isOfThisStart ? Home.World.NowMilliseconds - _alarm.AgeMilliseconds : long.MinValue;
    }

    private static long Interval(int supervisionMinutes) => supervisionMinutes * Minute;

    private long HeardAt(uint deviceId) => _heardAt.GetValueOrDefault(deviceId);

    private long Deadline(uint deviceId, int minutes) => Math.Max(
        HeardAt(deviceId) + (Interval(minutes) * 9 / 4), _startedAt + (Interval(minutes) * 5 / 4));

    private bool IsTold(uint deviceId, IHubFigures hub)
    {
        int technical = 0;
        for (int i = 0; i < hub.PendingCapacity; i++)
        {
            int kind = hub.PendingKindAt(i);
            technical += kind == (int)AlarmKind.Technical ? 1 : 0;
            if (kind >= 0 && hub.PendingTriggerAt(i) == deviceId && IsLoss((AlarmKind)kind, hub.PendingStatusAt(i)))
            {
                return true;
            }
        }

        // A device that was lost may still be heard, under a key that is not the hub's; it stays lost.
        long answeredAt = _answeredAt.GetValueOrDefault(deviceId);

        // Of what waits to be told there is a most; and a person's alarm that finds no place takes one of these.
        return technical >= Hub.Core.Limits.MaxPendingTechnicalAlarms
            || hub.IsPendingFull
            || LossRaisedAt(deviceId) >= answeredAt;
    }

    // When the last loss of a device was raised that the fleet manager holds; long.MinValue when none is.
    private long LossRaisedAt(uint deviceId)
    {
        HeldAlarms held = Home.Fleet.Held;
        for (; _lookedHeld < held.Count; _lookedHeld++)
        {
            HeldAlarm alarm = held.Values[_lookedHeld];
            if (IsLoss(alarm.Kind, alarm.StatusCode))
            {
                long before = _lossRaisedAt.GetValueOrDefault(alarm.TriggerId, long.MinValue);
                _lossRaisedAt[alarm.TriggerId] = Math.Max(before, alarm.RaisedAt);
            }
        }

        return _lossRaisedAt.GetValueOrDefault(deviceId, long.MinValue);
    }

    private static ulong FrameOf(uint deviceId, uint counter) => ((ulong)deviceId << 32) | counter;

    private static bool IsLoss(AlarmKind kind, int statusCode) =>
        kind == AlarmKind.Technical && statusCode == StatusCodes.RadioTestTransmissionMissing;
}
