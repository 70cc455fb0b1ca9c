// One path as the link sees it: its uplink, and what is known of it.
using Hub.Core.Ports;
using Hub.Protocols.Messages;

namespace Hub.Core.Linking;

/// <summary>A path of <see cref="PathUplink"/>, and the receiver of what happens on it.</summary>
public sealed class LinkPath : IUplinkEvents
{
    private readonly PathUplink _owner;

    internal LinkPath(int index, UplinkPath path, PathUplink owner)
    {
        Index = index;
        Receiver = path.Receiver;
        Uplink = path.Uplink;
        _owner = owner;
    }

    /// <summary>Its place in the order of preference, from 0.</summary>
    public int Index { get; }

    /// <summary>Its receiver, 0 for the primary.</summary>
    public int Receiver { get; }

    /// <summary>Whether the last try to make a session came to nothing, or the last session answered nothing.
    /// </summary>
    public bool IsUnreachable { get; internal set; }

    /// <summary>Whether its receiver took alarms and held none.</summary>
    public bool IsUnheld { get; internal set; }

    /// <summary>Whether it is known not to work.</summary>
    public bool IsFailed
    {
        get { return IsUnreachable || IsUnheld; }
    }

    /// <summary>Alarms held over it, since the start.</summary>
    public long HeldCount { get; internal set; }

    /// <summary>Monotonic time of the last alarm held over it; long.MinValue when there has been none.</summary>
    public long ProvenAtMilliseconds { get; internal set; } = long.MinValue;

    internal IUplink Uplink { get; }

    /// <summary>Whether it has been tried in the round under way.</summary>
    internal bool IsTried { get; set; }

    /// <inheritdoc/>
    public void OnReady()
    {
        _owner.OnReady(this);
    }

    /// <inheritdoc/>
    public void OnPublishAcknowledged(int publishId, int reasonCode)
    {
        _owner.OnPublishAcknowledged(this, publishId, reasonCode);
    }

    /// <inheritdoc/>
    public void OnMessage(MessageKind kind, byte[] buffer, int offset, int count)
    {
        _owner.OnMessage(kind, buffer, offset, count);
    }

    /// <inheritdoc/>
    public void OnClosed(int reason)
    {
        _owner.OnEnded(this, reason);
    }
}
