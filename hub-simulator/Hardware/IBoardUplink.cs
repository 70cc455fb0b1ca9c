// A path of a simulated board to a receiver.
namespace Hub.Simulator.Hardware;

/// <summary>As the hub's port to an uplink; enumerations are their numbers.</summary>
public interface IBoardUplink
{
    /// <summary>The receiver it leads to, 0 for the primary.</summary>
    int Receiver { get; }

    /// <summary>The session's state.</summary>
    int State { get; }

    /// <summary>What carries it.</summary>
    int Bearer { get; }

    /// <summary>Signal strength in dBm, or 0.</summary>
    int SignalDbm { get; }

    /// <summary>Bytes both ways since it was made; 0 when it counts none.</summary>
    long ByteCount { get; }

    /// <summary>Says who is told.</summary>
    void Attach(IBoardUplinkEvents events);

    /// <summary>Begins a session.</summary>
    void Connect(byte[] will, int willLength, long nowMilliseconds);

    /// <summary>Does what is due.</summary>
    long Step(long nowMilliseconds);

    /// <summary>Publishes; 0 when it cannot be taken now.</summary>
    int Publish(int kind, byte[] body, int offset, int count, long nowMilliseconds);

    /// <summary>Ends the session.</summary>
    void Close(long nowMilliseconds);
}
