// An uplink on which the answers to test alarms are lost.
using System.Collections.Generic;
using Hub.Protocols.Alarms;
using Hub.Protocols.Cbor;
using Hub.Protocols.Messages;
using Hub.Simulator.Hardware;

namespace Hub.Simulator.Faults;

/// <summary>Passes everything on but the acknowledgements of test alarms.</summary>
internal sealed class ForgetfulUplink(IBoardUplink uplink) : IBoardUplink, IBoardUplinkEvents
{
    private readonly CborReader _reader = new();
    private readonly AlarmMessage _alarm = new();
    private readonly AcknowledgementMessage _answer = new();
    private readonly HashSet<ulong> _tests = [];
    private IBoardUplinkEvents? _events;

    public int Receiver => uplink.Receiver;

    public int State => uplink.State;

    public int Bearer => uplink.Bearer;

    public int SignalDbm => uplink.SignalDbm;

    public long ByteCount => uplink.ByteCount;

    public void Attach(IBoardUplinkEvents events)
    {
        _events = events;
        uplink.Attach(this);
    }

    public void Connect(byte[] will, int willLength, long nowMilliseconds) =>
        uplink.Connect(will, willLength, nowMilliseconds);

    public long Step(long nowMilliseconds) => uplink.Step(nowMilliseconds);

    public int Publish(int kind, byte[] body, int offset, int count, long nowMilliseconds)
    {
        if (kind == (int)MessageKind.Alarm && _alarm.Decode(_reader, body, offset, count) == MessageError.None
            && _alarm.Kind is AlarmKind.Test or AlarmKind.SilentTest)
        {
            _tests.Add(_alarm.Sequence);
        }

        return uplink.Publish(kind, body, offset, count, nowMilliseconds);
    }

    public void Close(long nowMilliseconds) => uplink.Close(nowMilliseconds);

    public void OnReady() => _events?.OnReady();

    public void OnPublishAcknowledged(int publishId, int reasonCode) =>
        _events?.OnPublishAcknowledged(publishId, reasonCode);

    public void OnMessage(int kind, byte[] buffer, int offset, int count)
    {
        bool isLost = kind == (int)MessageKind.DownAcknowledgement
            && _answer.Decode(_reader, buffer, offset, count) == MessageError.None
            && _tests.Contains(_answer.AcknowledgedSequence);
        if (!isLost)
        {
            _events?.OnMessage(kind, buffer, offset, count);
        }
    }

    public void OnClosed(int reason) => _events?.OnClosed(reason);
}
