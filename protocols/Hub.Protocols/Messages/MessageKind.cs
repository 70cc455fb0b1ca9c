// The kinds of message, one for each topic.
namespace Hub.Protocols.Messages;

/// <summary>One kind for each topic of a hub.</summary>
public enum MessageKind
{
    /// <summary>Not a topic of the protocol.</summary>
    Unknown = 0,

    /// <summary>up/hello, <c>HelloMessage</c>.</summary>
    Hello = 1,

    /// <summary>up/heartbeat, <c>HeartbeatMessage</c>.</summary>
    Heartbeat = 2,

    /// <summary>up/alarm, <c>AlarmMessage</c>.</summary>
    Alarm = 3,

    /// <summary>up/event, <c>EventMessage</c>.</summary>
    Event = 4,

    /// <summary>up/ack, <c>AcknowledgementMessage</c>.</summary>
    UpAcknowledgement = 5,

    /// <summary>down/ack, <c>AcknowledgementMessage</c>.</summary>
    DownAcknowledgement = 6,

    /// <summary>down/time, <c>TimeMessage</c>.</summary>
    Time = 7,

    /// <summary>down/command, <c>CommandMessage</c>.</summary>
    Command = 8,

    /// <summary>up/pairing, <c>DevicePairingMessage</c>.</summary>
    DevicePairing = 9,

    /// <summary>up/device, <c>DeviceStateMessage</c>.</summary>
    DeviceState = 10,

    /// <summary>up/walk, <c>WalkTestMessage</c>.</summary>
    WalkTest = 11,

    /// <summary>down/pair, <c>PairRequestMessage</c>.</summary>
    PairRequest = 12,

    /// <summary>down/rules, <c>DocumentPartMessage</c>.</summary>
    Rules = 13,

    /// <summary>down/settings, <c>DocumentPartMessage</c>.</summary>
    Settings = 14,

    /// <summary>up/settings, <c>SettingsStateMessage</c>.</summary>
    SettingsState = 15,

    /// <summary>up/diagnostics, <c>DiagnosticsMessage</c>.</summary>
    Diagnostics = 16,

    /// <summary>up/update, <c>UpdateStateMessage</c>.</summary>
    UpdateState = 17,

    /// <summary>down/update, <c>UpdateOrderMessage</c>.</summary>
    UpdateOrder = 18,

    /// <summary>up/fetch, <c>FetchMessage</c>.</summary>
    Fetch = 19,

    /// <summary>down/block, <c>BlockMessage</c>.</summary>
    Block = 20
}
