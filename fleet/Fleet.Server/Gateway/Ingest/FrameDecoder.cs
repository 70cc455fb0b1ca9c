// Decodes frames into message objects that are used again and again.
using System;
using Hub.Protocols.Alarms;
using Hub.Protocols.Cbor;
using Hub.Protocols.Messages;

namespace Fleet.Server.Gateway.Ingest;

/// <summary>One decoder per thread: each call overwrites the message of its kind.</summary>
internal sealed class FrameDecoder
{
    private readonly CborReader _reader = new();

    /// <summary>The last hello decoded.</summary>
    public HelloMessage Hello { get; } = new();

    /// <summary>The last heartbeat decoded.</summary>
    public HeartbeatMessage Heartbeat { get; } = new();

    /// <summary>The last alarm decoded.</summary>
    public AlarmMessage Alarm { get; } = new();

    /// <summary>The last event decoded.</summary>
    public EventMessage Event { get; } = new();

    /// <summary>The last answer decoded.</summary>
    public AcknowledgementMessage Answer { get; } = new();

    /// <summary>The last step of a pairing decoded.</summary>
    public DevicePairingMessage Pairing { get; } = new();

    /// <summary>The last state of a device decoded.</summary>
    public DeviceStateMessage Device { get; } = new();

    /// <summary>The last step of a walk test decoded.</summary>
    public WalkTestMessage Walk { get; } = new();

    /// <summary>The last figures decoded.</summary>
    public DiagnosticsMessage Diagnostics { get; } = new();

    /// <summary>The last word on settings decoded.</summary>
    public SettingsStateMessage Settings { get; } = new();

    /// <summary>The last word on the hub's firmware decoded.</summary>
    public UpdateStateMessage Update { get; } = new();

    /// <summary>
    /// True for the last event when it is the will the gateway publishes in the hub's stead: it proves that the link
    /// is lost, not that the hub is alive.
    /// </summary>
    public bool IsLinkLostWill =>
        Event.DeviceType == DeviceTypes.CommunicationLinkMonitor
        && Event.StatusCode == StatusCodes.PrimaryCommunicationLinkFailure;

    /// <summary>Decodes a body.</summary>
    /// <returns><see cref="MessageError.None"/>, or why it is refused.</returns>
    public MessageError Decode(byte kind, byte[] buffer, int offset, int length)
    {
        HubMessage message = (UplinkKind)kind switch
        {
            UplinkKind.Heartbeat => Heartbeat,
            UplinkKind.Alarm => Alarm,
            UplinkKind.Hello => Hello,
            UplinkKind.Event => Event,
            UplinkKind.Acknowledgement => Answer,
            UplinkKind.Pairing => Pairing,
            UplinkKind.Device => Device,
            UplinkKind.Walk => Walk,
            UplinkKind.Diagnostics => Diagnostics,
            UplinkKind.Settings => Settings,
            UplinkKind.Update => Update,
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Not the kind of a message."),
        };
        return message.Decode(_reader, buffer, offset, length);
    }
}
