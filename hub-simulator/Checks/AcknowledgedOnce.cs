// An alarm that the hub has been told is held is not sent again.
using System;
using System.Collections.Generic;
using Hub.Protocols.Cbor;
using Hub.Protocols.Messages;

namespace Hub.Simulator.Checks;

/// <summary>
/// Within one start of the hub, no alarm is published after its acknowledgement has been received. After a power cut
/// that came before the acknowledgement was in the journal, the alarm may come once more; the fleet manager knows it.
/// </summary>
public sealed class AcknowledgedOnce : Invariant
{
    private readonly CborReader _reader = new();
    private readonly AlarmMessage _alarm = new();
    private readonly AcknowledgementMessage _acknowledgement = new();
    private readonly HashSet<(ulong, long)> _published = [];
    private readonly HashSet<ulong> _done = [];

    /// <inheritdoc/>
    public override void OnStarted() => _done.Clear();

    /// <inheritdoc/>
    public override void OnPublished(MessageKind kind, ReadOnlySpan<byte> body)
    {
        if (kind == MessageKind.Alarm && _alarm.Decode(_reader, body.ToArray(), 0, body.Length) == MessageError.None)
        {
            _published.Add((_alarm.Sequence, _alarm.BootCount));
            if (_done.Contains(_alarm.Sequence))
            {
                Break($"alarm {_alarm.Sequence} was sent again after its acknowledgement");
            }
        }
    }

    /// <inheritdoc/>
    public override void OnReceived(MessageKind kind, ReadOnlySpan<byte> body)
    {
        if (kind == MessageKind.DownAcknowledgement
            && _acknowledgement.Decode(_reader, body.ToArray(), 0, body.Length) == MessageError.None
            && _acknowledgement.Result == AcknowledgementResult.Held
            && _published.Contains(
                (_acknowledgement.AcknowledgedSequence, _acknowledgement.AcknowledgedBootCount)))
        {
            _done.Add(_acknowledgement.AcknowledgedSequence);
        }
    }

    /// <inheritdoc/>
    public override void AtEnd()
    {
        int pending = Home.Home.Hub?.Figures.PendingCount ?? 0;
        if (pending > 0)
        {
            Break($"{pending} alarms are pending though the fleet manager has long answered");
        }
    }
}
