// An IPv4 address and port as the kernel takes them.
using System.Runtime.InteropServices;

namespace Benchmarks.Native;

/// <summary>sockaddr_in.</summary>
[StructLayout(LayoutKind.Sequential, Size = 16)]
internal struct SocketAddress
{
    public ushort Family;
    public byte PortHigh;
    public byte PortLow;
    public byte First;
    public byte Second;
    public byte Third;
    public byte Fourth;

    /// <summary>127.0.0.x</summary>
    public static SocketAddress Loopback(int last, int port) => new()
    {
        Family = Libc.InternetFamily,
        PortHigh = (byte)(port >> 8),
        PortLow = (byte)port,
        First = 127,
        Fourth = (byte)last,
    };
}
