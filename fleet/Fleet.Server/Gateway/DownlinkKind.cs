// The kinds of message a hub receives, as the last level of its topic.
namespace Fleet.Server.Gateway;

/// <summary>The kind in <c>hub/{hubId}/down/{kind}</c>.</summary>
public enum DownlinkKind : byte
{
    /// <summary>The application's acknowledgement: what the hub sent is committed (topic level <c>ack</c>).</summary>
    Acknowledgement = 1,

    /// <summary>The time of day (topic level <c>time</c>).</summary>
    Time = 2,

    /// <summary>Something the hub is to do (topic level <c>command</c>).</summary>
    Command = 3,

    /// <summary>A sealed request about the hub's devices (topic level <c>pair</c>).</summary>
    Pair = 4,

    /// <summary>A part of a home's rules (topic level <c>rules</c>).</summary>
    Rules = 5,

    /// <summary>A part of a hub's settings (topic level <c>settings</c>).</summary>
    Settings = 6,

    /// <summary>What the hub is to do about its firmware (topic level <c>update</c>).</summary>
    Update = 7,

    /// <summary>Bytes of a release (topic level <c>block</c>).</summary>
    Block = 8,
}
