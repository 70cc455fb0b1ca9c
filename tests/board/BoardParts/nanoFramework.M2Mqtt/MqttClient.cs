// The library's client on the host: what it is told is kept for the test, what it tells is the test's to say.
using System;
using System.Collections;
using System.Collections.Concurrent;
using nanoFramework.M2Mqtt.Messages;

namespace nanoFramework.M2Mqtt;

public class MqttClient : IMqttClient
{
    private readonly ScriptedBroker _broker;
    private ushort _lastId;

    public MqttClient(string brokerHostName)
    {
        _broker = ScriptedBroker.Of(this);
        Host = brokerHostName;
    }

    public event IMqttClient.MqttMsgPublishEventHandler? MqttMsgPublishReceived;

    public event IMqttClient.MqttMsgPublishedEventHandler? MqttMsgPublished;

    public event IMqttClient.MqttMsgSubscribedEventHandler? MqttMsgSubscribed;

    public event IMqttClient.ConnectionClosedEventHandler? ConnectionClosed;

    public bool IsConnected { get; set; }

    /// <summary>Only for tests: what it was made and opened with.</summary>
    public string Host { get; }

    public (int Port, bool IsSecure, byte[] Authority, byte[]? Certificate, MqttSslProtocols Tls) Opened { get; set; }

    public (string Id, string User, string Password, bool HasWill, bool IsClean, int KeepAlive) SignIn { get; set; }

    public string[] Subscribed { get; private set; } = [];

    public ConcurrentQueue<ScriptedPublish> Published { get; } = new();

    public int DisconnectCount { get; private set; }

    public int CloseCount { get; private set; }

    public void Init(
        string brokerHostName,
        int brokerPort,
        bool secure,
        byte[] caCert,
        byte[]? clientCert,
        MqttSslProtocols sslProtocol)
    {
        _broker.Throw(nameof(Init));
        Opened = (brokerPort, secure, caCert, clientCert, sslProtocol);
    }

    public MqttReasonCode Connect(
        string clientId,
        string username,
        string password,
        bool willRetain,
        MqttQoSLevel willQosLevel,
        bool willFlag,
        string? willTopic,
        string? willMessage,
        bool cleanSession,
        ushort keepAlivePeriod)
    {
        SignIn = (clientId, username, password, willFlag, cleanSession, keepAlivePeriod);
        _broker.HasBegun.Set();
        _broker.Gate.WaitOne();
        _broker.Throw(nameof(Connect));
        IsConnected = _broker.ConnectAnswer == MqttReasonCode.Success;
        return _broker.ConnectAnswer;
    }

    public void Disconnect()
    {
        DisconnectCount++;
        _broker.Throw(nameof(Disconnect));
    }

    public ushort Subscribe(string[] topics, MqttQoSLevel[] qosLevels)
    {
        _broker.Throw(nameof(Subscribe));
        Subscribed = topics;
        if (_broker.Granted is { } granted)
        {
            AnswerSubscription([granted]);
        }

        return ++_lastId;
    }

    public ushort Publish(
        string topic,
        byte[] message,
        string? contentType,
        ArrayList? userProperties,
        MqttQoSLevel qosLevel,
        bool retain)
    {
        _broker.Throw(nameof(Publish));
        var publish = new ScriptedPublish(++_lastId, topic, message, qosLevel, retain);
        Published.Enqueue(publish);
        _broker.OnPublish?.Invoke(this, publish);
        return publish.Id;
    }

    public void Close()
    {
        CloseCount++;
        IsConnected = false;
        _broker.Throw(nameof(Close));
    }

    /// <summary>Only for tests: the broker has answered a publish, or the library has given it up.</summary>
    public void Answer(int id, bool isPublished = true) =>
        MqttMsgPublished?.Invoke(this, new MqttMsgPublishedEventArgs((ushort)id, isPublished));

    /// <summary>Only for tests: a message has come.</summary>
    public void Deliver(string topic, byte[] body) =>
        MqttMsgPublishReceived?.Invoke(this, new MqttMsgPublishEventArgs(topic, body));

    /// <summary>Only for tests: the subscription is answered.</summary>
    public void AnswerSubscription(MqttQoSLevel[] granted) =>
        MqttMsgSubscribed?.Invoke(this, new MqttMsgSubscribedEventArgs(granted));

    /// <summary>Only for tests: the connection is gone, with or without the library's word.</summary>
    public void Drop(bool tells = true)
    {
        IsConnected = false;
        if (tells)
        {
            ConnectionClosed?.Invoke(this, EventArgs.Empty);
        }
    }
}
