// The hub's port to an uplink of a simulated board.
using Hub.Core.Ports;
using Hub.Protocols.Messages;
using Hub.Simulator.Hardware;

namespace Hub.Simulator.Firmware;

internal sealed class BoardUplink(IBoardUplink uplink) : IUplink, IByteMeter, IBoardUplinkEvents
{
    private IUplinkEvents? _events;

    public UplinkState State => (UplinkState)uplink.State;

    public BearerKind Bearer => (BearerKind)uplink.Bearer;

    public int SignalDbm => uplink.SignalDbm;

    public long ByteCount => uplink.ByteCount;

    public void Attach(IUplinkEvents events)
    {
        _events = events;
        uplink.Attach(this);
    }

    public void Connect(byte[] will, int willLength, long nowMilliseconds) =>
        uplink.Connect(will, willLength, nowMilliseconds);

    public long Step(long nowMilliseconds) => uplink.Step(nowMilliseconds);

    public int Publish(MessageKind kind, byte[] body, int offset, int count, long nowMilliseconds) =>
        uplink.Publish((int)kind, body, offset, count, nowMilliseconds);

    public void Close(long nowMilliseconds) => uplink.Close(nowMilliseconds);

    public void OnReady() => _events?.OnReady();

    public void OnPublishAcknowledged(int publishId, int reasonCode) =>
        _events?.OnPublishAcknowledged(publishId, reasonCode);

    public void OnMessage(int kind, byte[] buffer, int offset, int count) =>
        _events?.OnMessage((MessageKind)kind, buffer, offset, count);

    public void OnClosed(int reason) => _events?.OnClosed(reason);
}
