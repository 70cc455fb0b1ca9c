// Finds ports that nobody listens on.
using System.Net;
using System.Net.Sockets;

namespace EndToEnd.Tests.Processes;

/// <summary>Ports for the processes a test starts.</summary>
internal static class FreePort
{
    /// <summary>A port of the loop-back address that was free a moment ago.</summary>
    public static int Next()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
