// The kinds of message a hub may send, as the last level of its topic.
namespace Fleet.Server.Gateway;

/// <summary>The kind in <c>hub/{hubId}/up/{kind}</c>.</summary>
public enum UplinkKind : byte
{
    /// <summary>First message of a session: who the hub is and what it runs.</summary>
    Hello = 1,

    /// <summary>Periodic proof of life, every 120 s by default (HBG-018).</summary>
    Heartbeat = 2,

    /// <summary>A person, technical or test alarm.</summary>
    Alarm = 3,

    /// <summary>Something that happened on the hub which is not an alarm.</summary>
    Event = 4,

    /// <summary>The hub's answer to a command.</summary>
    Acknowledgement = 5,

    /// <summary>How far the pairing of a device has come.</summary>
    Pairing = 6,

    /// <summary>What one of the hub's devices is and how it is.</summary>
    Device = 7,

    /// <summary>A step of a walk test.</summary>
    Walk = 8,

    /// <summary>What has become of the settings that a hub was sent.</summary>
    Settings = 9,

    /// <summary>The hub's figures, which a command asked for.</summary>
    Diagnostics = 10,

    /// <summary>What firmware the hub runs and where it is with a release.</summary>
    Update = 11,

    /// <summary>The hub asks for bytes of a release; answered at once and kept nowhere.</summary>
    Fetch = 12,
}
