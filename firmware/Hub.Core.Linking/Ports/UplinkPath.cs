// One way to a receiver: which receiver, and an uplink to it over one bearer.
namespace Hub.Core.Ports;

/// <summary>
/// A path of the hub: one receiver over one bearer. Paths are listed in the order in which they are preferred: the
/// primary receiver over each bearer, then the reserve receiver over each bearer (HBG-042, NOR-027).
/// </summary>
public sealed class UplinkPath
{
    /// <summary>Names a path.</summary>
    /// <param name="receiver">The receiver, 0 for the primary, 1 for the reserve, at most
    /// <see cref="Limits.MaxReceivers"/> - 1.</param>
    /// <param name="uplink">An uplink of this path's own; two paths never share one.</param>
    public UplinkPath(int receiver, IUplink uplink)
    {
        Receiver = receiver;
        Uplink = uplink;
    }

    /// <summary>The receiver, 0 for the primary.</summary>
    public int Receiver { get; }

    /// <summary>The uplink; its <see cref="IUplink.Bearer"/> says what carries the path.</summary>
    public IUplink Uplink { get; }
}
