// Asks the interpreter's IP stack for a link.
using System;
using System.Net.NetworkInformation;

namespace Hub.Esp32S3.Linking;

/// <summary>The real <see cref="INetworkProbe"/>; it allocates nothing.</summary>
public sealed class IpNetworkProbe : INetworkProbe
{
    /// <inheritdoc/>
    public bool IsLinkUp()
    {
        try
        {
            return NetworkInterface.GetIsNetworkAvailable();
        }
        catch (Exception)
        {
            // A stack that cannot even say so has no link; the modem carries the hub meanwhile.
            return false;
        }
    }
}
