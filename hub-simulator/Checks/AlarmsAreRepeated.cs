// Retries never stop: at once, 30 s sixteen times, then 10 minutes for ever (requirements 5.2).
using System;
using System.Collections.Generic;
using Hub.Protocols.Cbor;
using Hub.Protocols.Messages;

namespace Hub.Simulator.Checks;

/// <summary>
/// On a session that holds, an alarm that has been sent and not been acknowledged is sent again within 10 minutes, and
/// never sooner than after 30 seconds.
/// </summary>
public sealed class AlarmsAreRepeated : Invariant
{
    private const long Soonest = 29_500;

    // After a refusal the ten minutes run from the refusal, which has come over a slow network.
    private const long Latest = 610_000;
    private readonly CborReader _reader = new();
    private readonly AlarmMessage _alarm = new();
    private readonly AcknowledgementMessage _acknowledgement = new();
    private readonly Dictionary<ulong, long> _sentAt = [];

    /// <inheritdoc/>
    public override void OnStarted() => _sentAt.Clear();

    /// <inheritdoc/>
    public override void OnReady() => _sentAt.Clear();

    /// <inheritdoc/>
    public override void OnClosed() => _sentAt.Clear();

    /// <inheritdoc/>
    public override void OnPublished(MessageKind kind, ReadOnlySpan<byte> body)
    {
        if (kind != MessageKind.Alarm || _alarm.Decode(_reader, body.ToArray(), 0, body.Length) != MessageError.None)
        {
            return;
        }

        long now = Home.World.NowMilliseconds;
        if (_sentAt.TryGetValue(_alarm.Sequence, out long before) && now - before < Soonest)
        {
            Break($"alarm {_alarm.Sequence} was sent again after {now - before} ms");
        }

        _sentAt[_alarm.Sequence] = now;
    }

    /// <inheritdoc/>
    public override void OnReceived(MessageKind kind, ReadOnlySpan<byte> body)
    {
        if (kind == MessageKind.DownAcknowledgement
            && _acknowledgement.Decode(_reader, body.ToArray(), 0, body.Length) == MessageError.None
            && _acknowledgement.Result == AcknowledgementResult.Held)
        {
            _sentAt.Remove(_acknowledgement.AcknowledgedSequence);
        }
    }

    /// <inheritdoc/>
    public override void AfterStep()
    {
        if (!Home.Home.IsConnected || _sentAt.Count == 0)
        {
            return;
        }

        long now = Home.World.NowMilliseconds;
        foreach ((ulong sequence, long sentAt) in _sentAt)
        {
            if (now - sentAt > Latest)
            {
                Break($"alarm {sequence} has not been sent again for {now - sentAt} ms");
            }
        }
    }
}
