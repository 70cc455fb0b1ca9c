// One message the hub published, as the receiver would read it.
using Hub.Protocols.Cbor;
using Hub.Protocols.Messages;

namespace Firmware.Tests.World;

internal sealed record Published(long AtMilliseconds, MessageKind Kind, byte[] Body, int Session)
{
    internal AlarmMessage Alarm => Read(new AlarmMessage(), MessageKind.Alarm);

    internal HeartbeatMessage Heartbeat => Read(new HeartbeatMessage(), MessageKind.Heartbeat);

    internal HelloMessage Hello => Read(new HelloMessage(), MessageKind.Hello);

    internal EventMessage Event => Read(new EventMessage(), MessageKind.Event);

    internal AcknowledgementMessage Answer => Read(new AcknowledgementMessage(), MessageKind.UpAcknowledgement);

    internal DevicePairingMessage Pairing => Read(new DevicePairingMessage(), MessageKind.DevicePairing);

    internal DeviceStateMessage State => Read(new DeviceStateMessage(), MessageKind.DeviceState);

    internal WalkTestMessage Walk => Read(new WalkTestMessage(), MessageKind.WalkTest);

    internal SettingsStateMessage Settings => Read(new SettingsStateMessage(), MessageKind.SettingsState);

    internal DiagnosticsMessage Diagnostics => Read(new DiagnosticsMessage(), MessageKind.Diagnostics);

    internal UpdateStateMessage Update => Read(new UpdateStateMessage(), MessageKind.UpdateState);

    internal FetchMessage Fetch => Read(new FetchMessage(), MessageKind.Fetch);

    internal ulong Sequence => Kind switch
    {
        MessageKind.Alarm => Alarm.Sequence,
        MessageKind.Heartbeat => Heartbeat.Sequence,
        MessageKind.Hello => Hello.Sequence,
        MessageKind.Event => Event.Sequence,
        MessageKind.DevicePairing => Pairing.Sequence,
        MessageKind.DeviceState => State.Sequence,
        MessageKind.WalkTest => Walk.Sequence,
        MessageKind.SettingsState => Settings.Sequence,
        MessageKind.Diagnostics => Diagnostics.Sequence,
        MessageKind.UpdateState => Update.Sequence,
        MessageKind.Fetch => Fetch.Sequence,
        _ => Answer.Sequence,
    };

    private T Read<T>(T message, MessageKind kind)
        where T : HubMessage
    {
        Assert.Equal(kind, Kind);
        Assert.Equal(MessageError.None, message.Decode(new CborReader(), Body, 0, Body.Length));
        return message;
    }
}
