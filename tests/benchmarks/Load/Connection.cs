// One hub's connection, as small as it can be kept.
namespace Benchmarks.Load;

/// <summary>Where a connection stands.</summary>
internal enum ConnectionState : byte
{
    Closed,
    Connecting,
    Handshaking,
    AwaitingConnack,
    AwaitingSuback,
    Ready,
}

/// <summary>One hub's connection.</summary>
internal struct Connection
{
    public int Socket;
    public ConnectionState State;
    public byte Attempts;
    public byte InFlight;
    public ushort LastPacketId;
    public ushort AlarmSlots;
    public int CarriedBytes;
    public nint Tls;
    public nint Session;
    public ulong Sequence;
    public long StartedAt;
    public byte[] Heartbeat;
    public byte[] Alarm;
}
