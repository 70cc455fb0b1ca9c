// A path, as firmware of any build reaches it.
using Hub.Core.Ports;
using Hub.Protocols.Messages;
using Hub.Simulator.Hardware;

namespace Hub.Simulator.World.Slots;

internal sealed class UplinkSocket(UplinkPath path) : IBoardUplink, IUplinkEvents
{
    private IBoardUplinkEvents? _events;

    public int Receiver => path.Receiver;

    public int State => (int)path.Uplink.State;

    public int Bearer => (int)path.Uplink.Bearer;

    public int SignalDbm => path.Uplink.SignalDbm;

    public long ByteCount => (path.Uplink as IByteMeter)?.ByteCount ?? 0;

    public void Attach(IBoardUplinkEvents events)
    {
        _events = events;
        path.Uplink.Attach(this);
    }

    public void Connect(byte[] will, int willLength, long nowMilliseconds) =>
        path.Uplink.Connect(will, willLength, nowMilliseconds);

    public long Step(long nowMilliseconds) => path.Uplink.Step(nowMilliseconds);

    public int Publish(int kind, byte[] body, int offset, int count, long nowMilliseconds) =>
        path.Uplink.Publish((MessageKind)kind, body, offset, count, nowMilliseconds);

    public void Close(long nowMilliseconds) => path.Uplink.Close(nowMilliseconds);

    public void OnReady() => _events?.OnReady();

    public void OnPublishAcknowledged(int publishId, int reasonCode) =>
        _events?.OnPublishAcknowledged(publishId, reasonCode);

    public void OnMessage(MessageKind kind, byte[] buffer, int offset, int count) =>
        _events?.OnMessage((int)kind, buffer, offset, count);

    public void OnClosed(int reason) => _events?.OnClosed(reason);
}
