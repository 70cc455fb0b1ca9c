// The hub's real MQTT uplink, with a witness of what was sent and what was acknowledged.
using System;
using System.Collections.Generic;
using Hub.Core.Ports;
using Hub.Protocols.Cbor;
using Hub.Protocols.Messages;

namespace EndToEnd.Tests.Faults;

/// <summary>
/// Passes everything on unchanged. Tells the witness of each alarm sent, of each PUBACK for one, and of each answer of
/// the fleet manager that it holds one.
/// </summary>
internal sealed class WitnessedUplink : IUplink, IUplinkEvents
{
    private readonly IUplink _inner;
    private readonly AlarmWitness _witness;
    private readonly Dictionary<int, ulong> _sequenceOfPublish = [];
    private readonly CborReader _reader = new();
    private readonly AlarmMessage _alarm = new();
    private readonly AcknowledgementMessage _answer = new();
    private IUplinkEvents? _events;

    public WitnessedUplink(IUplink inner, AlarmWitness witness)
    {
        _inner = inner;
        _witness = witness;
    }

    public UplinkState State => _inner.State;

    public BearerKind Bearer => _inner.Bearer;

    public int SignalDbm => _inner.SignalDbm;

    public void Attach(IUplinkEvents events)
    {
        _events = events;
        _inner.Attach(this);
    }

    public void Connect(byte[] will, int willLength, long nowMilliseconds) =>
        _inner.Connect(will, willLength, nowMilliseconds);

    public long Step(long nowMilliseconds) => _inner.Step(nowMilliseconds);

    public int Publish(MessageKind kind, byte[] body, int offset, int count, long nowMilliseconds)
    {
        int id = _inner.Publish(kind, body, offset, count, nowMilliseconds);
        if (id > 0 && kind == MessageKind.Alarm)
        {
            if (_alarm.Decode(_reader, body, offset, count) != MessageError.None)
            {
                throw new InvalidOperationException("the hub sent an alarm that does not decode");
            }

            _sequenceOfPublish[id] = _alarm.Sequence;
            _witness.Sent(_alarm.Sequence, _alarm.TriggerId, _alarm.PressCount);
        }

        return id;
    }

    public void Close(long nowMilliseconds) => _inner.Close(nowMilliseconds);

    public void OnReady() => _events!.OnReady();

    public void OnPublishAcknowledged(int publishId, int reasonCode)
    {
        if (_sequenceOfPublish.Remove(publishId, out ulong sequence) && reasonCode == 0)
        {
            _witness.PublishAcknowledged(sequence);
        }

        _events!.OnPublishAcknowledged(publishId, reasonCode);
    }

    public void OnMessage(MessageKind kind, byte[] buffer, int offset, int count)
    {
        if (kind == MessageKind.DownAcknowledgement
            && _answer.Decode(_reader, buffer, offset, count) == MessageError.None
            && _answer.Result == AcknowledgementResult.Held)
        {
            _witness.Held(_answer.AcknowledgedSequence);
        }

        _events!.OnMessage(kind, buffer, offset, count);
    }

    public void OnClosed(int reason) => _events!.OnClosed(reason);
}
