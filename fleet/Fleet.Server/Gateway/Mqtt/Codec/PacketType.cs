// The control packet types of MQTT.
namespace Fleet.Server.Gateway.Mqtt.Codec;

/// <summary>MQTT control packet types (MQTT 5.0 §2.1.2), the upper four bits of the first byte.</summary>
internal enum PacketType : byte
{
    Reserved = 0,
    Connect = 1,
    ConnectAcknowledgement = 2,
    Publish = 3,
    PublishAcknowledgement = 4,
    PublishReceived = 5,
    PublishRelease = 6,
    PublishComplete = 7,
    Subscribe = 8,
    SubscribeAcknowledgement = 9,
    Unsubscribe = 10,
    UnsubscribeAcknowledgement = 11,
    PingRequest = 12,
    PingResponse = 13,
    Disconnect = 14,
    Authentication = 15,
}
