// The kinds of message a hub sends, as the uplink's topics.
namespace Hub.Core.Ports;

/// <summary>The last part of the topic <c>hub/{hubId}/up/{kind}</c>.</summary>
public enum UpMessageKind
{
    /// <summary>First message of a session.</summary>
    Hello = 0,

    /// <summary>Sign of life.</summary>
    Heartbeat = 1,

    /// <summary>An alarm, repeated until the fleet manager holds it.</summary>
    Alarm = 2,

    /// <summary>A technical event.</summary>
    Event = 3,

    /// <summary>The hub's answer to a command.</summary>
    Acknowledgement = 4,
}
