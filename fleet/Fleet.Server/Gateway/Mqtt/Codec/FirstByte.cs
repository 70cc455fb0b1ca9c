// First bytes of packets.
namespace Fleet.Server.Gateway.Mqtt.Codec;

/// <summary>The first byte (type and flags) of CONNECT and of each packet the gateway sends (MQTT 5.0 §2.1).</summary>
internal static class FirstByte
{
    internal const byte Connect = 0x10;
    internal const byte ConnectAcknowledgement = 0x20;
    internal const byte Publish = 0x30;
    internal const byte PublishAcknowledgement = 0x40;
    internal const byte PublishReceived = 0x50;
    internal const byte PublishRelease = 0x62;
    internal const byte PublishComplete = 0x70;
    internal const byte SubscribeAcknowledgement = 0x90;
    internal const byte UnsubscribeAcknowledgement = 0xB0;
    internal const byte PingResponse = 0xD0;
    internal const byte Disconnect = 0xE0;
}
