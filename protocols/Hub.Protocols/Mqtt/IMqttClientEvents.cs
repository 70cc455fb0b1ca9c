// What the hub's MQTT client tells its owner; every call comes from inside a call to the client.
namespace Hub.Protocols.Mqtt;

/// <summary>
/// Receives what happens on an <see cref="MqttClient"/>. Every method is called from inside a call to the client, on
/// the caller's thread, and may itself call the client.
/// </summary>
public interface IMqttClientEvents
{
    /// <summary>The broker has accepted the connection.</summary>
    /// <param name="sessionPresent">True when the broker still holds the session, so subscriptions stand.</param>
    /// <param name="protocolLevel">5 for MQTT 5.0, 4 for MQTT 3.1.1.</param>
    void OnConnected(bool sessionPresent, int protocolLevel);

    /// <summary>A QoS 1 publish is settled and its packet id free again.</summary>
    /// <param name="packetId">The id that <see cref="MqttClient.Publish"/> returned, 1..65535.</param>
    /// <param name="reasonCode">An MQTT 5.0 reason code, see <see cref="MqttReasonCode"/>; below 0x80 is success; 0 on
    /// MQTT 3.1.1.</param>
    void OnPublishAcknowledged(int packetId, int reasonCode);

    /// <summary>
    /// A message has arrived. The buffer is the client's own and holds the message during the call only. A QoS 1
    /// message is acknowledged after this returns.
    /// </summary>
    /// <param name="buffer">Holds topic and payload.</param>
    /// <param name="topicOffset">Where the topic starts, UTF-8.</param>
    /// <param name="topicLength">The topic's length in bytes, at least 1.</param>
    /// <param name="payloadOffset">Where the payload starts.</param>
    /// <param name="payloadLength">The payload's length in bytes, 0 allowed.</param>
    /// <param name="qos">0, 1 or 2.</param>
    void OnMessage(byte[] buffer, int topicOffset, int topicLength, int payloadOffset, int payloadLength, int qos);

    /// <summary>The broker has answered a subscription.</summary>
    /// <param name="packetId">The id that <see cref="MqttClient.Subscribe"/> returned.</param>
    /// <param name="reasonCode">The QoS granted (0..2), or a reason code of 0x80 or more when refused.</param>
    void OnSubscribed(int packetId, int reasonCode);

    /// <summary>
    /// The connection has ended and its stream is closed; called once for each <see cref="MqttClient.Start"/>.
    /// </summary>
    /// <param name="reason">Why, one of <see cref="MqttDisconnectReason"/>.</param>
    /// <param name="reasonCode">The MQTT 5.0 reason code sent or received, 0 when there was none. The refusals of MQTT
    /// 3.1.1 are given as their MQTT 5.0 equals.</param>
    void OnDisconnected(int reason, int reasonCode);
}
