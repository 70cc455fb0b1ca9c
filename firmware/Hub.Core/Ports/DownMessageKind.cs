// The kinds of message a hub receives, as the uplink's topics.
namespace Hub.Core.Ports;

/// <summary>The last part of the topic <c>hub/{hubId}/down/{kind}</c>.</summary>
public enum DownMessageKind
{
    /// <summary>A topic the hub does not know; the message is counted and dropped.</summary>
    Unknown = 0,

    /// <summary>The fleet manager's own acknowledgement.</summary>
    Acknowledgement = 1,

    /// <summary>The time.</summary>
    Time = 2,

    /// <summary>A command.</summary>
    Command = 3,
}
