// Counts what one demonstration hub has sent and got, as seen on its uplink.
using System;
using System.Collections.Generic;
using Hub.Protocols;
using Hub.Protocols.Cbor;
using Hub.Protocols.Messages;
using Hub.Simulator.World;

namespace Hub.Simulator.App;

/// <summary>Written by the stepping thread only.</summary>
internal sealed class HubTally : IUplinkObserver
{
    private readonly CborReader _reader = new();
    private readonly AlarmMessage _alarm = new();
    private readonly AcknowledgementMessage _acknowledgement = new();
    private readonly byte[] _body = new byte[ProtocolLimits.MaxMessageBytes];
    private readonly HashSet<ulong> _unacknowledged = [];

    /// <summary>Told of an alarm's sendings: the alarm, and whether this is the first.</summary>
    internal Action<AlarmMessage>? AlarmSent { get; set; }

    /// <summary>Told when the fleet manager holds an alarm.</summary>
    internal Action<ulong>? AlarmHeld { get; set; }

    /// <summary>Told when the session begins and ends.</summary>
    internal Action<bool>? ConnectionChanged { get; set; }

    internal int SentAlarmCount { get; private set; }

    internal int AcknowledgedAlarmCount { get; private set; }

    internal int HeartbeatCount { get; private set; }

    public void OnReady() => ConnectionChanged?.Invoke(true);

    public void OnClosed() => ConnectionChanged?.Invoke(false);

    public void OnPublished(MessageKind kind, ReadOnlySpan<byte> body)
    {
        HeartbeatCount += kind == MessageKind.Heartbeat ? 1 : 0;
        body.CopyTo(_body);
        if (kind == MessageKind.Alarm && _alarm.Decode(_reader, _body, 0, body.Length) == MessageError.None)
        {
            SentAlarmCount += _unacknowledged.Add(_alarm.Sequence) ? 1 : 0;
            AlarmSent?.Invoke(_alarm);
        }
    }

    public void OnReceived(MessageKind kind, ReadOnlySpan<byte> body)
    {
        if (kind != MessageKind.DownAcknowledgement || body.Length > _body.Length)
        {
            return;
        }

        body.CopyTo(_body);
        if (_acknowledgement.Decode(_reader, _body, 0, body.Length) == MessageError.None
            && _acknowledgement.Result == AcknowledgementResult.Held
            && _unacknowledged.Remove(_acknowledgement.AcknowledgedSequence))
        {
            AcknowledgedAlarmCount++;
            AlarmHeld?.Invoke(_acknowledgement.AcknowledgedSequence);
        }
    }
}
