// The uplink over MQTT: a bearer's byte stream under the hub's own client.
using Hub.Core.Ports;
using Hub.Protocols.Messages;

namespace Hub.Core.Linking;

/// <summary>Makes an <see cref="IUplink"/> of a bearer and the MQTT client of <c>Hub.Protocols</c>.</summary>
public sealed class MqttUplink : IUplink
{
    private readonly IBearer _bearer;

    /// <summary>Makes an uplink; nothing is opened before <see cref="Connect"/>.</summary>
    public MqttUplink(HubSettings settings, IBearer bearer)
    {
        _bearer = bearer;
    }

    /// <inheritdoc/>
    public UplinkState State { get; private set; }

    /// <inheritdoc/>
    public BearerKind Bearer => _bearer.Kind;

    /// <inheritdoc/>
    public int SignalDbm => _bearer.SignalDbm;

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
        State = UplinkState.Closed;
    }
}
