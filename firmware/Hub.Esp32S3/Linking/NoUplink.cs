// The way of a hub that has none.
using Hub.Core.Ports;
using Hub.Protocols.Messages;

namespace Hub.Esp32S3.Linking;

/// <summary>Never connects. For a board whose modem and Wi-Fi could not be opened: the hub still journals its alarms
/// and says aloud that they wait.</summary>
public sealed class NoUplink : IUplink
{
    /// <inheritdoc/>
    public UplinkState State
    {
        get { return UplinkState.Closed; }
    }

    /// <inheritdoc/>
    public BearerKind Bearer
    {
        get { return BearerKind.Lte; }
    }

    /// <inheritdoc/>
    public int SignalDbm
    {
        get { return 0; }
    }

    /// <inheritdoc/>
    public void Attach(IUplinkEvents events)
    {
    }

    /// <inheritdoc/>
    public void Connect(byte[] will, int willLength, long nowMilliseconds)
    {
    }

    /// <inheritdoc/>
    public long Step(long nowMilliseconds)
    {
        return long.MaxValue;
    }

    /// <inheritdoc/>
    public int Publish(MessageKind kind, byte[] body, int offset, int count, long nowMilliseconds)
    {
        return 0;
    }

    /// <inheritdoc/>
    public void Close(long nowMilliseconds)
    {
    }
}
