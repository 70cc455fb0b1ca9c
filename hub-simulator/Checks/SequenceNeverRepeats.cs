// (hub, sequence) names one message for ever, whatever restarts lie between.
using System;
using System.Collections.Generic;
using System.Linq;
using Hub.Protocols.Cbor;
using Hub.Protocols.Messages;

namespace Hub.Simulator.Checks;

/// <summary>
/// No sequence is used for two messages, wills included. What is sent again is the same, but for an alarm's age and
/// the number of its attempt, an event's time, which a clock set in between makes known, and the seconds that are left
/// of a pairing or a walk test; hello and heartbeat are never sent again.
/// </summary>
public sealed class SequenceNeverRepeats : Invariant
{
    private readonly CborReader _reader = new();
    private readonly Dictionary<ulong, (MessageKind Kind, byte[] Body)> _seen = [];
    private readonly Dictionary<MessageKind, HubMessage> _messages = new()
    {
        [MessageKind.Hello] = new HelloMessage(),
        [MessageKind.Heartbeat] = new HeartbeatMessage(),
        [MessageKind.Alarm] = new AlarmMessage(),
        [MessageKind.Event] = new EventMessage(),
        [MessageKind.UpAcknowledgement] = new AcknowledgementMessage(),
        [MessageKind.DevicePairing] = new DevicePairingMessage(),
        [MessageKind.DeviceState] = new DeviceStateMessage(),
        [MessageKind.WalkTest] = new WalkTestMessage(),
        [MessageKind.SettingsState] = new SettingsStateMessage(),
        [MessageKind.Diagnostics] = new DiagnosticsMessage(),
        [MessageKind.UpdateState] = new UpdateStateMessage(),
        [MessageKind.Fetch] = new FetchMessage(),
    };

    /// <inheritdoc/>
    public override void OnPublished(MessageKind kind, ReadOnlySpan<byte> body) => Look(kind, body.ToArray(), true);

    /// <inheritdoc/>
    public override void OnArrived(MessageKind kind, byte[] body) => Look(kind, body, false);

    private void Look(MessageKind kind, byte[] body, bool isNew)
    {
        if (!_messages.TryGetValue(kind, out HubMessage? message))
        {
            Break($"the hub has sent a message of kind {(int)kind}, which is not for it to send");
            return;
        }

        MessageError error = message.Decode(_reader, body, 0, body.Length);
        if (error != MessageError.None)
        {
            Break($"the hub has sent a {kind} that is refused as {error}: {Convert.ToHexStringLower(body)}");
            return;
        }

        ulong sequence = message.Sequence;
        if (!_seen.TryGetValue(sequence, out (MessageKind Kind, byte[] Body) before))
        {
            _seen.Add(sequence, (kind, body));
            return;
        }

        // Most of what comes again is the very same.
        bool isOnlyOnce = isNew && (kind is MessageKind.Hello or MessageKind.Heartbeat);
        bool isSame = before.Kind == kind && body.AsSpan().SequenceEqual(before.Body);
        if (isSame && !isOnlyOnce)
        {
            return;
        }

        string identity = Identity(kind, message, body);
        HubMessage earlier = _messages[before.Kind];
        earlier.Decode(_reader, before.Body, 0, before.Body.Length);
        string identityBefore = Identity(before.Kind, earlier, before.Body);
        if (identityBefore != identity || isOnlyOnce)
        {
            Break($"sequence {sequence} was used for {identityBefore} and for {identity}");
        }

        // What arrives next is most likely what was sent last.
        _seen[sequence] = (kind, body);
    }

    private static string Identity(MessageKind kind, HubMessage message, byte[] body)
    {
        if (message is EventMessage happening)
        {
            object[] said =
            [
                happening.BootCount, happening.UptimeMilliseconds, happening.DeviceId, happening.DeviceType,
                happening.StatusCode, happening.Value, happening.Text,
            ];
            return Join(kind, said);
        }

        if (message is DevicePairingMessage pairing)
        {
            object[] step =
            [
                pairing.BootCount, pairing.PairingId, pairing.DeviceId, pairing.DeviceKind, pairing.Step,
                pairing.Reason, pairing.BatteryPercent, pairing.SignalDbm, pairing.MarginDb, pairing.Variant,
            ];
            return Join(kind, step);
        }

        if (message is WalkTestMessage walk)
        {
            object[] step =
            [
                walk.BootCount, walk.PairingId, walk.Step, walk.DeviceId, walk.Location, walk.Ordinal, walk.SignalDbm,
                walk.MarginDb, walk.DeviceSignalDbm,
            ];
            return Join(kind, step);
        }

        if (message is not AlarmMessage alarm)
        {
            return $"{kind} {Convert.ToHexStringLower(body)}";
        }

        object[] fixedFields =
        [
            alarm.BootCount, alarm.RaisedUnixMilliseconds, alarm.Kind, alarm.TriggerId, alarm.DeviceType,
            alarm.StatusCode, alarm.Priority, alarm.PressCount, alarm.Location, alarm.Flags,
        ];
        return Join(kind, fixedFields);
    }

    private static string Join(MessageKind kind, object[] fields) =>
        $"{kind} {string.Join(' ', fields.Select(field => field.ToString()))}";
}
