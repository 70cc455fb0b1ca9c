// nanoFramework.M2Mqtt 5.1 (assembly nanoFramework.M2Mqtt), namespace nanoFramework.M2Mqtt: the client itself.
using System.Collections;
using nanoFramework.M2Mqtt.Messages;

namespace nanoFramework.M2Mqtt;

public class MqttClient : IMqttClient
{
    public extern MqttClient(string brokerHostName);

    public extern event IMqttClient.MqttMsgPublishEventHandler MqttMsgPublishReceived;

    public extern event IMqttClient.MqttMsgPublishedEventHandler MqttMsgPublished;

    public extern event IMqttClient.MqttMsgSubscribedEventHandler MqttMsgSubscribed;

    public extern event IMqttClient.ConnectionClosedEventHandler ConnectionClosed;

    public extern bool IsConnected { get; }

    public extern void Init(
        string brokerHostName,
        int brokerPort,
        bool secure,
        byte[] caCert,
        byte[]? clientCert,
        MqttSslProtocols sslProtocol);

    public extern MqttReasonCode Connect(
        string clientId,
        string username,
        string password,
        bool willRetain,
        MqttQoSLevel willQosLevel,
        bool willFlag,
        string? willTopic,
        string? willMessage,
        bool cleanSession,
        ushort keepAlivePeriod);

    public extern void Disconnect();

    public extern ushort Subscribe(string[] topics, MqttQoSLevel[] qosLevels);

    public extern ushort Publish(
        string topic,
        byte[] message,
        string? contentType,
        ArrayList? userProperties,
        MqttQoSLevel qosLevel,
        bool retain);

    public extern void Close();
}
