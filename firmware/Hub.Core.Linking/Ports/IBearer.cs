// One network path that can open a byte stream to the receiver.
using Hub.Protocols.Messages;
using Hub.Protocols.Mqtt;

namespace Hub.Core.Ports;

/// <summary>
/// A network path: the modem's TLS socket on the board, TCP in the simulator. It never blocks; whoever uses it limits
/// how long opening may take.
/// </summary>
public interface IBearer
{
    /// <summary>Which kind of network this is.</summary>
    BearerKind Kind { get; }

    /// <summary>Signal strength in dBm (negative), or 0 when not known.</summary>
    int SignalDbm { get; }

    /// <summary>How far opening has come. Becomes <see cref="BearerState.Open"/> or Failed by itself.</summary>
    BearerState State { get; }

    /// <summary>The open stream; null unless <see cref="State"/> is <see cref="BearerState.Open"/>.</summary>
    IByteStream? Stream { get; }

    /// <summary>Starts to open a new stream. Only called when <see cref="State"/> is Closed.</summary>
    void Open();

    /// <summary>Closes the stream or gives up opening it; afterwards <see cref="State"/> is Closed.</summary>
    void Close();
}
