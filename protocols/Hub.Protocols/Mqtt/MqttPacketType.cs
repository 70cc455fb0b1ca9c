// The packet types of MQTT as they stand in the upper four bits of a packet's first byte.
namespace Hub.Protocols.Mqtt;

/// <summary>Control packet types, MQTT 5.0 §2.1.2.</summary>
internal static class MqttPacketType
{
    public const int Connect = 1;
    public const int ConnectAcknowledgement = 2;
    public const int Publish = 3;
    public const int PublishAcknowledgement = 4;
    public const int PublishReceived = 5;
    public const int PublishRelease = 6;
    public const int PublishComplete = 7;
    public const int Subscribe = 8;
    public const int SubscribeAcknowledgement = 9;
    public const int PingRequest = 12;
    public const int PingResponse = 13;
    public const int Disconnect = 14;
}
